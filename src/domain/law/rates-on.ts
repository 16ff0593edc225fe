import type { Day } from '../day.ts'
import { accept, type Outcome } from '../refusal.ts'
import { PUBLIC_POINTS_MILLI_PCT } from './interets-moratoires.ts'
import { FLOOR_TIMES, PENALTY_POINTS_MILLI_PCT } from './penalites-de-retard.ts'
import { type EcbRate, ecbRateOn, type LegalRate, legalInterestRateOn, type RateTables } from './rates.ts'
import { startOfSemester } from './semester.ts'

/** Every rate that counts on a day, in thousandths of a percent. */
export type RatesOn = {
  readonly legal: LegalRate
  /** In force on the day. */
  readonly ecb: EcbRate
  /** 1 January or 1 July: the day whose ECB rate counts for the half-year. */
  readonly freezeOn: Day
  readonly frozenMilliPct: number
  /** Statutory penalty between professionals. */
  readonly penaltyMilliPct: number
  /** Least agreed penalty. */
  readonly floorMilliPct: number
  /** For a public body whose delay begins in this half-year. */
  readonly publicMilliPct: number
}

/** The rates of a day and what follows from them. Refusal: `rate_missing`. */
export function ratesOn(tables: RateTables, on: Day): Outcome<RatesOn> {
  const legal = legalInterestRateOn(tables, on)
  if (!legal.ok) return legal
  const ecb = ecbRateOn(tables, on)
  if (!ecb.ok) return ecb
  const freezeOn = startOfSemester(on)
  const frozen = ecbRateOn(tables, freezeOn)
  if (!frozen.ok) return frozen
  return accept({
    legal: legal.value,
    ecb: ecb.value,
    freezeOn,
    frozenMilliPct: frozen.value.rateMilliPct,
    penaltyMilliPct: frozen.value.rateMilliPct + PENALTY_POINTS_MILLI_PCT,
    floorMilliPct: FLOOR_TIMES * legal.value.otherMilliPct,
    publicMilliPct: frozen.value.rateMilliPct + PUBLIC_POINTS_MILLI_PCT,
  })
}
