import type { Day } from './day.ts'
import type { Accrual, InterestLine } from './law/accrual.ts'
import { indemniteForfaitaire } from './law/indemnite-forfaitaire.ts'
import { type InterestClaim, type InterestSettings, type Settlement, STATUTORY_SETTINGS } from './law/interest-claim.ts'
import { interestOn } from './law/interest-on.ts'
import type { RateTables } from './law/rates.ts'
import { type Answer, distinctNotes, type Note, note } from './law/rule.ts'
import { type Currency, EUR } from './money.ts'
import { type DebtorKind, type Regime, regimeOf } from './party.ts'
import { accept, type Outcome } from './refusal.ts'

/** What a person decided about a charge: asked now, kept for later, or given up (pitfall 30, S2-18). */
export type ChargeDecision = 'claim' | 'reserve' | 'waive'

export type ChargedInvoice = {
  readonly invoiceId: string
  readonly issuedOn: Day
  /** At least one; an invoice without agreed instalments has one for its whole amount. Amounts include VAT. */
  readonly instalments: readonly { readonly dueOn: Day; readonly amountCents: number }[]
  /** What was allocated to the invoice, without the entries that were reversed: money that bounced was never there. */
  readonly settlements: readonly Settlement[]
  /** Day on which the formal notice that names this invoice took effect; starts a consumer's interest (S4-14). */
  readonly noticeOn: Day | null
  readonly penalty: ChargeDecision
  readonly indemnity: ChargeDecision
}

/** The invoices of one debtor in one currency. */
export type ChargedClaim = {
  readonly debtorKind: DebtorKind
  readonly applicableLaw: string | null
  readonly currency: Currency
  readonly insolvencyOpenedOn: Day | null
  readonly invoices: readonly ChargedInvoice[]
}

export type ChargeContext = { readonly rates: RateTables; readonly settings: InterestSettings }

/**
 * The settings of the ledger. A payment recorded against an invoice pays its principal: by allocating it there the creditor agrees
 * to it, as C. civ. 1343-1 allows; interest already accrued stays due until it is claimed or waived (pitfall 30).
 */
export const LEDGER_SETTINGS: InterestSettings = { ...STATUTORY_SETTINGS, imputation: 'principal' }

export type InvoiceCharges = {
  readonly invoiceId: string
  readonly lines: readonly InterestLine[]
  /** Interest still unpaid: accrued, less what settlements paid of it. */
  readonly interestCents: number
  /** The 40 € still unpaid, in euro cents; 0 where they are not due. */
  readonly indemnityCents: number
  readonly penalty: ChargeDecision
  readonly indemnity: ChargeDecision
  readonly notes: readonly Note[]
}

export type ChargeTotal = { readonly interestCents: number; readonly indemnityCents: number }

export type Charges = {
  readonly on: Day
  /** Legal basis in French, for the statement; null when no charge is due. */
  readonly basis: string | null
  readonly invoices: readonly InvoiceCharges[]
  readonly claimed: ChargeTotal
  readonly reserved: ChargeTotal
  readonly waived: ChargeTotal
  readonly notes: readonly Note[]
}

const BASIS: Readonly<Record<Regime, string>> = {
  professional: 'articles L441-10, II et D441-5 du code de commerce',
  public: 'articles L2192-13, R2192-31 et D2192-35 du code de la commande publique',
  consumer: 'articles 1231-6 et 1344-1 du code civil',
  non_professional: 'articles 1231-6 et 1344-1 du code civil',
}

/**
 * Interest and indemnity due on a day, invoice by invoice, each line explained. Never written on the invoice; the decisions only
 * sort the amounts into claimed, reserved and waived. Refusals: `rate_missing` when interest is claimed, `law_not_covered`.
 */
export function chargesOn(claim: ChargedClaim, on: Day, context: ChargeContext): Outcome<Charges> {
  const invoices: InvoiceCharges[] = []
  for (const invoice of claim.invoices) {
    const charges = chargesOnInvoice(claim, invoice, on, context)
    if (!charges.ok) return charges
    invoices.push(charges.value)
  }
  const total = (decision: ChargeDecision): ChargeTotal => ({
    interestCents: sumWhere(invoices, (one) => (one.penalty === decision ? one.interestCents : 0)),
    indemnityCents: sumWhere(invoices, (one) => (one.indemnity === decision ? one.indemnityCents : 0)),
  })
  const isDue = invoices.some((one) => one.interestCents > 0 || one.indemnityCents > 0)
  const [claimed, reserved, waived] = [total('claim'), total('reserve'), total('waive')]
  return accept({
    on,
    basis: isDue ? BASIS[regimeOf(claim.debtorKind)] : null,
    invoices,
    claimed,
    reserved,
    waived,
    notes: claimNotes(claim, waived),
  })
}

function claimNotes(claim: ChargedClaim, waived: ChargeTotal): readonly Note[] {
  const notes: Note[] = []
  const isWaived = waived.interestCents > 0 || waived.indemnityCents > 0
  if (claim.debtorKind === 'public_body' && isWaived) notes.push(note('waiver_void_for_public_body'))
  if (regimeOf(claim.debtorKind) === 'non_professional')
    notes.push(note('treated_as_consumer', { debtorKind: claim.debtorKind }))
  return notes
}

function chargesOnInvoice(
  claim: ChargedClaim,
  invoice: ChargedInvoice,
  on: Day,
  context: ChargeContext,
): Outcome<InvoiceCharges> {
  const { invoiceId, penalty, indemnity } = invoice
  const nothing = { invoiceId, lines: [], interestCents: 0, indemnityCents: 0, penalty, indemnity }
  if (isFullyCredited(invoice)) return accept({ ...nothing, notes: [note('fully_credited')] })
  const parts: Part[] = []
  for (const part of interestClaims(claim, invoice)) {
    const charged = chargesOnPart(part, penalty, on, context)
    if (!charged.ok) return charged
    parts.push(charged.value)
  }
  // Once per invoice, not per instalment (CJEU C-78/22).
  const indemnityCents = Math.max(0, ...parts.map((part) => part.indemnityCents))
  return accept({
    ...nothing,
    lines: parts.flatMap((part) => part.lines),
    interestCents: sumWhere(parts, (part) => part.interestCents),
    indemnityCents: claim.currency === EUR ? indemnityCents : 0,
    notes: distinctNotes([...parts.flatMap((part) => part.notes), ...currencyNotes(claim.currency, indemnityCents)]),
  })
}

/** An invoice entirely cancelled by credit notes was not owed: nothing is asked for its delay. */
function isFullyCredited({ instalments, settlements }: ChargedInvoice): boolean {
  const credited = sumWhere(settlements, (one) => (one.kind === 'credit_note' ? one.amountCents : 0))
  return credited > 0 && credited >= sumWhere(instalments, (one) => one.amountCents)
}

type Part = Pick<InvoiceCharges, 'lines' | 'interestCents' | 'indemnityCents' | 'notes'>

/** Interest that nobody claims is not worth stopping a reminder for: without its rate it is left out, and a note says so. */
function chargesOnPart(
  claim: InterestClaim,
  penalty: ChargeDecision,
  on: Day,
  { rates, settings }: ChargeContext,
): Outcome<Part> {
  const interest = interestOn(claim, on, settings, rates)
  if (!interest.ok) {
    const { code, facts } = interest.refusal
    if (code !== 'rate_missing' || penalty === 'claim') return interest
    return accept({ ...onlyIndemnity(claim, on), notes: [note('interest_not_computed', facts)] })
  }
  const answer = interest.value
  if (answer.kind === 'applies') {
    const { lines, interestDueCents, indemnityDueCents } = answer.value
    return accept({ lines, interestCents: interestDueCents, indemnityCents: indemnityDueCents, notes: answer.steps })
  }
  return accept({ ...onlyIndemnity(claim, on), notes: notesOf(answer) })
}

function onlyIndemnity(claim: InterestClaim, on: Day) {
  const indemnity = indemniteForfaitaire(claim, on)
  return { lines: [], interestCents: 0, indemnityCents: indemnity.kind === 'applies' ? indemnity.value : 0 }
}

function notesOf(answer: Exclude<Answer<Accrual>, { kind: 'applies' }>): readonly Note[] {
  return [answer.kind === 'does_not_apply' ? answer.reason : note('answer_missing', { answer: answer.answer })]
}

/** The 40 € are set in euros: never added to another currency. */
function currencyNotes(currency: Currency, amountCents: number): readonly Note[] {
  return currency === EUR || amountCents === 0 ? [] : [note('indemnity_not_in_euros', { amountCents, currency })]
}

/** One claim per instalment, the settlements given to the oldest first, a settlement being split where it must. */
function interestClaims(claim: ChargedClaim, invoice: ChargedInvoice): readonly InterestClaim[] {
  const { debtorKind, applicableLaw, insolvencyOpenedOn } = claim
  const { issuedOn, settlements, noticeOn } = invoice
  const instalments = [...invoice.instalments].sort((a, b) => (a.dueOn < b.dueOn ? -1 : 1))
  const left = [...settlements].sort((a, b) => (a.on < b.on ? -1 : 1))
  return instalments.map(({ dueOn, amountCents }, index) => {
    const taken = index === instalments.length - 1 ? left.splice(0) : take(left, amountCents)
    return {
      debtorKind,
      applicableLaw,
      principalCents: amountCents,
      issuedOn,
      dueOn,
      settlements: taken,
      noticeOn,
      insolvencyOpenedOn,
    }
  })
}

/** Takes settlements from the front of a list up to an amount. */
function take(left: Settlement[], amountCents: number): readonly Settlement[] {
  const taken: Settlement[] = []
  let wanted = amountCents
  for (let next = left[0]; next && wanted > 0; next = left[0]) {
    const part = Math.min(wanted, next.amountCents)
    taken.push({ ...next, amountCents: part })
    wanted -= part
    if (part === next.amountCents) left.shift()
    else left[0] = { ...next, amountCents: next.amountCents - part }
  }
  return taken
}

function sumWhere<T>(list: readonly T[], cents: (one: T) => number): number {
  return list.reduce((sum, one) => sum + cents(one), 0)
}
