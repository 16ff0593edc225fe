import { type Day, isDay } from '../../../domain/day.ts'
import { EUR } from '../../../domain/money.ts'
import { readSiren } from '../../../domain/siren.ts'
import type { ImportedAllocation, ImportedRecord, LineProblem, PartyIdentity } from '../model.ts'
import { headOf, type ImportSource } from '../source.ts'
import { type Credit, type CustomerItems, customerItems, type Debt } from './fec/customer-items.ts'
import { type Customer, type CustomerLine, CustomerLines } from './fec/customer-lines.ts'
import { entryLines } from './fec/entry-lines.ts'
import { fecLayout } from './fec/layout.ts'
import { FileRefused, type Format } from './format.ts'
import { decodeHead, detectEncoding } from './text-encoding.ts'

type FecRecord = ImportedRecord | LineProblem

/** `{SIREN}FEC{AAAAMMJJ}.txt`: whose books, and the end of their year. */
function fileNameFacts(name: string): { siren: string | null; yearEndOn: Day | null } {
  const match = /(\d{9})FEC(\d{4})(\d{2})(\d{2})/i.exec(name)
  if (!match) return { siren: null, yearEndOn: null }
  const end = `${match[2]}-${match[3]}-${match[4]}`
  return { siren: readSiren(match[1] ?? ''), yearEndOn: isDay(end) ? end : null }
}

/** Pieces of opening journals that more than one customer carries: they name the opening entry, not an invoice. */
function sharedOpeningPieces(lines: readonly CustomerLine[]): Set<string> {
  const ownerOf = new Map<string, string>()
  const shared = new Set<string>()
  for (const { nature, pieceRef, customer } of lines) {
    if (nature !== 'opening' || pieceRef === '') continue
    const owner = ownerOf.get(pieceRef)
    if (owner === undefined) ownerOf.set(pieceRef, customer)
    else if (owner !== customer) shared.add(pieceRef)
  }
  return shared
}

function* debtRecords(debt: Debt, party: PartyIdentity, file: string): Generator<FecRecord> {
  const [first] = debt.lines
  if (!first) return
  const common = { line: first.line, party, currency: EUR, label: first.label || null }
  if (debt.bare !== null) {
    if (debt.openCents > 0)
      yield {
        ...common,
        type: 'bare_debt',
        reason: debt.bare,
        on: debt.issuedOn,
        amountCents: debt.openCents,
        reference: first.pieceRef || null,
      }
    return
  }
  yield {
    ...common,
    type: 'invoice',
    number: debt.number,
    issuedOn: debt.issuedOn,
    dueOn: null,
    amountCents: debt.amountCents,
    purchaseOrder: null,
    settledInFile: debt.openCents === 0,
  }
  const warn = (column: string, code: string, facts: LineProblem['facts']): LineProblem => ({
    type: 'problem',
    severity: 'warning',
    file,
    line: first.line,
    column,
    code,
    facts,
  })
  if (debt.openCents > 0 && first.pieceRef === '') yield warn('PieceRef', 'fec_piece_missing', { used: debt.number })
  if (debt.openCents > 0 && first.foreignCurrency !== '' && first.foreignCurrency !== 'EUR')
    yield warn('Idevise', 'fec_foreign_currency', { currency: first.foreignCurrency })
}

/** A payment or a credit note, less what it settles of debts that have no invoice: those leave no trace but the balance. */
function creditRecord(credit: Credit, party: PartyIdentity, sourceKey: string): ImportedRecord | null {
  const allocations: ImportedAllocation[] = []
  let amountCents = credit.amountCents
  for (const [debt, cents] of credit.settles) {
    if (debt.bare === null) allocations.push({ invoiceNumber: debt.number, amountCents: cents })
    else amountCents -= cents
  }
  if (amountCents === 0) return null
  const { line } = credit
  const common = {
    line: line.line,
    party,
    amountCents,
    currency: EUR,
    reference: line.pieceRef || null,
    label: line.label || null,
    allocations,
    sourceKey,
  }
  if (credit.isCreditNote)
    return { ...common, type: 'credit_note', number: line.pieceRef || line.entry, issuedOn: line.pieceOn }
  return { ...common, type: 'payment', paidOn: line.on, method: line.nature === 'cash' ? null : 'OD' }
}

function* customerRecords(customer: Customer, items: CustomerItems, file: string): Generator<FecRecord> {
  const party: PartyIdentity = { reference: customer.reference, name: customer.name || null, siren: null }
  yield { type: 'party', line: customer.line, party, kind: null, vatNumber: null, address: null }
  for (const debt of items.debts) yield* debtRecords(debt, party, file)
  const seen = new Map<string, number>()
  for (const credit of items.credits) {
    const { line } = credit
    const key = ['fec', customer.reference, line.journal, line.entry, line.on, credit.amountCents].join('|')
    const times = (seen.get(key) ?? 0) + 1
    seen.set(key, times)
    const record = creditRecord(credit, party, times === 1 ? key : `${key}|${times}`)
    if (record) yield record
  }
}

async function gather(source: ImportSource): Promise<CustomerLines> {
  const layout = fecLayout(decodeHead(await headOf(source)))
  if (!layout) throw new FileRefused('headings_not_found')
  const customers = new CustomerLines(source.name)
  for await (const batch of entryLines(source, await detectEncoding(source), layout))
    for (const line of batch) customers.take(line)
  customers.finish()
  return customers
}

/**
 * Fichier des écritures comptables (art. A47 A-1 LPF), read tolerantly: four separators, four encodings, `Montant`/`Sens`, any case.
 * Gives the customers' invoices, payments and credit notes as their lettering links them. No due date is in a FEC: it is computed.
 */
export const fec: Format = {
  id: 'fec',
  label: 'FEC',
  detect: (head) => (fecLayout(decodeHead(head)) ? 0.99 : 0),
  inspect: null,
  read: async function* (source) {
    const gathered = await gather(source)
    yield {
      type: 'file',
      ...fileNameFacts(source.name),
      lastEntryOn: gathered.lastCashOn,
      lineCount: gathered.lineCount,
    }
    yield* gathered.problems
    const { count, netCents, firstLine } = gathered.anonymous
    if (count > 0) {
      yield {
        type: 'problem',
        severity: 'warning',
        file: source.name,
        line: firstLine,
        column: 'CompAuxNum',
        code: 'fec_lines_without_customer',
        facts: { count, netCents },
      }
    }
    const shared = sharedOpeningPieces(gathered.lines)
    const isLettered = gathered.lines.some(({ letter }) => letter !== '')
    for (const [reference, lines] of Map.groupBy(gathered.lines, ({ customer }) => customer)) {
      const customer = gathered.customers.get(reference)
      if (customer) yield* customerRecords(customer, customerItems(lines, shared, isLettered), source.name)
    }
  },
}
