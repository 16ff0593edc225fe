import { addMonths, type Day, day } from '../day.ts'
import type { DebtorKind } from '../party.ts'
import { accept, type Outcome, refuse } from '../refusal.ts'
import { type LimitationEvent, type LimitationEventResult, runClock } from './interruption.ts'
import { type ClaimNature, periodFor } from './longueurs-de-prescription.ts'
import { type LegalRule, type Note, note } from './rule.ts'

/** « Act at least two months before »: our margin, no text sets it. */
const SAFETY_MONTHS = 2

export const PRESCRIPTION: LegalRule = {
  id: 'prescription',
  title: 'Prescription : point de départ, calcul, interruption et suspension',
  articles: ['articles 2224 et 2228 à 2244 du code civil'],
  values: [
    {
      name: 'safety_margin',
      value: SAFETY_MONTHS,
      unit: 'months',
      since: day('2008-06-19'),
      source: 'a choice of ours',
      verified: true,
    },
  ],
  sections: ['6.2', '6.3', '6.4', '6.5'],
}

export type LimitationFacts = {
  readonly debtorKind: DebtorKind
  /** Asked only for a debtor of kind `foreign`. */
  readonly applicableLaw: string | null
  readonly nature: ClaimNature
  readonly dueOn: Day
  /** Completion of the service or delivery of the goods. */
  readonly completedOn: Day | null
  /** Stands in for an unknown completion. */
  readonly invoicedOn: Day | null
  readonly events: readonly LimitationEvent[]
}

export type Limitation = {
  /** Last day to act, until midnight: the earlier of the two clocks. Null while an open proceeding or mediation stops it. */
  readonly expiresOn: Day | null
  /** Counted from completion or delivery, the prudent reading of the case law. */
  readonly prudentOn: Day | null
  /** Counted from the due date (C. civ. 2233, 3°). */
  readonly dueDateBasedOn: Day | null
  /** First day of the safety margin. */
  readonly warnOn: Day | null
  readonly years: number
  readonly article: string
  /** What each event did to the clock that expires first. */
  readonly events: readonly LimitationEventResult[]
  readonly notes: readonly Note[]
}

/**
 * When a claim becomes time-barred: one clock per invoice or instalment, in days, the first one not counted (C. civ. 2228), the last
 * one over at midnight (2229), never moved by a weekend or a holiday (Cass. 2e civ. 7 Apr 2016 n° 15-12.960).
 * Refusals: `due_before_invoice`, `event_ends_before_it_starts`, `answer_missing` (the law of a foreign debtor's contract),
 * `law_not_covered` (that law is not French).
 */
export function limitation(facts: LimitationFacts): Outcome<Limitation> {
  const checked = check(facts)
  if (!checked.ok) return checked
  const notes: Note[] = []
  const period = periodFor(facts.debtorKind, facts.nature)
  if (facts.nature === 'energy') notes.push(note('energy_consumption_over_14_months'))
  const fromDue = runClock(facts.dueOn, period, facts.events)
  const supplied = period.start === 'due' ? facts.dueOn : supplyDay(facts, notes)
  const prudent = supplied === null ? fromDue : runClock(supplied, period, facts.events)
  const isPrudentFirst =
    prudent.expiresOn !== null && (fromDue.expiresOn === null || prudent.expiresOn <= fromDue.expiresOn)
  const first = isPrudentFirst ? prudent : fromDue
  const warnOn = first.expiresOn === null ? null : addMonths(first.expiresOn, -SAFETY_MONTHS)
  if (warnOn !== null) notes.push(note('safety_margin', { warnOn }))
  return accept({
    expiresOn: first.expiresOn,
    prudentOn: prudent.expiresOn,
    dueDateBasedOn: fromDue.expiresOn,
    warnOn,
    years: period.years,
    article: period.article,
    events: first.events,
    notes,
  })
}

/** Whether the last day to act is over. */
export function isTimeBarred(limit: Pick<Limitation, 'expiresOn'>, on: Day): boolean {
  return limit.expiresOn !== null && on > limit.expiresOn
}

function check({ debtorKind, applicableLaw, dueOn, invoicedOn, events }: LimitationFacts): Outcome<true> {
  if (debtorKind === 'foreign' && applicableLaw === null) return refuse('answer_missing', { answer: 'applicable_law' })
  if (debtorKind === 'foreign' && applicableLaw !== 'FR')
    return refuse('law_not_covered', { applicableLaw, rule: PRESCRIPTION.id })
  if (invoicedOn !== null && dueOn < invoicedOn) return refuse('due_before_invoice', { dueOn, issuedOn: invoicedOn })
  const wrong = events.find((event) => event.endedOn !== null && event.endedOn < event.on)
  if (wrong) return refuse('event_ends_before_it_starts', { event: wrong.kind, on: wrong.on, endedOn: wrong.endedOn })
  return accept(true)
}

function supplyDay({ completedOn, invoicedOn }: LimitationFacts, notes: Note[]): Day | null {
  if (completedOn !== null) return completedOn
  if (invoicedOn === null) notes.push(note('completion_and_invoice_unknown'))
  else notes.push(note('completion_unknown_invoice_date_used', { invoicedOn }))
  return invoicedOn
}
