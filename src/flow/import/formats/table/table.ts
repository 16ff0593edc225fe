import type { Day } from '../../../../domain/day.ts'

/** One cell as the file gives it. A spreadsheet also says what it is: a number, a day, an amount in a currency. */
export type Cell = {
  readonly text: string
  readonly number?: number
  readonly day?: Day
  /** Symbol or code shown by the cell's number format. */
  readonly currencyText?: string
  /** A formula whose result the file does not hold: shown empty, with a warning (A7-17). */
  readonly withoutValue?: true
}

/** One row: `line` is the line of the file where it starts, or the row of the sheet. Holes and a short end are empty cells. */
export type Row = { readonly line: number; readonly cells: readonly (Cell | undefined)[] }

/** A table that can be read again from the start: it is surveyed before it is read. */
export type Table = {
  readonly fileName: string
  /** Name of the sheet, null in a text file. */
  readonly sheet: string | null
  rows(): AsyncIterable<Row>
}

/** More columns than this is no list of invoices (A7-22). */
export const MOST_COLUMNS = 1_000

export const textAt = (row: Row, column: number): string => row.cells[column]?.text.trim() ?? ''

export const isEmptyRow = (row: Row): boolean => row.cells.every((cell) => !cell || cell.text.trim() === '')

/** A, B … Z, AA: how people name a column that has no heading. */
export function columnLetters(column: number): string {
  const rest = Math.floor(column / 26)
  return (rest > 0 ? columnLetters(rest - 1) : '') + String.fromCharCode(65 + (column % 26))
}
