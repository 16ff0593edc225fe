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
import { note } from './rule.ts'
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
