import { sql } from 'kysely'
import type { Day } from '../../domain/day.ts'
import type { DueOrigin } from '../../domain/invoice.ts'
import type { Tx } from '../../platform/db.ts'
import { appendEvents } from '../timeline/append.ts'
import { lockAccounts } from './lock-accounts.ts'

/** What a file says of an invoice. */
export type InvoiceFigures = {
  readonly issuedOn: Day
  readonly dueOn: Day
  readonly dueOrigin: DueOrigin
  readonly amountCents: number
}
export type InvoiceCorrection = { readonly invoiceId: string; readonly debtorId: string; readonly to: InvoiceFigures }
/** A corrected invoice with its former figures: giving them back undoes the correction. */
export type CorrectedInvoice = {
  readonly invoiceId: string
  readonly debtorId: string
  readonly before: InvoiceFigures
}

/**
 * Corrects invoices that nobody has been asked to pay yet; each tells its figures of before and after. An invoice that an act lists, that is
 * cancelled or in instalments, or that would become less than what is settled on it, is left as it is. Returns those corrected.
 */
export async function correctInvoices(
  tx: Tx,
  tenantId: string,
  actor: string,
  corrections: readonly InvoiceCorrection[],
): Promise<CorrectedInvoice[]> {
  await lockAccounts(tx, tenantId, [...new Set(corrections.map((one) => one.debtorId))])
  const rows = await writeFigures(tx, tenantId, corrections)
  const wanted = new Map(corrections.map((one) => [one.invoiceId, one.to]))
  const corrected = rows.map(({ invoiceId, debtorId, number, currency, ...before }) => ({
    told: { number, currency, before, after: wanted.get(invoiceId) },
    invoice: { invoiceId, debtorId, before },
  }))
  await appendEvents(
    tx,
    tenantId,
    corrected.map(({ told, invoice: { invoiceId, debtorId } }) => ({
      kind: 'invoice_corrected',
      actor,
      debtorId,
      facts: { invoiceId, ...told },
    })),
  )
  return corrected.map(({ invoice }) => invoice)
}

type FormerRow = InvoiceFigures & {
  readonly invoiceId: string
  readonly debtorId: string
  readonly number: string
  readonly currency: string
}

/** Writes the figures where it is allowed; returns the former ones. */
async function writeFigures(tx: Tx, tenantId: string, corrections: readonly InvoiceCorrection[]): Promise<FormerRow[]> {
  const wanted = JSON.stringify(corrections.map(({ invoiceId, to }) => ({ invoiceId, ...to })))
  const { rows } = await sql<FormerRow>`
    update invoice i set issued_on = n."issuedOn", due_on = n."dueOn", due_origin = n."dueOrigin", amount_cents = n."amountCents"
    from json_to_recordset(${wanted}) as n ("invoiceId" text, "issuedOn" date, "dueOn" date, "dueOrigin" text, "amountCents" bigint)
    join invoice o on o.tenant_id = ${tenantId} and o.invoice_id = n."invoiceId"
    where i.tenant_id = o.tenant_id and i.invoice_id = o.invoice_id and i.cancelled_at is null and n."dueOn" >= n."issuedOn"
      and n."amountCents" >= greatest(1, (select coalesce(sum(a.amount_cents), 0) from allocation a
                                          where a.tenant_id = o.tenant_id and a.invoice_id = o.invoice_id))
      and not exists (select from instalment p where p.tenant_id = o.tenant_id and p.invoice_id = o.invoice_id)
      and not exists (
        select from collection_case k join action c on c.tenant_id = k.tenant_id and c.case_id = k.case_id
        where k.tenant_id = o.tenant_id and k.debtor_id = o.debtor_id and o.invoice_id = any (c.invoice_ids) and c.state <> 'cancelled')
    returning o.invoice_id as "invoiceId", o.debtor_id as "debtorId", o.number, o.currency, o.issued_on as "issuedOn",
              o.due_on as "dueOn", o.due_origin as "dueOrigin", o.amount_cents as "amountCents"`.execute(tx)
  return rows
}
