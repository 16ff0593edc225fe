import { type ContactPolicy, contactBar } from './contact-policy.ts'
import { addDays, type Day, dayNumber, earliest } from './day.ts'
import type { Decision, DecisionState, Reason } from './decision.ts'
import { type Hold, isBroken, isInForce } from './hold.ts'
import { AT_THE_FOOT, isLate, progressByClaim, type Rung, rungOf, wishedRung } from './ladder.ts'
import { moments, type Scenario } from './scenario.ts'
import type { Claim, PastAct, Situation } from './situation.ts'
import { coversOf, type LeadingRung, leadingRung, plannedSteps, skippedSteps } from './step-choice.ts'
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
  const free = freeClaims(situation, policy, today)
  const open = openActs(situation, free.claims, today)
  if (open.stale.length > 0) {
    const acts = situation.acts.filter((act) => !open.stale.some((one) => one.act === act))
    const withdrawn = open.stale.map(({ act, why }) => ({ actionId: act.actionId, why }))
    return { ...decide({ ...situation, acts }, scenario, policy, today, wish), withdrawn }
  }
  if (open.right) return answer(totals, 'acting', [underWay(open.right)], { lookOn: nextChange(free, today) })
  const barred = timeBarredRung(situation, today)
  if (barred)
    return leave(situation, scenario, policy, today, {
      totals,
      free: { ...free, claims: situation.claims },
      rungs: [barred],
      leader: barred,
    })
  if (free.claims.length === 0) return answer(totals, 'held', free.reasons, { lookOn: free.lookOn })
  return climb(situation, scenario, policy, today, { totals, free, wish })
}

type Totals = Pick<Decision, 'openCents' | 'overdueCents' | 'oldestDueOn'>
type Free = { readonly claims: readonly Claim[]; readonly reasons: readonly Reason[]; readonly lookOn: Day | null }
type Climb = { readonly totals: Totals; readonly free: Free; readonly wish: Wish | undefined }

function reason(code: string, facts: Reason['facts'] = {}, freeOn: Day | null = null): Reason {
  return { code, facts, freeOn }
}

function answer(
  totals: Totals,
  state: DecisionState,
  reasons: readonly Reason[],
  more: Partial<Decision> = {},
): Decision {
  return { state, steps: [], skipped: [], withdrawn: [], reasons, next: null, lookOn: null, ...totals, ...more }
}

/** Owed and late, recomputed from the open claims. */
function totalsOf(claims: readonly Claim[], today: Day): Totals {
  let openCents = 0
  let overdueCents = 0
  let oldestDueOn: Day | null = null
  for (const claim of claims) {
    openCents += claim.openCents
    if (isLate(claim, today)) overdueCents += claim.openCents
    if (oldestDueOn === null || claim.dueOn < oldestDueOn) oldestDueOn = claim.dueOn
  }
  return { openCents, overdueCents, oldestDueOn }
}

function withdrawAll(situation: Situation, why: string): Decision['withdrawn'] {
  return situation.acts.filter((act) => act.state === 'open').map((act) => ({ actionId: act.actionId, why }))
}

/** A hold on the whole debtor. A promise runs some days longer than its date: a transfer takes time to arrive. */
function caseHold(situation: Situation, policy: ContactPolicy, today: Day): Reason | null {
  for (const hold of situation.holds) {
    if (hold.invoiceId !== null || hold.kind === 'phone_refused') continue
    const last = lastDayOf(hold, policy)
    if (isInForce({ ...hold, untilDay: last }, today)) return holdReason(hold, last)
  }
  return null
}

function lastDayOf(hold: Hold, policy: ContactPolicy): Day | null {
  return hold.kind === 'promise' && hold.untilDay !== null
    ? addDays(hold.untilDay, policy.promiseGraceDays)
    : hold.untilDay
}

function holdReason(hold: Hold, last: Day | null): Reason {
  const facts = {
    holdId: hold.id,
    invoiceId: hold.invoiceId,
    fromDay: hold.fromDay,
    untilDay: hold.untilDay,
    amountCents: hold.amountCents,
  }
  return reason(`hold_${hold.kind}`, facts, last === null ? null : addDays(last, 1))
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

/** The claims that may be asked for today: not disputed, promised or paused one by one, not paid by direct debit, not time-barred. */
function freeClaims(situation: Situation, policy: ContactPolicy, today: Day): Free {
  const reasons: Reason[] = []
  let lookOn: Day | null = null
  const claims = situation.claims.filter((claim) => {
    const why = whyNotFree(claim, situation.holds, policy, today)
    if (!why) return true
    reasons.push(why)
    if (why.freeOn) lookOn = lookOn === null ? why.freeOn : earliest(lookOn, why.freeOn)
    return false
  })
  return { claims, reasons, lookOn }
}

function whyNotFree(claim: Claim, holds: readonly Hold[], policy: ContactPolicy, today: Day): Reason | null {
  const facts = { invoiceId: claim.invoiceId, number: claim.number, openCents: claim.openCents }
  if (claim.directDebit) return reason('direct_debit', facts)
  if (claim.limitedOn !== null && claim.limitedOn < today)
    return reason('time_barred', { ...facts, limitedOn: claim.limitedOn })
  for (const hold of holds) {
    if (hold.invoiceId !== claim.invoiceId) continue
    const last = lastDayOf(hold, policy)
    if (!isInForce({ ...hold, untilDay: last }, today)) continue
    const held = holdReason(hold, last)
    return { ...held, facts: { ...held.facts, ...facts } }
  }
  return null
}

type OpenActs = {
  readonly right: PastAct | undefined
  readonly stale: readonly { readonly act: PastAct; readonly why: string }[]
}

/**
 * An act under way is not followed by another (pitfall 14). It is stale, and decided anew, when nothing that it lists may still be asked
 * for, or when what it lists has changed: a person never approves one amount while another leaves (pitfall 22).
 */
function openActs(situation: Situation, free: readonly Claim[], today: Day): OpenActs {
  const open = situation.acts.filter((act) => act.state === 'open')
  const stale = open.flatMap((act) => {
    const why = act.isLeaving || act.template === 'time-barred' ? null : whyStale(act, free, today)
    return why === null ? [] : [{ act, why }]
  })
  return { right: open.find((act) => !stale.some((one) => one.act === act)), stale }
}

function whyStale(act: PastAct, free: readonly Claim[], today: Day): string | null {
  const listed = free.filter((claim) => act.covers.some((cover) => cover.claimId === claim.id))
  if (listed.length === 0) return 'claims_not_free'
  const isLateAct = listed.some((claim) => isLate(claim, today))
  const owed = isLateAct ? free.filter((claim) => isLate(claim, today)) : listed
  const total = owed.reduce((sum, claim) => sum + claim.openCents, 0)
  return owed.length === act.covers.length && total === act.totalCents ? null : 'amounts_changed'
}

/** While an act is under way, only a hold that ends or an invoice that becomes late can change it. */
function nextChange(free: Free, today: Day): Day | null {
  const lateDays = free.claims.filter((claim) => !isLate(claim, today)).map((claim) => addDays(claim.dueOn, 1))
  const days = free.lookOn === null ? lateDays : [free.lookOn, ...lateDays]
  return days.reduce<Day | null>((first, on) => (first === null || on < first ? on : first), null)
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
  { totals, free, wish }: Climb,
): Decision {
  if (situation.unallocatedCents > 0 && totals.overdueCents > 0) {
    return answer(totals, 'asking', [reason('credit_to_allocate', { unallocatedCents: situation.unallocatedCents })])
  }
  const rungs = rungsOf(situation, scenario, today, free.claims, wish)
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
  const base = { next: nextOf(rungs), lookOn: lookOnOf(rungs, free.lookOn) }
  const bar = barOf(situation, scenario, policy, today, leader, free.claims)
  if (bar)
    return answer(totals, bar.state, [bar.reason, ...free.reasons], {
      ...base,
      lookOn: bar.reason.freeOn ?? bar.lookOn ?? base.lookOn,
    })
  const steps = plannedSteps(
    leader,
    coversOf(leader, free.claims, rungs, scenario, today),
    free.claims,
    situation,
    today,
  )
  const lateBy = dayNumber(today) - dayNumber(leader.claim.dueOn) - leader.pick.moment.offsetDays
  const facts = {
    stepCode: steps[0]?.step.code ?? '',
    dueOn: leader.claim.dueOn,
    lateByDays: found.wish ? 0 : Math.max(0, lateBy),
  }
  const reasons = [reason('step_due', facts), ...brokenPromises(situation, today), ...free.reasons]
  return answer(totals, 'act', reasons, { next: base.next, skipped: skippedSteps(leader, rungs), steps })
}

function rungsOf(situation: Situation, scenario: Scenario, today: Day, claims: readonly Claim[], wish?: Wish): Rung[] {
  const progress = progressByClaim(situation.acts, situation.cycle)
  const context = {
    debtor: situation.debtor,
    phoneRefused: situation.holds.some((hold) => hold.kind === 'phone_refused' && isInForce(hold, today)),
    totalCents: claims.reduce((sum, claim) => sum + (isLate(claim, today) ? claim.openCents : 0), 0),
  }
  return claims.map((claim) => {
    const own = progress.get(claim.id) ?? AT_THE_FOOT
    return wish
      ? wishedRung(claim, scenario, own, context, wish.stepCode)
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

function nextOf(rungs: readonly Rung[]): Decision['next'] {
  let next: Decision['next'] = null
  for (const rung of rungs) {
    const step = rung.upcoming?.moment.steps[0]
    if (rung.upcoming && step && (next === null || rung.upcoming.on < next.on)) next = { step, on: rung.upcoming.on }
  }
  return next
}

function lookOnOf(rungs: readonly Rung[], freeOn: Day | null): Day | null {
  const on = nextOf(rungs)?.on ?? null
  if (on === null || freeOn === null) return on ?? freeOn
  return earliest(on, freeOn)
}

type Bar = { readonly state: DecisionState; readonly reason: Reason; readonly lookOn?: Day }

/** What forbids the step to leave today, in the order in which a person would ask. */
function barOf(
  situation: Situation,
  scenario: Scenario,
  policy: ContactPolicy,
  today: Day,
  leader: LeadingRung,
  claims: readonly Claim[],
): Bar | null {
  const late = isLate(leader.claim, today)
  const askedCents = claims.reduce((sum, claim) => sum + (isLate(claim, today) === late ? claim.openCents : 0), 0)
  if (askedCents < policy.floorCents)
    return { state: 'held', reason: reason('below_floor', { askedCents, floorCents: policy.floorCents }) }
  const stale = late && !areFresh(situation.paymentsKnownUntil, policy, today)
  if (stale) {
    return {
      state: 'held',
      reason: reason('payments_not_fresh', {
        knownUntil: situation.paymentsKnownUntil,
        freshDays: policy.paymentsFreshDays,
      }),
    }
  }
  const taken = situation.acts.filter((act) => act.state === 'done' && act.cycle === situation.cycle)
  const contacts = new Set(taken.map((act) => act.on)).size
  if (contacts >= scenario.capPerCase)
    return { state: 'asking', reason: reason('case_cap', { contacts, cap: scenario.capPerCase }) }
  const gap = Math.max(policy.minGapDays, scenario.minGapDays)
  const contact = contactBar(policy, gap, situation.contacts, situation.debtor.territory, today)
  if (contact) {
    const { code, freeOn, ...facts } = contact
    return { state: 'waiting', reason: reason(code, facts, freeOn) }
  }
  if (leader.pick.taken.length > 0) return null
  const step = leader.pick.unreachable[0]
  return {
    state: 'asking',
    reason: reason('no_address', { channel: step?.channel ?? null, stepCode: step?.code ?? null }),
  }
}

function areFresh(knownUntil: Day | null, policy: ContactPolicy, today: Day): boolean {
  return knownUntil !== null && dayNumber(today) - dayNumber(knownUntil) <= policy.paymentsFreshDays
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
