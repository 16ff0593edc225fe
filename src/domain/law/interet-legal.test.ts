import { describe, expect, it } from 'vitest'
import { day } from '../day.ts'
import { type InterestClaim, type InterestSettings, STATUTORY_SETTINGS } from './interest-claim.ts'
import { interetLegal } from './interet-legal.ts'
import { payment, SEED_RATES, sampleClaim } from './testing/sample-claim.ts'

function answer(until: string, given: Partial<InterestClaim> = {}, settings: Partial<InterestSettings> = {}) {
  const claim = sampleClaim({ debtorKind: 'consumer', dueOn: day('2025-03-31'), ...given })
  return interetLegal(claim, day(until), { ...STATUTORY_SETTINGS, ...settings }, SEED_RATES)
}

const noticed = { noticeOn: day('2025-06-15') }

describe('S4-14: legal interest of a consumer, from the formal notice (C. civ. 1231-6, 1344-1)', () => {
  it('no notice, no interest', () => {
    expect(answer('2026-03-31')).toMatchObject({
      value: { kind: 'does_not_apply', reason: { code: 'no_formal_notice' } },
    })
  })

  it('the day after the notice is day 1; the category is "other", each half-year at its rate', () => {
    // 100000 × 3.71 % × 15 / 365 = 152.4…;  × 2.76 % × 184 / 365 = 1391.3…;  × 2.62 % × 31 / 365 = 222.5…
    expect(answer('2026-01-31', noticed)).toMatchObject({
      value: {
        kind: 'applies',
        value: {
          accruedCents: 152 + 1391 + 223,
          indemnityDueCents: 0,
          lines: [
            {
              from: '2025-06-16',
              to: '2025-06-30',
              days: 15,
              ratePct: 3.71,
              interestCents: 152,
              rule: 'interet-legal',
            },
            { from: '2025-07-01', to: '2025-12-31', days: 184, ratePct: 2.76, interestCents: 1391 },
            { from: '2026-01-01', to: '2026-01-31', days: 31, ratePct: 2.62, interestCents: 223 },
          ],
        },
      },
    })
  })

  it('on the day of the notice: nothing yet', () => {
    expect(answer('2025-06-15', noticed)).toMatchObject({
      value: { kind: 'does_not_apply', reason: { code: 'not_late' } },
    })
  })

  it('a notice before the due date starts nothing; on the due date it does', () => {
    expect(answer('2025-12-31', { noticeOn: day('2025-03-30') })).toMatchObject({
      value: { reason: { code: 'notice_before_due' } },
    })
    expect(answer('2025-04-01', { noticeOn: day('2025-03-31') })).toMatchObject({ value: { kind: 'applies' } })
  })

  it('a payment before the notice lowers the base from the first day', () => {
    expect(answer('2025-06-30', { ...noticed, settlements: [payment('2025-05-01', 40_000)] })).toMatchObject({
      value: { value: { lines: [{ baseCents: 60_000 }] } },
    })
    expect(answer('2025-06-30', { ...noticed, settlements: [payment('2025-05-01', 100_000)] })).toMatchObject({
      value: { kind: 'does_not_apply', reason: { code: 'paid_in_time' } },
    })
  })

  it('an agreed rate is not used against a consumer', () => {
    const outcome = answer('2025-06-30', noticed, { contractRateMilliPct: 15_000 })
    expect(outcome).toMatchObject({ value: { value: { lines: [{ ratePct: 3.71 }] } } })
    expect(JSON.stringify(outcome)).toContain('contract_rate_ignored')
  })

  it('an unverified rate (2026-S2, order not read) is said', () => {
    expect(JSON.stringify(answer('2026-07-31', noticed))).toContain('rate_not_verified')
    expect(JSON.stringify(answer('2026-06-30', noticed))).not.toContain('rate_not_verified')
  })

  it('2027-01-01: no published rate, refused', () => {
    expect(answer('2027-01-01', noticed)).toMatchObject({
      ok: false,
      refusal: { code: 'rate_missing', facts: { semester: '2027-S1' } },
    })
  })

  it.each(['association', 'condominium'] as const)('%s is treated the same by prudence', (debtorKind) => {
    expect(answer('2025-06-30', { ...noticed, debtorKind })).toMatchObject({ value: { kind: 'applies' } })
  })

  it.each(['company', 'public_body'] as const)('%s: not added to penalties for the same period', (debtorKind) => {
    expect(answer('2025-06-30', { ...noticed, debtorKind })).toMatchObject({
      value: { reason: { code: 'legal_interest_not_added_to_penalties' } },
    })
  })

  it('foreign: the applicable law must be known', () => {
    expect(answer('2025-06-30', { ...noticed, debtorKind: 'foreign' })).toMatchObject({ value: { kind: 'missing' } })
  })
})
