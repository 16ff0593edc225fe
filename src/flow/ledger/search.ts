import { sql } from 'kysely'
import { searchText } from '../../domain/search-text.ts'
import type { Tx } from '../../platform/db.ts'
import { beginsWith, holdsWords } from '../../platform/text-match.ts'
import type { Found } from './contract.ts'

/**
 * Finds debtors by the words of their name, reference or SIREN, invoices by the beginning or the end of their number, and creditors by name.
 * What names one thing exactly comes first. Goal: 200 ms at the 95th percentile in 100,000 cases.
 */
export async function search(tx: Tx, tenantId: string, typed: string, limit: number): Promise<Found[]> {
  const [invoices, debtors, creditors] = [
    await findInvoices(tx, tenantId, typed, limit),
    await findDebtors(tx, tenantId, typed, limit),
    await findCreditors(tx, tenantId, typed, limit),
  ]
  return [...creditors, ...debtors, ...invoices].slice(0, limit)
}

async function findDebtors(tx: Tx, tenantId: string, typed: string, limit: number): Promise<Found[]> {
  const { rows } = await sql<Found>`
    select 'debtor' as kind, d.debtor_id as id, k.case_id as "caseId", d.name as title, coalesce(d.reference, '') as detail
    from (
      select debtor_id, name, reference from debtor
      where tenant_id = ${tenantId} and archived_at is null and ${holdsWords('search_text', typed)}
      order by name, debtor_id limit ${limit}
    ) d
    left join lateral (
      select case_id from collection_case c where c.tenant_id = ${tenantId} and c.debtor_id = d.debtor_id order by open_cents desc limit 1
    ) k on true
    order by d.name, d.debtor_id`.execute(tx)
  return rows
}

/** Two characters at least: one letter begins too many numbers to help anybody. */
const SHORTEST_NUMBER = 2
/** Numbers looked at before the best are chosen: what is typed so far may begin all of them. */
const MOST_NUMBERS = 500

async function findInvoices(tx: Tx, tenantId: string, typed: string, limit: number): Promise<Found[]> {
  const number = typed.trim().toLowerCase()
  if (number.length < SHORTEST_NUMBER) return []
  const ends = [...number].reverse().join('')
  const { rows } = await sql<Found>`
    with found as (
      select invoice_id from invoice
      where tenant_id = ${tenantId} and ${beginsWith('number_key', number)} limit ${MOST_NUMBERS}
    ), found_by_end as (
      select invoice_id from invoice
      where tenant_id = ${tenantId} and ${beginsWith('number_end', ends)} limit ${MOST_NUMBERS}
    )
    select 'invoice' as kind, i.invoice_id as id, k.case_id as "caseId", i.number as title, d.name as detail
    from (select * from found union select * from found_by_end) f
    join invoice i on i.tenant_id = ${tenantId} and i.invoice_id = f.invoice_id
    join debtor d on d.tenant_id = i.tenant_id and d.debtor_id = i.debtor_id
    left join collection_case k on k.tenant_id = i.tenant_id and k.debtor_id = i.debtor_id and k.currency = i.currency
    order by length(i.number), i.number, i.invoice_id limit ${limit}`.execute(tx)
  return rows
}

async function findCreditors(tx: Tx, tenantId: string, typed: string, limit: number): Promise<Found[]> {
  const words = searchText(typed)
  const rows = await tx
    .selectFrom('creditor')
    .select(['creditor_id', 'name', 'siren'])
    .where('tenant_id', '=', tenantId)
    .execute()
  return rows
    .filter((row) => words !== '' && searchText(row.name, row.siren).includes(words))
    .slice(0, limit)
    .map((row) => ({ kind: 'creditor', id: row.creditor_id, caseId: null, title: row.name, detail: row.siren ?? '' }))
}
