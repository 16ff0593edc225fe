import type { ContactPolicy } from './contact-policy.ts'
import { addDays, type Day, daysBetween } from './day.ts'
import { decide } from './decide.ts'
import type { Decision, PlannedStep, SkippedStep } from './decision.ts'
import type { Scenario } from './scenario.ts'
import type { PastAct, Situation } from './situation.ts'

/** One act of a simulated day. */
export type SimulatedAct = { readonly on: Day; readonly caseId: string; readonly planned: PlannedStep }

export type Simulation = {
  readonly acts: readonly SimulatedAct[]
  readonly skipped: readonly { readonly on: Day; readonly caseId: string; readonly skipped: SkippedStep }[]
  /** Where the case stands after the last day. */
  readonly last: Decision
}

/**
 * Plays one case day after day with the same `decide()`, as if every proposed act were approved and done the same day and nobody paid
 * or answered. Payments are taken as known every day. `days` ≥ 1; the first day played is `from`.
 */
export function simulate(
  start: Situation,
  scenario: Scenario,
  policy: ContactPolicy,
  from: Day,
  days: number,
): Simulation {
  let situation: Situation = {
    ...start,
    acts: start.acts.map((act) => (act.state === 'open' ? { ...act, state: 'cancelled' } : act)),
  }
  const acts: SimulatedAct[] = []
  const skipped: { on: Day; caseId: string; skipped: SkippedStep }[] = []
  let last: Decision | null = null
  let on: Day = from
  const end = addDays(from, days)
  while (on < end) {
    situation = { ...situation, paymentsKnownUntil: on }
    last = decide(situation, scenario, policy, on)
    for (const one of last.skipped) skipped.push({ on, caseId: situation.caseId, skipped: one })
    for (const planned of last.steps) acts.push({ on, caseId: situation.caseId, planned })
    const changed = last.steps.length + last.skipped.length > 0
    if (changed) situation = actsOf(situation, last, on)
    else if (last.lookOn === null || daysBetween(on, last.lookOn) < 1) break
    on = changed ? addDays(on, 1) : (last.lookOn ?? end)
  }
  return { acts, skipped, last: last ?? decide(situation, scenario, policy, from) }
}

/** The case as it stands once everything decided on a day has been done that day. */
export function actsOf(situation: Situation, decision: Decision, on: Day): Situation {
  if (decision.steps.length + decision.skipped.length === 0) return situation
  const done = decision.steps.map((planned, at) => pastAct(situation, planned, on, 'done', `sim-${on}-${at}`))
  const passed = decision.skipped.map((one, at) => {
    const skipped = { ...one, channel: one.step.channel, payBy: null, totalCents: 0 }
    return pastAct(situation, skipped, on, 'skipped', `sim-${on}-skip-${at}`)
  })
  const contacts = [...situation.contacts, ...done.map((act) => ({ on, actionId: act.actionId }))]
  return { ...situation, acts: [...situation.acts, ...passed, ...done], contacts }
}

function pastAct(
  { cycle }: Situation,
  from: Pick<PlannedStep, 'step' | 'stage' | 'leaderId' | 'channel' | 'payBy' | 'covers' | 'totalCents'>,
  on: Day,
  state: PastAct['state'],
  actionId: string,
): PastAct {
  const { step, stage, leaderId, channel, payBy, covers, totalCents } = from
  return {
    actionId,
    stepCode: step.code,
    stage,
    template: step.template,
    tone: step.tone,
    channel,
    leaderId,
    cycle,
    state,
    on,
    payBy,
    covers,
    totalCents,
    isLeaving: false,
  }
}
