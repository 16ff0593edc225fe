import type { Day } from '../day.ts'
import type { Refusal } from '../refusal.ts'

export type Facts = Refusal['facts']

/** One dated value of a rule: older days keep the older value. `verified` says whether the source itself was read. */
export type DatedValue = {
  readonly name: string
  readonly value: number
  readonly unit: 'cents' | 'days' | 'points' | 'times' | 'months' | 'years' | 'percent'
  readonly since: Day
  readonly source: string
  readonly verified: boolean
}

/** What `docs/law.md` prints of a rule: one rule of French law, its articles and its dated values. */
export type LegalRule = {
  readonly id: string
  /** French, as a person reads it. */
  readonly title: string
  readonly articles: readonly string[]
  readonly values: readonly DatedValue[]
  /** Sections of the legal facts that this file covers. */
  readonly sections: readonly string[]
}

/**
 * Everything that a rule may say beside its figures: why it applies or not, the steps of a calculation, a warning.
 * Words are in `explain-in-french.ts`, which is exhaustive by type.
 */
export type NoteCode =
  | 'answer_missing'
  | 'applicable_law_not_french'
  | 'completion_unknown_invoice_date_used'
  | 'completion_and_invoice_unknown'
  | 'contract_rate'
  | 'contract_rate_ignored'
  | 'contract_rate_under_floor'
  | 'contract_rate_very_high'
  | 'due_raised_to_invoice_date'
  | 'ecb_plus_points'
  | 'energy_consumption_over_14_months'
  | 'fully_credited'
  | 'imputation'
  | 'indemnity_before_2013'
  | 'indemnity_not_against_this_debtor'
  | 'indemnity_not_in_euros'
  | 'indemnity_once_per_invoice'
  | 'insolvency_before_interest'
  | 'interest_capitalised_yearly'
  | 'interest_not_computed'
  | 'interest_runs'
  | 'interest_stops_at_insolvency'
  | 'legal_interest_not_added_to_penalties'
  | 'legal_rate'
  | 'no_cap_for_this_debtor'
  | 'no_formal_notice'
  | 'not_late'
  | 'notice_before_due'
  | 'paid_in_time'
  | 'penalties_not_against_this_debtor'
  | 'public_interest_not_against_this_debtor'
  | 'rate_not_verified'
  | 'receipt_unknown_two_days_added'
  | 'safety_margin'
  | 'sector_cap_not_verified'
  | 'settlement_after_day_ignored'
  | 'supply_date_unknown_invoice_date_used'
  | 'term_above_cap'
  | 'treated_as_consumer'
  | 'waiver_void_for_public_body'

export type Note = { readonly code: NoteCode; readonly facts: Facts }

export function note(code: NoteCode, facts: Facts = {}): Note {
  return { code, facts }
}

/** A rule applies, with its steps; or does not, with the facts why; or cannot be told before an answer is given. */
export type Answer<T> =
  | { readonly kind: 'applies'; readonly value: T; readonly steps: readonly Note[] }
  | { readonly kind: 'does_not_apply'; readonly reason: Note }
  | { readonly kind: 'missing'; readonly answer: 'applicable_law' | 'terms' }

export function applies<T>(value: T, steps: readonly Note[] = []): Answer<T> {
  return { kind: 'applies', value, steps }
}

export function doesNotApply(code: NoteCode, facts: Facts = {}): Answer<never> {
  return { kind: 'does_not_apply', reason: note(code, facts) }
}

/** Each note once, in order: a long delay meets the same row of a table several times. */
export function distinctNotes(notes: readonly Note[]): readonly Note[] {
  const seen = new Set<string>()
  return notes.filter((one) => {
    const key = JSON.stringify(one)
    return !seen.has(key) && seen.add(key)
  })
}
