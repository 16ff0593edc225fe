import { settleAmount } from '../../../../domain/amount-reading.ts'
import { type Day, isDay } from '../../../../domain/day.ts'
import { settleDay } from '../../../../domain/day-reading.ts'
import type { ImportSource } from '../../source.ts'
import { FileRefused } from '../format.ts'
import { decodedText, type TextEncoding } from '../text-encoding.ts'
import type { FecColumn, FecLayout } from './layout.ts'

/** A longer line is no accounting entry (A7-18). */
const LONGEST_LINE = 20_000

const AMOUNT_COLUMNS = { Debit: 'debit', Credit: 'credit', Montant: 'montant' } as const

/** The cells of one line of a FEC, read by the name of their column. */
export class EntryLine {
  readonly line: number
  readonly #cells: readonly string[]
  readonly #layout: FecLayout

  constructor(line: number, cells: readonly string[], layout: FecLayout) {
    this.line = line
    this.#cells = cells
    this.#layout = layout
  }

  text(column: FecColumn): string {
    return this.#cells[this.#layout.at[column]]?.trim() ?? ''
  }

  /** Debit in cents (positive) or credit (negative). @throws FileRefused: without one amount the file's balance means nothing. */
  netCents(): number {
    if (this.#layout.at.montant < 0) return this.#cents('Debit') - this.#cents('Credit')
    const sense = this.text('sens').toUpperCase()
    if (!/^(D|C|\+?1|-1|\+|-)$/.test(sense))
      throw new FileRefused('fec_sense_unreadable', { text: sense }, this.line, 'Sens')
    return this.#cents('Montant') * (sense === 'C' || sense.startsWith('-') ? -1 : 1)
  }

  #cents(column: 'Debit' | 'Credit' | 'Montant'): number {
    const text = this.text(AMOUNT_COLUMNS[column])
    const plain = /^(-?)(\d{1,12})(?:[.,](\d{1,2}))?$/.exec(text)
    if (plain) return (plain[1] ? -1 : 1) * (Number(plain[2]) * 100 + Number((plain[3] ?? '').padEnd(2, '0')))
    if (text === '') return 0
    const read = ['comma' as const, 'point' as const].map((mark) => settleAmount(text, mark)).find(({ ok }) => ok)
    if (read?.ok && !/^\D*[1-9]\d{0,2}[.,]\d{3}\D*$/.test(text)) return read.value.amountCents
    throw new FileRefused('amount_unreadable', { text }, this.line, column)
  }

  /** A day written AAAAMMJJ, or in a usual form; null when the cell is empty or is no day. */
  day(column: FecColumn): Day | null {
    const text = this.text(column)
    const iso = text.length === 8 ? `${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6)}` : ''
    if (isDay(iso)) return iso
    const read = settleDay(text, 'day_first')
    return read.ok ? read.value : null
  }
}

/** Cells of a line; quotes are obeyed where a cell begins with one. */
function cellsOf(line: string, layout: FecLayout): readonly string[] {
  if (!line.includes('"')) return line.split(layout.separator)
  const cells: string[] = []
  let pending: string | null = null
  for (const piece of line.split(layout.separator)) {
    const cell: string = pending === null ? piece : pending + layout.separator + piece
    const open = cell.startsWith('"') && (cell.match(/"/g) ?? []).length % 2 === 1
    pending = open ? cell : null
    if (!open) cells.push(/^".*"$/.test(cell) ? cell.slice(1, -1).replaceAll('""', '"') : cell)
  }
  if (pending !== null) cells.push(...pending.split(layout.separator))
  return cells
}

/** The lines of a FEC, in its order, in batches of one chunk of text. @throws FileRefused `line_too_long` { limit }. */
export async function* entryLines(
  source: ImportSource,
  encoding: TextEncoding,
  layout: FecLayout,
): AsyncGenerator<EntryLine[]> {
  let [rest, line] = ['', 0]
  const toLine = (text: string): EntryLine | null => {
    line++
    const whole = text.endsWith('\r') ? text.slice(0, -1) : text
    return line <= layout.headingLine || whole.trim() === ''
      ? null
      : new EntryLine(line, cellsOf(whole, layout), layout)
  }
  for await (const chunk of decodedText(source, encoding)) {
    const texts = (rest + chunk).split(layout.lineEnd)
    rest = texts.pop() ?? ''
    if (rest.length > LONGEST_LINE)
      throw new FileRefused('line_too_long', { limit: LONGEST_LINE }, line + texts.length + 1)
    yield texts.map(toLine).filter((one) => one !== null)
  }
  const last = toLine(rest)
  if (last) yield [last]
}
