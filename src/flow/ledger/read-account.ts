import { sql } from 'kysely'
import type { Currency } from '../../domain/money.ts'
import { accept, type Outcome } from '../../domain/refusal.ts'
import type { Tx } from '../../platform/db.ts'
import { readCursor, writeCursor } from '../../platform/http/cursor.ts'
import type { Account, Entry, Invoice } from './contract.ts'

/** Every movement of one debtor, one account a currency: two currencies are never added (pitfall 26). */
export async function readAccounts(tx: Tx, tenantId: string, debtorId: string): Promise<Account[]> {
  const invoices = await readInvoices(tx, tenantId, { debtorId })
  const entries = await readEntries(tx, tenantId, debtorId)
  const currencies = [...new Set([...invoices, ...entries].map((row) => row.currency))].sort()
  return currencies.map((currency) => accountOf(currency, invoices, entries))
}

function accountOf(currency: Currency, allInvoices: readonly Invoice[], allEntries: readonly Entry[]): Account {
  const invoices = allInvoices.filter((invoice) => invoice.currency === currency)
  const entries = allEntries.filter((entry) => entry.currency === currency)
  const openCents = invoices.reduce((sum, invoice) => sum + (invoice.cancelledAt === null ? invoice.openCents : 0), 0)
  const unallocatedCents = entries.reduce((sum, entry) => sum + entry.unallocatedCents, 0)
  return { currency, openCents, unallocatedCents, invoices, entries }
}

type InvoiceRow = Omit<Invoice, 'cancelledAt'> & { readonly cancelledAt: Date | null }

/** Invoices with what is open on them, recomputed from the allocations. */
export async function readInvoices(
  tx: Tx,
  tenantId: string,
  of: { readonly debtorId?: string; readonly invoiceIds?: readonly string[] },
): Promise<Invoice[]> {
  const { rows } = await sql<InvoiceRow>`
    select i.invoice_id as "invoiceId", i.debtor_id as "debtorId", i.number, i.label, i.issued_on as "issuedOn", i.due_on as "dueOn",
           i.due_origin as "dueOrigin", i.amount_cents as "amountCents", i.amount_cents - s.cents as "openCents", i.currency,
           i.document_sha256 as "documentSha256", i.cancelled_at as "cancelledAt", n.list as instalments
    from invoice i
    cross join lateral (
      select coalesce(sum(a.amount_cents), 0)::bigint as cents
      from allocation a where a.tenant_id = i.tenant_id and a.invoice_id = i.invoice_id
    ) s
    cross join lateral (
      select coalesce(json_agg(json_build_object('rank', p.rank, 'dueOn', p.due_on, 'amountCents', p.amount_cents) order by p.rank), '[]') as list
      from instalment p where p.tenant_id = i.tenant_id and p.invoice_id = i.invoice_id
    ) n
    where i.tenant_id = ${tenantId} and ${of.invoiceIds ? sql`i.invoice_id = any (${of.invoiceIds}::text[])` : sql`i.debtor_id = ${of.debtorId ?? ''}`}
    order by i.due_on, i.issued_on, i.invoice_id`.execute(tx)
  return rows.map((row) => ({ ...row, cancelledAt: row.cancelledAt?.toISOString() ?? null }))
}

/** Payments, credit notes and reversals of one debtor, newest first, with what each settles now. */
async function readEntries(tx: Tx, tenantId: string, debtorId: string): Promise<Entry[]> {
  const { rows } = await sql<Entry>`
    select e.entry_id as "entryId", e.kind, e.on_day as "onDay", e.amount_cents as "amountCents", e.currency, e.reference, e.method, e.label,
           r.entry_id as "reversedBy", coalesce(s.list, '[]') as allocations,
           case when e.kind = 'reversal' or r.entry_id is not null then 0 else e.amount_cents - coalesce(s.cents, 0) end::bigint as "unallocatedCents"
    from entry e
    left join entry r on r.tenant_id = e.tenant_id and r.reverses_id = e.entry_id
    left join lateral (
      select sum(n.cents)::bigint as cents,
             json_agg(json_build_object('invoiceId', n.invoice_id, 'amountCents', n.cents) order by n.invoice_id) as list
      from (
        select a.invoice_id, sum(a.amount_cents)::bigint as cents from allocation a
        where a.tenant_id = e.tenant_id and a.entry_id = e.entry_id group by a.invoice_id having sum(a.amount_cents) <> 0
      ) n
    ) s on true
    where e.tenant_id = ${tenantId} and e.debtor_id = ${debtorId}
    order by e.on_day desc, e.entry_id desc`.execute(tx)
  return rows
}

export type InvoiceListQuery = {
  readonly limit: number
  readonly cursor?: string | undefined
  readonly debtorId?: string | undefined
}

/** Invoices, the last entered first. Refusal: `cursor_invalid`. */
export async function listInvoices(
  tx: Tx,
  tenantId: string,
  { limit, cursor, debtorId }: InvoiceListQuery,
): Promise<Outcome<{ items: Invoice[]; nextCursor: string | null }>> {
  const after = cursor === undefined ? null : readCursor(cursor, 1)
  if (after && !after.ok) return after
  const found = await tx
    .selectFrom('invoice')
    .select('invoice_id')
    .where('tenant_id', '=', tenantId)
    .$if(debtorId !== undefined, (query) => query.where('debtor_id', '=', debtorId ?? ''))
    .$if(after !== null, (query) => query.where('invoice_id', '<', String(after?.value[0])))
    .orderBy('invoice_id', 'desc')
    .limit(limit + 1)
    .execute()
  const ids = found.slice(0, limit).map((row) => row.invoice_id)
  const items = (await readInvoices(tx, tenantId, { invoiceIds: ids })).toSorted((a, b) =>
    a.invoiceId < b.invoiceId ? 1 : -1,
  )
  return accept({ items, nextCursor: found.length > limit ? writeCursor([ids.at(-1) ?? null]) : null })
}
