import type { Day } from '../day.ts'
import { accept, type Outcome } from '../refusal.ts'
import type { Accrual } from './accrual.ts'
import { applicableRegime, type InterestClaim, type InterestSettings } from './interest-claim.ts'
import { interetLegal } from './interet-legal.ts'
import { interetsMoratoires } from './interets-moratoires.ts'
import { penalitesDeRetard } from './penalites-de-retard.ts'
import type { RateTables } from './rates.ts'
import type { Answer } from './rule.ts'

/** The interest of one sum until a day, by the rule of its debtor: penalties, public interest, or legal interest after notice. */
export function interestOn(
  claim: InterestClaim,
  until: Day,
  settings: InterestSettings,
  rates: RateTables,
): Outcome<Answer<Accrual>> {
  const regime = applicableRegime(claim)
  if (regime.kind !== 'applies') return accept(regime)
  if (regime.value === 'public') return interetsMoratoires(claim, until, settings, rates)
  const rule = regime.value === 'professional' ? penalitesDeRetard : interetLegal
  return rule(claim, until, settings, rates)
}
