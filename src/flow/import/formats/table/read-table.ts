import { accept, type Outcome, refuse } from '../../../../domain/refusal.ts'
import type { ImportedRecord, LineProblem } from '../../model.ts'
import { FileRefused, type ReadOptions } from '../format.ts'
import { findHeadings } from './heading-row.ts'
import type { Field } from './headings.ts'
import { type Inspection, kindOf, type MappedColumn, type Mapping, missingFields, proposeMapping } from './mapping.ts'
import type { TableContext } from './row-reader.ts'
import { sectionName } from './section-name.ts'
import { surveyTable } from './survey.ts'
import { isEmptyRow, type Row, type Table, textAt } from './table.ts'
import { TableReading } from './table-reading.ts'

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

/** What is said once of the whole table: with no column for the total, what is left to pay is taken for the amount. */
function* openingNotes({ fileName, mapping, columnOf }: TableContext): Generator<LineProblem> {
  const balance = columnOf.get('balance')
  if (mapping.kind !== 'invoices' || !balance || columnOf.has('amount') || columnOf.has('debit')) return
  const [line, column] = [mapping.headingLine, balance.heading]
  yield { type: 'problem', severity: 'note', file: fileName, line, column, code: 'amount_from_balance', facts: {} }
}

/** A list of invoices with what is paid or left to pay says it as of the day on which it is given; a bare list of invoices says nothing. */
function tellsWhatIsPaid({ mapping, columnOf }: TableContext): boolean {
  return mapping.kind === 'invoices' && (columnOf.has('balance') || columnOf.has('paid'))
}

/**
 * Reads a table as a list of invoices, payments or contacts, in two passes: what the columns hold, then the lines.
 * @throws FileRefused `headings_not_found`, `columns_missing` { missing, headings }.
 */
export async function* readTable(table: Table, options: ReadOptions): AsyncGenerator<ImportedRecord | LineProblem> {
  const context = await contextOf(table, options)
  const reading = new TableReading(context)
  yield* openingNotes(context)
  let lastLine = 0
  for await (const row of table.rows()) {
    lastLine = row.line
    if (row.line <= context.mapping.headingLine || isEmptyRow(row) || isHeadingAgain(row, context.mapping)) continue
    yield* reading.read(row)
  }
  const lastEntryOn = tellsWhatIsPaid(context) ? options.today : reading.lastPaidOn
  yield { type: 'file', siren: null, yearEndOn: null, lastEntryOn, lineCount: lastLine }
}
