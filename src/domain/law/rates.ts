import type { Day } from '../day.ts'
import { accept, type Outcome, refuse } from '../refusal.ts'
import { endOfSemester, semesterLabel, startOfSemester } from './semester.ts'

/** One period of the legal interest rate (CMF L313-2), both days included, in thousandths of a percent. */
export type LegalRate = {
  readonly fromOn: Day
  readonly toOn: Day
  /** The creditor is a natural person outside any professional need. */
  readonly individualMilliPct: number
  /** Every other creditor: a business is always here, even against a consumer. */
  readonly otherMilliPct: number
  readonly source: string
  readonly verified: boolean
}

/** The ECB main refinancing rate from the day it takes effect, which is not the day it is announced. */
export type EcbRate = {
  readonly effectiveOn: Day
  readonly rateMilliPct: number
  readonly source: string
  readonly verified: boolean
}

/** Both tables, oldest row first: build them with `rateTables`, since a lookup trusts the order. */
export type RateTables = { readonly legal: readonly LegalRate[]; readonly ecb: readonly EcbRate[] }

export function rateTables(legal: readonly LegalRate[], ecb: readonly EcbRate[]): RateTables {
  return {
    legal: [...legal].sort((a, b) => (a.fromOn < b.fromOn ? -1 : 1)),
    ecb: [...ecb].sort((a, b) => (a.effectiveOn < b.effectiveOn ? -1 : 1)),
  }
}

/** The legal interest rate of a day. Refusal `rate_missing` when no row covers it: an old rate is never reused. */
export function legalInterestRateOn(tables: RateTables, on: Day): Outcome<LegalRate> {
  for (let at = tables.legal.length - 1; at >= 0; at--) {
    const row = tables.legal[at]
    if (row && row.fromOn <= on) return row.toOn >= on ? accept(row) : rateMissing('legal_interest', on)
  }
  return rateMissing('legal_interest', on)
}

/**
 * The ECB main refinancing rate in force on a day. A table of changes cannot tell "unchanged" from "not entered yet", so its
 * last row holds until the end of the half-year in which it took effect; after that a row must confirm the value, even the
 * same one. Refusal `rate_missing` otherwise.
 */
export function ecbRateOn(tables: RateTables, on: Day): Outcome<EcbRate> {
  for (let at = tables.ecb.length - 1; at >= 0; at--) {
    const row = tables.ecb[at]
    if (!row || row.effectiveOn > on) continue
    const isLast = at === tables.ecb.length - 1
    return isLast && on > endOfSemester(row.effectiveOn) ? rateMissing('ecb', on) : accept(row)
  }
  return rateMissing('ecb', on)
}

function rateMissing(rate: 'legal_interest' | 'ecb', on: Day) {
  return refuse('rate_missing', { rate, on, semester: semesterLabel(on), startsOn: startOfSemester(on) })
}
