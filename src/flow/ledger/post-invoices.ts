import { checkInvoice, type NewInvoice } from '../../domain/invoice.ts'
import type { Tx } from '../../platform/db.ts'
import { newId } from '../../platform/ids.ts'
import { insertMany } from '../../platform/insert-many.ts'
import { appendEvents } from '../timeline/append.ts'
import { lockAccounts } from './lock-accounts.ts'
import { placeWaitingCredits } from './place-credits.ts'

/**
 * Enters invoices, any number of them, and places on each the waiting payments that name it. Returns an id for each, in order, or null
 * where the creditor already has that number for that debtor: the same file twice adds nothing (I7).
 * An import tells its own event; otherwise each invoice is told on its debtor's timeline.
 * @throws RangeError for an invoice that `checkInvoice` refuses: the caller checks first.
 */
export async function postInvoices(
  tx: Tx,
  tenantId: string,
  actor: string,
  invoices: readonly NewInvoice[],
): Promise<(string | null)[]> {
  const drafts = invoices.map((invoice) => ({ id: newId('inv'), invoice: assertSound(invoice) }))
  const debtorIds = [...new Set(invoices.map((invoice) => invoice.debtorId))]
  await lockAccounts(tx, tenantId, debtorIds)
  const inserted = new Set(
    await insertMany(
      tx,
      'invoice',
      drafts.map(({ id, invoice }) => invoiceRow(tenantId, id, invoice)),
      'invoice_id',
    ),
  )
  const posted = drafts.filter(({ id }) => inserted.has(id))
  await insertMany(
    tx,
    'instalment',
    posted.flatMap(({ id, invoice }) => instalmentRows(tenantId, id, invoice)),
    'invoice_id',
  )
  await placeWaitingCredits(tx, tenantId, actor, debtorIds)
  await appendEvents(
    tx,
    tenantId,
    posted.filter(({ invoice }) => !invoice.importBatchId).map(({ id, invoice }) => invoiceEvent(actor, id, invoice)),
  )
  return drafts.map(({ id }) => (inserted.has(id) ? id : null))
}

function assertSound(invoice: NewInvoice): NewInvoice {
  const checked = checkInvoice(invoice)
  if (!checked.ok) throw new RangeError(`Invoice ${invoice.number}: ${checked.refusal.code}`)
  return checked.value
}

function invoiceRow(tenantId: string, id: string, invoice: NewInvoice) {
  return {
    tenant_id: tenantId,
    invoice_id: id,
    creditor_id: invoice.creditorId,
    debtor_id: invoice.debtorId,
    number: invoice.number.trim(),
    issued_on: invoice.issuedOn,
    due_on: invoice.dueOn,
    due_origin: invoice.dueOrigin,
    amount_cents: invoice.amountCents,
    currency: invoice.currency,
    label: invoice.label ?? null,
    purchase_order: invoice.purchaseOrder ?? null,
    completed_on: invoice.completedOn ?? null,
    direct_debit: invoice.directDebit ?? false,
    document_sha256: invoice.documentSha256 ?? null,
    import_batch_id: invoice.importBatchId ?? null,
  }
}

function instalmentRows(tenantId: string, invoiceId: string, { instalments = [] }: NewInvoice) {
  return instalments.map((part, index) => ({
    tenant_id: tenantId,
    invoice_id: invoiceId,
    rank: index + 1,
    due_on: part.dueOn,
    amount_cents: part.amountCents,
  }))
}

function invoiceEvent(actor: string, invoiceId: string, invoice: NewInvoice) {
  const { number, amountCents, currency, issuedOn, dueOn, dueOrigin } = invoice
  const facts = { invoiceId, number, amountCents, currency, issuedOn, dueOn, dueOrigin }
  return { kind: 'invoice_recorded', actor, debtorId: invoice.debtorId, facts }
}
