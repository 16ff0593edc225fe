import { expect, it } from 'vitest'
import { day } from '../day.ts'
import { rateTables } from './rates.ts'
import { ratesOn } from './rates-on.ts'
import { SEED_RATES } from './testing/sample-claim.ts'

const FIRST_HALF_2027 = {
  fromOn: day('2027-01-01'),
  toOn: day('2027-06-30'),
  individualMilliPct: 6500,
  otherMilliPct: 2500,
  source: 'test',
  verified: false,
}

it('22 November 2026: ECB 2.65 in force since 16 September, but 2.40 frozen on 1 July counts', () => {
  expect(ratesOn(SEED_RATES, day('2026-11-22'))).toMatchObject({
    ok: true,
    value: {
      legal: { otherMilliPct: 2750 },
      ecb: { rateMilliPct: 2650 },
      freezeOn: '2026-07-01',
      frozenMilliPct: 2400,
      penaltyMilliPct: 12_400,
      floorMilliPct: 8250,
      publicMilliPct: 10_400,
    },
  })
})

it('2024-S1: three times the legal rate, 15.21 %, is above the statutory 14.50 %', () => {
  expect(ratesOn(SEED_RATES, day('2024-03-01'))).toMatchObject({
    value: { penaltyMilliPct: 14_500, floorMilliPct: 15_210 },
  })
})

it.each([
  ['2027-01-01', 'legal_interest', SEED_RATES],
  ['2027-01-01', 'ecb', rateTables([FIRST_HALF_2027], SEED_RATES.ecb)],
  ['2026-09-20', 'ecb', rateTables(SEED_RATES.legal, SEED_RATES.ecb.slice(-1))],
])('%s without the %s rate: refused', (on, rate, tables) => {
  expect(ratesOn(tables, day(on))).toMatchObject({ ok: false, refusal: { code: 'rate_missing', facts: { rate } } })
})
