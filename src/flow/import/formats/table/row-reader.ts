import { type DecimalMark, settleAmount } from '../../../../domain/amount-reading.ts'
import { addDays, type Day } from '../../../../domain/day.ts'
import { type DateOrder, settleDay } from '../../../../domain/day-reading.ts'
import { type Currency, EUR } from '../../../../domain/money.ts'
import { accept, type Outcome, type Refusal, refuse } from '../../../../domain/refusal.ts'
import type { LineProblem } from '../../model.ts'
import { readCurrency } from '../currency-reading.ts'
import type { ReadOptions } from '../format.ts'
import type { Field } from './headings.ts'
import type { MappedColumn, Mapping } from './mapping.ts'
import type { Survey } from './survey.ts'
import { type Cell, columnLetters, type Row } from './table.ts'

/** What stays the same for all the rows of one table. */
export type TableContext = {
  readonly fileName: string
  readonly mapping: Mapping
  readonly columnOf: ReadonlyMap<Field, MappedColumn>
  readonly survey: Survey
  readonly options: ReadOptions
}

export type Amount = { readonly amountCents: number; readonly currency: Currency | null }

const EARLIEST = '1990-01-01'

/** Reads the cells of one row by their meaning and gathers what is wrong with them, by line and column. */
export class RowReader {
  readonly row: Row
  readonly problems: LineProblem[] = []
  readonly #context: TableContext

  constructor(context: TableContext, row: Row) {
    this.#context = context
    this.row = row
  }

  get isRefused(): boolean {
    return this.problems.some(({ severity }) => severity === 'refused')
  }

  has(field: Field): boolean {
    return this.#context.columnOf.has(field)
  }

  say(severity: LineProblem['severity'], field: Field | null, { code, facts }: Refusal): void {
    const column = field === null ? undefined : this.#context.columnOf.get(field)
    const name = column ? column.heading || columnLetters(column.column) : null
    this.problems.push({
      type: 'problem',
      severity,
      file: this.#context.fileName,
      line: this.row.line,
      column: name,
      code,
      facts,
    })
  }

  refuse(field: Field | null, code: string, facts: Refusal['facts'] = {}): null {
    this.say('refused', field, { code, facts })
    return null
  }

  cell(field: Field): Cell | null {
    const column = this.#context.columnOf.get(field)
    const cell = column && this.row.cells[column.column]
    return cell && (cell.text.trim() !== '' || cell.withoutValue) ? cell : null
  }

  /** Text on one line: a line break typed in a cell becomes a space, control characters go. Cut at `limit` characters. */
  text(field: Field, limit = 200): string | null {
    const text =
      this.cell(field)
        ?.text.replace(/[\p{Cc}\s]+/gu, ' ')
        .trim() ?? ''
    return text === '' ? null : text.slice(0, limit).trim()
  }

  /** The amount of a cell, null when the cell is empty or refused. Refuses the line when it cannot be read. */
  amount(field: Field): Amount | null {
    const cell = this.cell(field)
    if (!cell) return null
    if (cell.withoutValue) this.say('warning', field, { code: 'formula_without_value', facts: {} })
    if (cell.withoutValue) return null
    const read = this.#readAmount(field, cell)
    if (read.ok) return read.value
    return this.refuse(field, read.refusal.code, read.refusal.facts)
  }

  #readAmount(field: Field, cell: Cell): Outcome<Amount> {
    const settled = this.settled(field, cell)
    if (!settled.ok) return settled
    const currencyText = settled.value.currencyText ?? cell.currencyText ?? null
    if (currencyText === null) return accept({ amountCents: settled.value.amountCents, currency: null })
    const currency = readCurrency(currencyText)
    return currency.ok ? accept({ amountCents: settled.value.amountCents, currency: currency.value }) : currency
  }

  /** The number of a cell whatever its currency, refusing nothing: a total is compared, not imported. */
  settled(field: Field, cell: Cell): Outcome<{ amountCents: number; currencyText: string | null }> {
    return cell.number === undefined ? settleAmount(cell.text, this.#markOf(field)) : centsShownBy(cell.number)
  }

  /** The day of a cell, null when empty. Refuses the line when it is no day, or one that no invoice can have. */
  day(field: Field): Day | null {
    const cell = this.cell(field)
    if (!cell || cell.withoutValue) return null
    const read = cell.day ? accept(cell.day) : settleDay(cell.text, this.#orderOf(field))
    if (!read.ok) return this.refuse(field, read.refusal.code, read.refusal.facts)
    const latest = addDays(this.#context.options.today, 731)
    if (read.value >= EARLIEST && read.value <= latest) return read.value
    return this.refuse(field, 'date_implausible', { text: cell.text, read: read.value })
  }

  /** Currency of the line: its column, else the sign beside the amount, else euro. Null when refused. */
  currency(amount: Amount | null): Currency | null {
    const stated = this.text('currency')
    const read = stated === null ? accept(amount?.currency ?? EUR) : readCurrency(stated)
    if (!read.ok) return this.refuse('currency', read.refusal.code, read.refusal.facts)
    if (stated !== null && amount?.currency && amount.currency !== read.value) {
      return this.refuse('currency', 'currencies_disagree', { column: read.value, beside: amount.currency })
    }
    return read.value
  }

  #markOf(field: Field): DecimalMark | 'undecided' {
    return this.#context.survey.decimalMarks.get(this.#context.columnOf.get(field)?.column ?? -1) ?? 'undecided'
  }

  #orderOf(field: Field): DateOrder | 'undecided' {
    return this.#context.survey.dateOrders.get(this.#context.columnOf.get(field)?.column ?? -1) ?? 'undecided'
  }
}

/** A spreadsheet computes in floats and shows cents: 1016.899 is shown, and owed, as 1 016,90. */
function centsShownBy(value: number): Outcome<{ amountCents: number; currencyText: null }> {
  const shown = Math.abs(value) < 1e12 ? Math.round(Number((Math.abs(value) * 100).toPrecision(14))) : Number.NaN
  if (!Number.isSafeInteger(shown)) return refuse('amount_unreadable', { text: String(value) })
  return accept({ amountCents: value < 0 && shown > 0 ? -shown : shown, currencyText: null })
}
