import { addDays, type Day, day } from '../day.ts'
import { applicableRegime, type InterestClaim, unpaidAtEndOf } from './interest-claim.ts'
import { type Answer, applies, doesNotApply, type LegalRule, note } from './rule.ts'

const SINCE = day('2013-01-01')
const AMOUNT_CENTS = 4000

export const INDEMNITE_FORFAITAIRE: LegalRule = {
  id: 'indemnite-forfaitaire',
  title: 'Indemnité forfaitaire pour frais de recouvrement',
  articles: [
    'articles L441-10, II et D441-5 du code de commerce',
    'articles L2192-13 et D2192-35 du code de la commande publique',
  ],
  values: [
    {
      name: 'indemnity',
      value: AMOUNT_CENTS,
      unit: 'cents',
      since: SINCE,
      source: 'C. com. D441-5 (version of 27 Feb 2021), CCP D2192-35; CJEU C-585/20',
      verified: true,
    },
  ],
  sections: ['3.3', '5'],
}

/**
 * The 40 € of an invoice paid late, in euro cents: once per invoice, in full from the first day of delay even of a part, never
 * against a consumer, and not when insolvency proceedings already forbade payment on the due date (C. com. L441-10, II).
 */
export function indemniteForfaitaire(claim: InterestClaim, until: Day): Answer<number> {
  const regime = applicableRegime(claim)
  if (regime.kind !== 'applies') return regime
  if (regime.value !== 'professional' && regime.value !== 'public')
    return doesNotApply('indemnity_not_against_this_debtor', { debtorKind: claim.debtorKind })
  const { dueOn, insolvencyOpenedOn } = claim
  if (until <= dueOn) return doesNotApply('not_late', { dueOn, until })
  if (unpaidAtEndOf(claim, dueOn) === 0) return doesNotApply('paid_in_time', { on: dueOn })
  if (insolvencyOpenedOn !== null && insolvencyOpenedOn <= dueOn)
    return doesNotApply('insolvency_before_interest', { openedOn: insolvencyOpenedOn, dueOn })
  if (addDays(dueOn, 1) < SINCE) return doesNotApply('indemnity_before_2013', { dueOn })
  return applies(AMOUNT_CENTS, [note('indemnity_once_per_invoice', { amountCents: AMOUNT_CENTS, dueOn })])
}
