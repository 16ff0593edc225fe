import { readPercent } from '../../domain/law/percent.ts'
import { type RateTables, rateTables } from '../../domain/law/rates.ts'
import type { Db, Tx } from '../../platform/db.ts'

/** The dated rates of this installation, the same for every office (92 rows at first, two or three more a year). */
export async function readRates(db: Db | Tx): Promise<RateTables> {
  const [legal, ecb] = await Promise.all([
    db.selectFrom('law.legal_interest_rate').selectAll().orderBy('from_on').execute(),
    db.selectFrom('law.ecb_rate').selectAll().orderBy('effective_on').execute(),
  ])
  return rateTables(
    legal.map((row) => ({
      fromOn: row.from_on,
      toOn: row.to_on,
      individualMilliPct: milliPct(row.individual_pct),
      otherMilliPct: milliPct(row.other_pct),
      source: row.source,
      verified: row.verified,
    })),
    ecb.map((row) => ({
      effectiveOn: row.effective_on,
      rateMilliPct: milliPct(row.rate_pct),
      source: row.source,
      verified: row.verified,
    })),
  )
}

function milliPct(decimal: string): number {
  const read = readPercent(decimal)
  if (read === null) throw new RangeError(`Not a rate of three decimals: ${decimal}`)
  return read
}
