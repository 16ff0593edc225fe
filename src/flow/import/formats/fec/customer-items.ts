import type { Day } from '../../../../domain/day.ts'
import { searchText } from '../../../../domain/search-text.ts'
import type { ImportedBareDebt } from '../../model.ts'
import type { CustomerLine } from './customer-lines.ts'
import { settlementGroups } from './lettering.ts'

/** An invoice of a customer, made of the debit lines of one piece (one line by instalment), and what is still open of it. */
export type Debt = {
  readonly number: string
  readonly lines: readonly CustomerLine[]
  readonly issuedOn: Day
  readonly amountCents: number
  openCents: number
  /** Null for an invoice; else why nobody knows what it is for. */
  readonly bare: ImportedBareDebt['reason'] | null
}

export type Credit = {
  readonly line: CustomerLine
  readonly isCreditNote: boolean
  readonly amountCents: number
  leftCents: number
  readonly settles: Map<Debt, number>
}

export type CustomerItems = { readonly debts: readonly Debt[]; readonly credits: readonly Credit[] }

const CREDIT_NOTE = /\b(avoirs?|note de credit|credit note|av ?\d*)\b/
const OPENING_PIECE = /^(an|ran) ?\d*$|^(a nouveaux?|report|ouv|ouverture|solde)\b/

/** Opening lines keep the piece of each invoice, or are one lump by customer: a piece that is blank, « AN », or shared with other customers. */
function isOpeningLump(line: CustomerLine, sharedPieces: ReadonlySet<string>): boolean {
  return line.pieceRef === '' || OPENING_PIECE.test(searchText(line.pieceRef)) || sharedPieces.has(line.pieceRef)
}

function debtReason(line: CustomerLine, sharedPieces: ReadonlySet<string>): Debt['bare'] {
  if (line.nature === 'sale') return null
  if (line.nature === 'opening') return isOpeningLump(line, sharedPieces) ? 'opening_balance' : null
  return line.nature === 'cash' ? 'bounced_payment' : 'other_debit'
}

/** The debts of a customer: debit lines of one piece and date are one invoice; a bare debt stays a line of its own. */
function debtsOf(lines: readonly CustomerLine[], sharedPieces: ReadonlySet<string>): Map<CustomerLine, Debt> {
  const pieces = Map.groupBy(lines, (line) => {
    const own = line.pieceRef === '' || debtReason(line, sharedPieces) !== null
    return own ? `line ${line.line}` : `${line.pieceRef}\u0001${line.pieceOn}`
  })
  const datesOfPiece = new Map<string, number>()
  for (const [first] of pieces.values())
    if (first) datesOfPiece.set(first.pieceRef, (datesOfPiece.get(first.pieceRef) ?? 0) + 1)
  const debts = new Map<CustomerLine, Debt>()
  for (const piece of pieces.values()) {
    const first = piece[0]
    if (!first) continue
    const repeated = (datesOfPiece.get(first.pieceRef) ?? 0) > 1
    const number = first.pieceRef === '' ? first.entry : repeated ? `${first.pieceRef}/${first.entry}` : first.pieceRef
    const amountCents = piece.reduce((total, { netCents }) => total + netCents, 0)
    const debt: Debt = {
      number,
      lines: piece,
      issuedOn: first.pieceOn,
      amountCents,
      openCents: amountCents,
      bare: debtReason(first, sharedPieces),
    }
    for (const line of piece) debts.set(line, debt)
  }
  return debts
}

function creditOf(line: CustomerLine): Credit {
  const said = searchText(`${line.pieceRef} ${line.label}`)
  const isCreditNote = line.nature === 'sale' || (line.nature !== 'cash' && CREDIT_NOTE.test(said))
  return { line, isCreditNote, amountCents: -line.netCents, leftCents: -line.netCents, settles: new Map() }
}

function settle(credit: Credit, debt: Debt, atMostCents = Number.MAX_SAFE_INTEGER): void {
  const cents = Math.min(credit.leftCents, debt.openCents, atMostCents)
  if (cents <= 0) return
  credit.leftCents -= cents
  debt.openCents -= cents
  credit.settles.set(debt, (credit.settles.get(debt) ?? 0) + cents)
}

/** Settles one lettered group: a bounced payment takes back the payment of its amount first; then debits by age, within what each line put in. */
function settleGroup(
  group: readonly CustomerLine[],
  debts: ReadonlyMap<CustomerLine, Debt>,
  credits: ReadonlyMap<CustomerLine, Credit>,
): void {
  const paying = group.map((line) => credits.get(line)).filter((credit) => credit !== undefined)
  const owing = group
    .filter((line) => debts.has(line))
    .sort((one, other) => rank(one, debts) - rank(other, debts) || (one.pieceOn < other.pieceOn ? -1 : 1))
  for (const line of owing) {
    const debt = debts.get(line)
    if (!debt) continue
    let wanted = line.netCents
    const exactFirst = [...paying].sort(
      (one, other) => Number(other.leftCents === wanted) - Number(one.leftCents === wanted),
    )
    for (const credit of exactFirst) {
      const before = credit.leftCents
      settle(credit, debt, wanted)
      wanted -= before - credit.leftCents
    }
  }
}

const rank = (line: CustomerLine, debts: ReadonlyMap<CustomerLine, Debt>) =>
  debts.get(line)?.bare === 'bounced_payment' ? 0 : 1

/** Runs of at most five words of a text: an invoice number such as « FA 2026 0042 » is a run of three. */
function* runsOf(text: string): Generator<string> {
  const words = text.split(' ').slice(0, 40)
  for (let from = 0; from < words.length; from++) {
    for (let to = from + 1; to <= Math.min(from + 5, words.length); to++) yield words.slice(from, to).join(' ')
  }
}

/** A credit that no lettering places settles the invoice whose number it carries, in its piece or in its label. */
function settleByReference(credits: readonly Credit[], debts: readonly Debt[]): void {
  const byNumber = new Map(
    debts.filter(({ bare }) => bare === null).map((debt) => [searchText(debt.number), debt] as const),
  )
  for (const credit of credits) {
    const own = byNumber.get(searchText(credit.line.pieceRef))
    if (own) settle(credit, own)
    for (const run of runsOf(searchText(credit.line.label))) {
      const named = run.length >= 3 ? byNumber.get(run) : undefined
      if (named) settle(credit, named)
    }
  }
}

/** Without any lettering in the file: one amount paid for one amount owed, where no other invoice of that amount could be meant. */
function settleByAmount(credits: readonly Credit[], debts: readonly Debt[]): void {
  const owed = Map.groupBy(debts.filter(({ bare }) => bare === null).sort(byAge), ({ openCents }) => openCents)
  const paid = Map.groupBy(
    credits.filter(({ leftCents }) => leftCents > 0),
    ({ leftCents }) => leftCents,
  )
  for (const [cents, paying] of paid) {
    const owing = owed.get(cents) ?? []
    if (owing.length > paying.length) continue
    for (const credit of paying) {
      const oldest = owing.find((debt) => debt.openCents === cents && debt.issuedOn <= credit.line.on)
      if (oldest) settle(credit, oldest)
    }
  }
}

const byAge = (one: Debt, other: Debt) => (one.issuedOn < other.issuedOn ? -1 : one.issuedOn > other.issuedOn ? 1 : 0)

/**
 * What one customer owes and has paid. The sum of what is open less what is left of the credits is always the balance of the account.
 * @param sharedPieces pieces of opening journals that several customers carry; @param fileIsLettered whether any line of the file is.
 */
export function customerItems(
  lines: readonly CustomerLine[],
  sharedPieces: ReadonlySet<string>,
  fileIsLettered: boolean,
): CustomerItems {
  const { groups, loose } = settlementGroups(lines)
  const kept = [...groups.flat(), ...loose].sort((one, other) => one.line - other.line)
  const debts = debtsOf(
    kept.filter(({ netCents }) => netCents > 0),
    sharedPieces,
  )
  const credits = new Map(kept.filter(({ netCents }) => netCents < 0).map((line) => [line, creditOf(line)] as const))
  for (const group of groups) settleGroup(group, debts, credits)
  const distinct = [...new Set(debts.values())]
  const looseCredits = loose.map((line) => credits.get(line)).filter((credit) => credit !== undefined)
  settleByReference(looseCredits, distinct)
  if (!fileIsLettered) settleByAmount(looseCredits, distinct)
  return { debts: distinct, credits: [...credits.values()] }
}
