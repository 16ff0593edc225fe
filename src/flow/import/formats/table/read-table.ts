import { accept, type Outcome, refuse } from '../../../../domain/refusal.ts'
import {
  type ImportedContact,
  type ImportedParty,
  type ImportedRecord,
  type LineProblem,
  type PartyIdentity,
  partyKey,
} from '../../model.ts'
import { FileRefused, type ReadOptions } from '../format.ts'
import { findHeadings } from './heading-row.ts'
import type { Field } from './headings.ts'
import { readInvoiceRow } from './invoice-rows.ts'
import { type Inspection, kindOf, type MappedColumn, type Mapping, missingFields, proposeMapping } from './mapping.ts'
import { readContact, readParty, readPartyDetails } from './party-cells.ts'
import { readPaymentRow } from './payment-rows.ts'
import { RowReader, type TableContext } from './row-reader.ts'
import { surveyTable } from './survey.ts'
import { isEmptyRow, type Row, type Table, textAt } from './table.ts'
import { TotalRows } from './total-rows.ts'

const fieldsOf = (mapping: Mapping) => new Set(mapping.columns.map(({ field }) => field))

/** Columns named by a mapping; the first one when two have the same meaning. */
function columnsByField(mapping: Mapping): Map<Field, MappedColumn> {
  const columns = new Map<Field, MappedColumn>()
  for (const column of mapping.columns)
    if (column.field !== null && !columns.has(column.field)) columns.set(column.field, column)
  return columns
}

/** Shows what a table seems to be before it is read. Refusals: `headings_not_found`. */
export async function inspectTable(table: Table): Promise<Outcome<Inspection>> {
  const head = await findHeadings(table, null)
  if (!head) return refuse('headings_not_found', { file: table.fileName })
  const { mapping, kind } = proposeMapping(head.heading, head.sample)
  const survey = await surveyTable(table, mapping)
  const firstRows = head.sample
    .slice(0, 10)
    .map((row) => ({ line: row.line, cells: mapping.columns.map(({ column }) => textAt(row, column)) }))
  const doubtful = [
    ...[...survey.decimalMarks]
      .filter(([, mark]) => mark === 'undecided')
      .map(([column]) => ({ column, about: 'decimal_mark' as const })),
    ...[...survey.dateOrders]
      .filter(([, order]) => order === 'undecided')
      .map(([column]) => ({ column, about: 'date_order' as const })),
  ]
  const missing = missingFields(
    kind ?? 'invoices',
    fieldsOf(mapping),
    kind !== null && hasSections(mapping, head.sample),
  )
  return accept({ mapping, missing, doubtful, sheet: table.sheet, firstRows })
}

/** Exports « by customer » write the customer alone on a row, above its invoices. */
function hasSections(mapping: Mapping, sample: readonly Row[]): boolean {
  const columns = columnsByField(mapping)
  if (columns.has('partyName') || columns.has('partyReference')) return false
  return sample.some((row) => sectionName(row) !== null)
}

/** The text of a row that holds nothing but one or two texts: a customer, or its code and its name. */
function sectionName(row: Row): PartyIdentity | null {
  const filled = row.cells.filter((cell) => cell !== undefined && cell.text.trim() !== '')
  const [first, second] = filled.map((cell) => cell?.text.trim() ?? '')
  if (
    filled.length > 2 ||
    first === undefined ||
    filled.some((cell) => cell?.day !== undefined) ||
    !/\p{L}{2}/u.test(first + (second ?? ''))
  )
    return null
  const split =
    second === undefined
      ? /^(?:(?:client|compte|tiers)\s*:?\s*)?([A-Z0-9]*\d[A-Z0-9]*)\s*[-:–]?\s+(\S.*)$/i.exec(first)
      : null
  if (split) return { reference: split[1] ?? null, name: split[2] ?? null, siren: null }
  return second === undefined
    ? { reference: null, name: first.replace(/^(client|tiers)\s*:\s*/i, ''), siren: null }
    : { reference: first, name: second, siren: null }
}

async function contextOf(table: Table, options: ReadOptions): Promise<TableContext & { sections: boolean }> {
  const head = await findHeadings(table, options.mapping?.headingLine ?? null)
  if (!head) throw new FileRefused('headings_not_found')
  const proposed = options.mapping ? null : proposeMapping(head.heading, head.sample)
  const mapping = options.mapping ?? proposed?.mapping ?? null
  if (!mapping) throw new FileRefused('headings_not_found')
  const kind = options.mapping?.kind ?? kindOf(fieldsOf(mapping))
  const sections = hasSections(mapping, head.sample)
  const missing = missingFields(kind ?? 'invoices', fieldsOf(mapping), sections)
  if (missing.length > 0)
    throw new FileRefused(
      'columns_missing',
      { missing, headings: mapping.columns.map(({ heading }) => heading) },
      head.heading.line,
    )
  return {
    fileName: table.fileName,
    mapping: { ...mapping, kind: kind ?? 'invoices' },
    columnOf: columnsByField(mapping),
    survey: await surveyTable(table, mapping),
    options,
    sections,
  }
}

const isHeadingAgain = (row: Row, mapping: Mapping) =>
  mapping.columns.every(({ column, heading }) => textAt(row, column) === heading) &&
  mapping.columns.some(({ heading }) => heading !== '')

/** Emits a debtor or a contact once, and again only when a line says something new of it. */
class PartyMemory {
  readonly #said = new Set<string>()

  isNew(record: ImportedParty | ImportedContact): boolean {
    const { line: _, ...said } = record
    const key = JSON.stringify(said)
    if (this.#said.has(key)) return false
    this.#said.add(key)
    return true
  }
}

/** What makes two lines the same document: its kind, its number and its debtor. */
const documentKey = (record: ImportedRecord): string | null =>
  record.type === 'invoice' || record.type === 'credit_note'
    ? `${record.type}|${record.number}|${partyKey(record.party)}`
    : null

class TableReading {
  readonly #context: TableContext & { sections: boolean }
  readonly #memory = new PartyMemory()
  readonly #totals = new TotalRows()
  readonly #lineOfDocument = new Map<string, number>()
  #section: PartyIdentity | null = null

  constructor(context: TableContext & { sections: boolean }) {
    this.#context = context
  }

  *read(row: Row): Generator<ImportedRecord | LineProblem> {
    const reader = new RowReader(this.#context, row)
    if (this.#totals.isTotal(reader)) return yield* this.#totals.check(reader)
    const section = this.#context.sections ? sectionName(row) : null
    if (section) {
      this.#section = section
      return
    }
    this.#totals.add(reader)
    const party = readParty(reader) ?? this.#section
    const records = this.#recordsOf(reader, party)
    yield* reader.problems
    if (reader.isRefused) return
    if (party) yield* this.#detailsOf(reader, party)
    yield* records
  }

  /** Who the debtor is and whom to reach; what is wrong with them is said once, with the line that first says it. */
  *#detailsOf(reader: RowReader, party: PartyIdentity): Generator<ImportedRecord | LineProblem> {
    const already = reader.problems.length
    const details = [readPartyDetails(reader, party), readContact(reader, party)].filter((record) => record !== null)
    const fresh = details.filter((record) => this.#memory.isNew(record))
    if (fresh.length > 0) yield* reader.problems.slice(already)
    yield* fresh
  }

  #recordsOf(reader: RowReader, party: PartyIdentity | null): ImportedRecord[] {
    const { kind } = this.#context.mapping
    const byInvoice = kind === 'payments' && reader.text('invoiceNumber') !== null
    if (!party && !byInvoice) reader.refuse('partyName', 'party_missing')
    const whose = party ?? { reference: null, name: null, siren: null }
    if (kind === 'contacts') return []
    const payment = kind === 'payments' ? readPaymentRow(reader, whose) : null
    const records =
      kind === 'payments' ? (payment ? [payment] : []) : readInvoiceRow(reader, whose, this.#context.options.termDays)
    for (const record of records) this.#refuseTwice(reader, record)
    return records
  }

  /** The same number twice for the same debtor in one file: the second line is asked, never added up in silence. */
  #refuseTwice(reader: RowReader, record: ImportedRecord): void {
    const key = documentKey(record)
    if (key === null) return
    const first = this.#lineOfDocument.get(key)
    if (first === undefined) this.#lineOfDocument.set(key, reader.row.line)
    else reader.refuse('invoiceNumber', 'number_twice_in_file', { firstLine: first })
  }
}

/**
 * Reads a table as a list of invoices, payments or contacts, in two passes: what the columns hold, then the lines.
 * @throws FileRefused `headings_not_found`, `columns_missing` { missing, headings }.
 */
export async function* readTable(table: Table, options: ReadOptions): AsyncGenerator<ImportedRecord | LineProblem> {
  const context = await contextOf(table, options)
  const reading = new TableReading(context)
  let lastLine = 0
  for await (const row of table.rows()) {
    lastLine = row.line
    if (row.line <= context.mapping.headingLine || isEmptyRow(row) || isHeadingAgain(row, context.mapping)) continue
    yield* reading.read(row)
  }
  yield { type: 'file', siren: null, yearEndOn: null, lastEntryOn: null, lineCount: lastLine }
}
