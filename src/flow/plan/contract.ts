import { z } from 'zod'
import type { InvoiceCharges } from '../../domain/charges.ts'
import type { DecisionState, Reason } from '../../domain/decision.ts'
import { HOLD_KINDS } from '../../domain/hold.ts'
import type { Scenario } from '../../domain/scenario.ts'
import {
  CurrencyShape,
  DayShape,
  Id,
  Instant,
  Line,
  PageQuery,
  Paragraph,
  PositiveCents,
  pageOf,
} from '../../platform/http/shapes.ts'

/** Lists of the day: what a person has to do, by the way it is done. */
export const SECTIONS = ['toApprove', 'toCall', 'toPrint', 'byHand', 'toSort', 'leaving'] as const
export const SectionShape = z.enum(SECTIONS)
export type Section = z.output<typeof SectionShape>

const ChannelShape = z.enum(['email', 'post', 'registered', 'sms', 'phone'])
const Count = z.int().min(0)
const Total = z.strictObject({ count: Count, totalCents: z.int() })
const Facts = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]))

const StateShape = z.enum([
  'settled',
  'waiting',
  'act',
  'acting',
  'held',
  'asking',
  'ended',
]) satisfies z.ZodType<DecisionState>
const ReasonShape = z.strictObject({
  code: z.string(),
  facts: Facts,
  freeOn: DayShape.nullable(),
}) as unknown as z.ZodType<Reason>

export const TodayShape = z.strictObject({
  on: DayShape,
  caseCount: Count,
  undoMinutes: Count,
  sections: z.record(SectionShape, Total),
  held: z.array(z.strictObject({ reason: z.string(), count: Count, totalCents: z.int() })),
  alerts: z.array(z.strictObject({ code: z.string(), caseId: Id('cas').nullable(), facts: Facts })),
  promised: z.array(
    z.strictObject({ caseId: Id('cas'), debtorName: z.string(), untilDay: DayShape, amountCents: z.int().nullable() }),
  ),
  overdue: z.strictObject({
    caseCount: Count,
    totalCents: z.int(),
    byAge: z.array(z.strictObject({ fromDays: Count, totalCents: z.int() })),
  }),
})
export type Today = z.output<typeof TodayShape>

export const ActionRowShape = z.strictObject({
  actionId: Id('act'),
  caseId: Id('cas'),
  debtorId: Id('deb'),
  debtorName: z.string(),
  creditorName: z.string(),
  stepCode: z.string(),
  channel: ChannelShape,
  templateCode: z.string(),
  toneLevel: z.int(),
  state: z.enum(['proposed', 'approved', 'skipped', 'cancelled']),
  totalCents: z.int(),
  currency: CurrencyShape,
  invoiceCount: Count,
  oldestDueOn: DayShape,
  plannedOn: DayShape,
  leavesAt: Instant.nullable(),
  reason: z.string(),
  contactName: z.string().nullable(),
  phone: z.string().nullable(),
  delivery: z
    .strictObject({
      deliveryId: Id('dlv'),
      state: z.string(),
      recipient: z.string(),
      at: Instant.nullable(),
      serverReply: z.string().nullable(),
    })
    .nullable(),
})
export type ActionRow = z.output<typeof ActionRowShape>
export const ActionPage = pageOf(ActionRowShape)
export const ActionQuery = z.strictObject({ ...PageQuery.shape, section: SectionShape })

export const ApprovalInput = z.strictObject({
  actionIds: z.array(Id('act')).min(1).max(1000),
  /** `refused`: this step is not taken. `withdrawn`: an approved act that has not left goes back to the list. */
  decision: z.enum(['approved', 'refused', 'withdrawn']),
  reason: Paragraph(500).optional(),
})
export const ApprovalResultShape = z.strictObject({
  done: z.array(Id('act')),
  left: z.array(z.strictObject({ actionId: Id('act'), code: z.string(), facts: Facts })),
  leavesAt: Instant.nullable(),
})
export type ApprovalResult = z.output<typeof ApprovalResultShape>

export const CaseRowShape = z.strictObject({
  caseId: Id('cas'),
  debtorName: z.string(),
  debtorReference: z.string().nullable(),
  creditorName: z.string(),
  state: z.enum(['new', 'waiting', 'acting', 'held', 'asking', 'ended', 'settled']),
  reason: z.string().nullable(),
  currency: CurrencyShape,
  openCents: z.int(),
  overdueCents: z.int(),
  oldestDueOn: DayShape.nullable(),
  nextStep: z.string().nullable(),
  nextOn: DayShape.nullable(),
  /** Lower case without accents: what the list is sorted by. */
  sortText: z.string(),
})
export type CaseRow = z.output<typeof CaseRowShape>
export const CasePage = pageOf(CaseRowShape)
export const CaseQuery = z.strictObject({
  ...PageQuery.shape,
  search: Line(100).optional(),
  state: CaseRowShape.shape.state.optional(),
  reason: z.string().max(60).optional(),
  creditorId: Id('crd').optional(),
  sort: z.enum(['overdue', 'oldest', 'name']).default('overdue'),
})
export type CaseQueryInput = z.output<typeof CaseQuery>

export const HoldInput = z.strictObject({
  kind: z.enum(HOLD_KINDS),
  invoiceId: Id('inv').optional(),
  untilDay: DayShape.optional(),
  amountCents: PositiveCents.optional(),
  reason: Paragraph(500).optional(),
})
export type HoldWanted = z.output<typeof HoldInput>
export const HoldEnding = z.strictObject({ reason: Paragraph(500).optional() })
export const SendingInput = z.strictObject({ stepCode: Line(60) })

const StepAt = z.strictObject({ stepCode: z.string(), channel: ChannelShape })
export const WhyShape = z.strictObject({
  on: DayShape,
  state: StateShape,
  reasons: z.array(ReasonShape),
  steps: z.array(StepAt),
  next: z.strictObject({ stepCode: z.string(), on: DayShape }).nullable(),
  /** The steps a person may send now, whatever the calendar says. */
  open: z.array(StepAt),
})
export type Why = z.output<typeof WhyShape>
export const WhyQuery = z.strictObject({ on: DayShape.optional() })
export const CaseParams = z.strictObject({ id: Id('cas') })
export const HoldParams = z.strictObject({ id: Id('hld') })

const InvoiceShape = z.strictObject({
  invoiceId: Id('inv'),
  number: z.string(),
  label: z.string().nullable(),
  issuedOn: DayShape,
  dueOn: DayShape,
  dueOrigin: z.string(),
  amountCents: z.int(),
  openCents: z.int(),
  currency: CurrencyShape,
  documentSha256: z.string().nullable(),
  cancelledAt: Instant.nullable(),
  /** Stage reached on the ladder, −1 at the foot, with the tone of the last message. */
  stage: z.int(),
  reachedTone: z.int(),
  limitedOn: DayShape.nullable(),
  instalments: z.array(z.strictObject({ rank: z.int(), dueOn: DayShape, amountCents: z.int(), openCents: z.int() })),
})
const EntryShape = z.strictObject({
  entryId: Id('ent'),
  kind: z.enum(['payment', 'credit_note', 'reversal']),
  onDay: DayShape,
  amountCents: z.int(),
  unallocatedCents: z.int(),
  currency: CurrencyShape,
  reference: z.string().nullable(),
  method: z.string().nullable(),
  label: z.string().nullable(),
  reversed: z.boolean(),
  allocations: z.array(z.strictObject({ invoiceId: Id('inv'), amountCents: z.int() })),
})

export const CaseFileShape = z.strictObject({
  caseId: Id('cas'),
  currency: CurrencyShape,
  debtor: z.strictObject({
    debtorId: Id('deb'),
    creditorId: Id('crd'),
    reference: z.string().nullable(),
    name: z.string(),
    kind: z.string(),
    siren: z.string().nullable(),
    language: z.string(),
    addressLines: z.array(z.string()),
    postcode: z.string(),
    city: z.string(),
    country: z.string(),
  }),
  creditor: z.strictObject({ creditorId: Id('crd'), name: z.string() }),
  contacts: z.array(
    z.strictObject({
      contactId: Id('con'),
      name: z.string().nullable(),
      salutation: z.string().nullable(),
      role: z.string(),
      email: z.string().nullable(),
      phone: z.string().nullable(),
      mobile: z.string().nullable(),
      emailRefusedOn: DayShape.nullable(),
    }),
  ),
  account: z.strictObject({ invoices: z.array(InvoiceShape), entries: z.array(EntryShape) }),
  charges: z.array(z.unknown()) as unknown as z.ZodType<readonly InvoiceCharges[]>,
  chargesRefusal: z.strictObject({ code: z.string(), facts: Facts }).nullable(),
  holds: z.array(
    z.strictObject({
      holdId: Id('hld'),
      kind: z.enum(HOLD_KINDS),
      invoiceId: Id('inv').nullable(),
      fromDay: DayShape,
      untilDay: DayShape.nullable(),
      amountCents: z.int().nullable(),
      reason: z.string().nullable(),
    }),
  ),
  scenario: z.unknown() as unknown as z.ZodType<Scenario>,
  openCents: z.int(),
  overdueCents: z.int(),
  toComeCents: z.int(),
  chargesCents: z.int(),
  unallocatedCents: z.int(),
  reachedTone: z.int(),
})
export type CaseFile = z.output<typeof CaseFileShape>
