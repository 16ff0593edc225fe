import { CHANNEL_FACTS, type Channel } from './channel.ts'
import { addDays, type Day, latest } from './day.ts'
import type { SkippedStep } from './decision.ts'
import { regimeOf } from './party.ts'
import { type Condition, isFormalNotice, type Moment, moments, type Scenario, type Step } from './scenario.ts'
import type { Claim, DebtorFacts, PastAct } from './situation.ts'

/** How far one claim has climbed: recomputed from the acts, so that a payment added or removed repairs the case by itself. */
export type Progress = {
  /** Index of the last moment it went through, −1 at the foot. */
  readonly stage: number
  readonly lastDoneOn: Day | null
  /** Stage at which it stood after the last act that was done. */
  readonly lastDoneStage: number
  readonly payBy: Day | null
  readonly doneSteps: readonly string[]
  /** A formal notice has listed it: nothing amicable asks for it again (S3-15). */
  readonly isUnderNotice: boolean
}

export const AT_THE_FOOT: Progress = {
  stage: -1,
  lastDoneOn: null,
  lastDoneStage: -1,
  payBy: null,
  doneSteps: [],
  isUnderNotice: false,
}

export type ProgressByClaim = ReadonlyMap<string, Progress>

/** Progress of every claim that an act of this cycle lists. */
export function progressByClaim(acts: readonly PastAct[], cycle: number): ProgressByClaim {
  const found = new Map<string, Progress>()
  for (const act of acts) {
    if (act.cycle !== cycle || (act.state !== 'done' && act.state !== 'skipped')) continue
    for (const cover of act.covers) {
      found.set(cover.claimId, climbed(found.get(cover.claimId) ?? AT_THE_FOOT, act, cover.stage))
    }
  }
  return found
}

function climbed(from: Progress, act: PastAct, stage: number): Progress {
  const reached = Math.max(from.stage, stage)
  if (act.state === 'skipped') return { ...from, stage: reached }
  const isLatest = from.lastDoneOn === null || act.on >= from.lastDoneOn
  return {
    stage: reached,
    lastDoneOn: isLatest ? act.on : from.lastDoneOn,
    lastDoneStage: isLatest ? Math.max(stage, from.lastDoneStage) : from.lastDoneStage,
    payBy: act.payBy !== null && (from.payBy === null || act.payBy > from.payBy) ? act.payBy : from.payBy,
    doneSteps: [...from.doneSteps, act.stepCode],
    isUnderNotice: from.isUnderNotice || isFormalNotice(act),
  }
}

/** Days that an invoice takes to arrive and be read: nobody is asked to pay what was not yet in their hands (pitfall 10). */
const READING_DAYS = 3

/**
 * The first day on which a moment may come for a claim: its place after the due date, kept at its distance from a step that was taken
 * late (pitfall 13), never before the deadline printed by that step has passed nor before the invoice could be read.
 */
function momentDay(claim: Claim, moment: Moment, progress: Progress, all: readonly Moment[]): Day {
  const own = addDays(claim.dueOn, moment.offsetDays)
  if (moment.offsetDays <= 0) return own
  const onCalendar = latest(own, addDays(claim.issuedOn, READING_DAYS))
  if (progress.lastDoneOn === null) return onCalendar
  const before = all[progress.lastDoneStage]
  const spacing = before && before.offsetDays > 0 ? Math.max(1, moment.offsetDays - before.offsetDays) : 1
  const spaced = addDays(progress.lastDoneOn, spacing)
  return latest(onCalendar, spaced, progress.payBy === null ? onCalendar : addDays(progress.payBy, 1))
}

/** What a moment amounts to for one claim on its day. */
export type MomentToday = {
  readonly moment: Moment
  readonly taken: readonly { readonly step: Step; readonly channel: Channel }[]
  readonly left: readonly { readonly step: Step; readonly why: SkippedStep['why'] }[]
  /** Steps that should be taken but for which the debtor has no address at all. */
  readonly unreachable: readonly Step[]
}

export type LadderContext = {
  readonly debtor: DebtorFacts
  readonly phoneRefused: boolean
  readonly totalCents: number
}

function has(debtor: DebtorFacts, what: 'email' | 'mobile' | 'phone' | 'postal_address'): boolean {
  if (what === 'email') return debtor.hasEmail
  if (what === 'mobile') return debtor.hasMobile
  return what === 'phone' ? debtor.hasPhone : debtor.hasPostalAddress
}

function holds(condition: Condition, progress: Progress, context: LadderContext): boolean {
  switch (condition.kind) {
    case 'has':
      return has(context.debtor, condition.what)
    case 'regime':
      return condition.among.includes(regimeOf(context.debtor.kind))
    case 'amount':
      return context.totalCents >= condition.atLeastCents
    case 'without_effect':
      return condition.steps.some((code) => progress.doneSteps.includes(code))
    case 'not_taken':
      return !condition.steps.some((code) => progress.doneSteps.includes(code))
    case 'large_account':
      return context.debtor.largeAccount
  }
}

function whyLeft(step: Step, progress: Progress, context: LadderContext): SkippedStep['why'] | null {
  if (step.channel === 'phone' && context.phoneRefused) return 'phone_refused'
  for (const condition of step.conditions ?? []) {
    if (!holds(condition, progress, context)) return condition.kind === 'has' ? `no_${condition.what}` : 'condition'
  }
  return null
}

function channelFor(step: Step, debtor: DebtorFacts): Channel | null {
  if (has(debtor, CHANNEL_FACTS[step.channel].needs)) return step.channel
  return step.otherwise && has(debtor, CHANNEL_FACTS[step.otherwise].needs) ? step.otherwise : null
}

function momentToday(moment: Moment, progress: Progress, context: LadderContext): MomentToday {
  const taken: { step: Step; channel: Channel }[] = []
  const left: { step: Step; why: SkippedStep['why'] }[] = []
  const unreachable: Step[] = []
  for (const step of moment.steps) {
    const why = whyLeft(step, progress, context)
    const channel = why ? null : channelFor(step, context.debtor)
    if (why) left.push({ step, why })
    else if (channel) taken.push({ step, channel })
    else unreachable.push(step)
  }
  return { moment, taken, left, unreachable }
}

/** What the ladder says for one claim today. */
export type Rung = {
  readonly claim: Claim
  readonly progress: Progress
  readonly pick: MomentToday | null
  /** Moments reached and overtaken or without any step that applies. */
  readonly passed: readonly MomentToday[]
  /** First moment not yet reached, with its day. */
  readonly upcoming: { readonly moment: Moment; readonly on: Day } | null
}

/**
 * The one moment right for today (A4): of those reached, the last whose tone is at most one level above what the debtor has already
 * received; the earlier ones are passed. Nobody ever climbs two levels at once (I5), and who has received nothing begins at the foot.
 */
export function rungOf(claim: Claim, scenario: Scenario, progress: Progress, context: LadderContext, today: Day): Rung {
  const all = moments(scenario)
  const reached: MomentToday[] = []
  let upcoming: Rung['upcoming'] = null
  for (let index = progress.stage + 1; index < all.length; index++) {
    const moment = all[index]
    if (!moment || isPreDueAndPast(moment, claim, today)) continue
    const on = momentDay(claim, moment, progress, all)
    if (on > today) {
      upcoming = { moment, on }
      break
    }
    reached.push(momentToday(moment, progress, context))
  }
  const pick = pickOf(reached, toneReceived(progress, all))
  const passed = reached.filter((one) => one !== pick && (pick === null || one.moment.index < pick.moment.index))
  return { claim, progress, pick, passed, upcoming }
}

/** A reminder of a coming date has no sense once the date has come: it is not even recorded as skipped. */
function isPreDueAndPast(moment: Moment, claim: Claim, today: Day): boolean {
  return moment.offsetDays < 0 && today >= claim.dueOn
}

/** The moment that a person asks for now, whatever the calendar says; null when this claim has been through it, or is past the date it recalls. */
export function wishedRung(
  claim: Claim,
  scenario: Scenario,
  progress: Progress,
  context: LadderContext,
  stepCode: string,
  today: Day,
): Rung {
  const wished = moments(scenario).find((moment) => moment.steps.some((step) => step.code === stepCode))
  const isOpen = wished && wished.index > progress.stage && !isPreDueAndPast(wished, claim, today)
  const pick = isOpen ? momentToday(wished, progress, context) : null
  return { claim, progress, pick, passed: [], upcoming: null }
}

function toneReceived(progress: Progress, all: readonly Moment[]): number {
  return all[progress.lastDoneStage]?.tone ?? 0
}

function pickOf(reached: readonly MomentToday[], received: number): MomentToday | null {
  let pick: MomentToday | null = null
  let allowed = received + 1
  for (const one of reached) {
    if (one.taken.length + one.unreachable.length === 0) continue
    if (pick === null) allowed = Math.max(allowed, one.moment.tone)
    if (pick === null || (received > 0 && one.moment.tone <= allowed)) pick = one
  }
  return pick
}

/** Index of the last moment whose calendar day has come for a claim, −1 when none has. */
export function calendarStage(claim: Claim, scenario: Scenario, today: Day): number {
  let stage = -1
  for (const moment of moments(scenario)) {
    if (addDays(claim.dueOn, moment.offsetDays) > today) break
    stage = moment.index
  }
  return stage
}

/** Whether a message has asked for this claim since it is late; the word before the due date asks for nothing (S3-3). */
export function wasAsked(claim: Claim, progress: Progress | undefined): boolean {
  return progress !== undefined && progress.lastDoneOn !== null && progress.lastDoneOn > claim.dueOn
}

export function isLate(claim: Claim, today: Day): boolean {
  return claim.dueOn < today
}
