import type { Day } from './day.ts'
import type { Currency } from './money.ts'
import { accept, type Outcome, refuse } from './refusal.ts'

/** Where a due date comes from, shown with it (S0-3). */
export const DUE_ORIGINS = ['invoice', 'debtor_terms', 'terms_of_sale', 'computed'] as const
export type DueOrigin = (typeof DUE_ORIGINS)[number]

export type Instalment = { readonly dueOn: Day; readonly amountCents: number }

/** An invoice as it is entered: never edited afterwards, only cancelled. */
export type NewInvoice = {
  readonly creditorId: string
  readonly debtorId: string
  readonly number: string
  readonly issuedOn: Day
  readonly dueOn: Day
  readonly dueOrigin: DueOrigin
  readonly amountCents: number
  readonly currency: Currency
  readonly label?: string | null
  readonly purchaseOrder?: string | null
  /** Delivery or end of the work: what the limitation period counts from. */
  readonly completedOn?: Day | null
  readonly directDebit?: boolean
  readonly documentSha256?: string | null
  readonly importBatchId?: string | null
  /** Contractual instalments in order of due date; empty or missing: the whole is due on `dueOn`. */
  readonly instalments?: readonly Instalment[]
}

/**
 * Checks what makes an invoice possible. Refusals: `invoice_number_missing`, `amount_not_positive`, `due_before_issue` { issuedOn, dueOn },
 * `instalments_sum` { instalmentsCents, amountCents }, `instalments_order`.
 */
export function checkInvoice(invoice: NewInvoice): Outcome<NewInvoice> {
  const { issuedOn, dueOn, amountCents, instalments = [] } = invoice
  if (invoice.number.trim() === '') return refuse('invoice_number_missing')
  if (amountCents <= 0 || instalments.some((part) => part.amountCents <= 0)) return refuse('amount_not_positive')
  if (dueOn < issuedOn) return refuse('due_before_issue', { issuedOn, dueOn })
  if (instalments.length === 0) return accept(invoice)
  const instalmentsCents = instalments.reduce((sum, part) => sum + part.amountCents, 0)
  if (instalmentsCents !== amountCents) return refuse('instalments_sum', { instalmentsCents, amountCents })
  const inOrder = instalments.every((part, at) => part.dueOn >= (instalments[at - 1]?.dueOn ?? issuedOn))
  return inOrder ? accept(invoice) : refuse('instalments_order')
}
