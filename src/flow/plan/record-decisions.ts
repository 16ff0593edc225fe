import { sql } from 'kysely'
import type { Day } from '../../domain/day.ts'
import type { Decision, PlannedStep, SkippedStep } from '../../domain/decision.ts'
import type { Tx } from '../../platform/db.ts'
import { newId } from '../../platform/ids.ts'
import { AMIABLE, appendEvents, type NewEvent } from '../timeline/append.ts'
import type { GatheredCase } from './gather.ts'

/** One case with what was decided for it. */
export type Decided = { readonly gathered: GatheredCase; readonly decision: Decision }

type ActionRow = {
  readonly decided: Decided
  readonly step: PlannedStep | SkippedStep
  readonly state: 'proposed' | 'approved' | 'skipped'
}

/**
 * Records what was decided for a batch of cases: acts, withdrawals, the case's own line, and one event an act, in the caller's
 * transaction. `leavesAt` is when an automatic act may leave (the delay during which it can be taken back).
 *
 * The unique key of `action` is the last guard against a second reminder; only an act that was cancelled (a dispute since solved, say)
 * may come back on its own row.
 */
export async function recordDecisions(
  tx: Tx,
  tenantId: string,
  today: Day,
  decided: readonly Decided[],
  leavesAt: Date,
): Promise<void> {
  await cancelActions(tx, tenantId, today, decided)
  const acts = decided.flatMap((one) => actionRowsOf(one))
  await insertActions(tx, tenantId, today, acts, leavesAt)
  await updateCases(tx, tenantId, today, decided)
}

function actionRowsOf(decided: Decided): ActionRow[] {
  return [
    ...decided.decision.skipped.map((step) => ({ decided, step, state: 'skipped' as const })),
    ...decided.decision.steps.map((step) => ({
      decided,
      step,
      state: needsYes(step) ? ('proposed' as const) : ('approved' as const),
    })),
  ]
}

/** A call or an SMS is done by a person: doing it is saying yes. Only what Amiable sends or prints asks first. */
function needsYes(step: PlannedStep): boolean {
  return step.approval !== 'automatic' && step.channel !== 'phone' && step.channel !== 'sms'
}

type InsertedRow = {
  readonly action_id: string
  readonly case_id: string
  readonly step_code: string
  readonly leader_id: string
  readonly channel: string
}

async function insertActions(
  tx: Tx,
  tenantId: string,
  today: Day,
  rows: readonly ActionRow[],
  leavesAt: Date,
): Promise<void> {
  if (rows.length === 0) return
  const inserted = await insertActionRows(tx, tenantId, today, rows, leavesAt)
  const planned = new Map(rows.map((row) => [keyOf(row), row]))
  await appendEvents(
    tx,
    tenantId,
    inserted.flatMap((one) => {
      const row = planned.get([one.case_id, one.step_code, one.leader_id, one.channel].join(' '))
      return row ? [eventOf(row, one.action_id)] : []
    }),
  )
}

const channelOf = ({ step }: ActionRow) => ('channel' in step ? step.channel : step.step.channel)
const reasonOf = ({ step }: ActionRow) => ('why' in step ? step.why : 'step_due')
const caseIdOf = (row: ActionRow) => row.decided.gathered.situation.caseId

function keyOf(row: ActionRow): string {
  return [caseIdOf(row), row.step.step.code, row.step.leaderId, channelOf(row)].join(' ')
}

function eventOf(row: ActionRow, actionId: string): NewEvent {
  const { step, state } = row
  const planned = 'channel' in step ? step : null
  return {
    kind: state === 'skipped' ? 'step_skipped' : 'step_planned',
    actor: AMIABLE,
    caseId: caseIdOf(row),
    debtorId: row.decided.gathered.debtorId,
    facts: {
      actionId,
      stepCode: step.step.code,
      channel: channelOf(row),
      toneLevel: step.step.tone,
      state,
      reason: reasonOf(row),
      totalCents: planned?.totalCents ?? 0,
      payBy: planned?.payBy ?? null,
    },
  }
}

// Arrays travel as one text each: unnest cannot take a list of lists of different lengths, and JSON costs twice the time.
async function insertActionRows(
  tx: Tx,
  tenantId: string,
  today: Day,
  acts: readonly ActionRow[],
  leavesAt: Date,
): Promise<readonly InsertedRow[]> {
  const column = <T>(of: (row: ActionRow) => T) => acts.map(of)
  const planned = (row: ActionRow) => ('channel' in row.step ? row.step : null)
  const { rows } = await sql<InsertedRow>`
    insert into action (tenant_id, action_id, case_id, step_code, step_index, leader_id, cycle, channel, template_code, tone_level,
                        scenario_code, scenario_version, invoice_ids, invoice_stages, total_cents, planned_on, pay_by, approval_mode,
                        state, reason, leaves_at, closed_on)
    select ${tenantId}, r.action_id, r.case_id, r.step_code, r.step_index, r.leader_id, r.cycle, r.channel, r.template_code, r.tone_level,
           r.scenario_code, r.scenario_version, string_to_array(r.claims, ' '), string_to_array(r.stages, ' ')::integer[], r.total_cents,
           ${today}, r.pay_by, r.approval_mode, r.state, r.reason,
           case when r.state = 'approved' then ${leavesAt}::timestamptz end, case when r.state = 'skipped' then ${today}::date end
    from unnest(${column(() => newId('act'))}::text[], ${column(caseIdOf)}::text[],
                ${column((row) => row.step.step.code)}::text[], ${column((row) => row.step.stage)}::integer[],
                ${column((row) => row.step.leaderId)}::text[], ${column((row) => row.decided.gathered.situation.cycle)}::integer[],
                ${column(channelOf)}::text[],
                ${column((row) => row.step.step.template)}::text[], ${column((row) => row.step.step.tone)}::integer[],
                ${column((row) => row.decided.gathered.scenario.code)}::text[], ${column((row) => row.decided.gathered.scenario.version)}::integer[],
                ${column((row) => row.step.covers.map((cover) => cover.claimId).join(' '))}::text[],
                ${column((row) => row.step.covers.map((cover) => cover.stage).join(' '))}::text[],
                ${column((row) => planned(row)?.totalCents ?? 0)}::bigint[], ${column((row) => planned(row)?.payBy ?? null)}::date[],
                ${column((row) => row.step.step.approval)}::text[], ${column((row) => row.state)}::text[], ${column(reasonOf)}::text[])
      as r (action_id, case_id, step_code, step_index, leader_id, cycle, channel, template_code, tone_level, scenario_code,
            scenario_version, claims, stages, total_cents, pay_by, approval_mode, state, reason)
    on conflict (tenant_id, case_id, step_code, leader_id, cycle, channel) do update
      set state = excluded.state, reason = excluded.reason, planned_on = excluded.planned_on, pay_by = excluded.pay_by,
          invoice_ids = excluded.invoice_ids, invoice_stages = excluded.invoice_stages, total_cents = excluded.total_cents,
          leaves_at = excluded.leaves_at, closed_on = excluded.closed_on
      where action.state = 'cancelled'
    returning action_id, case_id, step_code, leader_id, channel`.execute(tx)
  return rows
}

async function cancelActions(tx: Tx, tenantId: string, today: Day, decided: readonly Decided[]): Promise<void> {
  const withdrawn = decided.flatMap(({ decision }) => decision.withdrawn)
  if (withdrawn.length === 0) return
  const { rows } = await sql<{
    action_id: string
    case_id: string
    debtor_id: string
    step_code: string
    reason: string
  }>`
    update action a set state = 'cancelled', reason = w.why, closed_on = ${today}
    from unnest(${withdrawn.map((one) => one.actionId)}::text[], ${withdrawn.map((one) => one.why)}::text[]) as w (action_id, why),
         collection_case c
    where a.tenant_id = ${tenantId} and a.action_id = w.action_id and a.state in ('proposed', 'approved')
      and c.tenant_id = a.tenant_id and c.case_id = a.case_id
    returning a.action_id, a.case_id, c.debtor_id, a.step_code, a.reason`.execute(tx)
  await appendEvents(
    tx,
    tenantId,
    rows.map((row) => ({
      kind: 'step_withdrawn',
      actor: AMIABLE,
      caseId: row.case_id,
      debtorId: row.debtor_id,
      facts: { actionId: row.action_id, stepCode: row.step_code, reason: row.reason },
    })),
  )
}

async function updateCases(tx: Tx, tenantId: string, today: Day, decided: readonly Decided[]): Promise<void> {
  const column = <T>(of: (one: Decided) => T) => decided.map(of)
  await sql`
    update collection_case c
    set scenario_code = u.scenario_code, scenario_version = u.scenario_version, state = u.state, reason = u.reason, look_on = u.look_on,
        next_step = u.next_step, next_on = u.next_on, open_cents = u.open_cents, overdue_cents = u.overdue_cents,
        oldest_due_on = u.oldest_due_on, decided_on = ${today}
    from unnest(${column((one) => one.gathered.situation.caseId)}::text[], ${column((one) => one.gathered.scenario.code)}::text[],
                ${column((one) => one.gathered.scenario.version)}::integer[],
                ${column((one) => (one.decision.state === 'act' ? 'acting' : one.decision.state))}::text[],
                ${column((one) => one.decision.reasons[0]?.code ?? null)}::text[], ${column((one) => lookOn(one, today))}::date[],
                ${column((one) => one.decision.next?.step.code ?? null)}::text[], ${column((one) => one.decision.next?.on ?? null)}::date[],
                ${column((one) => one.decision.openCents)}::bigint[], ${column((one) => one.decision.overdueCents)}::bigint[],
                ${column((one) => one.decision.oldestDueOn)}::date[])
      as u (case_id, scenario_code, scenario_version, state, reason, look_on, next_step, next_on, open_cents, overdue_cents, oldest_due_on)
    where c.tenant_id = ${tenantId} and c.case_id = u.case_id`.execute(tx)
}

function lookOn({ decision }: Decided, today: Day): Day | null {
  if (decision.lookOn !== null && decision.lookOn <= today)
    throw new Error(`A decision must look ahead of ${today}: ${decision.lookOn}`)
  return decision.lookOn
}
