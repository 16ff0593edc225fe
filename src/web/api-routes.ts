import type { z } from 'zod'
import type { Channel } from '../domain/channel.ts'
import type { InvoiceCharges } from '../domain/charges.ts'
import type { ContactPolicy } from '../domain/contact-policy.ts'
import type { DecisionState, Reason } from '../domain/decision.ts'
import type { HoldKind } from '../domain/hold.ts'
import type { ContactRole, DebtorKind, Language } from '../domain/party.ts'
import type { Scenario } from '../domain/scenario.ts'
import type { Inspection, Mapping } from '../flow/import/formats/table/mapping.ts'
import type * as setup from '../flow/setup/contract.ts'

type In<S extends z.ZodType> = z.input<S>
type Out<S extends z.ZodType> = z.output<S>

export type Page<T> = { readonly items: readonly T[]; readonly nextCursor: string | null }
export type Session = setup.Session
export type SendingSwitch = setup.Sending
export type Role = NonNullable<Session['caller']>['role']
export type Creditor = setup.Creditor
export type NewCreditor = In<typeof setup.CreditorFields>
export type MailAccount = setup.MailAccount
export type { Channel, ContactPolicy, DecisionState, HoldKind, InvoiceCharges, Mapping, Reason, Scenario }

export type Debtor = {
  readonly debtorId: string
  readonly creditorId: string
  readonly reference: string | null
  readonly name: string
  readonly kind: DebtorKind
  readonly siren: string | null
  readonly language: Language
  readonly addressLines: readonly string[]
  readonly postcode: string
  readonly city: string
  readonly country: string
}
export type ContactRow = {
  readonly contactId: string
  readonly name: string | null
  readonly salutation: string | null
  readonly role: ContactRole
  readonly email: string | null
  readonly phone: string | null
  readonly mobile: string | null
  readonly emailRefusedOn: string | null
}
export type NewContact = Partial<Omit<ContactRow, 'contactId' | 'emailRefusedOn'>>
export type NewDebtor = Partial<Omit<Debtor, 'debtorId'>> & { creditorId: string; name: string }
export type NewInvoice = {
  creditorId: string
  debtorId: string
  number: string
  issuedOn: string
  dueOn: string
  amountCents: number
  label?: string
  purchaseOrder?: string
  instalments?: { dueOn: string; amountCents: number }[]
}
export type NewPayment = {
  debtorId: string
  onDay: string
  amountCents: number
  method?: string
  reference?: string
  allocations?: { invoiceId: string; amountCents: number }[]
}

/** One invoice of a debtor with what is still open on it. */
export type AccountInvoice = {
  readonly invoiceId: string
  readonly number: string
  readonly label: string | null
  readonly issuedOn: string
  readonly dueOn: string
  readonly amountCents: number
  readonly openCents: number
  readonly currency: string
  readonly documentSha256: string | null
  readonly cancelledAt: string | null
  readonly instalments: readonly { readonly rank: number; readonly dueOn: string; readonly amountCents: number; readonly openCents: number }[]
}
export type AccountEntry = {
  readonly entryId: string
  readonly kind: 'payment' | 'credit_note' | 'reversal'
  readonly onDay: string
  readonly amountCents: number
  readonly unallocatedCents: number
  readonly currency: string
  readonly reference: string | null
  readonly method: string | null
  readonly label: string | null
  /** Already taken back by another entry. */
  readonly reversed: boolean
  readonly allocations: readonly { readonly invoiceId: string; readonly amountCents: number }[]
}
export type Account = { readonly invoices: readonly AccountInvoice[]; readonly entries: readonly AccountEntry[] }

export type Section = 'toApprove' | 'toCall' | 'toPrint' | 'byHand' | 'toSort'
export type SectionTotal = { readonly count: number; readonly totalCents: number }
export type Today = {
  readonly on: string
  readonly caseCount: number
  readonly undoMinutes: number
  readonly sections: Readonly<Record<Section, SectionTotal>>
  readonly held: readonly { readonly reason: string; readonly count: number; readonly totalCents: number }[]
  readonly alerts: readonly { readonly code: string; readonly caseId: string | null; readonly facts: Reason['facts'] }[]
  readonly overdue: {
    readonly caseCount: number
    readonly totalCents: number
    /** 1 to 30 days, 31 to 60, 61 to 90, more. */
    readonly byAge: readonly { readonly fromDays: number; readonly totalCents: number }[]
  }
}
export type ActionRow = {
  readonly actionId: string
  readonly caseId: string
  readonly debtorName: string
  readonly stepCode: string
  readonly channel: Channel
  readonly templateCode: string
  readonly toneLevel: number
  readonly totalCents: number
  readonly currency: string
  readonly invoiceCount: number
  readonly oldestDueOn: string
  readonly plannedOn: string
  /** Code and facts of why today. */
  readonly reason: string
  readonly contactName: string | null
  readonly phone: string | null
  readonly delivery: {
    readonly deliveryId: string
    readonly state: string
    readonly recipient: string
    readonly at: string | null
    readonly serverReply: string | null
  } | null
}
export type ApprovalResult = {
  readonly done: readonly string[]
  readonly left: readonly { readonly actionId: string; readonly code: string; readonly facts: Reason['facts'] }[]
  readonly leavesAt: string | null
}
export type Finding = {
  readonly ruleId: string
  readonly severity: 'block' | 'warn'
  readonly words: string
  readonly reason: string
  readonly suggestion: string
}
export type Preview = {
  readonly channel: Channel
  readonly recipient: string
  readonly recipientName: string | null
  readonly subject: string
  readonly html: string | null
  readonly text: string
  readonly pdfUrl: string | null
  readonly smsParts: number | null
  readonly attachments: readonly string[]
  readonly findings: readonly Finding[]
  readonly totalCents: number
  readonly chargesCents: number
}

export type CaseRow = {
  readonly caseId: string
  readonly debtorName: string
  readonly debtorReference: string | null
  readonly creditorName: string
  readonly state: DecisionState | 'new'
  readonly reason: string | null
  readonly currency: string
  readonly openCents: number
  readonly overdueCents: number
  readonly oldestDueOn: string | null
  readonly nextStep: string | null
  readonly nextOn: string | null
}
export type HoldRow = {
  readonly holdId: string
  readonly kind: HoldKind
  readonly invoiceId: string | null
  readonly fromDay: string
  readonly untilDay: string | null
  readonly amountCents: number | null
  readonly reason: string | null
}
export type CaseFile = {
  readonly caseId: string
  readonly currency: string
  readonly debtor: Debtor
  readonly creditor: { readonly creditorId: string; readonly name: string }
  readonly contacts: readonly ContactRow[]
  readonly account: Account
  /** Computed for today; empty when a rate is missing, which `chargesRefusal` then says. */
  readonly charges: readonly InvoiceCharges[]
  readonly chargesRefusal: { readonly code: string; readonly fr: string; readonly en: string } | null
  readonly holds: readonly HoldRow[]
  readonly scenario: Scenario
  readonly openCents: number
  readonly overdueCents: number
  readonly toComeCents: number
  readonly chargesCents: number
  readonly unallocatedCents: number
  /** Highest tone already used; 0 before the first message. */
  readonly reachedTone: number
}
export type Why = {
  readonly on: string
  readonly state: DecisionState
  readonly reasons: readonly Reason[]
  readonly steps: readonly { readonly stepCode: string; readonly channel: Channel }[]
  readonly next: { readonly stepCode: string; readonly on: string } | null
}
export type TimelineEvent = {
  readonly eventId: string
  readonly at: string
  readonly kind: string
  readonly actor: string
  /** Null for what Amiable did by itself. */
  readonly actorName: string | null
  readonly facts: Readonly<Record<string, unknown>>
}

export type ImportProblem = {
  readonly severity: 'file_refused' | 'refused' | 'warning' | 'note'
  readonly line: number | null
  readonly column: string | null
  readonly code: string
  readonly facts: Reason['facts']
  readonly fr: string
  readonly en: string
}
export type Sorted = { readonly new: number; readonly changed: number; readonly already: number; readonly refused: number }
export type ImportBatch = {
  readonly importId: string
  readonly creditorId: string
  readonly fileName: string
  readonly format: string
  readonly state: 'previewed' | 'committed' | 'undone'
  readonly createdAt: string
  readonly createdByName: string | null
  readonly counts: { readonly debtors: Sorted; readonly contacts: Sorted; readonly invoices: Sorted; readonly credits: Sorted }
  /** Open amount that the file brings. */
  readonly totalCents: number
}
export type ImportFile = ImportBatch & { readonly problems: readonly ImportProblem[]; readonly inspection: Inspection | null }

type Id = { id: string }

/** Every route of the pages: what it takes, what it gives. */
export type Api = {
  'GET /session': { answer: Session }
  'POST /session': { body: In<typeof setup.SignIn>; answer: Session }
  'DELETE /session': { answer: unknown }
  'POST /offices': { body: In<typeof setup.NewOffice>; answer: Session }
  'POST /sending-switch': { body: In<typeof setup.SwitchChange>; answer: SendingSwitch }
  'GET /creditors': { answer: Page<Creditor> }
  'POST /creditors': { body: NewCreditor; answer: Creditor }
  'PATCH /creditors/:id': { params: Id; body: In<typeof setup.CreditorChange>; answer: Creditor }
  'GET /creditors/:id/mail-account': { params: Id; answer: Out<typeof setup.MailAccountAnswer> }
  'PUT /creditors/:id/mail-account': { params: Id; body: In<typeof setup.MailAccountInput>; answer: unknown }
  'POST /creditors/:id/mail-account/tests': { params: Id; body: Record<string, never>; answer: unknown }
  'GET /contact-policy': { answer: ContactPolicy }
  'GET /scenarios': { answer: Page<Scenario> }
  'GET /scenarios/:code': { params: { code: string }; answer: Scenario }
  'GET /users': { answer: Out<typeof setup.UserList> }
  'POST /users': { body: In<typeof setup.NewUser>; answer: Out<typeof setup.InvitationMade> }

  'GET /debtors': { query: { creditorId?: string; search?: string; cursor?: string; limit?: number }; answer: Page<Debtor> }
  'POST /debtors': { body: NewDebtor; answer: { debtorId: string } }
  'GET /debtors/:id': { params: Id; answer: Debtor }
  'PATCH /debtors/:id': { params: Id; body: Partial<NewDebtor>; answer: unknown }
  'POST /debtors/:id/contacts': { params: Id; body: NewContact; answer: unknown }
  'PATCH /contacts/:id': { params: Id; body: NewContact; answer: unknown }
  'DELETE /contacts/:id': { params: Id; answer: unknown }
  'POST /invoices': { body: NewInvoice; answer: { invoiceId: string; caseId: string } }
  'POST /invoices/:id/cancellations': { params: Id; body: { reason?: string }; answer: unknown }
  'POST /payments': { body: NewPayment; answer: unknown }
  'POST /credit-notes': { body: NewPayment; answer: unknown }
  'POST /entries/:id/reversals': { params: Id; body: { onDay: string; reason?: string }; answer: unknown }
  'POST /charge-decisions': {
    body: { invoiceId: string; charge: 'penalty' | 'indemnity'; decision: 'claim' | 'reserve' | 'waive'; reason?: string }
    answer: unknown
  }
  'POST /payments-known': { body: { creditorId: string; untilDay: string }; answer: unknown }

  'POST /imports': { body: FormData; answer: ImportFile }
  'GET /imports': { query: { cursor?: string }; answer: Page<ImportBatch> }
  'GET /imports/:id': { params: Id; answer: ImportFile }
  'PUT /imports/:id/mapping': { params: Id; body: Mapping; answer: ImportFile }
  'POST /imports/:id/commitments': { params: Id; body: Record<string, never>; answer: unknown }
  'POST /imports/:id/undos': { params: Id; body: Record<string, never>; answer: unknown }

  'GET /today': { answer: Today }
  'GET /actions': { query: { section: Section; cursor?: string; limit?: number }; answer: Page<ActionRow> }
  'GET /actions/:id/preview': { params: Id; answer: Preview }
  'POST /approvals': {
    body: { actionIds: readonly string[]; decision: 'approved' | 'refused' | 'withdrawn'; reason?: string }
    answer: ApprovalResult
  }
  'GET /cases': {
    query: { search?: string; state?: string; reason?: string; sort?: string; cursor?: string; limit?: number }
    answer: Page<CaseRow>
  }
  'GET /cases/:id': { params: Id; answer: CaseFile }
  'GET /cases/:id/why': { params: Id; query: { on?: string }; answer: Why }
  'GET /cases/:id/timeline': { params: Id; query: { cursor?: string; limit?: number }; answer: Page<TimelineEvent> }
  'POST /cases/:id/holds': {
    params: Id
    body: { kind: HoldKind; invoiceId?: string; untilDay?: string; amountCents?: number; reason?: string }
    answer: unknown
  }
  'POST /holds/:id/endings': { params: Id; body: { reason?: string }; answer: unknown }
  'POST /cases/:id/sendings': { params: Id; body: { stepCode: string }; answer: { actionId: string } }

  'POST /postings': { body: { actionIds: readonly string[]; on: string }; answer: unknown }
  'POST /deliveries/:id/settlements': { params: Id; body: { outcome: 'sent' | 'not_sent' }; answer: unknown }
  'POST /actions/:id/completions': { params: Id; body: { on: string; outcome: string; note?: string }; answer: unknown }
}
