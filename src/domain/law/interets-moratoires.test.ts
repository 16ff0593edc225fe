import { describe, expect, it } from 'vitest'
import { day } from '../day.ts'
import { type InterestClaim, type InterestSettings, STATUTORY_SETTINGS } from './interest-claim.ts'
import { interetsMoratoires } from './interets-moratoires.ts'
import { payment, SEED_RATES, sampleClaim } from './testing/sample-claim.ts'

function answer(until: string, given: Partial<InterestClaim> = {}, settings: Partial<InterestSettings> = {}) {
  const claim = sampleClaim({ debtorKind: 'public_body', ...given })
  return interetsMoratoires(claim, day(until), { ...STATUTORY_SETTINGS, ...settings }, SEED_RATES)
}

describe('a public body: ECB rate of the half-year in which interest began, plus 8 points, one rate (CCP R2192-31)', () => {
  it('due 2025-03-31, until 2026-08-10: 497 days at 11.15 %, in one line', () => {
    // 100000 × 11.15 % × 497 / 365 = 15182.3…
    expect(answer('2026-08-10')).toMatchObject({
      value: {
        kind: 'applies',
        value: {
          lines: [{ from: '2025-04-01', days: 497, ratePct: 11.15, interestCents: 15_182 }],
          indemnityDueCents: 4000,
        },
      },
    })
  })

  it('due on 30 June: interest begins on 1 July, so the rate is that of 1 July (2025-S2, 10.15 %)', () => {
    expect(answer('2025-12-31', { dueOn: day('2025-06-29') })).toMatchObject({
      value: { value: { lines: [{ ratePct: 11.15 }] } },
    })
    expect(answer('2025-12-31', { dueOn: day('2025-06-30') })).toMatchObject({
      value: { value: { lines: [{ ratePct: 10.15 }] } },
    })
  })

  it('a delay that reaches 2027 needs no rate of 2027', () => {
    expect(answer('2027-02-28')).toMatchObject({ ok: true })
  })

  it('the day of payment is included (R2192-32)', () => {
    expect(answer('2025-12-31', { settlements: [payment('2025-04-10', 104_000)] })).toMatchObject({
      value: { value: { lines: [{ to: '2025-04-10', days: 10 }] } },
    })
  })

  it('nothing on the last day of the term', () => {
    expect(answer('2025-03-31')).toMatchObject({ value: { kind: 'does_not_apply' } })
  })

  it('an agreed rate is ignored, and said', () => {
    expect(JSON.stringify(answer('2025-04-30', {}, { contractRateMilliPct: 18_000 }))).toContain(
      'contract_rate_ignored',
    )
  })

  it('a company is not a public body', () => {
    expect(answer('2025-04-30', { debtorKind: 'company' })).toMatchObject({ value: { kind: 'does_not_apply' } })
  })

  it('first day of delay on 30 April 2013: refused; on 1 May 2013: counted', () => {
    expect(answer('2013-06-30', { dueOn: day('2013-04-29') })).toMatchObject({
      ok: false,
      refusal: { code: 'law_not_covered' },
    })
    expect(answer('2013-06-30', { dueOn: day('2013-04-30') })).toMatchObject({ ok: true })
  })
})
