/**
 * Planning 100,000 cases, against a bare INSERT … SELECT of as many rows into tables with the same keys, on the same PostgreSQL in the
 * same run; then the second step ten days later; then a day on which nothing is due, with ten times as many open invoices beside.
 * Usage: node bench/plan.ts [debtors]
 */
import { sql } from 'kysely'
import { day } from '../src/domain/day.ts'
import { planDay } from '../src/flow/plan/plan-day.ts'
import { inTenant } from '../src/platform/db.ts'
import { atWorkplace, makePortfolio, median, type Portfolio, seconds, type Workplace } from './workplace.ts'

const DEBTORS = Number(process.argv[2] ?? 100_000)
const DUE = '2026-10-01'
const FIRST = day('2026-10-07')
const SECOND = day('2026-10-19')
const NOW = new Date('2026-10-07T08:00:00Z')

await atWorkplace(async (place) => {
  const runs: Measured[] = []
  for (const round of [1, 2, 3]) runs.push(await measure(place, `run${round}`))
  const idle = await measureIdle(place)
  console.log(JSON.stringify(report(runs, idle), null, 2))
})

function report(runs: readonly Measured[], idle: { readonly same: number; readonly tenfold: number }) {
  const pick = (of: (run: Measured) => number) => median(runs.map(of))
  const planSeconds = pick((run) => run.plan)
  return {
    debtors: DEBTORS,
    bareSeconds: pick((run) => run.bare),
    bareRowsPerSecond: Math.round((2 * DEBTORS) / pick((run) => run.bare)),
    planSeconds,
    planToBare: planSeconds / pick((run) => run.bare),
    advanceSeconds: pick((run) => run.advance),
    advanceToBare: pick((run) => run.advance) / pick((run) => run.bare),
    idleSeconds: idle.same,
    idleTenfoldSeconds: idle.tenfold,
    idleTenfoldToPlan: idle.tenfold / planSeconds,
  }
}

type Measured = { readonly bare: number; readonly plan: number; readonly advance: number }

async function measure(on: Workplace, name: string): Promise<Measured> {
  const portfolio = await makePortfolio(on, name, DEBTORS, DUE, '2026-12-31')
  const bare = await bareInserts(on, portfolio)
  const plan = await seconds(() => planDay(on.db, portfolio.tenantId, FIRST, NOW))
  await expectActions(on, portfolio, DEBTORS)
  await deliverAll(on, portfolio)
  const advance = await seconds(() => planDay(on.db, portfolio.tenantId, SECOND, NOW))
  await expectActions(on, portfolio, 2 * DEBTORS)
  return { bare, plan, advance }
}

/** The floor: as many rows as the plan writes, in tables with the same columns, keys and foreign keys, without a decision. */
async function bareInserts(on: Workplace, { tenantId }: Portfolio): Promise<number> {
  await sql`create table bare_action (like action including all)`.execute(on.owner)
  await sql`create table bare_event (like event including all)`.execute(on.owner)
  await sql`alter table bare_action add foreign key (tenant_id, case_id) references collection_case`.execute(on.owner)
  await sql`alter table bare_action add foreign key (tenant_id) references auth.tenant`.execute(on.owner)
  await sql`alter table bare_event add foreign key (tenant_id, debtor_id) references debtor`.execute(on.owner)
  await sql`alter table bare_event add foreign key (tenant_id) references auth.tenant`.execute(on.owner)
  const taken = await seconds(async () => {
    await sql`
      insert into bare_action (tenant_id, action_id, case_id, step_code, step_index, leader_id, cycle, channel, template_code, tone_level,
        scenario_code, scenario_version, invoice_ids, invoice_stages, total_cents, planned_on, approval_mode, state, reason)
      select tenant_id, replace(case_id, 'cas_', 'act_'), case_id, 'one', 0, replace(case_id, 'cas_', 'inv_'), 1, 'email', 'first-reminder', 2,
        'three-steps', 1, array[replace(case_id, 'cas_', 'inv_')], array[0], 123456, ${FIRST}::date, 'automatic', 'approved', 'step_due'
      from collection_case where tenant_id = ${tenantId}`.execute(on.owner)
    await sql`
      insert into bare_event (tenant_id, case_id, debtor_id, kind, actor, facts)
      select tenant_id, case_id, debtor_id, 'step_planned', 'amiable', jsonb_build_object('actionId', case_id, 'stepCode', 'one',
        'channel', 'email', 'toneLevel', 2, 'state', 'approved', 'reason', 'step_due', 'totalCents', 123456, 'payBy', ${FIRST}::date)
      from collection_case where tenant_id = ${tenantId}`.execute(on.owner)
  })
  await sql`drop table bare_action, bare_event`.execute(on.owner)
  return taken
}

async function expectActions(on: Workplace, { tenantId }: Portfolio, expected: number): Promise<void> {
  const { rows } = await sql<{ n: number }>`select count(*) as n from action where tenant_id = ${tenantId}`.execute(
    on.owner,
  )
  if (rows[0]?.n !== expected) throw new Error(`${rows[0]?.n} acts instead of ${expected}`)
}

/** Every act of the first day is delivered that day, as the mail server would have had it. */
async function deliverAll(on: Workplace, { tenantId }: Portfolio): Promise<void> {
  await inTenant(on.db, tenantId, (tx) =>
    sql`
      insert into delivery (tenant_id, delivery_id, action_id, debtor_id, channel, recipient, state, done_on)
      select tenant_id, replace(action_id, 'act_', 'dlv_'), action_id, replace(case_id, 'cas_', 'deb_'), channel, 'x@exemple.test', 'sent', planned_on
      from action where tenant_id = ${tenantId}`.execute(tx),
  )
  await sql`vacuum analyze`.execute(on.owner)
}

/** Days on which nothing is due: as many cases that wait as were planned, then ten times as many. */
async function measureIdle(on: Workplace) {
  const few = await makePortfolio(on, 'idle', DEBTORS, '2026-12-01', '2026-12-31')
  await planDay(on.db, few.tenantId, FIRST, NOW)
  const same = median(await times(3, () => seconds(() => planDay(on.db, few.tenantId, SECOND, NOW))))
  const many = await makePortfolio(on, 'many', 10 * DEBTORS, '2026-12-01', '2026-12-31')
  await planDay(on.db, many.tenantId, FIRST, NOW)
  await sql`vacuum analyze collection_case`.execute(on.owner)
  const tenfold = median(await times(3, () => seconds(() => planDay(on.db, many.tenantId, SECOND, NOW))))
  return { same, tenfold }
}

async function times(count: number, work: () => Promise<number>): Promise<number[]> {
  const taken: number[] = []
  for (let round = 0; round < count; round++) taken.push(await work())
  return taken
}
