import { describe, expect, it } from 'vitest'
import { day } from '../day.ts'
import { refuse } from '../refusal.ts'
import {
  explainLawRefusal,
  explainLine,
  explainNote,
  frenchDay,
  frenchEuros,
  frenchPercent,
} from './explain-in-french.ts'
import { STATUTORY_SETTINGS } from './interest-claim.ts'
import { interestOn } from './interest-on.ts'
import { type Facts, type NoteCode, note } from './rule.ts'
import { SEED_RATES, sampleClaim } from './testing/sample-claim.ts'

const visible = (text: string) => text.replaceAll('\u00a0', '_').replaceAll('\u202f', '~')

describe('French forms, with the spaces that do not break', () => {
  it.each([
    [0, '0,00_€'],
    [5, '0,05_€'],
    [123_456, '1~234,56_€'],
    [123_456_789_00, '123~456~789,00_€'],
    [-4000, '−40,00_€'],
  ])('%i cents: %s', (cents, text) => {
    expect(visible(frenchEuros(cents))).toBe(text)
  })

  it.each([
    [12.15, '12,15_%'],
    [13, '13,00_%'],
    [2.625, '2,625_%'],
  ])('%f: %s', (percent, text) => {
    expect(visible(frenchPercent(percent))).toBe(text)
  })

  it('the first of the month', () => {
    expect(frenchDay(day('2026-07-01'))).toBe('1er juillet 2026')
    expect(frenchDay(day('2026-08-02'))).toBe('2 août 2026')
  })
})

describe('what a calculation says', () => {
  const outcome = interestOn(sampleClaim(), day('2025-07-01'), STATUTORY_SETTINGS, SEED_RATES)
  const applied = outcome.ok && outcome.value.kind === 'applies' ? outcome.value : null

  it('a line, its rate and a line of one day', () => {
    const [first, second] = applied?.value.lines ?? []
    if (!first || !second) throw new Error('two lines expected')
    expect(visible(explainLine(first))).toBe(
      'Pénalités de retard du 1er avril 2025 au 30 juin 2025 (91_jours à 13,15_% sur 1~000,00_€)',
    )
    expect(visible(explainLine(second))).toBe(
      'Pénalités de retard du 1er juillet 2025 (1_jour à 12,15_% sur 1~000,00_€)',
    )
    expect(visible(explainNote(first.explanation))).toBe(
      'Taux de refinancement de la BCE au 1er janvier 2025 (3,15_%) majoré de 10 points.',
    )
  })

  it('a step', () => {
    expect(applied?.steps.map(explainNote)[0]).toBe(
      'Les intérêts courent du 1er avril 2025 au 1er juillet 2025 inclus.',
    )
  })

  it('an agreed rate under the floor', () => {
    const facts = { semester: '2025-S1', contractPct: 9, floorPct: 11.13, usedPct: 13.15 }
    expect(visible(explainNote(note('contract_rate_under_floor', facts)))).toBe(
      'Le taux convenu de 9,00_% est inférieur au minimum légal de 11,13_% (trois fois le taux légal, premier semestre 2025)_: le taux supplétif de 13,15_% est appliqué.',
    )
  })
})

describe('refusals say what to do', () => {
  it('a missing rate names the half-year and where to add it', () => {
    const refused = interestOn(sampleClaim(), day('2027-01-01'), STATUTORY_SETTINGS, SEED_RATES)
    expect(!refused.ok && explainLawRefusal(refused.refusal)).toContain('premier semestre 2027')
    expect(!refused.ok && explainLawRefusal(refused.refusal)).toContain('Réglages')
  })

  it('a code of another part of the program is not ours', () => {
    expect(explainLawRefusal(refuse('no_address').refusal)).toBeNull()
  })
})

/** Facts as each rule gives them: exhaustive by type, so that a new note without words or facts does not compile. */
const FACTS: Readonly<Record<NoteCode, Facts>> = {
  answer_missing: { answer: 'applicable_law' },
  applicable_law_not_french: { applicableLaw: 'DE' },
  completion_and_invoice_unknown: {},
  completion_unknown_invoice_date_used: { invoicedOn: '2026-03-01' },
  contract_rate: { contractPct: 18 },
  contract_rate_ignored: { debtorKind: 'consumer' },
  contract_rate_under_floor: { semester: '2025-S1', contractPct: 9, floorPct: 11.13, usedPct: 13.15 },
  contract_rate_very_high: { contractPct: 25 },
  due_raised_to_invoice_date: { computedOn: '2026-03-01', issuedOn: '2026-03-02' },
  ecb_plus_points: { ecbPct: 2.4, ecbOn: '2026-07-01', pointsPct: 10 },
  energy_consumption_over_14_months: {},
  fully_credited: {},
  imputation: { first: 'costs' },
  indemnity_before_2013: { dueOn: '2012-03-01' },
  indemnity_not_against_this_debtor: { debtorKind: 'consumer' },
  indemnity_not_in_euros: { amountCents: 4000, currency: 'USD' },
  indemnity_once_per_invoice: { amountCents: 4000, dueOn: '2026-03-01' },
  insolvency_before_interest: { openedOn: '2026-03-01', dueOn: '2026-03-31' },
  interest_capitalised_yearly: { from: '2026-03-01' },
  interest_not_computed: { rate: 'ecb', on: '2027-01-01', semester: '2027-S1', startsOn: '2027-01-01' },
  interest_runs: { from: '2026-03-01', to: '2026-03-31' },
  interest_stops_at_insolvency: { openedOn: '2026-03-01' },
  legal_interest_not_added_to_penalties: { debtorKind: 'company' },
  legal_rate: { semester: '2026-S2' },
  no_cap_for_this_debtor: { debtorKind: 'consumer' },
  no_formal_notice: { dueOn: '2026-03-01' },
  not_late: { dueOn: '2026-03-01', until: '2026-03-01' },
  notice_before_due: { noticeOn: '2026-02-01', dueOn: '2026-03-01' },
  paid_in_time: { on: '2026-03-01' },
  penalties_not_against_this_debtor: { debtorKind: 'consumer' },
  public_interest_not_against_this_debtor: { debtorKind: 'consumer' },
  rate_not_verified: { rate: 'ecb', since: '2024-12-18' },
  receipt_unknown_two_days_added: { countedFrom: '2026-03-03' },
  safety_margin: { warnOn: '2026-03-01' },
  sector_cap_not_verified: { sector: 'wine' },
  settlement_after_day_ignored: { on: '2026-03-02', until: '2026-03-01' },
  supply_date_unknown_invoice_date_used: { issuedOn: '2026-03-01' },
  term_above_cap: { exceedsCapDays: 12, capOn: '2026-03-01', article: 'article L441-10, I du code de commerce' },
  treated_as_consumer: { debtorKind: 'association' },
  waiver_void_for_public_body: {},
}

const REFUSALS: readonly (readonly [string, Facts])[] = [
  ['answer_missing', { answer: 'applicable_law' }],
  ['due_before_invoice', { dueOn: '2026-03-01', issuedOn: '2026-03-02' }],
  ['event_ends_before_it_starts', { event: 'mediation', on: '2026-03-02', endedOn: '2026-03-01' }],
  ['law_not_covered', { rule: 'penalites-de-retard', since: '2013-01-01', on: '2012-12-31' }],
  ['law_not_covered', { rule: 'prescription', applicableLaw: 'DE' }],
  ['negative_amount', { amountCents: -5 }],
  ['rate_missing', { rate: 'ecb', on: '2027-01-01', semester: '2027-S1', startsOn: '2027-01-01' }],
  ['rate_missing', { rate: 'legal_interest', on: '2027-01-01', semester: '2027-S1', startsOn: '2027-01-01' }],
  ['receipt_before_invoice', { receivedOn: '2026-03-01', issuedOn: '2026-03-02' }],
  ['sector_unknown', { sector: 'perfume' }],
  ['settlement_before_invoice', { kind: 'payment', on: '2026-03-01', issuedOn: '2026-03-02' }],
  ['settlement_before_invoice', { kind: 'credit_note', on: '2026-03-01', issuedOn: '2026-03-02' }],
  ['terms_missing', { debtorKind: 'consumer' }],
]

describe('every sentence is whole, in French typography', () => {
  const notes = (Object.keys(FACTS) as NoteCode[]).map((code) => [code, explainNote(note(code, FACTS[code]))] as const)
  const refusals = REFUSALS.map(([code, facts]) => [code, explainLawRefusal({ code, facts }) ?? ''] as const)

  it.each([...notes, ...refusals])('%s: %s', (_code, sentence) => {
    expect(sentence).toMatch(/^[A-ZÀÉ].*\.$/)
    expect(sentence).not.toMatch(/[?]|NaN|undefined|\d{4}-\d{2}-\d{2}/)
    expect(sentence).not.toMatch(/ [:;!%€»]|« |'/)
  })
})
