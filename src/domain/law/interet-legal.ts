import { addDays, type Day, day, earliest } from '../day.ts'
import { accept, type Outcome } from '../refusal.ts'
import { type Accrual, accrue, type RatePeriod } from './accrual.ts'
import {
  applicableRegime,
  type InterestClaim,
  type InterestSettings,
  interestSpan,
  statementNotes,
} from './interest-claim.ts'
import { legalInterestRateOn, type RateTables } from './rates.ts'
import { type Answer, applies, doesNotApply, type LegalRule, type Note, note } from './rule.ts'
import { endOfSemester, semesterLabel } from './semester.ts'

export const INTERET_LEGAL: LegalRule = {
  id: 'interet-legal',
  title: 'Intérêt au taux légal après mise en demeure (particuliers et non-professionnels)',
  articles: ['articles 1231-6 et 1344-1 du code civil', 'article L313-2 du code monétaire et financier'],
  values: [
    {
      name: 'days_in_year',
      value: 365,
      unit: 'days',
      since: day('2010-01-01'),
      source: 'service-public F20688',
      verified: true,
    },
  ],
  sections: ['1', '4'],
}

/**
 * Legal interest against a consumer or a non-professional, category "other": from the day after the formal notice took effect
 * (C. civ. 1231-6, 1344-1), each half-year at its rate. No notice, no interest; nothing else may be claimed.
 * Refusal: `rate_missing`.
 */
export function interetLegal(
  claim: InterestClaim,
  until: Day,
  settings: InterestSettings,
  rates: RateTables,
): Outcome<Answer<Accrual>> {
  const { debtorKind, dueOn, noticeOn } = claim
  const regime = applicableRegime(claim)
  if (regime.kind !== 'applies') return accept(regime)
  if (regime.value === 'professional' || regime.value === 'public')
    return accept(doesNotApply('legal_interest_not_added_to_penalties', { debtorKind }))
  if (noticeOn === null) return accept(doesNotApply('no_formal_notice', { dueOn }))
  if (noticeOn < dueOn) return accept(doesNotApply('notice_before_due', { noticeOn, dueOn }))
  const span = interestSpan(claim, noticeOn, until)
  if (span.kind !== 'applies') return accept(span)
  const { first, last } = span.value

  const priced = legalPeriods(first, last, rates)
  if (!priced.ok) return priced
  const { periods, notes } = priced.value
  const accrual = accrue({
    principalCents: claim.principalCents,
    periods,
    settlements: claim.settlements,
    until,
    indemnityCents: 0,
    settings,
    rule: INTERET_LEGAL.id,
    article: 'articles 1231-6 et 1344-1 du code civil',
  })
  const ignored = settings.contractRateMilliPct === null ? [] : [note('contract_rate_ignored', { debtorKind })]
  return accept(
    applies(accrual, [...statementNotes(claim, span.value, until, settings), ...span.steps, ...ignored, ...notes]),
  )
}

function legalPeriods(first: Day, last: Day, rates: RateTables): Outcome<{ periods: RatePeriod[]; notes: Note[] }> {
  const periods: RatePeriod[] = []
  const notes: Note[] = []
  for (let from = first; from <= last; from = addDays(endOfSemester(from), 1)) {
    const legal = legalInterestRateOn(rates, from)
    if (!legal.ok) return legal
    const { otherMilliPct, fromOn, verified } = legal.value
    const explanation = note('legal_rate', { semester: semesterLabel(from) })
    periods.push({ from, to: earliest(endOfSemester(from), last), rateMilliPct: otherMilliPct, explanation })
    if (!verified) notes.push(note('rate_not_verified', { rate: 'legal_interest', since: fromOn }))
  }
  return accept({ periods, notes })
}
