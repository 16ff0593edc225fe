import { describe, expect, it } from 'vitest'
import { day } from '../day.ts'
import { indemniteForfaitaire } from './indemnite-forfaitaire.ts'
import type { InterestClaim } from './interest-claim.ts'
import { payment, sampleClaim } from './testing/sample-claim.ts'

const on = (until: string, given: Partial<InterestClaim> = {}) => indemniteForfaitaire(sampleClaim(given), day(until))

describe('40 € per invoice paid late (C. com. L441-10, II and D441-5)', () => {
  it('0 day late: none; 1 day late: 4000 cents, in full', () => {
    expect(on('2025-03-31')).toMatchObject({ kind: 'does_not_apply', reason: { code: 'not_late' } })
    expect(on('2025-04-01')).toMatchObject({ kind: 'applies', value: 4000 })
  })

  it('in full when only one cent is late, and still due once that cent is paid', () => {
    expect(on('2025-12-31', { settlements: [payment('2025-03-31', 99_999)] })).toMatchObject({ value: 4000 })
    expect(on('2025-12-31', { settlements: [payment('2025-04-01', 100_000)] })).toMatchObject({ value: 4000 })
  })

  it('none when all was paid on the due date', () => {
    expect(on('2025-12-31', { settlements: [payment('2025-03-31', 100_000)] })).toMatchObject({
      reason: { code: 'paid_in_time' },
    })
  })

  it.each([
    ['company', true],
    ['trader', true],
    ['craftsman', true],
    ['civil_professional', true],
    ['public_body', true],
    ['consumer', false],
    ['association', false],
    ['condominium', false],
  ] as const)('%s: %s', (debtorKind, isDue) => {
    expect(on('2025-12-31', { debtorKind }).kind).toBe(isDue ? 'applies' : 'does_not_apply')
  })

  it('foreign: the applicable law must be known', () => {
    expect(on('2025-12-31', { debtorKind: 'foreign' })).toEqual({ kind: 'missing', answer: 'applicable_law' })
  })

  it('insolvency opened on or before the due date forbids it; the day after does not', () => {
    expect(on('2025-12-31', { insolvencyOpenedOn: day('2025-03-31') })).toMatchObject({ kind: 'does_not_apply' })
    expect(on('2025-12-31', { insolvencyOpenedOn: day('2025-04-01') })).toMatchObject({ value: 4000 })
  })

  it('first day of delay on 1 January 2013: due; on 31 December 2012: not yet law', () => {
    expect(on('2013-01-31', { dueOn: day('2012-12-31') })).toMatchObject({ value: 4000 })
    expect(on('2013-01-31', { dueOn: day('2012-12-30') })).toMatchObject({ reason: { code: 'indemnity_before_2013' } })
  })
})
