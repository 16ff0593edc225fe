import { z } from 'zod'
import { DUE_ORIGINS } from '../../domain/invoice.ts'
import { CONTACT_ROLES, DEBTOR_KINDS } from '../../domain/party.ts'
import {
  CurrencyShape,
  CurrencyTyped,
  DayShape,
  Id,
  Instant,
  Line,
  PageQuery,
  Paragraph,
  PositiveCents,
  pageOf,
} from '../../platform/http/shapes.ts'

const Text = z.string().nullable()
const OptionalLine = (maxLength?: number) => Line(maxLength).nullable().optional()
const ChargesDefault = z.enum(['claim', 'reserve', 'waive'])
const Territory = z.enum(['metropole', 'alsace_moselle', '971', '972', '973', '974', '976', '977', '978'])
const Currency = CurrencyTyped.default('EUR' as z.output<typeof CurrencyTyped>)

export const OneDebtor = z.strictObject({ id: Id('deb') })
export const OneContact = z.strictObject({ id: Id('con') })
export const OneInvoice = z.strictObject({ id: Id('inv') })
export const OneEntry = z.strictObject({ id: Id('ent') })

/** A debtor as typed. The address is given whole or not at all. */
const debtorFields = {
  name: Line(),
  reference: OptionalLine(60),
  kind: z.enum(DEBTOR_KINDS).optional(),
  siren: OptionalLine(20),
  vatNumber: OptionalLine(20),
  language: z.enum(['fr', 'en']).optional(),
  addressLines: z.array(Line(100)).max(5).optional(),
  postcode: z.string().trim().max(12).optional(),
  city: z.string().trim().max(80).optional(),
  country: z
    .string()
    .regex(/^[A-Z]{2}$/)
    .optional(),
  territory: Territory.optional(),
  directDebit: z.boolean().optional(),
  largeAccount: z.boolean().optional(),
  badPayer: z.boolean().optional(),
  termsAcceptedOn: DayShape.nullable().optional(),
  paymentTerms: OptionalLine(30),
  scenarioCode: OptionalLine(60),
  chargesDefault: ChargesDefault.nullable().optional(),
}
export const DebtorChangeInput = z.strictObject({ ...debtorFields, name: Line().optional() })
export type DebtorTyped = z.output<typeof DebtorChangeInput>
export const DebtorInput = z.strictObject({ ...debtorFields, creditorId: Id('crd') })

export const ContactInput = z.strictObject({
  name: OptionalLine(100),
  salutation: OptionalLine(30),
  role: z.enum(CONTACT_ROLES).optional(),
  email: OptionalLine(254),
  phone: OptionalLine(40),
  mobile: OptionalLine(40),
  /** 1 is written to first. */
  rank: z.int().min(1).max(99).optional(),
})
export type ContactTyped = z.output<typeof ContactInput>

export const ContactShape = z.strictObject({
  contactId: Id('con'),
  name: Text,
  salutation: Text,
  role: z.string(),
  email: Text,
  phone: Text,
  mobile: Text,
  rank: z.int(),
  /** Day on which the mail server refused the address; it is not used until corrected. */
  emailRefusedOn: DayShape.nullable(),
})
export type ContactRow = z.output<typeof ContactShape>

export const DebtorShape = z.strictObject({
  debtorId: Id('deb'),
  creditorId: Id('crd'),
  reference: Text,
  name: z.string(),
  kind: z.enum(DEBTOR_KINDS),
  siren: Text,
  vatNumber: Text,
  language: z.enum(['fr', 'en']),
  addressLines: z.array(z.string()),
  postcode: z.string(),
  city: z.string(),
  country: z.string(),
  territory: z.string(),
  directDebit: z.boolean(),
  largeAccount: z.boolean(),
  badPayer: z.boolean(),
  termsAcceptedOn: DayShape.nullable(),
  paymentTerms: Text,
  scenarioCode: Text,
  chargesDefault: ChargesDefault.nullable(),
})
export type Debtor = z.output<typeof DebtorShape>
export const DebtorPage = pageOf(DebtorShape)
export const DebtorFile = z.strictObject({ ...DebtorShape.shape, contacts: z.array(ContactShape) })
export const DebtorQuery = z.strictObject({
  ...PageQuery.shape,
  search: Line(100).optional(),
  creditorId: Id('crd').optional(),
})

const InstalmentInput = z.strictObject({ dueOn: DayShape, amountCents: PositiveCents })
export const InvoiceInput = z.strictObject({
  debtorId: Id('deb'),
  number: Line(60),
  issuedOn: DayShape,
  /** Left out: computed from the terms of the debtor, else from the terms of sale (S0-3). */
  dueOn: DayShape.optional(),
  amountCents: PositiveCents,
  currency: Currency,
  label: OptionalLine(),
  purchaseOrder: OptionalLine(60),
  completedOn: DayShape.nullable().optional(),
  directDebit: z.boolean().optional(),
  instalments: z.array(InstalmentInput).max(60).optional(),
})
export type InvoiceTyped = z.output<typeof InvoiceInput>

export const InvoiceShape = z.strictObject({
  invoiceId: Id('inv'),
  debtorId: Id('deb'),
  number: z.string(),
  label: Text,
  issuedOn: DayShape,
  dueOn: DayShape,
  /** Where the due date comes from, shown with it (S0-3). */
  dueOrigin: z.enum(DUE_ORIGINS),
  amountCents: z.int(),
  openCents: z.int(),
  currency: CurrencyShape,
  documentSha256: Text,
  cancelledAt: Instant.nullable(),
  instalments: z.array(z.strictObject({ rank: z.int(), dueOn: DayShape, amountCents: z.int() })),
})
export type Invoice = z.output<typeof InvoiceShape>
export const InvoicePage = pageOf(InvoiceShape)
export const InvoiceQuery = z.strictObject({ ...PageQuery.shape, debtorId: Id('deb').optional() })
export const ReasonInput = z.strictObject({ reason: Paragraph(500).min(1) })
export const DocumentKept = z.strictObject({ documentSha256: z.string() })

const ShareInput = z.strictObject({ invoiceId: Id('inv'), amountCents: PositiveCents })
const creditFields = {
  debtorId: Id('deb'),
  amountCents: PositiveCents,
  currency: Currency,
  reference: OptionalLine(100),
  label: OptionalLine(),
  /** What it settles; left out: what its reference names, then the oldest due (C. civ. 1342-10). */
  allocations: z.array(ShareInput).max(200).optional(),
}
/** How it was paid (S2-8). */
const METHODS = ['transfer', 'cheque', 'card', 'direct_debit', 'cash', 'other'] as const
export const PaymentInput = z.strictObject({
  ...creditFields,
  paidOn: DayShape,
  method: z.enum(METHODS).nullable().optional(),
})
export const CreditNoteInput = z.strictObject({ ...creditFields, issuedOn: DayShape, number: Line(60) })
export type CreditTyped = Pick<z.output<typeof PaymentInput>, keyof typeof creditFields>
export const ReversalInput = z.strictObject({ on: DayShape, reason: Paragraph(500).min(1) })
/** All that the entry settles from now on; an empty list leaves it waiting in the debtor's favour. */
export const AllocationInput = z.strictObject({ allocations: z.array(ShareInput).max(200) })

export const EntryShape = z.strictObject({
  entryId: Id('ent'),
  kind: z.enum(['payment', 'credit_note', 'reversal']),
  onDay: DayShape,
  amountCents: z.int(),
  unallocatedCents: z.int(),
  currency: CurrencyShape,
  reference: Text,
  method: Text,
  label: Text,
  reversedBy: Id('ent').nullable(),
  allocations: z.array(z.strictObject({ invoiceId: Id('inv'), amountCents: z.int() })),
})
export type Entry = z.output<typeof EntryShape>

/** What a debtor owes in one currency, with every movement. Two currencies are never added. */
export const AccountShape = z.strictObject({
  currency: CurrencyShape,
  openCents: z.int(),
  unallocatedCents: z.int(),
  invoices: z.array(InvoiceShape),
  entries: z.array(EntryShape),
})
export type Account = z.output<typeof AccountShape>
export const DebtorAccountShape = z.strictObject({ accounts: z.array(AccountShape) })

export const ChargeDecisionInput = z.strictObject({
  invoiceId: Id('inv'),
  charge: z.enum(['penalty', 'indemnity']),
  decision: ChargesDefault,
  reason: Paragraph(500).optional(),
})
export const PaymentsKnownInput = z.strictObject({ creditorId: Id('crd'), untilDay: DayShape })

export const SearchQuery = z.strictObject({ q: Line(100), limit: z.coerce.number().int().min(1).max(50).default(20) })
export const FoundShape = z.strictObject({
  kind: z.enum(['debtor', 'invoice', 'creditor']),
  id: z.string(),
  /** The case to open; null for a creditor and for a debtor that never had an invoice. */
  caseId: Id('cas').nullable(),
  title: z.string(),
  detail: z.string(),
})
export type Found = z.output<typeof FoundShape>
export const SearchAnswer = z.strictObject({ items: z.array(FoundShape), nextCursor: z.null() })
