import { addDays, type Day, earliest, latest } from './day.ts'
import type { Decision } from './decision.ts'
import type { Rung } from './ladder.ts'
import { moments, type Scenario } from './scenario.ts'
import type { PastAct } from './situation.ts'
import type { LeadingRung } from './step-choice.ts'

/** The first step to come on the calendar, over all claims. */
export function nextOf(rungs: readonly Rung[]): Decision['next'] {
  let next: Decision['next'] = null
  for (const rung of rungs) {
    const step = rung.upcoming?.moment.steps[0]
    if (rung.upcoming && step && (next === null || rung.upcoming.on < next.on)) next = { step, on: rung.upcoming.on }
  }
  return next
}

/** First day on which the calendar, or a hold that ends, can change the decision. */
export function lookOnOf(rungs: readonly Rung[], freeOn: Day | null): Day | null {
  const on = nextOf(rungs)?.on ?? null
  if (on === null || freeOn === null) return on ?? freeOn
  return earliest(on, freeOn)
}

/** The step that is due and may not leave today: it is still the next one. */
export function delayedStep(leader: LeadingRung, on: Day): Decision['next'] {
  const step = leader.pick.taken[0]?.step ?? leader.pick.unreachable[0]
  return step ? { step, on } : null
}

/** The step under way: the next thing to happen, since the day it was planned. */
export function stepOf(scenario: Scenario, act: PastAct): Decision['next'] {
  const step = scenario.steps.find((one) => one.code === act.stepCode)
  return step ? { step, on: act.on } : null
}

/** What follows a step taken today, if nothing changes: at its distance in the scenario, and after the deadline just printed (pitfall 13). */
export function stepAfter(leader: LeadingRung, payBy: Day | null, scenario: Scenario, today: Day): Decision['next'] {
  const taken = leader.pick.moment
  const next = moments(scenario)[taken.index + 1]
  const step = next?.steps[0]
  if (!next || !step || taken.index < 0) return null
  const onCalendar = addDays(leader.claim.dueOn, next.offsetDays)
  const spacing = taken.offsetDays > 0 ? next.offsetDays - taken.offsetDays : 1
  const spaced = addDays(today, Math.max(1, spacing))
  return { step, on: latest(onCalendar, spaced, payBy === null ? spaced : addDays(payBy, 1)) }
}
