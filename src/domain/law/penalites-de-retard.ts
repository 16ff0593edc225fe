import { addDays, type Day, day, earliest } from '../day.ts'
import { accept, type Outcome, refuse } from '../refusal.ts'
import { type Accrual, accrue, type RatePeriod } from './accrual.ts'
import { ecbPlusPoints, type PricedRate } from './ecb-plus-points.ts'
import { indemniteForfaitaire } from './indemnite-forfaitaire.ts'
import {
  applicableRegime,
  type InterestClaim,
  type InterestSettings,
  interestSpan,
  statementNotes,
} from './interest-claim.ts'
import { percentOf } from './percent.ts'
import { legalInterestRateOn, type RateTables } from './rates.ts'
import { type Answer, applies, distinctNotes, doesNotApply, type LegalRule, type Note, note } from './rule.ts'
import { endOfSemester, semesterLabel, startOfSemester } from './semester.ts'

const SINCE = day('2013-01-01')
/** Ten points over the ECB rate. */
export const PENALTY_POINTS_MILLI_PCT = 10_000
/** An agreed rate reaches at least three times the legal rate, category "other". */
export const FLOOR_TIMES = 3
/** No text caps the rate; good faith and proportion advise a warning (C. civ. 1104). */
const VERY_HIGH_MILLI_PCT = 20_000
const SOURCE = 'C. com. L441-10, II (version of 26 April 2019)'

export const PENALITES_DE_RETARD: LegalRule = {
  id: 'penalites-de-retard',
  title: 'Pénalités de retard entre professionnels',
  articles: ['article L441-10, II du code de commerce'],
  values: [
    {
      name: 'points_over_ecb',
      value: percentOf(PENALTY_POINTS_MILLI_PCT),
      unit: 'points',
      since: SINCE,
      source: SOURCE,
      verified: true,
    },
    { name: 'contract_floor', value: FLOOR_TIMES, unit: 'times', since: SINCE, source: SOURCE, verified: true },
    { name: 'days_in_year', value: 365, unit: 'days', since: SINCE, source: 'service-public F20688', verified: true },
  ],
  sections: ['3.2', '3.4', '3.5'],
}

/**
 * Late-payment penalties between professionals (C. com. L441-10, II): from the day after the due date to `until` or the
 * payment, included, without a reminder, on the amount including VAT. Refusals: `rate_missing`, `law_not_covered` before 2013.
 */
export function penalitesDeRetard(
  claim: InterestClaim,
  until: Day,
  settings: InterestSettings,
  rates: RateTables,
): Outcome<Answer<Accrual>> {
  const regime = applicableRegime(claim)
  if (regime.kind !== 'applies') return accept(regime)
  const { debtorKind, dueOn } = claim
  if (regime.value !== 'professional') return accept(doesNotApply('penalties_not_against_this_debtor', { debtorKind }))
  const span = interestSpan(claim, dueOn, until)
  if (span.kind !== 'applies') return accept(span)
  const { first, last } = span.value
  if (first < SINCE) return refuse('law_not_covered', { rule: PENALITES_DE_RETARD.id, since: SINCE, on: first })

  const priced = penaltyPeriods(first, last, dueOn, settings, rates)
  if (!priced.ok) return priced
  const indemnity = indemniteForfaitaire(claim, until)
  const { periods, notes } = priced.value
  const accrual = accrue({
    principalCents: claim.principalCents,
    periods,
    settlements: claim.settlements,
    until,
    indemnityCents: indemnity.kind === 'applies' ? indemnity.value : 0,
    settings,
    rule: PENALITES_DE_RETARD.id,
    article: 'article L441-10, II du code de commerce',
  })
  return accept(applies(accrual, [...statementNotes(claim, span.value, until, settings), ...span.steps, ...notes]))
}

type Priced = { readonly periods: readonly RatePeriod[]; readonly notes: readonly Note[] }

/** The rate of each half-year of delay, adjoining half-years with the same reason joined into one line. */
function penaltyPeriods(
  first: Day,
  last: Day,
  dueOn: Day,
  settings: InterestSettings,
  rates: RateTables,
): Outcome<Priced> {
  const periods: RatePeriod[] = []
  const notes: Note[] = []
  for (let from = first; from <= last; from = addDays(endOfSemester(from), 1)) {
    const freezeOn = startOfSemester(settings.crossing === 'frozen' ? dueOn : from)
    const priced = rateOf(from, freezeOn, settings.contractRateMilliPct, rates)
    if (!priced.ok) return priced
    const previous = periods.at(-1)
    const period = { from, to: earliest(endOfSemester(from), last), ...priced.value.rate }
    if (previous && sameReason(previous.explanation, period.explanation))
      periods[periods.length - 1] = { ...previous, to: period.to }
    else periods.push(period)
    notes.push(...priced.value.notes)
  }
  const contract = settings.contractRateMilliPct
  if (contract !== null && contract > VERY_HIGH_MILLI_PCT)
    notes.push(note('contract_rate_very_high', { contractPct: percentOf(contract) }))
  return accept({ periods, notes: distinctNotes(notes) })
}

function sameReason(first: Note, second: Note): boolean {
  return first.code === second.code && first.facts.ecbOn === second.facts.ecbOn
}

/** The agreed rate where it reaches three times the legal rate of that half-year, else the statutory one. */
function rateOf(from: Day, freezeOn: Day, contract: number | null, rates: RateTables): Outcome<PricedRate> {
  if (contract === null) return statutoryRate(freezeOn, rates)
  const legal = legalInterestRateOn(rates, from)
  if (!legal.ok) return legal
  const floor = FLOOR_TIMES * legal.value.otherMilliPct
  if (contract >= floor) {
    const explanation = note('contract_rate', { contractPct: percentOf(contract) })
    return accept({ rate: { rateMilliPct: contract, explanation }, notes: [] })
  }
  const statutory = statutoryRate(freezeOn, rates)
  if (!statutory.ok) return statutory
  const under = note('contract_rate_under_floor', {
    semester: semesterLabel(from),
    contractPct: percentOf(contract),
    floorPct: percentOf(floor),
    usedPct: percentOf(statutory.value.rate.rateMilliPct),
  })
  return accept({ rate: statutory.value.rate, notes: [under, ...statutory.value.notes] })
}

function statutoryRate(freezeOn: Day, rates: RateTables): Outcome<PricedRate> {
  return ecbPlusPoints(freezeOn, PENALTY_POINTS_MILLI_PCT, rates)
}
