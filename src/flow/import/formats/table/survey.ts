import { type DecimalMark, markShownBy, readAmount } from '../../../../domain/amount-reading.ts'
import { type DateOrder, readDay } from '../../../../domain/day-reading.ts'
import { AMOUNT_FIELDS, DATE_FIELDS } from './headings.ts'
import type { MappedColumn, Mapping } from './mapping.ts'
import type { Cell, Table } from './table.ts'

/** How the amounts and the dates of each column are to be read, decided from the whole column (A7-28: never guessed). */
export type Survey = {
  readonly decimalMarks: ReadonlyMap<number, DecimalMark | 'undecided'>
  readonly dateOrders: ReadonlyMap<number, DateOrder | 'undecided'>
  /** Rows after the headings, empty ones included. */
  readonly rowCount: number
}

type AmountCensus = { comma: number; point: number; doubtful: number }
type DateCensus = { dayFirst: number; monthFirst: number; either: number }

function countAmount(census: AmountCensus, cell: Cell): void {
  if (cell.number !== undefined || cell.day !== undefined || !readAmount(cell.text).ok) return
  const shown = markShownBy(cell.text)
  if (shown !== 'either') census[shown]++
}

function countDate(census: DateCensus, cell: Cell): void {
  if (cell.day !== undefined) return
  const read = readDay(cell.text)
  if (!read.ok) return
  const { dayFirst, monthFirst } = read.value
  if (dayFirst === monthFirst) return
  if (!monthFirst) census.dayFirst++
  else if (!dayFirst) census.monthFirst++
  else census.either++
}

/** One mark shown and never the other settles a column; both leave it undecided; none at all leaves nothing to decide. */
function ownMark({ comma, point, doubtful }: AmountCensus): DecimalMark | 'undecided' | 'silent' {
  if (comma > 0 && point > 0) return 'undecided'
  if (comma > 0) return 'comma'
  if (point > 0) return 'point'
  return doubtful > 0 ? 'silent' : 'comma'
}

/**
 * French order unless the column contradicts it. Month first needs a column that never shows the other order and in which at least a
 * quarter of the dates prove it, as real days do: one « 05/13/2026 » alone is a typing error, and the column is asked.
 */
function ownOrder({ dayFirst, monthFirst, either }: DateCensus): DateOrder | 'undecided' {
  if (monthFirst === 0) return 'day_first'
  return dayFirst === 0 && monthFirst * 4 >= monthFirst + either ? 'month_first' : 'undecided'
}

/** A column whose every amount is doubtful follows the other columns of the same file when they agree. */
function settleMarks(
  columns: readonly MappedColumn[],
  censuses: ReadonlyMap<number, AmountCensus>,
): Survey['decimalMarks'] {
  const own = new Map([...censuses].map(([column, census]) => [column, ownMark(census)] as const))
  const proved = new Set(
    [...censuses.values()].flatMap(({ comma, point }) => [
      ...(comma > 0 ? ['comma'] : []),
      ...(point > 0 ? ['point'] : []),
    ]),
  )
  const common = proved.size === 1 ? (proved.has('comma') ? 'comma' : 'point') : 'undecided'
  return new Map(
    columns.map((column) => {
      const found = own.get(column.column) ?? 'comma'
      return [column.column, column.decimalMark ?? (found === 'silent' ? common : found)] as const
    }),
  )
}

/** Reads the whole table once to decide how its amounts and dates are written; keeps only counts. */
export async function surveyTable(table: Table, mapping: Mapping): Promise<Survey> {
  const amountColumns = mapping.columns.filter(({ field }) => field !== null && AMOUNT_FIELDS.includes(field))
  const dateColumns = mapping.columns.filter(({ field }) => field !== null && DATE_FIELDS.includes(field))
  const amounts = new Map(amountColumns.map(({ column }) => [column, { comma: 0, point: 0, doubtful: 0 }]))
  const dates = new Map(dateColumns.map(({ column }) => [column, { dayFirst: 0, monthFirst: 0, either: 0 }]))
  let rowCount = 0
  for await (const row of table.rows()) {
    if (row.line <= mapping.headingLine) continue
    rowCount++
    for (const [column, census] of amounts) countAmount(census, row.cells[column] ?? { text: '' })
    for (const [column, census] of dates) countDate(census, row.cells[column] ?? { text: '' })
  }
  const dateOrders = new Map(
    dateColumns.map((column) => {
      const census = dates.get(column.column)
      return [column.column, column.dateOrder ?? (census ? ownOrder(census) : 'day_first')] as const
    }),
  )
  return { decimalMarks: settleMarks(amountColumns, amounts), dateOrders, rowCount }
}
