import type { Day } from '../../domain/day.ts'
import { moments } from '../../domain/scenario.ts'
import type { Tx } from '../../platform/db.ts'
import type { Why } from './contract.ts'
import { decideCases } from './plan-day.ts'

/** « Pourquoi rien n’est parti ? »: the decision of a day, as it is, for one case (the same `decide()` as the run). Null when unknown. */
export async function whyNot(tx: Tx, tenantId: string, caseId: string, on: Day): Promise<Why | null> {
  const [decided] = await decideCases(tx, tenantId, [caseId], on)
  if (!decided) return null
  const { decision, gathered } = decided
  const taken = new Set(gathered.situation.acts.filter((act) => act.state !== 'cancelled').map((act) => act.stepCode))
  return {
    on,
    state: decision.state,
    reasons: [...decision.reasons],
    steps: decision.steps.map((one) => ({ stepCode: one.step.code, channel: one.channel })),
    next: decision.next && { stepCode: decision.next.step.code, on: decision.next.on },
    open: moments(gathered.scenario)
      .flatMap((moment) => moment.steps)
      .filter((step) => !taken.has(step.code) && step.offsetDays >= 0)
      .map((step) => ({ stepCode: step.code, channel: step.channel })),
  }
}
