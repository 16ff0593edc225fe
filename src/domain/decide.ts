import type { ContactPolicy } from './contact-policy.ts'
import { addDays, type Day, dayNumber, earliest } from './day.ts'
import { type Decision, type DecisionState, type Reason, reason } from './decision.ts'
import { departureBar } from './departure.ts'
import { caseHold, type Free, freeClaims } from './free-claims.ts'
import { isBroken, isInForce } from './hold.ts'
import { AT_THE_FOOT, isLate, type ProgressByClaim, progressByClaim, type Rung, rungOf, wishedRung } from './ladder.ts'
import { delayedStep, lookOnOf, nextOf, stepAfter, stepOf } from './next-step.ts'
import { openActs } from './open-acts.ts'
import { moments, type Scenario } from './scenario.ts'
import type { Claim, Cover, PastAct, Situation } from './situation.ts'
import { coversOf, type LeadingRung, leadingRung, plannedSteps, skippedSteps, withRiders } from './step-choice.ts'
import { timeBarredRung } from './time-barred.ts'

/** A person asks for one step now: the calendar is answered by that person, every other question stays. */
export type Wish = { readonly stepCode: string }

/**
 * What to do today in one case, and why. The only decision of Amiable: plan, preview, « pourquoi rien n’est parti ? », manual sending,
 * the daily run and the simulation all call it (pitfall 54). Pure: the day is an argument, the facts are all in `situation`.
 *
 * Four questions in order, each answered with its reasons: what is owed and what holds it · what the calendar allows · what the next
 * step is · whether it may leave today (freshness of payments, floor, caps, gap, business day, address).
 */
export function decide(
  situation: Situation,
  scenario: Scenario,
  policy: ContactPolicy,
  today: Day,
  wish?: Wish,
): Decision {
  const totals = totalsOf(situation.claims, today)
  if (totals.openCents === 0) {
    return answer(totals, 'settled', [reason('nothing_owed')], { withdrawn: withdrawAll(situation, 'nothing_owed') })
  }
  const held = caseHold(situation, policy, today)
  if (held) {
    return answer(totals, 'held', [held], { withdrawn: withdrawAll(situation, held.code), lookOn: held.freeOn })
  }
  const asked = questionOfPast(situation)
  if (asked) return answer(totals, 'asking', [asked])
  const progress = progressByClaim(situation.acts, situation.cycle)
  const free = freeClaims(situation, policy, today)
  const askable = { ...free, claims: free.claims.filter((claim) => !progress.get(claim.id)?.isUnderNotice) }
  const open = openActs(situation, askable.claims, progress, today)
  if (open.stale.length > 0) {
    const acts = situation.acts.filter((act) => !open.stale.some((one) => one.act === act))
    const withdrawn = open.stale.map(({ act, why }) => ({ actionId: act.actionId, why }))
    return { ...decide({ ...situation, acts }, scenario, policy, today, wish), withdrawn }
  }
  if (open.right)
    return answer(totals, 'acting', [underWay(open.right)], { next: stepOf(scenario, open.right), lookOn: free.lookOn })
  const barred = timeBarredRung(situation, today)
  if (barred)
    return leave(situation, scenario, policy, today, {
      totals,
      free: { ...free, claims: situation.claims },
      rungs: [barred],
      leader: barred,
    })
  if (free.claims.length === 0) return answer(totals, 'held', free.reasons, { lookOn: free.lookOn })
  return climb(situation, scenario, policy, today, { totals, free: askable, progress, wish })
}

type Totals = Pick<Decision, 'openCents' | 'overdueCents' | 'oldestDueOn'> & {
  /** The next day on which one more claim is late: what is overdue changes, and with it what may be asked (S2-32). */
  readonly moreLateOn: Day | null
}
type Climb = {
  readonly totals: Totals
  readonly free: Free
  readonly progress: ProgressByClaim
  readonly wish: Wish | undefined
}

function answer(
  { moreLateOn, ...figures }: Totals,
  state: DecisionState,
  reasons: readonly Reason[],
  more: Partial<Decision> = {},
): Decision {
  const lookOn = firstOf(more.lookOn ?? null, moreLateOn)
  return { state, steps: [], skipped: [], withdrawn: [], reasons, next: null, ...figures, ...more, lookOn }
}

function firstOf(one: Day | null, other: Day | null): Day | null {
  return one !== null && other !== null ? earliest(one, other) : (one ?? other)
}

/** Owed and late, recomputed from the open claims. */
function totalsOf(claims: readonly Claim[], today: Day): Totals {
  let openCents = 0
  let overdueCents = 0
  let oldestDueOn: Day | null = null
  let nextDueOn: Day | null = null
  for (const claim of claims) {
    openCents += claim.openCents
    if (isLate(claim, today)) overdueCents += claim.openCents
    else nextDueOn = firstOf(nextDueOn, claim.dueOn)
    oldestDueOn = firstOf(oldestDueOn, claim.dueOn)
  }
  return { openCents, overdueCents, oldestDueOn, moreLateOn: nextDueOn === null ? null : addDays(nextDueOn, 1) }
}

function withdrawAll(situation: Situation, why: string): Decision['withdrawn'] {
  return situation.acts.filter((act) => act.state === 'open').map((act) => ({ actionId: act.actionId, why }))
}

/** Doubt never sends: an uncertain or refused sending waits for a person. */
function questionOfPast(situation: Situation): Reason | null {
  for (const act of situation.acts) {
    const facts = { actionId: act.actionId, stepCode: act.stepCode, on: act.on, channel: act.channel }
    if (act.state === 'uncertain') return reason('delivery_uncertain', facts)
    if (act.state === 'failed') return reason('delivery_failed', facts)
  }
  return null
}

function underWay(act: PastAct): Reason {
  return reason('act_under_way', {
    actionId: act.actionId,
    stepCode: act.stepCode,
    channel: act.channel,
    plannedOn: act.on,
  })
}

/** What the calendar allows, and the next step. */
function climb(
  situation: Situation,
  scenario: Scenario,
  policy: ContactPolicy,
  today: Day,
  { totals, free, progress, wish }: Climb,
): Decision {
  if (situation.unallocatedCents > 0 && totals.overdueCents > 0) {
    return answer(totals, 'asking', [reason('credit_to_allocate', { unallocatedCents: situation.unallocatedCents })])
  }
  const all = rungsOf(situation, scenario, today, free.claims, progress, wish)
  const rungs = wish ? all : withRiders(all, today)
  const leader = leadingRung(rungs, today, wish !== undefined)
  if (leader) return leave(situation, scenario, policy, today, { totals, free, rungs, leader, wish })
  if (wish) return answer(totals, 'waiting', [reason('step_not_open', { stepCode: wish.stepCode }), ...free.reasons])
  const [state, reasons] = quiet(rungs, scenario, free)
  return answer(totals, state, reasons, {
    skipped: skippedSteps(null, rungs),
    next: nextOf(rungs),
    lookOn: lookOnOf(rungs, free.lookOn),
  })
}

type Leave = {
  readonly totals: Totals
  readonly free: Free
  readonly rungs: readonly Rung[]
  readonly leader: LeadingRung
  readonly wish?: Wish | undefined
}

/** Whether the step may leave today. */
function leave(situation: Situation, scenario: Scenario, policy: ContactPolicy, today: Day, found: Leave): Decision {
  const { totals, free, rungs, leader } = found
  const covers = coversOf(leader, free.claims, rungs, scenario, today)
  const totalCents = totalOf(covers, free.claims)
  const bar = departureBar(situation, scenario, policy, today, leader, { covers, totalCents })
  if (bar)
    return answer(totals, bar.state, [bar.reason, ...free.reasons], {
      next: bar.reason.freeOn === null ? null : delayedStep(leader, bar.reason.freeOn),
      lookOn: bar.reason.freeOn ?? lookOnOf(rungs, free.lookOn),
    })
  const steps = plannedSteps(leader, covers, totalCents, situation, today)
  const lateBy = dayNumber(today) - dayNumber(leader.claim.dueOn) - leader.pick.moment.offsetDays
  const facts = {
    stepCode: steps[0]?.step.code ?? '',
    dueOn: leader.claim.dueOn,
    lateByDays: found.wish ? 0 : Math.max(0, lateBy),
  }
  const reasons = [reason('step_due', facts), ...brokenPromises(situation, today), ...free.reasons]
  return answer(totals, 'act', reasons, {
    next: stepAfter(leader, steps[0]?.payBy ?? null, scenario, today),
    skipped: skippedSteps(leader, rungs),
    steps,
  })
}

function totalOf(covers: readonly Cover[], claims: readonly Claim[]): number {
  const listed = new Set(covers.map((cover) => cover.claimId))
  return claims.reduce((sum, claim) => sum + (listed.has(claim.id) ? claim.openCents : 0), 0)
}

function rungsOf(
  situation: Situation,
  scenario: Scenario,
  today: Day,
  claims: readonly Claim[],
  progress: ProgressByClaim,
  wish?: Wish,
): Rung[] {
  const context = {
    debtor: situation.debtor,
    phoneRefused: situation.holds.some((hold) => hold.kind === 'phone_refused' && isInForce(hold, today)),
    totalCents: claims.reduce((sum, claim) => sum + (isLate(claim, today) ? claim.openCents : 0), 0),
  }
  return claims.map((claim) => {
    const own = progress.get(claim.id) ?? AT_THE_FOOT
    return wish
      ? wishedRung(claim, scenario, own, context, wish.stepCode, today)
      : rungOf(claim, scenario, own, context, today)
  })
}

function brokenPromises(situation: Situation, today: Day): Reason[] {
  return situation.holds
    .filter((hold) => isBroken(hold, today))
    .map((hold) =>
      reason('promise_broken', { holdId: hold.id, untilDay: hold.untilDay, amountCents: hold.amountCents }),
    )
}

/** Nothing is due on the calendar: either the next step is later, or the ladder has been climbed. */
function quiet(rungs: readonly Rung[], scenario: Scenario, free: Free): [DecisionState, readonly Reason[]] {
  const next = nextOf(rungs)
  if (next)
    return ['waiting', [reason('next_step_later', { stepCode: next.step.code, on: next.on }, next.on), ...free.reasons]]
  const last = moments(scenario).at(-1)
  return ['ended', [reason('ladder_climbed', { lastStep: last?.steps.at(-1)?.code ?? null }), ...free.reasons]]
}

/**
 * The same decision for an act already planned, at the moment it is about to leave (S3-16): the act itself and those of its moment are
 * set aside, the step is taken as wished, and every other question is asked again of the facts of now.
 */
export function decideAgain(
  situation: Situation,
  scenario: Scenario,
  policy: ContactPolicy,
  today: Day,
  actionId: string,
): Decision {
  const act = situation.acts.find((one) => one.actionId === actionId)
  if (!act) throw new RangeError(`No act ${actionId} in case ${situation.caseId}`)
  const isOfMoment = (one: PastAct) =>
    one.leaderId === act.leaderId && one.stage === act.stage && one.cycle === act.cycle
  const moment = new Set(situation.acts.filter(isOfMoment).map((one) => one.actionId))
  const acts = situation.acts.filter((one) => !moment.has(one.actionId))
  const contacts = situation.contacts.filter((contact) => contact.actionId === null || !moment.has(contact.actionId))
  return decide({ ...situation, acts, contacts }, scenario, policy, today, { stepCode: act.stepCode })
}
