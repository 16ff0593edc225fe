import { describe, expect, it } from 'vitest'
import { day } from '../day.ts'
import { ecbRateOn, legalInterestRateOn, rateTables } from './rates.ts'
import { SEED_RATES } from './testing/sample-claim.ts'

const legal = (on: string) => legalInterestRateOn(SEED_RATES, day(on))
const ecb = (on: string) => ecbRateOn(SEED_RATES, day(on))

describe('legal interest rate, by half-year since 2015 (CMF L313-2)', () => {
  it.each([
    ['2014-06-30', 40, 40],
    ['2015-01-01', 4060, 930],
    ['2024-06-30', 8010, 5070],
    ['2024-07-01', 8160, 4920],
    ['2026-12-31', 6840, 2750],
  ])('%s: %i and %i thousandths of a percent', (on, individualMilliPct, otherMilliPct) => {
    expect(legal(on)).toMatchObject({ ok: true, value: { individualMilliPct, otherMilliPct } })
  })

  it('2027-01-01 is not published: refused with the half-year, the rate of 2026 is not reused', () => {
    const facts = { rate: 'legal_interest', on: '2027-01-01', semester: '2027-S1', startsOn: '2027-01-01' }
    expect(legal('2027-01-01')).toEqual({ ok: false, refusal: { code: 'rate_missing', facts } })
  })

  it('2009-12-31 is before the table: refused', () => {
    expect(legal('2009-12-31')).toMatchObject({ ok: false, refusal: { code: 'rate_missing' } })
  })

  it('a hole between two periods is refused, not filled with the earlier one', () => {
    const [first, , third] = SEED_RATES.legal
    const holed = rateTables(
      [first, third].filter((row) => row !== undefined),
      [],
    )
    expect(legalInterestRateOn(holed, day('2011-06-01'))).toMatchObject({ ok: false })
  })
})

describe('ECB main refinancing rate, from the day it takes effect', () => {
  it.each([
    ['2013-01-01', 750],
    ['2013-07-01', 500],
    ['2014-07-01', 150],
    ['2016-07-01', 0],
    ['2022-07-01', 0],
    ['2023-01-01', 2500],
    ['2023-07-01', 4000],
    ['2024-01-01', 4500],
    ['2024-07-01', 4250],
    ['2025-01-01', 3150],
    ['2025-07-01', 2150],
    ['2026-01-01', 2150],
    ['2026-06-16', 2150],
    ['2026-06-17', 2400],
    ['2026-07-01', 2400],
  ])('%s: %i thousandths of a percent', (on, rateMilliPct) => {
    expect(ecb(on)).toMatchObject({ ok: true, value: { rateMilliPct } })
  })

  it('the last row (16 September 2026) holds until 31 December 2026 and not on 1 January 2027', () => {
    expect(ecb('2026-12-31')).toMatchObject({ ok: true, value: { rateMilliPct: 2650 } })
    expect(ecb('2027-01-01')).toMatchObject({
      ok: false,
      refusal: { code: 'rate_missing', facts: { semester: '2027-S1' } },
    })
  })

  it('a row of 1 January 2027 confirms the same value, given in any order', () => {
    const confirmed = { effectiveOn: day('2027-01-01'), rateMilliPct: 2650, source: 'test', verified: true }
    const tables = rateTables(SEED_RATES.legal, [confirmed, ...SEED_RATES.ecb])
    expect(ecbRateOn(tables, day('2027-06-30'))).toMatchObject({ ok: true, value: { rateMilliPct: 2650 } })
  })

  it('1998-12-31 is before the first row: refused', () => {
    expect(ecb('1998-12-31')).toMatchObject({ ok: false, refusal: { code: 'rate_missing' } })
  })
})
