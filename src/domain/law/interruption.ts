import { addDays, addMonths, type Day, daysBetween, latest } from '../day.ts'
import type { LimitationPeriod } from './longueurs-de-prescription.ts'

/** What an event does to limitation, with its text. */
type Effect = 'interrupts' | 'interrupts_until_end' | 'suspends' | 'suspends_six_months' | 'written_claim'

/**
 * Events by their effect (legal-facts §6.4, §6.5). A formal notice, a reminder and the filing of a request for an order to pay do
 * not interrupt, except against a public body, where any written claim does.
 */
const EFFECTS = {
  acknowledgement: { effect: 'interrupts', article: 'article 2240 du code civil' },
  part_payment: { effect: 'interrupts', article: 'article 2240 du code civil' },
  instalment_plan: { effect: 'interrupts', article: 'article 2240 du code civil' },
  service_of_order: { effect: 'interrupts', article: 'article 2241 du code civil' },
  enforcement: { effect: 'interrupts', article: 'article 2244 du code civil' },
  court_claim: { effect: 'interrupts_until_end', article: 'articles 2241 et 2242 du code civil' },
  insolvency_declaration: { effect: 'interrupts_until_end', article: 'article L622-25-1 du code de commerce' },
  mediation: { effect: 'suspends_six_months', article: 'article 2238 du code civil' },
  conciliation: { effect: 'suspends_six_months', article: 'article 2238 du code civil' },
  small_claims_agreement: { effect: 'suspends_six_months', article: 'article 2238 du code civil' },
  court_expertise: { effect: 'suspends_six_months', article: 'article 2239 du code civil' },
  impossibility: { effect: 'suspends', article: 'article 2234 du code civil' },
  formal_notice: { effect: 'written_claim', article: 'article 2 de la loi n° 68-1250 du 31 décembre 1968' },
  reminder: { effect: 'written_claim', article: 'article 2 de la loi n° 68-1250 du 31 décembre 1968' },
  order_request: { effect: 'written_claim', article: 'article 2 de la loi n° 68-1250 du 31 décembre 1968' },
} as const satisfies Record<string, { effect: Effect; article: string }>

export type LimitationEventKind = keyof typeof EFFECTS
export const LIMITATION_EVENT_KINDS = Object.keys(EFFECTS).filter(isLimitationEventKind)

export function isLimitationEventKind(text: string): text is LimitationEventKind {
  return Object.hasOwn(EFFECTS, text)
}

export type LimitationEvent = {
  readonly kind: LimitationEventKind
  readonly on: Day
  /** End of a proceeding, a mediation or an impossibility; null while it lasts, and for an event of one day. */
  readonly endedOn: Day | null
  /** Withdrawn, lapsed or finally rejected: the interruption is void (C. civ. 2243). */
  readonly isVoid?: boolean
}

export type LimitationEventResult = LimitationEvent & {
  readonly result: 'restarted' | 'suspended' | 'stopped' | 'no_effect' | 'before_start' | 'after_expiry' | 'void'
  readonly article: string
  /** Last day to act after this event; null while the clock is stopped. */
  readonly expiresOn: Day | null
}

export type Clock = { readonly expiresOn: Day | null; readonly events: readonly LimitationEventResult[] }

/**
 * Runs one clock through its events. An interruption gives a full new period and never shortens the one that runs (2231); a
 * suspension adds the days it lasted (2230), at least six months after its end for the amicable ones (2238, 2239); an event
 * before the start or after expiry changes nothing (an acknowledgement does not revive a time-barred claim, 2251).
 */
export function runClock(startOn: Day, period: LimitationPeriod, events: readonly LimitationEvent[]): Clock {
  let expiresOn: Day | null = period.lastDay(startOn)
  let stillUntil = startOn
  const results: LimitationEventResult[] = []
  for (const event of [...events].sort((a, b) => (a.on < b.on ? -1 : 1))) {
    const { article } = EFFECTS[event.kind]
    const result = resultOf(event, startOn, expiresOn, period)
    if (result === 'stopped') expiresOn = null
    if (expiresOn !== null && (result === 'restarted' || result === 'suspended')) {
      expiresOn = moved(event, result, { expiresOn, stillUntil }, period)
      stillUntil = latest(stillUntil, lastDayOf(event))
    }
    results.push({ ...event, result, article, expiresOn })
  }
  return { expiresOn, events: results }
}

/** A clock that runs: `stillUntil` is the day until which it does not advance, so that days in common count once. */
type RunningClock = { readonly expiresOn: Day; readonly stillUntil: Day }

/** The last day to act after an event. An interruption gives at least what a suspension of the same days would. */
function moved(
  event: LimitationEvent,
  result: 'restarted' | 'suspended',
  clock: RunningClock,
  period: LimitationPeriod,
): Day {
  const endedOn = lastDayOf(event)
  const stillDays = Math.max(0, daysBetween(latest(event.on, clock.stillUntil), endedOn))
  const extended = addDays(clock.expiresOn, stillDays)
  if (result === 'restarted') {
    const suspendedDays = Math.max(0, daysBetween(endedOn, clock.stillUntil))
    return latest(extended, addDays(period.lastDay(endedOn), suspendedDays))
  }
  return EFFECTS[event.kind].effect === 'suspends_six_months' ? latest(extended, addMonths(endedOn, 6)) : extended
}

function resultOf(
  event: LimitationEvent,
  startOn: Day,
  expiresOn: Day | null,
  period: LimitationPeriod,
): LimitationEventResult['result'] {
  const { effect } = EFFECTS[event.kind]
  if (event.isVoid) return 'void'
  if (effect === 'written_claim' && !period.isInterruptedByWriting) return 'no_effect'
  if (lastDayOf(event) < startOn && !isOpen(event)) return 'before_start'
  if (expiresOn === null) return 'stopped'
  if (event.on > expiresOn) return 'after_expiry'
  if (effect === 'interrupts' || effect === 'written_claim') return 'restarted'
  if (isOpen(event)) return 'stopped'
  return effect === 'interrupts_until_end' ? 'restarted' : 'suspended'
}

/** An event of one day counts on it whatever else is recorded; a proceeding or a suspension counts to its end. */
function lastDayOf(event: LimitationEvent): Day {
  return isOfOneDay(event) ? event.on : (event.endedOn ?? event.on)
}

function isOpen(event: LimitationEvent): boolean {
  return !isOfOneDay(event) && event.endedOn === null
}

function isOfOneDay(event: LimitationEvent): boolean {
  const { effect } = EFFECTS[event.kind]
  return effect === 'interrupts' || effect === 'written_claim'
}
