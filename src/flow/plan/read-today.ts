import { sql } from 'kysely'
import { addDays, type Day, weekdayOf } from '../../domain/day.ts'
import type { Tx } from '../../platform/db.ts'
import { SECTIONS, type Section, type Today } from './contract.ts'
import { contactPolicyOf } from './policy.ts'
import { BEST_DELIVERY, SECTION_CONDITION } from './read-actions.ts'

/** The page of the day: what to do and what it is worth, what is held and why, what is promised, how old what is owed is. */
export async function readToday(tx: Tx, tenantId: string, today: Day): Promise<Today> {
  const policy = await contactPolicyOf(tx, tenantId)
  const overdue = await overdueByAge(tx, tenantId, today)
  return {
    on: today,
    caseCount: await openCases(tx, tenantId),
    undoMinutes: policy.undoMinutes,
    sections: await sectionTotals(tx, tenantId),
    held: await heldByReason(tx, tenantId),
    alerts: await alerts(tx, tenantId, today),
    promised: await promisedThisWeek(tx, tenantId, today),
    overdue,
  }
}

async function openCases(tx: Tx, tenantId: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from collection_case where tenant_id = ${tenantId} and open_cents > 0`.execute(tx)
  return rows[0]?.n ?? 0
}

async function sectionTotals(tx: Tx, tenantId: string): Promise<Today['sections']> {
  const sections = SECTIONS.map(
    (section) => sql`count(*) filter (where ${SECTION_CONDITION[section]})::int as ${sql.ref(`${section}_n`)},
    coalesce(sum(a.total_cents) filter (where ${SECTION_CONDITION[section]}), 0)::bigint as ${sql.ref(`${section}_c`)}`,
  )
  const { rows } = await sql<Record<string, number>>`
    select ${sql.join(sections)} from action a ${BEST_DELIVERY}
    where a.tenant_id = ${tenantId} and a.state in ('proposed', 'approved')`.execute(tx)
  const total = (section: Section) => ({
    count: rows[0]?.[`${section}_n`] ?? 0,
    totalCents: rows[0]?.[`${section}_c`] ?? 0,
  })
  return Object.fromEntries(SECTIONS.map((section) => [section, total(section)])) as Today['sections']
}

/** Cases for which nothing leaves today although something is owed, by the first reason of their decision. */
async function heldByReason(tx: Tx, tenantId: string): Promise<Today['held']> {
  const { rows } = await sql<Today['held'][number]>`
    select reason, count(*)::int as count, sum(case when overdue_cents > 0 then overdue_cents else open_cents end)::bigint as "totalCents"
    from collection_case
    where tenant_id = ${tenantId} and reason is not null and open_cents > 0
      and (state in ('held', 'asking', 'ended') or (state = 'waiting' and reason <> 'next_step_later'))
    group by reason order by 3 desc`.execute(tx)
  return rows
}

/** Situations that a person should know of at nine in the morning. */
async function alerts(tx: Tx, tenantId: string, today: Day): Promise<Today['alerts']> {
  const { rows } = await sql<{ code: string; case_id: string | null; facts: Record<string, string | number | null> }>`
    select 'promise_broken' as code, c.case_id,
           jsonb_build_object('debtor', b.name, 'untilDay', h.until_day, 'amountCents', h.amount_cents, 'openCents', c.open_cents) as facts
    from hold h join collection_case c on c.tenant_id = h.tenant_id and c.debtor_id = h.debtor_id and c.open_cents > 0
    join debtor b on b.tenant_id = h.tenant_id and b.debtor_id = h.debtor_id
    where h.tenant_id = ${tenantId} and h.kind = 'promise' and h.ended_at is null and h.until_day < ${today}
    union all
    select 'email_refused', c.case_id, jsonb_build_object('debtor', b.name, 'email', k.email)
    from contact k join debtor b on b.tenant_id = k.tenant_id and b.debtor_id = k.debtor_id
    join collection_case c on c.tenant_id = k.tenant_id and c.debtor_id = k.debtor_id and c.open_cents > 0
    where k.tenant_id = ${tenantId} and k.email_refused_on is not null and k.removed_at is null
    union all
    select 'payments_not_fresh', null, jsonb_build_object('creditor', r.name, 'knownUntil', max(p.until_day))
    from creditor r left join payments_known p on p.tenant_id = r.tenant_id and p.creditor_id = r.creditor_id
    where r.tenant_id = ${tenantId}
      and exists (select from collection_case c where c.tenant_id = r.tenant_id and c.creditor_id = r.creditor_id and c.reason = 'payments_not_fresh')
    group by r.creditor_id, r.name
    union all
    select 'run_waits_for_person', null, jsonb_build_object('since', w.waits_for_person_since)
    from day_run w where w.tenant_id = ${tenantId} and w.waits_for_person_since is not null and w.confirmed_by is null
      and w.business_day = (select max(business_day) from day_run x where x.tenant_id = w.tenant_id)
    limit 50`.execute(tx)
  return rows.map((row) => ({ code: row.code, caseId: row.case_id, facts: row.facts }))
}

async function promisedThisWeek(tx: Tx, tenantId: string, today: Day): Promise<Today['promised']> {
  const monday = addDays(today, 1 - weekdayOf(today))
  const { rows } = await sql<Today['promised'][number]>`
    select c.case_id as "caseId", b.name as "debtorName", h.until_day as "untilDay", h.amount_cents::bigint as "amountCents"
    from hold h join debtor b on b.tenant_id = h.tenant_id and b.debtor_id = h.debtor_id
    join collection_case c on c.tenant_id = h.tenant_id and c.debtor_id = h.debtor_id
    where h.tenant_id = ${tenantId} and h.kind = 'promise' and h.ended_at is null and h.until_day between ${monday} and ${addDays(monday, 6)}
    order by h.until_day, b.name limit 50`.execute(tx)
  return rows
}

const AGES = [1, 31, 61, 91] as const

/** What is late, by the age of the oldest invoice of each case: the figures kept when the case was last decided. */
async function overdueByAge(tx: Tx, tenantId: string, today: Day): Promise<Today['overdue']> {
  const { rows } = await sql<{ from_days: number; cases: number; total_cents: number }>`
    select case when age > 90 then 91 when age > 60 then 61 when age > 30 then 31 else 1 end as from_days,
           count(*)::int as cases, sum(overdue_cents)::bigint as total_cents
    from (select overdue_cents, ${today}::date - oldest_due_on as age from collection_case
          where tenant_id = ${tenantId} and overdue_cents > 0) c
    group by 1`.execute(tx)
  const of = (fromDays: number) => rows.find((row) => row.from_days === fromDays)
  return {
    caseCount: rows.reduce((sum, row) => sum + row.cases, 0),
    totalCents: rows.reduce((sum, row) => sum + row.total_cents, 0),
    byAge: AGES.map((fromDays) => ({ fromDays, totalCents: of(fromDays)?.total_cents ?? 0 })),
  }
}
