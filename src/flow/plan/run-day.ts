import { sql } from 'kysely'
import { addDays, type Day } from '../../domain/day.ts'
import { isBusinessDay } from '../../domain/law/jours-feries.ts'
import { type Db, inTenant, type Tx } from '../../platform/db.ts'
import { AMIABLE, appendEvent } from '../timeline/append.ts'
import { type DayCounts, planDay } from './plan-day.ts'

/** After more business days off than this, or a day this many times the usual one, a person confirms before anything leaves (A4). */
const MAX_DAYS_OFF = 3
const UNUSUAL_TIMES = 2
/** Below this number of steps a day is never unusual: twice nothing is not a backlog. */
const USUAL_AT_LEAST = 20

/**
 * Plans a business day for an office and keeps its line. Called at each tick: a day missed at eight is done at nine, and a day already
 * planned costs one look at what has changed since.
 */
export async function runDay(db: Db, tenantId: string, today: Day, now: Date): Promise<DayCounts> {
  const before = await inTenant(db, tenantId, (tx) => openDay(tx, tenantId, today))
  const counts = await planDay(db, tenantId, today, now)
  await inTenant(db, tenantId, (tx) => closeDay(tx, tenantId, today, counts, before, now))
  return counts
}

/** What is known of the days before, read once when a day begins. */
type Before = { readonly isFirstRun: boolean; readonly daysOff: number; readonly usualSteps: number | null }

async function openDay(tx: Tx, tenantId: string, today: Day): Promise<Before> {
  const { rows } = await sql<{ last_day: Day | null; usual: number | null; has_today: boolean }>`
    select (select max(business_day) from day_run where tenant_id = ${tenantId} and business_day < ${today}) as last_day,
           (select avg((counts ->> 'steps')::int)::float8 from (
              select counts from day_run where tenant_id = ${tenantId} and business_day < ${today} and finished_at is not null
              order by business_day desc limit 10) recent) as usual,
           exists (select from day_run where tenant_id = ${tenantId} and business_day = ${today}) as has_today`.execute(
    tx,
  )
  const row = rows[0]
  await sql`insert into day_run (tenant_id, business_day) values (${tenantId}, ${today}) on conflict do nothing`.execute(
    tx,
  )
  return {
    isFirstRun: !row?.has_today,
    daysOff: row?.last_day ? businessDaysBetween(row.last_day, today) : 0,
    usualSteps: row?.usual ?? null,
  }
}

function businessDaysBetween(from: Day, to: Day): number {
  let days = 0
  for (let on = addDays(from, 1); on < to; on = addDays(on, 1)) if (isBusinessDay(on, 'metropole')) days++
  return days
}

async function closeDay(
  tx: Tx,
  tenantId: string,
  today: Day,
  counts: DayCounts,
  before: Before,
  now: Date,
): Promise<void> {
  const isLate = before.daysOff > MAX_DAYS_OFF
  const isLarge =
    before.usualSteps !== null && counts.steps > Math.max(USUAL_AT_LEAST, UNUSUAL_TIMES * before.usualSteps)
  const waits = before.isFirstRun && counts.steps > 0 && (isLate || isLarge)
  await sql`
    update day_run set finished_at = ${now},
      counts = jsonb_build_object('steps', coalesce((counts ->> 'steps')::int, 0) + ${counts.steps}::int),
      waits_for_person_since = coalesce(waits_for_person_since, ${waits ? now : null}::timestamptz)
    where tenant_id = ${tenantId} and business_day = ${today}`.execute(tx)
  if (waits) {
    const facts = { steps: counts.steps, daysOff: before.daysOff, usualSteps: before.usualSteps }
    await appendEvent(tx, tenantId, { kind: 'run_waits_for_person', actor: AMIABLE, facts })
  }
}

/** Whether the last day that began waits for a person; nothing leaves meanwhile. */
export async function runWaits(tx: Tx, tenantId: string): Promise<boolean> {
  const row = await tx
    .selectFrom('day_run')
    .select(['waits_for_person_since', 'confirmed_by'])
    .where('tenant_id', '=', tenantId)
    .orderBy('business_day', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row !== undefined && row.waits_for_person_since !== null && row.confirmed_by === null
}

/** A person has looked at the unusual day: what is approved may leave. */
export async function confirmRun(tx: Tx, tenantId: string, userId: string): Promise<void> {
  await sql`
    update day_run set confirmed_by = ${userId}
    where tenant_id = ${tenantId} and waits_for_person_since is not null and confirmed_by is null`.execute(tx)
  await appendEvent(tx, tenantId, { kind: 'run_confirmed', actor: userId })
}
