import type { Day } from '../../domain/day.ts'
import { checkInvoice, type DueOrigin, type NewInvoice } from '../../domain/invoice.ts'
import { dueDate, readPaymentTerms } from '../../domain/law/delais-de-paiement.ts'
import type { DebtorKind } from '../../domain/party.ts'
import { accept, type Outcome, refuse } from '../../domain/refusal.ts'
import type { Tx } from '../../platform/db.ts'
import { type Answered, refuseFields } from '../../platform/http/route.ts'
import type { Invoice, InvoiceTyped } from './contract.ts'
import { postInvoices } from './post-invoices.ts'
import { readInvoices } from './read-account.ts'

/**
 * Enters one invoice typed by a person (S4-1). Without a due date it is computed from the debtor's terms, else from the terms of sale,
 * and its origin is kept (S0-3). Refusals: `not_found` (debtor), field `number` (`invoice_already_there`), those of `checkInvoice`.
 */
export async function recordInvoice(
  tx: Tx,
  tenantId: string,
  actor: string,
  typed: InvoiceTyped,
): Promise<Answered<Invoice>> {
  const terms = await termsOf(tx, tenantId, typed.debtorId)
  if (!terms) return refuse('not_found', { id: typed.debtorId })
  const due = dueOf(typed, terms)
  if (!due.ok) return due
  const invoice: NewInvoice = { ...typed, ...due.value, creditorId: terms.creditor_id }
  const sound = checkInvoice(invoice)
  if (!sound.ok) return sound
  const [invoiceId] = await postInvoices(tx, tenantId, actor, [invoice])
  if (!invoiceId) {
    return refuseFields([
      { field: 'number', refusal: refuse('invoice_already_there', { number: typed.number }).refusal },
    ])
  }
  const [made] = await readInvoices(tx, tenantId, { invoiceIds: [invoiceId] })
  return made ? accept(made) : refuse('not_found', { id: invoiceId })
}

type Terms = {
  readonly creditor_id: string
  readonly kind: string
  readonly debtor_terms: string | null
  readonly terms_of_sale: string
}

function termsOf(tx: Tx, tenantId: string, debtorId: string): Promise<Terms | undefined> {
  return tx
    .selectFrom('debtor as d')
    .innerJoin('creditor as c', (join) =>
      join.onRef('c.tenant_id', '=', 'd.tenant_id').onRef('c.creditor_id', '=', 'd.creditor_id'),
    )
    .select(['d.creditor_id', 'd.kind', 'd.payment_terms as debtor_terms', 'c.payment_terms as terms_of_sale'])
    .where('d.tenant_id', '=', tenantId)
    .where('d.debtor_id', '=', debtorId)
    .executeTakeFirst()
}

function dueOf(typed: InvoiceTyped, terms: Terms): Outcome<{ dueOn: Day; dueOrigin: DueOrigin }> {
  const stated = typed.dueOn ?? typed.instalments?.at(-1)?.dueOn
  if (stated) return accept({ dueOn: stated, dueOrigin: 'invoice' })
  const computed = dueDate({
    debtorKind: terms.kind as DebtorKind,
    issuedOn: typed.issuedOn,
    deliveredOn: typed.completedOn ?? null,
    receivedOn: null,
    terms: readPaymentTerms(terms.debtor_terms ?? terms.terms_of_sale),
    sector: null,
    periodic: false,
  })
  if (!computed.ok) return computed
  return accept({
    dueOn: computed.value.dueOn,
    dueOrigin: terms.debtor_terms === null ? 'terms_of_sale' : 'debtor_terms',
  })
}
