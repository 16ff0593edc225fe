import { addDays, type Day, daysBetween } from './day.ts'
import type { PlannedStep, SkippedStep } from './decision.ts'
import { calendarStage, isLate, type Rung } from './ladder.ts'
import { isBusinessDay, nextBusinessDay, previousBusinessDay } from './law/jours-feries.ts'
import { isFormalNotice, type Scenario, type Step } from './scenario.ts'
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
 * What the message lists and the stage each claim reaches by it. A younger claim listed beside an older one reaches its own place on the
 * calendar only, so that it does not inherit the level of a debt that is paid later (pitfall 44).
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
  return claims.flatMap((claim, at) => {
    if (claim === leader.claim) return [{ claimId: claim.id, stage: chosen }]
    if (isLate(claim, today) !== late) return []
    const own = Math.min(chosen, calendarStage(claim, scenario, today))
    if (!late && own < chosen) return []
    return [{ claimId: claim.id, stage: Math.max(own, rungs[at]?.progress.stage ?? -1) }]
  })
}

export function plannedSteps(
  leader: LeadingRung,
  covers: readonly Cover[],
  claims: readonly Claim[],
  situation: Situation,
  today: Day,
): PlannedStep[] {
  const listed = new Set(covers.map((cover) => cover.claimId))
  const totalCents = claims.reduce((sum, claim) => sum + (listed.has(claim.id) ? claim.openCents : 0), 0)
  return leader.pick.taken.map(({ step, channel }) => ({
    step,
    channel,
    covers,
    totalCents,
    stage: leader.pick.moment.index,
    leaderId: leader.claim.id,
    payBy: payBy(step, situation, today),
    approval: step.approval,
  }))
}

/** The deadline printed: never on a day when banks are closed, and within fifteen days for a formal notice. */
function payBy(step: Step, situation: Situation, today: Day): Day | null {
  if (step.payWithinDays === undefined) return null
  const wanted = addDays(today, step.payWithinDays)
  const territory = situation.debtor.territory
  if (isBusinessDay(wanted, territory)) return wanted
  const after = nextBusinessDay(wanted, territory)
  if (!isFormalNotice(step) || daysBetween(today, after) <= FORMAL_NOTICE_MAX_DAYS) return after
  return previousBusinessDay(wanted, territory)
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
