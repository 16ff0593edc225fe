import { type Day, latest } from '../../domain/day.ts'
import { checkInvoice, type DueOrigin, type NewInvoice } from '../../domain/invoice.ts'
import { dueDate, readPaymentTerms } from '../../domain/law/delais-de-paiement.ts'
import type { Currency } from '../../domain/money.ts'
import type { Refusal } from '../../domain/refusal.ts'
import type { CollectedFile, FileInvoice } from './collect-file.ts'
import { type FileDebtor, type LedgerDebtor, matchDebtors } from './match-debtors.ts'
import type { LineProblem, PartyIdentity } from './model.ts'
import { type PlannedCredit, planCredits } from './plan-credits.ts'
import { type PlannedContact, type PlannedDebtor, planDebtors } from './plan-debtors.ts'

export type LedgerInvoice = {
  readonly invoiceId: string
  readonly debtorId: string
  readonly number: string
  readonly issuedOn: Day
  readonly dueOn: Day
  readonly dueOrigin: DueOrigin
  readonly amountCents: number
  readonly currency: Currency
  readonly settledCents: number
  readonly isCancelled: boolean
  readonly hasInstalments: boolean
  /** What a « reste dû » column of an earlier file settled of it, and the last day that this column told. */
  readonly toldSettled: { readonly cents: number; readonly untilDay: Day } | null
  /** Something that lists it has left: its amounts are no longer ours to correct in silence. */
  readonly wasChased: boolean
}

export type LedgerEntry = {
  readonly entryId: string
  readonly debtorId: string
  /** Not allocated yet. */
  readonly waitingCents: number
  /** What it settles, by invoice. */
  readonly settles: Readonly<Record<string, number>>
}

/** What the ledger knows that a file may be about, gathered by `queries`. */
export type LedgerFacts = {
  readonly creditorId: string
  readonly siren: string | null
  readonly paymentTerms: string
  readonly debtors: readonly LedgerDebtor[]
  /** Addresses already known, by debtor: `deb_… a@b.fr`, `deb_… +33…`. */
  readonly reachable: ReadonlySet<string>
  readonly invoices: readonly LedgerInvoice[]
  /** Entries that came from a file, by the key that tells them again. */
  readonly entries: ReadonlyMap<string, LedgerEntry>
  /** Cents in the favour of debtors that settle nothing yet, by `debtorId currency`. */
  readonly waiting: ReadonlyMap<string, number>
}

/** What is done with a record: entered, corrected, nothing (already there), nothing with a reason, or left aside as history. */
export type Verdict = 'new' | 'changed' | 'already' | 'refused' | 'history'

export type PlannedInvoice = {
  readonly verdict: Verdict
  readonly invoice: FileInvoice
  readonly debtor: FileDebtor | null
  readonly dueOn: Day
  readonly dueOrigin: DueOrigin
  /** The one of the ledger with the same number and debtor. */
  readonly known: LedgerInvoice | null
}

/** Everything an import would do, decided before anything is written. */
export type ImportPlan = {
  readonly debtors: readonly PlannedDebtor[]
  readonly contacts: readonly PlannedContact[]
  readonly invoices: readonly PlannedInvoice[]
  readonly credits: readonly PlannedCredit[]
  readonly problems: readonly LineProblem[]
}

/** Says a problem of the comparison at the line of the file it comes from. */
export type SayProblem = (severity: LineProblem['severity'], line: number | null, refusal: Refusal) => void

/** The due date that the file does not give, from the debtor's own terms, else from the creditor's terms of sale (S0-3). */
function computeDue(
  issuedOn: Day,
  debtor: FileDebtor | null,
  facts: LedgerFacts,
): { dueOn: Day; dueOrigin: DueOrigin } {
  const own = debtor?.known?.paymentTerms ?? null
  const terms = readPaymentTerms(own ?? facts.paymentTerms) ?? readPaymentTerms('30')
  const computed = dueDate({
    debtorKind: debtor?.kind ?? 'company',
    issuedOn,
    deliveredOn: null,
    receivedOn: null,
    terms,
    sector: null,
    periodic: false,
  })
  return {
    dueOn: computed.ok ? latest(computed.value.dueOn, issuedOn) : issuedOn,
    dueOrigin: own === null ? 'terms_of_sale' : 'debtor_terms',
  }
}

/** A due date that we computed is not a statement of the file: it contradicts nothing. */
function differences({ invoice, dueOn, known }: Pick<PlannedInvoice, 'invoice' | 'dueOn' | 'known'>): string[] {
  if (!known) return []
  return [
    ...(known.amountCents !== invoice.amountCents ? ['amount'] : []),
    ...(known.currency !== invoice.currency ? ['currency'] : []),
    ...(known.issuedOn !== invoice.issuedOn ? ['issuedOn'] : []),
    ...(invoice.dueOn !== null && known.dueOn !== dueOn ? ['dueOn'] : []),
  ]
}

/** Why an invoice that the ledger holds cannot take the figures of the file; null when it can. */
function correctionRefused(planned: Pick<PlannedInvoice, 'invoice' | 'known'>): Refusal | null {
  const { invoice, known } = planned
  if (!known) return null
  const facts = {
    number: known.number,
    ledgerCents: known.amountCents,
    fileCents: invoice.amountCents,
    currency: known.currency,
  }
  if (known.isCancelled) return { code: 'import_invoice_cancelled', facts: { number: known.number } }
  if (known.currency !== invoice.currency)
    return {
      code: 'import_currency_changed',
      facts: { number: known.number, ledger: known.currency, file: invoice.currency },
    }
  if (known.wasChased) return { code: 'import_invoice_chased', facts }
  if (known.hasInstalments || invoice.instalments.length > 0) return { code: 'import_instalments_changed', facts }
  return invoice.amountCents < known.settledCents
    ? { code: 'import_below_settled', facts: { ...facts, settledCents: known.settledCents } }
    : null
}

/** What would be entered. */
export function newInvoiceOf(
  { invoice, dueOn, dueOrigin }: PlannedInvoice,
  creditorId: string,
  debtorId: string,
): NewInvoice {
  const { number, issuedOn, amountCents, currency, label, purchaseOrder, instalments } = invoice
  return {
    creditorId,
    debtorId,
    number,
    issuedOn,
    dueOn,
    dueOrigin,
    amountCents,
    currency,
    label,
    purchaseOrder,
    instalments,
  }
}

function planInvoice(
  invoice: FileInvoice,
  debtor: FileDebtor | null,
  facts: LedgerFacts,
  known: LedgerInvoice | null,
  say: SayProblem,
): PlannedInvoice {
  const due = invoice.dueOn
    ? { dueOn: invoice.dueOn, dueOrigin: 'invoice' as const }
    : computeDue(invoice.issuedOn, debtor, facts)
  const planned = { invoice, debtor, known, ...due }
  const refused = (refusal: Refusal): PlannedInvoice => {
    say('refused', invoice.line, refusal)
    return { ...planned, verdict: 'refused' }
  }
  if (!debtor) return refused({ code: 'debtor_ambiguous', facts: { name: invoice.party.name } })
  if (!known) {
    if (invoice.settledInFile) return { ...planned, verdict: 'history' }
    const checked = checkInvoice(newInvoiceOf({ ...planned, verdict: 'new' }, facts.creditorId, ''))
    return checked.ok ? { ...planned, verdict: 'new' } : refused(checked.refusal)
  }
  const differing = differences(planned)
  if (differing.length === 0) return { ...planned, verdict: 'already' }
  const reason = correctionRefused(planned)
  if (reason) return refused(reason)
  say('note', invoice.line, {
    code: 'import_invoice_changed',
    facts: {
      number: invoice.number,
      fields: differing,
      ledgerCents: known.amountCents,
      fileCents: invoice.amountCents,
      currency: known.currency,
    },
  })
  return { ...planned, verdict: 'changed' }
}

/**
 * Compares a file with the ledger and decides of each record: new, changed, already there, refused, or history (settled before we knew it).
 * Pure: the same file and the same ledger give the same plan. The problems of the file come first, then those of the comparison.
 */
export function planImport(fileName: string, file: CollectedFile, facts: LedgerFacts): ImportPlan {
  const problems: LineProblem[] = [...file.problems]
  const say: SayProblem = (severity, line, { code, facts: said }) =>
    problems.push({ type: 'problem', severity, file: fileName, line, column: null, code, facts: said })
  if (file.facts?.siren && facts.siren && file.facts.siren !== facts.siren) {
    say('file_refused', null, {
      code: 'import_other_creditor',
      facts: { fileSiren: file.facts.siren, creditorSiren: facts.siren },
    })
  }
  const matched = matchDebtors(file, facts.debtors)
  const knownOf = new Map(facts.invoices.map((known) => [`${known.debtorId}|${known.number}`, known] as const))
  const debtorOf = (party: PartyIdentity) => matched.debtorOf(party)
  const invoices = file.invoices.map((invoice) => {
    const debtor = debtorOf(invoice.party)
    const known = debtor?.known ? (knownOf.get(`${debtor.known.debtorId}|${invoice.number}`) ?? null) : null
    return planInvoice(invoice, debtor, facts, known, say)
  })
  for (const debt of file.bareDebts) say('warning', debt.line, bareDebtProblem(debt))
  const credits = planCredits(file.credits, invoices, facts, debtorOf, say)
  return { ...planDebtors(matched.debtors, invoices, credits, facts, say), invoices, credits, problems }
}

const bareDebtProblem = ({
  party,
  reason,
  amountCents,
  currency,
  on,
}: CollectedFile['bareDebts'][number]): Refusal => ({
  code: `import_${reason}`,
  facts: { debtor: party.name ?? party.reference, amountCents, currency, on },
})
