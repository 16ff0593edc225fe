import { sql } from 'kysely'
import type { Tx } from '../../platform/db.ts'

/** What was done with an import since: each reason why it can no longer be taken back. */
export type Uses = {
  /** Invoices listed in something that has left or is leaving. */
  readonly chased: number
  /** Payments entered by a person on its invoices, and its payments that a person reversed or allocated anew. */
  readonly payments: number
  /** Disputes, promises and pauses of one of its invoices. */
  readonly holds: number
  /** Charges claimed or waived on one of its invoices. */
  readonly decisions: number
  /** Files imported later that settle or correct its invoices: they are undone first. */
  readonly laterFiles: readonly string[]
  /** Numbers of the first invoices concerned. */
  readonly numbers: readonly string[]
}

const LEFT = ['reserved', 'sending', 'retry', 'sent', 'uncertain']

/** Counts what was done with the invoices that an import entered; of those that it corrected, only whether they were chased. */
export async function readUses(
  tx: Tx,
  tenantId: string,
  importBatchId: string,
  correctedIds: readonly string[],
): Promise<Uses> {
  const { rows } = await sql<Uses>`
    with own as materialized (
      select invoice_id, number, import_batch_id = ${importBatchId} as entered from invoice
      where tenant_id = ${tenantId} and (import_batch_id = ${importBatchId} or invoice_id = any (${correctedIds}::text[]))
    ), left_acts as (
      select distinct unnest(a.invoice_ids) as invoice_id
      from delivery d join action a on a.tenant_id = d.tenant_id and a.action_id = d.action_id
      where d.tenant_id = ${tenantId} and d.state = any (${LEFT}::text[])
    ), chased as (select o.* from own o join left_acts using (invoice_id)
    ), foreign_credits as (
      select o.invoice_id, o.number, e.entry_id, e.import_batch_id
      from own o
      join allocation a on a.tenant_id = ${tenantId} and a.invoice_id = o.invoice_id
      join entry e on e.tenant_id = a.tenant_id and e.entry_id = a.entry_id
      where o.entered and e.import_batch_id is distinct from ${importBatchId}
        and not exists (select from entry m where m.tenant_id = e.tenant_id and m.entry_id = e.reverses_id and m.import_batch_id = ${importBatchId})
    ), reversed as (
      select r.entry_id from entry r join entry m on m.tenant_id = r.tenant_id and m.entry_id = r.reverses_id
      where r.tenant_id = ${tenantId} and m.import_batch_id = ${importBatchId}
    ), held as (select o.* from own o join hold h on h.tenant_id = ${tenantId} and h.invoice_id = o.invoice_id where o.entered
    ), decided as (select o.* from own o join charge_decision c on c.tenant_id = ${tenantId} and c.invoice_id = o.invoice_id where o.entered
    ), later as (
      select b.file_name from import_batch b
      where b.tenant_id = ${tenantId} and b.state = 'committed' and b.import_batch_id <> ${importBatchId} and (
        b.import_batch_id in (select import_batch_id from foreign_credits)
        or exists (select from jsonb_array_elements(b.options -> 'corrected') c join own o on o.invoice_id = c ->> 'invoiceId'))
    )
    select (select count(distinct invoice_id)::int from chased) as chased,
           (select count(distinct entry_id)::int from foreign_credits where import_batch_id is null) + (select count(*)::int from reversed) as payments,
           (select count(*)::int from held) as holds,
           (select count(*)::int from decided) as decisions,
           array(select file_name from later order by 1) as "laterFiles",
           array(select distinct number from (
             select number from chased union select number from foreign_credits union select number from held union select number from decided
           ) every order by 1 limit 10) as numbers`.execute(tx)
  const [uses] = rows
  if (!uses) throw new Error('An aggregate gives one row')
  return uses
}
