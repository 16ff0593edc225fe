import { searchText } from '../../../../domain/search-text.ts'
import type { LineProblem } from '../../model.ts'
import { AMOUNT_FIELDS, DATE_FIELDS, type Field } from './headings.ts'
import type { RowReader } from './row-reader.ts'
import type { Row } from './table.ts'

const TOTAL =
  /^(sous total|s total|ss total|total|totaux|sub ?total|grand total|report|a reporter|cumul|solde (total|general|final|global|client|au)|ensemble|montant total|nombre de|page \d+)\b/

/**
 * Totals and subtotals that exports add between or below the lines. They are left aside, and used: a total that the lines above do not
 * give means that a line was lost or misread, and is said.
 */
export class TotalRows {
  readonly #sinceTotal = new Map<Field, number>()
  readonly #fromStart = new Map<Field, number>()
  /** Cells that a spreadsheet shows rounded: each may move a total by one cent. */
  #roundedCells = 0

  /** Says whether the row is a total: a text such as « Total » and no date. A customer named « Total Énergies » has dated lines. */
  isTotal(reader: RowReader): boolean {
    const dated = DATE_FIELDS.some((field) => /\d/.test(reader.cell(field)?.text ?? ''))
    return !dated && textOfTotal(reader.row) !== null
  }

  /** Adds the amounts of a line, as the file writes them. */
  add(reader: RowReader): void {
    for (const [field, cents, isRounded] of figuresOf(reader)) {
      if (isRounded) this.#roundedCells++
      for (const sums of [this.#sinceTotal, this.#fromStart]) sums.set(field, (sums.get(field) ?? 0) + cents)
    }
  }

  /** Compares a total with the lines above it: `total_left_aside`, and `total_differs` for each column that does not add up. */
  check(reader: RowReader): readonly LineProblem[] {
    reader.say('note', null, { code: 'total_left_aside', facts: { text: textOfTotal(reader.row) } })
    for (const [field, statedCents] of figuresOf(reader)) {
      const readCents = this.#fromStart.get(field) ?? 0
      const gaps = [this.#sinceTotal.get(field) ?? 0, readCents].map((sum) => Math.abs(sum - statedCents))
      if (Math.min(...gaps) > this.#roundedCells)
        reader.say('warning', field, { code: 'total_differs', facts: { statedCents, readCents } })
    }
    this.#sinceTotal.clear()
    return reader.problems
  }
}

function textOfTotal(row: Row): string | null {
  const cell = row.cells.find(
    (one) => one !== undefined && one.number === undefined && TOTAL.test(searchText(one.text)),
  )
  return cell?.text.trim() ?? null
}

/** The readable amounts of a row, by column. */
function* figuresOf(reader: RowReader): Generator<[field: Field, cents: number, isRounded: boolean]> {
  for (const field of AMOUNT_FIELDS) {
    const cell = reader.cell(field)
    const read = cell && reader.settled(field, cell)
    if (read?.ok)
      yield [
        field,
        read.value.amountCents,
        cell?.number !== undefined && !Number.isInteger(Number((cell.number * 100).toFixed(6))),
      ]
  }
}
