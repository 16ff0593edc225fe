import type { Day } from '../../domain/day.ts'
import type { Currency } from '../../domain/money.ts'
import type { Refusal } from '../../domain/refusal.ts'
import type { FileCredit } from './collect-file.ts'
import type { FileDebtor } from './match-debtors.ts'
import type { PartyIdentity } from './model.ts'
import type { LedgerEntry, LedgerFacts, LedgerInvoice, PlannedInvoice, SayProblem, Verdict } from './plan-import.ts'
import { planSettlements } from './plan-settlements.ts'

/** An invoice that a credit settles: one that the file enters, or one of the ledger. */
export type ShareTarget = { readonly planned: PlannedInvoice } | { readonly known: LedgerInvoice }

export type PlannedCredit = {
  readonly verdict: Verdict
  readonly line: number
  readonly kind: 'payment' | 'credit_note'
  readonly debtor: FileDebtor | null
  /** Of the ledger, where the file names an invoice and not its debtor. */
  readonly debtorId: string | null
  /** Null: no column gives it, the day of the import is taken. */
  readonly on: Day | null
  readonly amountCents: number
  readonly currency: Currency
  readonly reference: string | null
  readonly method: string | null
  readonly label: string | null
  readonly sourceKey: string
  readonly shares: ReadonlyArray<{ readonly target: ShareTarget; readonly amountCents: number }>
  /** The entry of the ledger that it is, with the shares that it does not settle yet. */
  readonly entry: LedgerEntry | null
  /** A list of payments leaves the rest to the rule; books and balances say all there is to say. */
  readonly placing: 'file' | 'rule'
}

const METHODS: ReadonlyArray<readonly [RegExp, string]> = [
  [/vir|transfer|sepa|wire/i, 'transfer'],
  [/ch[eè]|check|cheque|chq/i, 'cheque'],
  [/esp|cash|liquide/i, 'cash'],
  [/cb|carte|card/i, 'card'],
  [/pr[eé]l|direct|debit/i, 'direct_debit'],
]

const methodOf = (text: string | null) =>
  text === null ? null : (METHODS.find(([pattern]) => pattern.test(text))?.[1] ?? 'other')

type Finder = {
  readonly inFile: ReadonlyMap<string, PlannedInvoice>
  readonly byNumber: ReadonlyMap<string, readonly LedgerInvoice[]>
}

/** The invoice of that number and debtor in the file, else in the ledger; without a debtor, the only one of the ledger with that number. */
function targetOf(finder: Finder, debtor: FileDebtor | null, number: string): ShareTarget | null {
  const planned = debtor && finder.inFile.get(`${debtor.key}|${number}`)
  if (planned) return { planned }
  const candidates = (finder.byNumber.get(number) ?? []).filter(
    ({ debtorId }) => !debtor || debtorId === debtor.known?.debtorId,
  )
  return candidates.length === 1 && candidates[0] ? { known: candidates[0] } : null
}

const isHistory = (target: ShareTarget | null) =>
  target !== null && 'planned' in target && target.planned.verdict === 'history'

/** What of a credit is about invoices that the ledger never knew is history too, and is not a credit of the debtor. */
function withoutHistory(credit: FileCredit, targets: ReadonlyArray<ShareTarget | null>): number {
  const past = credit.allocations.reduce(
    (sum, { amountCents }, at) => sum + (isHistory(targets[at] ?? null) ? amountCents : 0),
    0,
  )
  return credit.amountCents - past
}

function planCredit(
  credit: FileCredit,
  debtor: FileDebtor | null,
  finder: Finder,
  facts: LedgerFacts,
  say: SayProblem,
): PlannedCredit {
  const targets = credit.allocations.map(({ invoiceNumber }) => targetOf(finder, debtor, invoiceNumber))
  const [first] = targets
  const debtorId = debtor?.known?.debtorId ?? (first && 'known' in first ? first.known.debtorId : null)
  const amountCents = withoutHistory(credit, targets)
  const planned = {
    line: credit.line,
    kind: credit.type,
    debtor,
    debtorId,
    on: credit.type === 'payment' ? credit.paidOn : credit.issuedOn,
    amountCents,
    currency: credit.currency,
    reference: credit.reference,
    method: credit.type === 'payment' ? methodOf(credit.method) : null,
    label: credit.label,
    sourceKey: credit.sourceKey,
    entry: null,
    shares: credit.allocations.flatMap((share, at) => {
      const target = targets[at]
      return target && !isHistory(target) ? [{ target, amountCents: share.amountCents }] : []
    }),
    placing:
      credit.sourceKey.startsWith('fec|') || credit.allocations.length > 0 ? ('file' as const) : ('rule' as const),
  }
  const entry = facts.entries.get(credit.sourceKey)
  if (entry) return planAgain(planned, entry)
  const refusal = !debtor && debtorId === null ? whyNobody(credit) : maybeCounted(planned)
  if (refusal) {
    say('refused', credit.line, refusal)
    return { ...planned, verdict: 'refused' }
  }
  return { ...planned, verdict: amountCents === 0 ? 'history' : 'new' }
}

/** Known already; « changed » when it waits in the ledger and the file now says what it settles, as books do once lettered. */
function planAgain(planned: Omit<PlannedCredit, 'verdict'>, entry: LedgerEntry): PlannedCredit {
  const settled = ({ target }: PlannedCredit['shares'][number]) => {
    const known = 'known' in target ? target.known : target.planned.known
    return known ? (entry.settles[known.invoiceId] ?? 0) : 0
  }
  const shares = planned.shares
    .map((share) => ({ ...share, amountCents: share.amountCents - settled(share) }))
    .filter(({ amountCents }) => amountCents > 0)
  const isPlaced = entry.waitingCents > 0 && shares.length > 0
  return { ...planned, entry, shares, verdict: isPlaced ? 'changed' : 'already' }
}

const whyNobody = ({ party, allocations }: FileCredit): Refusal =>
  party.name === null && party.reference === null
    ? { code: 'import_invoice_not_found', facts: { number: allocations[0]?.invoiceNumber ?? null } }
    : { code: 'debtor_ambiguous', facts: { name: party.name } }

/**
 * A payment of an invoice that a « reste dû » column settled before, from a day that this column already told, is probably part of what it
 * told: counted twice it would free the debtor of another debt. Null when there is no such doubt.
 */
function maybeCounted({ kind, on, shares }: Pick<PlannedCredit, 'kind' | 'on' | 'shares'>): Refusal | null {
  for (const { target, amountCents } of shares) {
    const known = 'known' in target ? target.known : target.planned.known
    const told = known?.toldSettled ?? null
    if (kind !== 'payment' || !known || !told || on === null || on > told.untilDay || amountCents > told.cents) continue
    const facts = { number: known.number, amountCents, countedCents: told.cents, on, currency: known.currency }
    return { code: 'import_payment_maybe_counted', facts }
  }
  return null
}

/** Decides of the payments and credit notes of a file, and of what its columns say is settled. */
export function planCredits(
  credits: readonly FileCredit[],
  invoices: readonly PlannedInvoice[],
  facts: LedgerFacts,
  debtorOf: (party: PartyIdentity) => FileDebtor | null,
  say: SayProblem,
): PlannedCredit[] {
  const inFile = new Map(
    invoices
      .filter(({ verdict }) => verdict !== 'refused')
      .map((planned) => [`${planned.debtor?.key}|${planned.invoice.number}`, planned] as const),
  )
  const finder = { inFile, byNumber: Map.groupBy(facts.invoices, ({ number }) => number) }
  return [
    ...credits.map((credit) => planCredit(credit, debtorOf(credit.party), finder, facts, say)),
    ...planSettlements(invoices, facts, say),
  ]
}
