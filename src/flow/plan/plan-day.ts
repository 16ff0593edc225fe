import { sql } from 'kysely'
import type { Day } from '../../domain/day.ts'
import { decide } from '../../domain/decide.ts'
import type { DecisionState } from '../../domain/decision.ts'
import { type Db, inTenant, type Tx } from '../../platform/db.ts'
import { gatherSituations } from './gather.ts'
import { contactPolicyOf } from './policy.ts'
import { type Decided, recordDecisions } from './record-decisions.ts'
import { openScenarioBook } from './scenario-book.ts'

/** What a day's plan came to, in cases. */
export type DayCounts = Readonly<Record<DecisionState, number>> & { readonly steps: number }

// 500 cases a transaction, two transactions at once: one decides while PostgreSQL writes the other. Larger batches are no faster, and cost
// memory: 237 MiB at 1,000 cases a transaction, 224 MiB at 500, whatever the size of the portfolio (bench/plan.ts, bench/plan-memory.ts).
const BATCH = 500
const LANES = 2

/**
 * Decides every case that the calendar or a new fact calls for today, in bounded batches, and records what was decided. Costs what is due
 * today, not what is in the portfolio. May run any number of times in a day, and several at once: a decided case is due again only when
 * something changes, and a case that one batch holds is left out of the others.
 */
export async function planDay(db: Db, tenantId: string, today: Day, now: Date): Promise<DayCounts> {
  const counts = { settled: 0, waiting: 0, act: 0, acting: 0, held: 0, asking: 0, ended: 0, steps: 0 }
  const lane = async () => {
    for (;;) {
      const taken = await inTenant(db, tenantId, (tx) => planBatch(tx, tenantId, today, now, counts))
      if (taken < BATCH) return
    }
  }
  // Each lane ends before the plan does: nothing is still being written when a failure is told.
  const ended = await Promise.allSettled(Array.from({ length: LANES }, lane))
  for (const one of ended) if (one.status === 'rejected') throw one.reason
  return counts
}

/** Counts one batch and returns how many cases it had: what was gathered and decided is let go with it. */
async function planBatch(
  tx: Tx,
  tenantId: string,
  today: Day,
  now: Date,
  counts: Record<DecisionState | 'steps', number>,
): Promise<number> {
  const caseIds = await dueCases(tx, tenantId, today)
  if (caseIds.length === 0) return 0
  const decided = await decideCases(tx, tenantId, caseIds, today)
  const policy = await contactPolicyOf(tx, tenantId)
  await recordDecisions(tx, tenantId, today, decided, new Date(now.getTime() + policy.undoMinutes * 60_000))
  for (const { decision } of decided) {
    counts[decision.state]++
    counts.steps += decision.steps.length
  }
  return decided.length
}

/** Decides cases without recording anything: the plan, « pourquoi rien n’est parti ? » and the preview share it. */
export async function decideCases(
  tx: Tx,
  tenantId: string,
  caseIds: readonly string[],
  today: Day,
): Promise<Decided[]> {
  const policy = await contactPolicyOf(tx, tenantId)
  const book = await openScenarioBook(tx, tenantId)
  const gathered = await gatherSituations(tx, tenantId, caseIds, today, book)
  return gathered.map((one) => ({ gathered: one, decision: decide(one.situation, one.scenario, policy, today) }))
}

async function dueCases(tx: Tx, tenantId: string, today: Day): Promise<string[]> {
  const { rows } = await sql<{ case_id: string }>`
    select case_id from collection_case where tenant_id = ${tenantId} and look_on <= ${today}
    order by look_on, case_id limit ${BATCH} for update skip locked`.execute(tx)
  return rows.map((row) => row.case_id)
}
