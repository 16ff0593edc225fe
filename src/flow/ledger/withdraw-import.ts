import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '../../platform/db.ts'

/** Rows taken out, by kind. */
export type Withdrawn = {
  readonly invoices: number
  readonly entries: number
  readonly contacts: number
  readonly debtors: number
}

/**
 * Takes out of the ledger all that an import entered, as if it had not come: its invoices, its entries with their reversals, its contacts,
 * and its debtors that nothing else names. What another payment had settled on its invoices waits again in the debtor's favour.
 * The caller has refused before if something was used (an act that lists an invoice, a hold): a foreign key throws otherwise.
 */
export async function withdrawImport(tx: Tx, tenantId: string, importBatchId: string): Promise<Withdrawn> {
  const ofImport = sql`tenant_id = ${tenantId} and import_batch_id = ${importBatchId}`
  const invoices = sql`select invoice_id from invoice where ${ofImport}`
  const entries = sql`
    select entry_id from entry
    where tenant_id = ${tenantId} and (import_batch_id = ${importBatchId}
      or reverses_id in (select entry_id from entry where ${ofImport}))`
  await sql`
    select from debtor where tenant_id = ${tenantId} and debtor_id in (
      select debtor_id from invoice where ${ofImport} union select debtor_id from entry where ${ofImport})
    order by debtor_id for no key update`.execute(tx)
  await remove(tx, 'allocation', tenantId, sql`invoice_id in (${invoices}) or entry_id in (${entries})`)
  const entryCount = await remove(tx, 'entry', tenantId, sql`entry_id in (${entries})`)
  await remove(tx, 'charge_decision', tenantId, sql`invoice_id in (${invoices})`)
  await remove(tx, 'instalment', tenantId, sql`invoice_id in (${invoices})`)
  const invoiceCount = await remove(tx, 'invoice', tenantId, sql`import_batch_id = ${importBatchId}`)
  await remove(tx, 'payments_known', tenantId, sql`import_batch_id = ${importBatchId}`)
  const contactCount = await remove(tx, 'contact', tenantId, sql`import_batch_id = ${importBatchId}`)
  const debtors = await removeUnnamedDebtors(tx, tenantId, importBatchId)
  return { invoices: invoiceCount, entries: entryCount, contacts: contactCount, debtors }
}

async function remove(tx: Tx, table: string, tenantId: string, which: RawBuilder<unknown>): Promise<number> {
  const done = await sql`delete from ${sql.table(table)} where tenant_id = ${tenantId} and (${which})`.execute(tx)
  return Number(done.numAffectedRows ?? 0)
}

/** A debtor that a person has since written about, or that has invoices of another origin, stays. */
async function removeUnnamedDebtors(tx: Tx, tenantId: string, importBatchId: string): Promise<number> {
  const { rows } = await sql<{ debtor_id: string }>`
    select d.debtor_id from debtor d
    where d.tenant_id = ${tenantId} and d.import_batch_id = ${importBatchId}
      and not exists (select from invoice i where i.tenant_id = d.tenant_id and i.debtor_id = d.debtor_id)
      and not exists (select from entry e where e.tenant_id = d.tenant_id and e.debtor_id = d.debtor_id)
      and not exists (select from contact c where c.tenant_id = d.tenant_id and c.debtor_id = d.debtor_id)
      and not exists (select from hold h where h.tenant_id = d.tenant_id and h.debtor_id = d.debtor_id)
      and not exists (select from event v where v.tenant_id = d.tenant_id and v.debtor_id = d.debtor_id)
      and not exists (select from delivery l where l.tenant_id = d.tenant_id and l.debtor_id = d.debtor_id)
      and not exists (select from outside_contact o where o.tenant_id = d.tenant_id and o.debtor_id = d.debtor_id)
      and not exists (
        select from collection_case k join action a on a.tenant_id = k.tenant_id and a.case_id = k.case_id
        where k.tenant_id = d.tenant_id and k.debtor_id = d.debtor_id)`.execute(tx)
  const debtorIds = rows.map((row) => row.debtor_id)
  // The cases were opened by the invoices just taken out, and nothing was done in them.
  await remove(tx, 'collection_case', tenantId, sql`debtor_id = any (${debtorIds}::text[])`)
  return remove(tx, 'debtor', tenantId, sql`debtor_id = any (${debtorIds}::text[])`)
}
