import type { Channel } from '../../domain/channel.ts'
import { CHANNEL_FACTS } from '../../domain/channel.ts'
import { type ContactPolicy, isAllowedHour } from '../../domain/contact-policy.ts'
import type { Day } from '../../domain/day.ts'
import { decideAgain } from '../../domain/decide.ts'
import type { PlannedStep } from '../../domain/decision.ts'
import { regimeOf } from '../../domain/party.ts'
import { accept, type Outcome, refuse } from '../../domain/refusal.ts'
import type { CaseNow } from './services.ts'

/** The act as it was decided and approved. */
export type ApprovedAct = {
  readonly actionId: string
  readonly stepCode: string
  readonly channel: Channel
  readonly claimIds: readonly string[]
  /** Principal that the person approved, in cents. */
  readonly totalCents: number
}

/** Day and minute of the day in Paris. */
export type ParisTime = { readonly today: Day; readonly minute: number }

/**
 * Whether an approved act may still leave, asked of the facts of now inside the transaction that claims it (S3-16, pitfall 22, I3, I4,
 * I12). Refusals: `outside_hours`, `amounts_changed` { approvedCents, nowCents }, or the reason of the decision (paid, dispute, promise,
 * pause, gap, cap, holiday, payments not fresh…).
 */
export function recheck(
  act: ApprovedAct,
  now: CaseNow,
  policy: ContactPolicy,
  { today, minute }: ParisTime,
): Outcome<PlannedStep> {
  const { situation, scenario } = now
  const byAmiable = CHANNEL_FACTS[act.channel].sentByAmiable
  if (byAmiable && !isAllowedHour(policy, act.channel, regimeOf(situation.debtor.kind), minute))
    return refuse('outside_hours')
  const decision = decideAgain(situation, scenario, policy, today, act.actionId)
  const planned = decision.steps.find((one) => one.step.code === act.stepCode && one.channel === act.channel)
  if (!planned) {
    const why = decision.reasons[0]
    return refuse(why?.code === 'step_due' ? 'step_not_open' : (why?.code ?? 'step_not_open'), why?.facts)
  }
  if (planned.totalCents !== act.totalCents || !coversSame(planned, act)) {
    return refuse('amounts_changed', { approvedCents: act.totalCents, nowCents: planned.totalCents })
  }
  return accept(planned)
}

function coversSame(planned: PlannedStep, act: ApprovedAct): boolean {
  const claims = new Set(act.claimIds)
  return planned.covers.length === claims.size && planned.covers.every((cover) => claims.has(cover.claimId))
}
