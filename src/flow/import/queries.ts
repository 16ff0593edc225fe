import { sql } from 'kysely'
import type { Tx } from '../../platform/db.ts'
import type { CollectedFile } from './collect-file.ts'
import type { AbsentInvoice } from './contract.ts'
import type { LedgerDebtor } from './match-debtors.ts'
import { waysTo } from './plan-debtors.ts'
import type { LedgerEntry, LedgerFacts, LedgerInvoice } from './plan-import.ts'

/** What the ledger of one creditor knows that the file may be about. Null: no such creditor. */
export async function gatherLedger(
  tx: Tx,
  tenantId: string,
  creditorId: string,
  file: CollectedFile,
): Promise<LedgerFacts | null> {
  const creditor = await tx
    .selectFrom('creditor')
    .select(['siren', 'payment_terms'])
    .where('tenant_id', '=', tenantId)
    .where('creditor_id', '=', creditorId)
    .executeTakeFirst()
  if (!creditor) return null
  const numbers = [
    ...file.invoices.map(({ number }) => number),
    ...file.credits.flatMap(({ allocations }) => allocations.map(({ invoiceNumber }) => invoiceNumber)),
  ]
  return {
    creditorId,
    siren: creditor.siren,
    paymentTerms: creditor.payment_terms,
    debtors: await readDebtors(tx, tenantId, creditorId),
    reachable: await readReachable(tx, tenantId, creditorId),
    invoices: await readInvoices(tx, tenantId, creditorId, [...new Set(numbers)]),
    entries: await readEntries(tx, tenantId, creditorId),
    waiting: await readWaiting(tx, tenantId, creditorId),
  }
}

async function readDebtors(tx: Tx, tenantId: string, creditorId: string): Promise<LedgerDebtor[]> {
  const rows = await tx
    .selectFrom('debtor')
    .select([
      'debtor_id',
      'reference',
      'name',
      'siren',
      'vat_number',
      'address_lines',
      'postcode',
      'city',
      'country',
      'payment_terms',
      'archived_at',
    ])
    .where('tenant_id', '=', tenantId)
    .where('creditor_id', '=', creditorId)
    .execute()
  return rows.map((row) => ({
    debtorId: row.debtor_id,
    reference: row.reference,
    name: row.name,
    siren: row.siren,
    vatNumber: row.vat_number,
    address: { lines: row.address_lines, postcode: row.postcode, city: row.city, country: row.country },
    paymentTerms: row.payment_terms,
    isArchived: row.archived_at !== null,
  }))
}

async function readReachable(tx: Tx, tenantId: string, creditorId: string): Promise<Set<string>> {
  const rows = await tx
    .selectFrom('contact as c')
    .innerJoin('debtor as d', (join) =>
      join.onRef('d.tenant_id', '=', 'c.tenant_id').onRef('d.debtor_id', '=', 'c.debtor_id'),
    )
    .select(['c.debtor_id', 'c.name', 'c.email', 'c.phone', 'c.mobile'])
    .where('c.tenant_id', '=', tenantId)
    .where('d.creditor_id', '=', creditorId)
    .where('c.removed_at', 'is', null)
    .execute()
  return new Set(rows.flatMap((row) => waysTo(row.debtor_id, row)))
}

/** States of a delivery from which the debtor may have read the message. */
const LEFT = ['sending', 'sent', 'uncertain']

/**
 * Invoices of the creditor that bear one of these numbers, with what is settled of each. By lateral joins, which use the indexes whatever the
 * planner knows of tables just filled: with a join of sums, the second import of a large file took minutes.
 */
async function readInvoices(
  tx: Tx,
  tenantId: string,
  creditorId: string,
  numbers: readonly string[],
): Promise<LedgerInvoice[]> {
  const { rows } = await sql<Omit<LedgerInvoice, 'wasChased'>>`
    select i.invoice_id as "invoiceId", i.debtor_id as "debtorId", i.number, i.issued_on as "issuedOn", i.due_on as "dueOn",
           i.due_origin as "dueOrigin", i.amount_cents as "amountCents", i.currency, i.cancelled_at is not null as "isCancelled",
           coalesce(s.settled_cents, 0)::bigint as "settledCents",
           exists (select from instalment n where n.tenant_id = i.tenant_id and n.invoice_id = i.invoice_id) as "hasInstalments",
           case when s.told_cents > 0 then jsonb_build_object('cents', s.told_cents, 'untilDay', s.told_until) end as "toldSettled"
    from invoice i
    left join lateral (
      select sum(a.amount_cents) as settled_cents,
             sum(a.amount_cents) filter (where coalesce(r.source_key, e.source_key) like 'settled|%') as told_cents,
             max(e.on_day) filter (where e.source_key like 'settled|%') as told_until
      from allocation a
      left join lateral (select * from entry e where e.tenant_id = a.tenant_id and e.entry_id = a.entry_id limit 1) e on true
      left join lateral (select * from entry r where r.tenant_id = e.tenant_id and r.entry_id = e.reverses_id limit 1) r on true
      where a.tenant_id = i.tenant_id and a.invoice_id = i.invoice_id
    ) s on true
    where i.tenant_id = ${tenantId} and i.creditor_id = ${creditorId} and i.number = any (${numbers}::text[])`.execute(
    tx,
  )
  const chased = rows.length > 0 ? await readChased(tx, tenantId) : new Set()
  return rows.map((row) => ({ ...row, wasChased: chased.has(row.invoiceId) }))
}

/** Invoices that something which has left, or may have, lists. */
async function readChased(tx: Tx, tenantId: string): Promise<Set<string>> {
  const { rows } = await sql<{ invoiceId: string }>`
    select distinct unnest(a.invoice_ids) as "invoiceId"
    from delivery d join action a on a.tenant_id = d.tenant_id and a.action_id = d.action_id
    where d.tenant_id = ${tenantId} and d.state = any (${LEFT}::text[])`.execute(tx)
  return new Set(rows.map(({ invoiceId }) => invoiceId))
}

async function readWaiting(tx: Tx, tenantId: string, creditorId: string): Promise<Map<string, number>> {
  const { rows } = await sql<{ debtorId: string; currency: string; cents: number }>`
    select e.debtor_id as "debtorId", e.currency, sum(e.amount_cents - s.settled_cents)::bigint as cents
    from entry e
    cross join lateral (
      select coalesce(sum(a.amount_cents), 0) as settled_cents from allocation a
      where a.tenant_id = e.tenant_id and a.entry_id = e.entry_id
    ) s
    where e.tenant_id = ${tenantId} and e.creditor_id = ${creditorId} and e.kind <> 'reversal' and e.amount_cents <> s.settled_cents
      and not exists (select from entry r where r.tenant_id = e.tenant_id and r.reverses_id = e.entry_id)
    group by e.debtor_id, e.currency`.execute(tx)
  return new Map(rows.map(({ debtorId, currency, cents }) => [`${debtorId} ${currency}`, cents] as const))
}

async function readEntries(tx: Tx, tenantId: string, creditorId: string): Promise<Map<string, LedgerEntry>> {
  const { rows } = await sql<LedgerEntry & { readonly sourceKey: string }>`
    select e.source_key as "sourceKey", e.entry_id as "entryId", e.debtor_id as "debtorId",
           case when r.entry_id is null then e.amount_cents - coalesce(s.settled_cents, 0) else 0 end::bigint as "waitingCents",
           coalesce(s.settles, '{}') as settles
    from entry e
    left join entry r on r.tenant_id = e.tenant_id and r.reverses_id = e.entry_id
    left join lateral (
      select sum(one.cents) as settled_cents, jsonb_object_agg(one.invoice_id, one.cents) as settles
      from (
        select a.invoice_id, sum(a.amount_cents) as cents from allocation a
        where a.tenant_id = e.tenant_id and a.entry_id = e.entry_id group by a.invoice_id
      ) one
    ) s on true
    where e.tenant_id = ${tenantId} and e.creditor_id = ${creditorId} and e.source_key is not null`.execute(tx)
  return new Map(rows.map(({ sourceKey, ...entry }) => [sourceKey, entry] as const))
}

/** Imported invoices still open in the ledger that are not in the file; the caller asks only for lists of open invoices. */
export async function readAbsent(
  tx: Tx,
  tenantId: string,
  creditorId: string,
  numbers: readonly string[],
  limit: number,
): Promise<AbsentInvoice[]> {
  const { rows } = await sql<AbsentInvoice>`
    select i.number, d.name as "debtorName", i.currency, i.due_on as "dueOn",
           (i.amount_cents - coalesce(s.settled_cents, 0))::bigint as "openCents"
    from invoice i
    join debtor d on d.tenant_id = i.tenant_id and d.debtor_id = i.debtor_id
    left join lateral (
      select sum(a.amount_cents) as settled_cents from allocation a where a.tenant_id = i.tenant_id and a.invoice_id = i.invoice_id
    ) s on true
    where i.tenant_id = ${tenantId} and i.creditor_id = ${creditorId} and i.import_batch_id is not null and i.cancelled_at is null
      and i.amount_cents > coalesce(s.settled_cents, 0) and i.number <> all (${numbers}::text[])
    order by i.due_on, i.number limit ${limit}`.execute(tx)
  return rows
}

/** When the same bytes were last committed for this creditor, if they still are. */
export async function committedBefore(
  tx: Tx,
  tenantId: string,
  creditorId: string,
  sha256: string,
): Promise<Date | null> {
  const row = await tx
    .selectFrom('import_batch')
    .select('committed_at')
    .where('tenant_id', '=', tenantId)
    .where('creditor_id', '=', creditorId)
    .where('file_sha256', '=', sha256)
    .where('state', '=', 'committed')
    .orderBy('committed_at', 'desc')
    .executeTakeFirst()
  return row?.committed_at ?? null
}
