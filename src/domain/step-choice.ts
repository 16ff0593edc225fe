import { addDays, type Day, daysBetween } from './day.ts'
import type { PlannedStep, SkippedStep } from './decision.ts'
import { calendarStage, isLate, type Rung, wasAsked } from './ladder.ts'
import { isBusinessDay, nextBusinessDay, previousBusinessDay } from './law/jours-feries.ts'
import type { Territory } from './party.ts'
import { isFormalNotice, type Moment, type Scenario, type Step } from './scenario.ts'
import type { Claim, Cover, Situation } from './situation.ts'

export type LeadingRung = Rung & { readonly pick: NonNullable<Rung['pick']> }

/** The last term of a formal notice is at most fifteen days away (S3-14). */
export const FORMAL_NOTICE_MAX_DAYS = 15

/**
 * The claim that leads: the one with the highest stage due today, the oldest among equals. One message per case takes the highest stage
 * and lists everything owed (pitfall 38). A coming due date is not recalled while something is late.
 */
export function leadingRung(rungs: readonly Rung[], today: Day, isWished: boolean): LeadingRung | null {
  const anyLate = rungs.some((rung) => isLate(rung.claim, today))
  let leader: LeadingRung | null = null
  for (const rung of rungs) {
    if (!isWished && anyLate && !isLate(rung.claim, today)) continue
    if (!hasPick(rung)) continue
    if (leader === null || leads(rung, leader)) leader = rung
  }
  return leader
}

function hasPick(rung: Rung): rung is LeadingRung {
  return rung.pick !== null
}

function leads(rung: LeadingRung, over: LeadingRung): boolean {
  if (rung.pick.moment.index !== over.pick.moment.index) return rung.pick.moment.index > over.pick.moment.index
  if (rung.claim.dueOn !== over.claim.dueOn) return rung.claim.dueOn < over.claim.dueOn
  return rung.claim.id < over.claim.id
}

/**
 * A late claim that follows an older one rides with it while the older one still climbs: it is listed in its messages and leads none that
 * the debtor has already had for the older one, so that nobody receives the same text twice in a fortnight (S4-22, pitfall 38). It leads
 * again, from its own place, once the older one is paid, held or at its end.
 */
export function withRiders(rungs: readonly Rung[], today: Day): Rung[] {
  const climbing = rungs.filter((rung) => isLate(rung.claim, today) && nextMoment(rung) !== null)
  return rungs.map((rung) => {
    const next = nextMoment(rung)
    if (next === null || !isLate(rung.claim, today)) return rung
    const rides = climbing.some((ahead) => ahead.progress.stage >= next.index)
    return rides ? { ...rung, pick: null, passed: [], upcoming: null } : rung
  })
}

function nextMoment(rung: Rung): Moment | null {
  return rung.pick?.moment ?? rung.upcoming?.moment ?? null
}

/**
 * What the message lists and the stage each claim reaches by it. A younger claim listed beside an older one reaches its own place on the
 * calendar only, so that it does not inherit the level of a debt that is paid later (pitfall 44). A formal notice lists only what has
 * been asked for before, and all that it lists is under notice.
 */
export function coversOf(
  leader: LeadingRung,
  claims: readonly Claim[],
  rungs: readonly Rung[],
  scenario: Scenario,
  today: Day,
): Cover[] {
  const late = isLate(leader.claim, today)
  const chosen = leader.pick.moment.index
  const isNotice = leader.pick.moment.steps.some(isFormalNotice)
  return claims.flatMap((claim, at) => {
    if (claim === leader.claim) return [{ claimId: claim.id, stage: chosen }]
    if (isLate(claim, today) !== late) return []
    if (isNotice) return wasAsked(claim, rungs[at]?.progress) ? [{ claimId: claim.id, stage: chosen }] : []
    const own = Math.min(chosen, calendarStage(claim, scenario, today))
    if (!late && own < chosen) return []
    return [{ claimId: claim.id, stage: Math.max(own, rungs[at]?.progress.stage ?? -1) }]
  })
}

export function plannedSteps(
  leader: LeadingRung,
  covers: readonly Cover[],
  totalCents: number,
  situation: Situation,
  today: Day,
): PlannedStep[] {
  return leader.pick.taken.map(({ step, channel }) => ({
    step,
    channel,
    covers,
    totalCents,
    stage: leader.pick.moment.index,
    leaderId: leader.claim.id,
    payBy: deadlineOf(step, situation.debtor.territory, today),
    approval: step.approval,
  }))
}

/** The deadline printed by a step taken on a day: never when banks are closed, and within fifteen days for a formal notice (S3-14). */
export function deadlineOf(step: Pick<Step, 'payWithinDays' | 'template'>, territory: Territory, on: Day): Day | null {
  if (step.payWithinDays === undefined) return null
  const wanted = addDays(on, step.payWithinDays)
  if (isBusinessDay(wanted, territory)) return wanted
  const after = nextBusinessDay(wanted, territory)
  if (!isFormalNotice(step) || daysBetween(on, after) <= FORMAL_NOTICE_MAX_DAYS) return after
  return previousBusinessDay(wanted, territory)
}

/** An act as it was planned; what it prints is dated from the day it leaves. */
type PlannedAct = { readonly stepCode: string; readonly plannedOn: Day; readonly payBy: Day | null }

/** The deadline printed by an act that leaves on a day: approved a week late, it gives as many days as if it had left at once. */
export function deadlinePrinted(act: PlannedAct, scenario: Scenario | null, territory: Territory, on: Day): Day | null {
  if (act.payBy === null || act.plannedOn === on) return act.payBy
  const step = scenario?.steps.find((one) => one.code === act.stepCode)
  return step ? deadlineOf(step, territory, on) : act.payBy
}

/** Steps to record as skipped: those the leader has overtaken, or, when nothing leads, those whose conditions failed on their day. */
export function skippedSteps(leader: LeadingRung | null, rungs: readonly Rung[]): SkippedStep[] {
  const from = leader ? [leader as Rung] : rungs.filter((rung) => rung.pick === null && rung.passed.length > 0)
  const skipped = from.flatMap((rung) =>
    rung.passed.flatMap((passed) => [
      ...passed.left.map(({ step, why }) => skip(rung, passed.moment.index, step, why)),
      ...[...passed.taken.map(({ step }) => step), ...passed.unreachable].map((step) =>
        skip(rung, passed.moment.index, step, 'catch_up'),
      ),
    ]),
  )
  const ofMoment = leader
    ? leader.pick.left.map(({ step, why }) => skip(leader, leader.pick.moment.index, step, why))
    : []
  return [...skipped, ...ofMoment]
}

function skip(rung: Rung, stage: number, step: Step, why: SkippedStep['why']): SkippedStep {
  return { step, stage, leaderId: rung.claim.id, covers: [{ claimId: rung.claim.id, stage }], why }
}
