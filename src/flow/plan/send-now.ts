import type { Day } from '../../domain/day.ts'
import { decide } from '../../domain/decide.ts'
import { accept, type Outcome, refuse } from '../../domain/refusal.ts'
import type { Tx } from '../../platform/db.ts'
import { decideActions } from './approve.ts'
import { gatherSituations } from './gather.ts'
import { contactPolicyOf } from './policy.ts'
import { recordDecisions } from './record-decisions.ts'
import { openScenarioBook } from './scenario-book.ts'

/**
 * A person asks for a step now. The calendar is answered by that person; everything else is asked of the same `decide()`, and the same
 * charges and texts follow (pitfalls 2 and 32). Refusals: `case_unknown`, or the reason of the decision (hold, gap, cap, freshness…).
 */
export async function sendNow(
  tx: Tx,
  tenantId: string,
  userId: string,
  wanted: { readonly caseId: string; readonly stepCode: string },
  today: Day,
  now: Date,
): Promise<Outcome<{ actionId: string }>> {
  const book = await openScenarioBook(tx, tenantId)
  const [gathered] = await gatherSituations(tx, tenantId, [wanted.caseId], today, book)
  if (!gathered) return refuse('case_unknown', { caseId: wanted.caseId })
  const policy = await contactPolicyOf(tx, tenantId)
  const decision = decide(gathered.situation, gathered.scenario, policy, today, { stepCode: wanted.stepCode })
  const planned = decision.steps.find((one) => one.step.code === wanted.stepCode)
  if (!planned) {
    const why = decision.reasons[0]
    return refuse(why?.code ?? 'step_not_open', {
      ...why?.facts,
      stepCode: wanted.stepCode,
      freeOn: why?.freeOn ?? null,
    })
  }
  const steps = [{ ...planned, approval: 'confirm' as const }]
  await recordDecisions(tx, tenantId, today, [{ gathered, decision: { ...decision, steps, skipped: [] } }], now)
  const action = await tx
    .selectFrom('action')
    .select(['action_id', 'state'])
    .where('tenant_id', '=', tenantId)
    .where('case_id', '=', wanted.caseId)
    .where('step_code', '=', wanted.stepCode)
    .where('leader_id', '=', planned.leaderId)
    .where('cycle', '=', gathered.situation.cycle)
    .executeTakeFirstOrThrow()
  if (action.state === 'proposed') {
    await decideActions(tx, tenantId, userId, { actionIds: [action.action_id], decision: 'approved' }, today, now)
  }
  return accept({ actionId: action.action_id })
}
