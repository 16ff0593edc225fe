import { isDay } from '../../../../domain/day.ts'
import { spreadsheetDay } from '../../../../domain/day-reading.ts'
import { type Cell, MOST_COLUMNS, type Row } from '../table/table.ts'
import type { Sheet, Workbook } from './workbook.ts'
import { parseXml, type XmlHandlers } from './xml.ts'

/** « BC12 » is in column 54 (from 0); -1 when the reference is none. */
function columnOf(reference: string): number {
  let column = 0
  for (const character of reference) {
    const letter = character.charCodeAt(0) - 64
    if (letter < 1 || letter > 26) break
    column = column * 26 + letter
  }
  return column - 1
}

type RawCell = { type: string; style: number; value: string; hasValue: boolean; hasFormula: boolean }

function numberCell(text: string, style: number, workbook: Workbook): Cell {
  const number = Number(text)
  const { isDate, currencyText, digits } = workbook.styles[style] ?? { isDate: false, currencyText: null, digits: 0 }
  if (!Number.isFinite(number)) return { text }
  const day = isDate ? spreadsheetDay(number, workbook.dateSystem) : null
  if (day) return { text: day, day }
  const shown = Number.isInteger(number) && number >= 0 ? String(number).padStart(digits, '0') : String(number)
  return currencyText === null ? { text: shown, number } : { text: shown, number, currencyText }
}

function cellOf(raw: RawCell, workbook: Workbook): Cell {
  if (!raw.hasValue) return raw.hasFormula ? { text: '', withoutValue: true } : { text: '' }
  if (raw.type === 's') return { text: workbook.strings[Number(raw.value)] ?? '' }
  if (raw.type === 'b') return { text: raw.value === '1' ? 'oui' : 'non' }
  if (raw.type === 'd') {
    const on = raw.value.slice(0, 10)
    return isDay(on) ? { text: on, day: on } : { text: raw.value }
  }
  return raw.type === 'n' ? numberCell(raw.value, raw.style, workbook) : { text: raw.value }
}

/** Turns the elements of a sheet into rows; takes time and memory by cell, not by the size that the sheet declares (A7-12). */
class RowBuilder implements XmlHandlers {
  readonly ready: Row[] = []
  readonly #workbook: Workbook
  #line = 0
  #column = -1
  #cells: Cell[] = []
  #raw: RawCell = { type: 'n', style: 0, value: '', hasValue: false, hasFormula: false }
  #reading = false

  constructor(workbook: Workbook) {
    this.#workbook = workbook
  }

  open(name: string, attributes: Readonly<Record<string, string>>): void {
    if (name === 'row') {
      this.#line = Number(attributes.r) || this.#line + 1
      this.#column = -1
      this.#cells = []
    } else if (name === 'c') {
      this.#column = attributes.r ? columnOf(attributes.r) : this.#column + 1
      this.#raw = {
        type: attributes.t ?? 'n',
        style: Number(attributes.s ?? 0),
        value: '',
        hasValue: false,
        hasFormula: false,
      }
    } else if (name === 'f') this.#raw.hasFormula = true
    else if (name === 'v' || name === 't') {
      this.#reading = true
      this.#raw.hasValue = true
    } else if (name === 'rPh') this.#reading = false
  }

  text(text: string): void {
    if (this.#reading) this.#raw.value += text
  }

  close(name: string): void {
    if (name === 'v' || name === 't') this.#reading = false
    else if (name === 'c' && this.#column >= 0 && this.#column < MOST_COLUMNS)
      this.#cells[this.#column] = cellOf(this.#raw, this.#workbook)
    else if (name === 'row' && this.#cells.length > 0) this.ready.push({ line: this.#line, cells: this.#cells })
  }
}

/** The rows of a sheet that hold cells, in its order. Columns beyond the thousandth are not read. */
export async function* sheetRows(workbook: Workbook, sheet: Sheet): AsyncGenerator<Row> {
  const builder = new RowBuilder(workbook)
  const handlers: XmlHandlers = {
    open: (name, attributes) => builder.open(name, attributes),
    text: (text) => builder.text(text),
    close: (name) => builder.close(name),
  }
  for await (const _ of parseXml(workbook.archive.text(sheet.part), handlers)) yield* builder.ready.splice(0)
}
