import { addDays, type Day, day, dayOf, daysBetween, daysInMonth, endOfMonth, latest, monthOf, yearOf } from '../day.ts'
import { type DebtorKind, regimeOf } from '../party.ts'
import { accept, type Outcome, refuse } from '../refusal.ts'
import { isSector, type Sector, sectorCap } from './plafonds-sectoriels.ts'
import { type LegalRule, type Note, note } from './rule.ts'

const SINCE = day('2009-01-01')
const SOURCE = 'C. com. L441-10, I (version of 26 April 2019)'
const DEFAULT_DAYS = 30
const CAP_DAYS = 60
const CAP_END_OF_MONTH_DAYS = 45
const CAP_PERIODIC_DAYS = 45

export const DELAIS_DE_PAIEMENT: LegalRule = {
  id: 'delais-de-paiement',
  title: 'Délais de paiement et plafonds',
  articles: [
    'articles L441-10, I et L441-11 du code de commerce',
    'articles L2192-10 et R2192-10 à R2192-15 du code de la commande publique',
  ],
  values: [
    { name: 'default_term', value: DEFAULT_DAYS, unit: 'days', since: SINCE, source: SOURCE, verified: true },
    { name: 'cap', value: CAP_DAYS, unit: 'days', since: SINCE, source: SOURCE, verified: true },
    {
      name: 'cap_end_of_month',
      value: CAP_END_OF_MONTH_DAYS,
      unit: 'days',
      since: SINCE,
      source: SOURCE,
      verified: true,
    },
    { name: 'cap_periodic', value: CAP_PERIODIC_DAYS, unit: 'days', since: SINCE, source: SOURCE, verified: true },
  ],
  sections: ['3.1', '5'],
}

/** How a due date is agreed. `method` a: days then end of month; b: end of month then days (the parties choose beforehand). */
export type PaymentTerms =
  | { readonly kind: 'days'; readonly days: number; readonly from: 'invoice' | 'delivery' | 'receipt' }
  | {
      readonly kind: 'end_of_month'
      readonly days: number
      readonly method: 'a' | 'b'
      readonly thenDate: number | null
    }

export type DueDateFacts = {
  readonly debtorKind: DebtorKind
  readonly issuedOn: Day
  /** Delivery of the goods or completion of the service. */
  readonly deliveredOn: Day | null
  /** Receipt of the invoice, or of the payment request by a public body. */
  readonly receivedOn: Day | null
  /** Null: nothing agreed. */
  readonly terms: PaymentTerms | null
  readonly sector: string | null
  /** Summary invoice of several supplies (CGI 289, I-3). */
  readonly periodic: boolean
}

export type DueDate = {
  readonly dueOn: Day
  /** Last day that the law allows; null where no text sets one. */
  readonly capOn: Day | null
  readonly exceedsCapDays: number
  /** Article of the cap, or of the term when nothing caps it. */
  readonly article: string
  readonly notes: readonly Note[]
}

/**
 * Reads terms: `30`, `60` (days from the invoice), `30-delivery`, `30-receipt`, `receipt`, `45fdm-a`, `45fdm-b`, `30fdm`
 * (method a), `30fdm-le-10` (the 10th that follows), `fdm`. Null when the text is not one.
 */
export function readPaymentTerms(text: string): PaymentTerms | null {
  const clean = text.trim().toLowerCase()
  if (clean === 'receipt') return { kind: 'days', days: 0, from: 'receipt' }
  const plain = /^(\d{1,3})(?:-(invoice|delivery|receipt))?$/.exec(clean)
  if (plain) return { kind: 'days', days: Number(plain[1]), from: origin(plain[2]) }
  const monthly = /^(\d{0,3})fdm(?:-([ab]))?(?:-le-(\d{1,2}))?$/.exec(clean)
  if (!monthly) return null
  const thenDate = monthly[3] === undefined ? null : Number(monthly[3])
  if (thenDate !== null && (thenDate < 1 || thenDate > 31)) return null
  return { kind: 'end_of_month', days: Number(monthly[1] || '0'), method: monthly[2] === 'b' ? 'b' : 'a', thenDate }
}

function origin(text: string | undefined): 'invoice' | 'delivery' | 'receipt' {
  return text === 'delivery' || text === 'receipt' ? text : 'invoice'
}

/**
 * The due date of an invoice and the legal cap, both shown: a clause above the cap is for a person to judge. A due date on a
 * Saturday, Sunday or holiday is not moved (no general rule). Refusals: `receipt_before_invoice`, `terms_missing`,
 * `sector_unknown`.
 */
export function dueDate(facts: DueDateFacts): Outcome<DueDate> {
  const { issuedOn, receivedOn, sector } = facts
  if (receivedOn !== null && receivedOn < issuedOn) return refuse('receipt_before_invoice', { receivedOn, issuedOn })
  if (sector !== null && !isSector(sector)) return refuse('sector_unknown', { sector })
  const regime = regimeOf(facts.debtorKind)
  const notes: Note[] = []
  const cap = capOf({ ...facts, sector }, notes)
  if (facts.terms === null && regime !== 'professional' && regime !== 'public')
    return refuse('terms_missing', { debtorKind: facts.debtorKind })
  const computed = facts.terms ? agreedDay(facts.terms, facts, notes) : defaultDay(facts, cap, notes)
  const dueOn = latest(computed, issuedOn)
  if (dueOn !== computed) notes.push(note('due_raised_to_invoice_date', { computedOn: computed, issuedOn }))
  const exceedsCapDays = cap === null ? 0 : Math.max(0, daysBetween(cap.on, dueOn))
  if (cap === null) notes.push(note('no_cap_for_this_debtor', { debtorKind: facts.debtorKind }))
  else if (exceedsCapDays > 0)
    notes.push(note('term_above_cap', { capOn: cap.on, exceedsCapDays, article: cap.article }))
  return accept({
    dueOn,
    capOn: cap?.on ?? null,
    exceedsCapDays,
    article: cap?.article ?? 'convention des parties',
    notes,
  })
}

function agreedDay(terms: PaymentTerms, facts: DueDateFacts, notes: Note[]): Day {
  if (terms.kind === 'end_of_month') return endOfMonthDay(facts.issuedOn, terms)
  if (terms.from === 'invoice') return addDays(facts.issuedOn, terms.days)
  const from = terms.from === 'delivery' ? facts.deliveredOn : facts.receivedOn
  if (from === null) notes.push(note('supply_date_unknown_invoice_date_used', { issuedOn: facts.issuedOn }))
  return addDays(from ?? facts.issuedOn, terms.days)
}

/** The two lawful computations of « fin de mois », then the next day of that number when one is agreed. */
function endOfMonthDay(issuedOn: Day, terms: Extract<PaymentTerms, { kind: 'end_of_month' }>): Day {
  const computed =
    terms.method === 'a' ? endOfMonth(addDays(issuedOn, terms.days)) : addDays(endOfMonth(issuedOn), terms.days)
  if (terms.thenDate === null) return computed
  const following = addDays(endOfMonth(computed), 1)
  const [year, month] = [yearOf(following), monthOf(following)]
  return dayOf(year, month, Math.min(terms.thenDate, daysInMonth(year, month)))
}

/** Nothing agreed: 30 days from receipt of the goods or performance (L441-10, I), or the whole term of a public body. */
function defaultDay(facts: DueDateFacts, cap: Cap | null, notes: Note[]): Day {
  if (regimeOf(facts.debtorKind) === 'public' && cap) return cap.on
  if (facts.deliveredOn === null)
    notes.push(note('supply_date_unknown_invoice_date_used', { issuedOn: facts.issuedOn }))
  return addDays(facts.deliveredOn ?? facts.issuedOn, DEFAULT_DAYS)
}

type Cap = { readonly on: Day; readonly article: string }

function capOf(facts: DueDateFacts & { readonly sector: Sector | null }, notes: Note[]): Cap | null {
  const regime = regimeOf(facts.debtorKind)
  if (regime === 'public') return publicCap(facts, notes)
  if (regime !== 'professional') return null
  if (facts.sector !== null) {
    const cap = sectorCap(facts.sector, facts)
    if (!cap.verified) notes.push(note('sector_cap_not_verified', { sector: facts.sector }))
    return cap
  }
  const { issuedOn, terms, periodic } = facts
  const article = 'article L441-10, I du code de commerce'
  if (periodic) return { on: addDays(issuedOn, CAP_PERIODIC_DAYS), article }
  if (
    terms?.kind === 'end_of_month' &&
    terms.days > DEFAULT_DAYS &&
    terms.days <= CAP_END_OF_MONTH_DAYS &&
    !terms.thenDate
  )
    return { on: endOfMonthDay(issuedOn, { ...terms, days: CAP_END_OF_MONTH_DAYS }), article }
  return { on: addDays(issuedOn, CAP_DAYS), article }
}

const PUBLIC_DAYS: Readonly<Record<string, number>> = { public_health: 50, public_undertaking: 60 }

/**
 * 30 days from receipt of the payment request (50 public health, 60 public undertakings), from performance when that is later;
 * a request without a recorded receipt counts two days after its date (CCP R2192-10 to -15).
 */
function publicCap(facts: DueDateFacts, notes: Note[]): Cap {
  const received = facts.receivedOn ?? addDays(facts.issuedOn, 2)
  if (facts.receivedOn === null) notes.push(note('receipt_unknown_two_days_added', { countedFrom: received }))
  const from = latest(received, facts.deliveredOn ?? received)
  const days = (facts.sector !== null && PUBLIC_DAYS[facts.sector]) || DEFAULT_DAYS
  return { on: addDays(from, days), article: 'articles R2192-10 à R2192-15 du code de la commande publique' }
}
