import type { z } from 'zod'
import type { InvoiceCharges } from '../domain/charges.ts'
import type { ContactPolicy } from '../domain/contact-policy.ts'
import type { Scenario } from '../domain/scenario.ts'
import type * as compose from '../flow/compose/contract.ts'
import type * as dispatch from '../flow/dispatch/contract.ts'
import type * as imports from '../flow/import/contract.ts'
import type { Mapping } from '../flow/import/formats/table/mapping.ts'
import type * as ledger from '../flow/ledger/contract.ts'
import type * as plan from '../flow/plan/contract.ts'
import type * as setup from '../flow/setup/contract.ts'
import type * as timeline from '../flow/timeline/contract.ts'

type In<S extends z.ZodType> = z.input<S>
type Out<S extends z.ZodType> = z.output<S>

export type Page<T> = { readonly items: readonly T[]; readonly nextCursor: string | null }
export type { ContactPolicy, InvoiceCharges, Mapping, Scenario }

export type Session = setup.Session
export type SendingSwitch = setup.Sending
export type Role = NonNullable<Session['caller']>['role']
export type Creditor = setup.Creditor
export type NewCreditor = In<typeof setup.CreditorFields>
export type MailAccount = setup.MailAccount

export type Debtor = ledger.Debtor
export type NewContact = In<typeof ledger.ContactInput>
export type NewInvoice = In<typeof ledger.InvoiceInput>

export type Section = plan.Section
export type Today = plan.Today
export type ActionRow = plan.ActionRow
export type ApprovalResult = plan.ApprovalResult
export type CaseRow = plan.CaseRow
export type CaseFile = plan.CaseFile
export type AccountInvoice = CaseFile['account']['invoices'][number]
export type AccountEntry = CaseFile['account']['entries'][number]
export type ContactRow = CaseFile['contacts'][number]
export type HoldRow = CaseFile['holds'][number]
export type Why = plan.Why
export type Preview = compose.Preview
export type TimelineEvent = timeline.TimelineEvent
export type Delivery = dispatch.DeliveryView
export type ReceiptChange = In<typeof dispatch.ReceiptChange>

export type ImportBatch = imports.ImportBatch
export type ImportFile = Out<typeof imports.ImportFileShape>
export type ImportProblem = ImportFile['problems'][number]
export type ImportCounts = imports.ImportCounts

type Id = { id: string }
type Nothing = Record<string, never>

/** Every route that the pages use: what it takes, what it gives. The shapes are those of the folders' contracts. */
export type Api = {
  'GET /session': { answer: Session }
  'POST /session': { body: In<typeof setup.SignIn>; answer: Session }
  'DELETE /session': { answer: unknown }
  'POST /offices': { body: In<typeof setup.NewOffice>; answer: Session }
  'GET /invitations/:token': { params: { token: string }; answer: Out<typeof setup.InvitationShape> }
  'POST /invitations/:token/acceptances': {
    params: { token: string }
    body: In<typeof setup.Acceptance>
    answer: { email: string }
  }
  'POST /sending-switch': { body: In<typeof setup.SwitchChange>; answer: SendingSwitch }
  'GET /creditors': { answer: Page<Creditor> }
  'POST /creditors': { body: NewCreditor; answer: Creditor }
  'PATCH /creditors/:id': { params: Id; body: In<typeof setup.CreditorChange>; answer: Creditor }
  'GET /creditors/:id/mail-account': { params: Id; answer: Out<typeof setup.MailAccountAnswer> }
  'PUT /creditors/:id/mail-account': { params: Id; body: In<typeof setup.MailAccountInput>; answer: unknown }
  'POST /creditors/:id/mail-account/tests': { params: Id; answer: unknown }
  'GET /contact-policy': { answer: ContactPolicy }
  'GET /scenarios': { answer: Page<Scenario> }
  'GET /scenarios/:code': { params: { code: string }; answer: Scenario }
  'GET /users': { answer: Out<typeof setup.UserList> }
  'POST /users': { body: In<typeof setup.NewUser>; answer: Out<typeof setup.InvitationMade> }

  'GET /debtors': { query: Partial<In<typeof ledger.DebtorQuery>>; answer: Page<Debtor> }
  'POST /debtors': { body: In<typeof ledger.DebtorInput>; answer: Debtor }
  'GET /debtors/:id': { params: Id; answer: Out<typeof ledger.DebtorFile> }
  'PATCH /debtors/:id': { params: Id; body: In<typeof ledger.DebtorChangeInput>; answer: Debtor }
  'POST /debtors/:id/contacts': { params: Id; body: NewContact; answer: unknown }
  'PATCH /contacts/:id': { params: Id; body: NewContact; answer: unknown }
  'DELETE /contacts/:id': { params: Id; answer: unknown }
  'POST /invoices': { body: NewInvoice; answer: ledger.Invoice }
  'POST /invoices/:id/cancellations': { params: Id; body: In<typeof ledger.ReasonInput>; answer: unknown }
  'POST /payments': { body: In<typeof ledger.PaymentInput>; answer: unknown }
  'POST /credit-notes': { body: In<typeof ledger.CreditNoteInput>; answer: unknown }
  'POST /entries/:id/reversals': { params: Id; body: In<typeof ledger.ReversalInput>; answer: unknown }
  'POST /charge-decisions': { body: In<typeof ledger.ChargeDecisionInput>; answer: unknown }
  'POST /payments-known': { body: In<typeof ledger.PaymentsKnownInput>; answer: unknown }

  'POST /imports': { body: FormData; answer: ImportFile }
  'GET /imports': { query: { cursor?: string }; answer: Page<ImportBatch> }
  'GET /imports/:id': { params: Id; answer: ImportFile }
  'PUT /imports/:id/mapping': { params: Id; body: Mapping; answer: ImportFile }
  'POST /imports/:id/commitments': { params: Id; body: Nothing; answer: ImportFile }
  'POST /imports/:id/undos': { params: Id; body: Nothing; answer: ImportFile }

  'GET /today': { answer: Today }
  'GET /actions': { query: In<typeof plan.ActionQuery>; answer: Page<ActionRow> }
  'GET /actions/:id/preview': { params: Id; answer: Preview }
  'POST /approvals': { body: In<typeof plan.ApprovalInput>; answer: ApprovalResult }
  'POST /run-confirmations': { answer: unknown }
  'GET /cases': { query: Partial<In<typeof plan.CaseQuery>>; answer: Page<CaseRow> }
  'GET /cases/:id': { params: Id; answer: CaseFile }
  'GET /cases/:id/why': { params: Id; query: In<typeof plan.WhyQuery>; answer: Why }
  'GET /cases/:id/timeline': {
    params: Id
    query: Partial<In<typeof timeline.TimelineQuery>>
    answer: Page<TimelineEvent>
  }
  'POST /cases/:id/holds': { params: Id; body: In<typeof plan.HoldInput>; answer: unknown }
  'POST /holds/:id/endings': { params: Id; body: In<typeof plan.HoldEnding>; answer: unknown }
  'POST /cases/:id/sendings': { params: Id; body: In<typeof plan.SendingInput>; answer: Id }

  'POST /postings': { body: In<typeof dispatch.Posting>; answer: Out<typeof dispatch.Posted> }
  'GET /deliveries/:id': { params: Id; answer: Delivery }
  'PATCH /deliveries/:id': { params: Id; body: ReceiptChange; answer: unknown }
  'POST /deliveries/:id/settlements': { params: Id; body: In<typeof dispatch.Settlement>; answer: unknown }
  'POST /actions/:id/completions': { params: Id; body: In<typeof dispatch.Completion>; answer: unknown }
  'POST /actions/:id/resends': { params: Id; body: In<typeof dispatch.Resend>; answer: unknown }
}
