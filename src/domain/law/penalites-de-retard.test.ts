import { describe, expect, it } from 'vitest'
import { day } from '../day.ts'
import { type InterestClaim, type InterestSettings, STATUTORY_SETTINGS } from './interest-claim.ts'
import { penalitesDeRetard } from './penalites-de-retard.ts'
import { payment, SEED_RATES, sampleClaim } from './testing/sample-claim.ts'

type Given = Partial<InterestClaim> & { settings?: Partial<InterestSettings> }

function answer(until: string, { settings, ...given }: Given = {}) {
  return penalitesDeRetard(sampleClaim(given), day(until), { ...STATUTORY_SETTINGS, ...settings }, SEED_RATES)
}

function accrued(until: string, given: Given = {}) {
  const outcome = answer(until, given)
  if (!outcome.ok || outcome.value.kind !== 'applies') throw new Error(JSON.stringify(outcome))
  return { ...outcome.value.value, codes: outcome.value.steps.map((step) => step.code) }
}

function lines(until: string, given: Given = {}) {
  return accrued(until, given).lines.map((line) => [
    line.from,
    line.to,
    line.days,
    line.ratePct,
    line.baseCents,
    line.interestCents,
  ])
}

describe('statutory rate: ECB rate of 1 January or 1 July plus 10 points, each half-year its own (L441-10, II)', () => {
  it('980.00 € due 2025-03-31, until 2026-08-10: 91 + 184 + 181 + 41 days', () => {
    // 98000 × 13.15 % × 91 / 365 = 3212.94…;  × 12.15 % × 184 / 365 = 6002.43…;  × 12.15 % × 181 / 365 = 5904.56…;  × 12.40 % × 41 / 365 = 1365.01…
    expect(lines('2026-08-10', { principalCents: 98_000 })).toEqual([
      ['2025-04-01', '2025-06-30', 91, 13.15, 98_000, 3213],
      ['2025-07-01', '2025-12-31', 184, 12.15, 98_000, 6002],
      ['2026-01-01', '2026-06-30', 181, 12.15, 98_000, 5905],
      ['2026-07-01', '2026-08-10', 41, 12.4, 98_000, 1365],
    ])
    expect(accrued('2026-08-10', { principalCents: 98_000 }).accruedCents).toBe(3213 + 6002 + 5905 + 1365)
  })

  it('each line carries its rule, article and the ECB value of its freeze day', () => {
    expect(accrued('2025-04-30').lines[0]).toMatchObject({
      rule: 'penalites-de-retard',
      article: 'article L441-10, II du code de commerce',
      explanation: { code: 'ecb_plus_points', facts: { ecbPct: 3.15, ecbOn: '2025-01-01', pointsPct: 10 } },
    })
  })

  it('ECB moves inside a half-year are ignored: 2.90 on 5 February 2025 changes nothing', () => {
    expect(lines('2025-06-30', { dueOn: day('2025-01-31') })).toEqual([
      ['2025-02-01', '2025-06-30', 150, 13.15, 100_000, 5404],
    ])
  })

  it('due 2023-12-31: the first day of delay, 1 January 2024, takes the rate of 2024-S1 (14.50 %)', () => {
    expect(lines('2024-01-01', { dueOn: day('2023-12-31') })).toEqual([
      ['2024-01-01', '2024-01-01', 1, 14.5, 100_000, 40],
    ])
  })

  it('an ECB rate of zero (2016-S2 to 2022-S2) gives 10 %, and each half-year stays a line', () => {
    // 100000 × 10 % × 30 / 365 = 821.9…
    expect(lines('2021-07-30', { dueOn: day('2021-05-31') })).toEqual([
      ['2021-06-01', '2021-06-30', 30, 10, 100_000, 822],
      ['2021-07-01', '2021-07-30', 30, 10, 100_000, 822],
    ])
  })

  it('frozen: the rate of the half-year of the due date for the whole delay, in one line', () => {
    // 100000 × 13.15 % × 122 / 365 = 4395.3…
    expect(lines('2025-07-31', { settings: { crossing: 'frozen' } })).toEqual([
      ['2025-04-01', '2025-07-31', 122, 13.15, 100_000, 4395],
    ])
  })

  it('first day of delay in 2012: refused, the half-year rule dates from 1 January 2013', () => {
    expect(answer('2014-01-31', { dueOn: day('2012-12-30') })).toMatchObject({
      ok: false,
      refusal: { code: 'law_not_covered' },
    })
    expect(answer('2014-01-31', { dueOn: day('2012-12-31') })).toMatchObject({ ok: true })
  })

  it('until 2027-01-01 with no rate for 2027-S1: refused, never the rate of 2026', () => {
    expect(answer('2026-12-31')).toMatchObject({ ok: true })
    expect(answer('2027-01-01')).toMatchObject({
      ok: false,
      refusal: { code: 'rate_missing', facts: { rate: 'ecb', semester: '2027-S1' } },
    })
  })
})

describe('agreed rate, not under three times the legal rate of each half-year (L441-10, II)', () => {
  it('18 % above the floor: one line over the half-years', () => {
    // 100000 × 18 % × 275 / 365 = 13561.6…
    expect(lines('2025-12-31', { settings: { contractRateMilliPct: 18_000 } })).toEqual([
      ['2025-04-01', '2025-12-31', 275, 18, 100_000, 13_562],
    ])
  })

  it('2025-S1: 11.13 % is exactly 3 × 3.71 and holds; 11.129 % is under it and gives way to 13.15 %', () => {
    expect(lines('2025-04-30', { settings: { contractRateMilliPct: 11_130 } })[0]?.[3]).toBe(11.13)
    expect(lines('2025-04-30', { settings: { contractRateMilliPct: 11_129 } })[0]?.[3]).toBe(13.15)
  })

  it('tested each half-year: 9 % is under the floor in 2025-S1 (11.13) and above it in 2025-S2 (8.28)', () => {
    const given = { settings: { contractRateMilliPct: 9000 } }
    expect(lines('2025-12-31', given).map((line) => [line[0], line[3]])).toEqual([
      ['2025-04-01', 13.15],
      ['2025-07-01', 9],
    ])
    expect(accrued('2025-12-31', given).codes).toContain('contract_rate_under_floor')
  })

  it('2024: three times the legal rate (15.21 and 14.76) exceeds the statutory rate (14.50 and 14.25), which stays the substitute', () => {
    const given = { dueOn: day('2023-12-31'), settings: { contractRateMilliPct: 14_700 } }
    expect(lines('2024-12-31', given).map((line) => line[3])).toEqual([14.5, 14.25])
    expect(lines('2024-12-31', { ...given, settings: {} }).map((line) => line[3])).toEqual([14.5, 14.25])
  })

  it('above 20 % a warning, at 20 % none', () => {
    expect(accrued('2025-12-31', { settings: { contractRateMilliPct: 20_001 } }).codes).toContain(
      'contract_rate_very_high',
    )
    expect(accrued('2025-12-31', { settings: { contractRateMilliPct: 20_000 } }).codes).not.toContain(
      'contract_rate_very_high',
    )
  })

  it('an agreed rate whose floor cannot be tested is refused', () => {
    const outcome = answer('2027-02-01', { dueOn: day('2026-12-31'), settings: { contractRateMilliPct: 18_000 } })
    expect(outcome).toMatchObject({ ok: false, refusal: { code: 'rate_missing', facts: { rate: 'legal_interest' } } })
  })
})

describe('days: due date + 1 to the payment, included', () => {
  it('on the due date nothing runs; the day after, one day', () => {
    expect(answer('2025-03-31')).toMatchObject({
      ok: true,
      value: { kind: 'does_not_apply', reason: { code: 'not_late' } },
    })
    expect(lines('2025-04-01')).toEqual([['2025-04-01', '2025-04-01', 1, 13.15, 100_000, 36]])
  })

  it('2024 is counted on 365 days by default and on 366 when the setting says actual', () => {
    const dueOn = day('2023-12-31')
    // 100000 × 14.5 % × 182 / 365 = 7230.1…;  / 366 = 7210.3…
    expect(lines('2024-06-30', { dueOn })[0]?.[5]).toBe(7230)
    expect(lines('2024-06-30', { dueOn, settings: { dayCount: 'actual' } })[0]?.[5]).toBe(7210)
  })

  it('actual, one rate over New Year: a line for each year, so that each has one denominator', () => {
    const settings = { dayCount: 'actual', contractRateMilliPct: 18_000 } as const
    // 100000 × 18 % × 31 / 365 = 1528.7…;  × 31 / 366 = 1524.5…
    expect(lines('2024-01-31', { dueOn: day('2023-11-30'), settings })).toEqual([
      ['2023-12-01', '2023-12-31', 31, 18, 100_000, 1529],
      ['2024-01-01', '2024-01-31', 31, 18, 100_000, 1525],
    ])
  })

  it('paid in full before or on the due date: nothing', () => {
    expect(answer('2025-06-30', { settlements: [payment('2025-03-31', 100_000)] })).toMatchObject({
      ok: true,
      value: { kind: 'does_not_apply', reason: { code: 'paid_in_time' } },
    })
  })

  it('interest stops the day before the judgment that opens insolvency proceedings (L622-28)', () => {
    expect(lines('2025-12-31', { insolvencyOpenedOn: day('2025-04-11') }).map((line) => [line[1], line[2]])).toEqual([
      ['2025-04-10', 10],
    ])
    expect(answer('2025-12-31', { insolvencyOpenedOn: day('2025-04-01') })).toMatchObject({
      ok: true,
      value: { kind: 'does_not_apply' },
    })
  })
})

describe('whom it binds', () => {
  it.each(['company', 'trader', 'craftsman', 'civil_professional'] as const)('%s: applies', (debtorKind) => {
    expect(answer('2025-04-30', { debtorKind })).toMatchObject({ ok: true, value: { kind: 'applies' } })
  })

  it.each(['consumer', 'association', 'condominium', 'public_body'] as const)('%s: does not apply', (debtorKind) => {
    expect(answer('2025-04-30', { debtorKind })).toMatchObject({ ok: true, value: { kind: 'does_not_apply' } })
  })

  it('foreign: an answer is missing until the law of the contract is known', () => {
    const given = { debtorKind: 'foreign' } as const
    expect(answer('2025-04-30', given)).toEqual({ ok: true, value: { kind: 'missing', answer: 'applicable_law' } })
    expect(answer('2025-04-30', { ...given, applicableLaw: 'FR' })).toMatchObject({ value: { kind: 'applies' } })
    expect(answer('2025-04-30', { ...given, applicableLaw: 'DE' })).toMatchObject({ value: { kind: 'does_not_apply' } })
  })
})
