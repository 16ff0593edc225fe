import type { Day } from '../day.ts'
import { accept, type Outcome } from '../refusal.ts'
import type { RatePeriod } from './accrual.ts'
import { percentOf } from './percent.ts'
import { ecbRateOn, type RateTables } from './rates.ts'
import { type Note, note } from './rule.ts'

/** A rate with its reason, and what to warn about. */
export type PricedRate = { readonly rate: Omit<RatePeriod, 'from' | 'to'>; readonly notes: readonly Note[] }

/**
 * The ECB main refinancing rate of a freeze day plus points: 10 between professionals (C. com. L441-10, II), 8 for a public
 * body (CCP R2192-31). Warns when the source of the rate was not read. Refusal: `rate_missing`.
 */
export function ecbPlusPoints(freezeOn: Day, pointsMilliPct: number, rates: RateTables): Outcome<PricedRate> {
  const ecb = ecbRateOn(rates, freezeOn)
  if (!ecb.ok) return ecb
  const { rateMilliPct, effectiveOn, verified } = ecb.value
  const facts = { ecbPct: percentOf(rateMilliPct), ecbOn: freezeOn, pointsPct: percentOf(pointsMilliPct) }
  return accept({
    rate: { rateMilliPct: rateMilliPct + pointsMilliPct, explanation: note('ecb_plus_points', facts) },
    notes: verified ? [] : [note('rate_not_verified', { rate: 'ecb', since: effectiveOn })],
  })
}
