import { addDays, type Day } from '../day.ts'
import type { DebtorKind, Regime } from '../party.ts'
import { regimeOf } from '../party.ts'
import { accept, type Outcome, refuse } from '../refusal.ts'
import { type Answer, applies, distinctNotes, doesNotApply, type Note, note } from './rule.ts'

/** Money received, or a credit note: it counts until the end of that day, the base is lower from the next one. */
export type Settlement = { readonly on: Day; readonly amountCents: number; readonly kind: 'payment' | 'credit_note' }

/** One sum with one due date (an invoice or one instalment of it) and everything that bears on its interest. */
export type InterestClaim = {
  readonly debtorKind: DebtorKind
  /** Country code of the law of the contract; asked only for a debtor of kind `foreign`. */
  readonly applicableLaw: string | null
  /** Amount including VAT (CJEU C-585/20), before settlements. */
  readonly principalCents: number
  readonly issuedOn: Day | null
  readonly dueOn: Day
  readonly settlements: readonly Settlement[]
  /** Day on which the formal notice took effect (first presentation or receipt). */
  readonly noticeOn: Day | null
  /** Day of the judgment opening insolvency proceedings. */
  readonly insolvencyOpenedOn: Day | null
}

export type InterestSettings = {
  /** Rate of the terms of sale, thousandths of a percent; null takes the statutory one. */
  readonly contractRateMilliPct: number | null
  /** Each half-year its own rate, or the rate of the half-year of the due date for the whole delay. */
  readonly crossing: 'split' | 'frozen'
  /** Fixed 365, the French practice even in leap years, or the true length of the year. */
  readonly dayCount: '365' | 'actual'
  readonly imputation: Imputation
  /** Day of the contract clause or of the request in court that makes interest bear interest (C. civ. 1343-2); null: off. */
  readonly capitaliseFrom: Day | null
}

/**
 * What a payment extinguishes first: `interest` then principal then the 40 € (C. civ. 1343-1 to the letter), `principal` when
 * the creditor agrees to it, or `costs`: the 40 €, then interest, then principal (Cass. 1re civ. 7 Feb 1995 n° 92-14.216).
 */
export type Imputation = 'interest' | 'principal' | 'costs'

/** The Code's own choices: half-years split, 365 days, interest first, nothing capitalised, statutory rate. */
export const STATUTORY_SETTINGS: InterestSettings = {
  contractRateMilliPct: null,
  crossing: 'split',
  dayCount: '365',
  imputation: 'interest',
  capitaliseFrom: null,
}

/**
 * Refuses what was mistyped: `negative_amount`, `due_before_invoice`, `settlement_before_invoice`. For a calculation by hand; the
 * ledger takes a deposit paid before its invoice.
 */
export function checkInterestClaim(claim: InterestClaim): Outcome<InterestClaim> {
  const { issuedOn } = claim
  if (claim.principalCents < 0) return refuse('negative_amount', { amountCents: claim.principalCents })
  if (issuedOn !== null && claim.dueOn < issuedOn) return refuse('due_before_invoice', { dueOn: claim.dueOn, issuedOn })
  for (const { amountCents, kind, on } of claim.settlements) {
    if (amountCents < 0) return refuse('negative_amount', { amountCents, kind, on })
    if (issuedOn !== null && on < issuedOn) return refuse('settlement_before_invoice', { kind, on, issuedOn })
  }
  return accept(claim)
}

/** The regime that governs a debtor, once the applicable law is known to be French. */
export function applicableRegime(claim: Pick<InterestClaim, 'debtorKind' | 'applicableLaw'>): Answer<Regime> {
  if (claim.debtorKind !== 'foreign') return applies(regimeOf(claim.debtorKind))
  if (claim.applicableLaw === null) return { kind: 'missing', answer: 'applicable_law' }
  if (claim.applicableLaw === 'FR') return applies('professional')
  return doesNotApply('applicable_law_not_french', { applicableLaw: claim.applicableLaw })
}

/** Principal still unpaid at the end of a day. */
export function unpaidAtEndOf(claim: InterestClaim, on: Day): number {
  let unpaid = claim.principalCents
  for (const settlement of claim.settlements) if (settlement.on <= on) unpaid -= settlement.amountCents
  return Math.max(0, unpaid)
}

/** The days that bear interest, both included. */
export type InterestSpan = { readonly first: Day; readonly last: Day }

/**
 * Interest runs from the day after `after` to `until`, or to the day before the opening judgment, which takes effect at its
 * first hour (C. com. L622-28, R621-4). Nothing runs on a sum paid in time.
 */
export function interestSpan(claim: InterestClaim, after: Day, until: Day): Answer<InterestSpan> {
  const { dueOn, insolvencyOpenedOn: openedOn } = claim
  if (until <= after) return doesNotApply('not_late', { dueOn, until })
  if (unpaidAtEndOf(claim, after) === 0) return doesNotApply('paid_in_time', { on: after })
  if (openedOn === null || until < openedOn) return applies({ first: addDays(after, 1), last: until })
  if (openedOn <= addDays(after, 1)) return doesNotApply('insolvency_before_interest', { openedOn, dueOn })
  const last = addDays(openedOn, -1)
  return applies({ first: addDays(after, 1), last }, [note('interest_stops_at_insolvency', { openedOn })])
}

/** What a reader of the statement must know of its days and settlements. */
export function statementNotes(
  claim: InterestClaim,
  span: InterestSpan,
  until: Day,
  settings: InterestSettings,
): readonly Note[] {
  const { settlements } = claim
  const { imputation, capitaliseFrom } = settings
  const isPaidWhileRunning = settlements.some(
    (one) => one.kind === 'payment' && one.on >= span.first && one.on <= until,
  )
  const later = settlements.filter((one) => one.on > until)
  return distinctNotes([
    note('interest_runs', { from: span.first, to: span.last }),
    ...(isPaidWhileRunning ? [note('imputation', { first: imputation })] : []),
    ...later.map(({ on }) => note('settlement_after_day_ignored', { on, until })),
    ...(capitaliseFrom === null ? [] : [note('interest_capitalised_yearly', { from: capitaliseFrom })]),
  ])
}
