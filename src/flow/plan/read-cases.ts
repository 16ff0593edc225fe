import { type RawBuilder, sql } from 'kysely'
import { searchText } from '../../domain/search-text.ts'
import type { Tx } from '../../platform/db.ts'
import type { CaseQueryInput, CaseRow } from './contract.ts'

type SortKey = CaseQueryInput['sort']
/** The last row of the page before: its sort value and its id. */
export type CaseCursor = { readonly value: string | number; readonly caseId: string }

const ORDER: Record<
  SortKey,
  { readonly by: RawBuilder<unknown>; readonly cast: RawBuilder<unknown>; readonly descending: boolean }
> = {
  overdue: { by: sql`c.overdue_cents`, cast: sql`::bigint`, descending: true },
  oldest: { by: sql`coalesce(c.oldest_due_on, date '2999-12-31')`, cast: sql`::date`, descending: false },
  name: { by: sql`b.search_text`, cast: sql`::text`, descending: false },
}

/** One page of the cases of an office, searched by debtor, reference or invoice number. */
export async function readCases(
  tx: Tx,
  tenantId: string,
  query: CaseQueryInput,
  after: CaseCursor | null,
): Promise<CaseRow[]> {
  const { by, cast, descending } = ORDER[query.sort]
  const compare = descending ? sql`<` : sql`>`
  const direction = descending ? sql`desc` : sql`asc`
  const beyond = after ? sql`and (${by}, c.case_id) ${compare} (${after.value}${cast}, ${after.caseId}::text)` : sql``
  const { rows } = await sql<CaseRow>`
    select c.case_id as "caseId", b.name as "debtorName", b.reference as "debtorReference", r.name as "creditorName", c.state, c.reason,
           c.currency, c.open_cents::bigint as "openCents", c.overdue_cents::bigint as "overdueCents", c.oldest_due_on as "oldestDueOn",
           c.next_step as "nextStep", c.next_on as "nextOn", b.search_text as "sortText"
    from collection_case c
    join debtor b on b.tenant_id = c.tenant_id and b.debtor_id = c.debtor_id
    join creditor r on r.tenant_id = c.tenant_id and r.creditor_id = c.creditor_id
    where c.tenant_id = ${tenantId} ${conditions(tenantId, query)} ${beyond}
    order by ${by} ${direction}, c.case_id ${direction}
    limit ${query.limit}`.execute(tx)
  return rows
}

function conditions(tenantId: string, query: CaseQueryInput): RawBuilder<unknown> {
  const parts: RawBuilder<unknown>[] = []
  if (query.state) parts.push(sql`and c.state = ${query.state}`)
  else parts.push(sql`and c.state <> 'settled'`)
  if (query.reason) parts.push(sql`and c.reason = ${query.reason}`)
  if (query.creditorId) parts.push(sql`and c.creditor_id = ${query.creditorId}`)
  const words = query.search ? searchText(query.search).split(' ').filter(Boolean) : []
  if (words.length > 0) parts.push(sql`and c.debtor_id in (${matching(tenantId, words, query.search ?? '')})`)
  return sql.join(parts, sql` `)
}

/** Every word in the debtor's own text, or an invoice number that begins with what was typed. */
function matching(tenantId: string, words: readonly string[], typed: string): RawBuilder<unknown> {
  const all = sql.join(
    words.map((word) => sql`d.search_text like ${`%${escaped(word)}%`}`),
    sql` and `,
  )
  return sql`
    select d.debtor_id from debtor d where d.tenant_id = ${tenantId} and ${all}
    union
    select i.debtor_id from invoice i where i.tenant_id = ${tenantId} and lower(i.number) like ${`${escaped(typed.trim().toLowerCase())}%`}`
}

function escaped(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&')
}
