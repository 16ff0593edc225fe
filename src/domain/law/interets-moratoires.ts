import { type Day, day } from '../day.ts'
import { accept, type Outcome, refuse } from '../refusal.ts'
import { type Accrual, accrue } from './accrual.ts'
import { ecbPlusPoints } from './ecb-plus-points.ts'
import { indemniteForfaitaire } from './indemnite-forfaitaire.ts'
import { type InterestClaim, type InterestSettings, interestSpan, statementNotes } from './interest-claim.ts'
import type { RateTables } from './rates.ts'
import { type Answer, applies, doesNotApply, type LegalRule, note } from './rule.ts'
import { startOfSemester } from './semester.ts'

const SINCE = day('2013-05-01')
/** Eight points over the ECB rate. */
export const PUBLIC_POINTS_MILLI_PCT = 8_000

export const INTERETS_MORATOIRES: LegalRule = {
  id: 'interets-moratoires',
  title: 'Intérêts moratoires dus par un acheteur public',
  articles: ['articles L2192-13 et R2192-31 à R2192-33 du code de la commande publique'],
  values: [
    { name: 'points_over_ecb', value: 8, unit: 'points', since: SINCE, source: 'CCP R2192-31', verified: true },
    { name: 'days_in_year', value: 365, unit: 'days', since: SINCE, source: 'practice', verified: false },
  ],
  sections: ['5'],
}

/**
 * Interest owed by a public body (CCP R2192-31 to -33): from the day after the term to the payment, included, at the ECB rate
 * of the first day of the half-year in which interest began, plus 8 points, one rate for the whole delay.
 * Refusals: `rate_missing`, `law_not_covered` before May 2013.
 */
export function interetsMoratoires(
  claim: InterestClaim,
  until: Day,
  settings: InterestSettings,
  rates: RateTables,
): Outcome<Answer<Accrual>> {
  const { debtorKind } = claim
  if (debtorKind !== 'public_body')
    return accept(doesNotApply('public_interest_not_against_this_debtor', { debtorKind }))
  const span = interestSpan(claim, claim.dueOn, until)
  if (span.kind !== 'applies') return accept(span)
  const { first, last } = span.value
  if (first < SINCE) return refuse('law_not_covered', { rule: INTERETS_MORATOIRES.id, since: SINCE, on: first })

  const priced = ecbPlusPoints(startOfSemester(first), PUBLIC_POINTS_MILLI_PCT, rates)
  if (!priced.ok) return priced
  const indemnity = indemniteForfaitaire(claim, until)
  const accrual = accrue({
    principalCents: claim.principalCents,
    periods: [{ from: first, to: last, ...priced.value.rate }],
    settlements: claim.settlements,
    until,
    indemnityCents: indemnity.kind === 'applies' ? indemnity.value : 0,
    settings,
    rule: INTERETS_MORATOIRES.id,
    article: 'articles R2192-31 à R2192-33 du code de la commande publique',
  })
  const ignored = settings.contractRateMilliPct === null ? [] : [note('contract_rate_ignored', { debtorKind })]
  return accept(
    applies(accrual, [
      ...statementNotes(claim, span.value, until, settings),
      ...span.steps,
      ...ignored,
      ...priced.value.notes,
    ]),
  )
}
