import type { LineProblem } from '../../model.ts'
import { plainText } from '../../model.ts'
import { AMOUNT_FIELDS, type Field } from './headings.ts'
import type { RowReader } from './row-reader.ts'

const TOTAL =
  /^(sous total|s total|ss total|total|totaux|sub ?total|grand total|report|a reporter|cumul|solde (total|general|final|global|client|au)|ensemble|montant total|nombre de|page \d+)\b/

/**
 * Totals and subtotals that exports add between or below the lines. They are left aside, and used: a total that the lines above do not
 * give means that a line was lost or misread, and is said.
 */
export class TotalRows {
  readonly #sinceTotal = new Map<Field, number>()
  readonly #fromStart = new Map<Field, number>()

  /** Says whether the row is a total: a text such as « Total » and no date. A customer named « Total Énergies » has dated lines. */
  isTotal(reader: RowReader): boolean {
    const dated = (['issuedOn', 'dueOn', 'paidOn'] as const).some((field) => reader.cell(field) !== null)
    return (
      !dated &&
      reader.row.cells.some(
        (cell) => cell !== undefined && cell.number === undefined && TOTAL.test(plainText(cell.text)),
      )
    )
  }

  /** Adds the amounts of a line, as the file writes them. */
  add(reader: RowReader): void {
    for (const field of AMOUNT_FIELDS) {
      const cell = reader.cell(field)
      const read = cell && reader.readAmountOf(field, cell)
      if (!read?.ok) continue
      for (const sums of [this.#sinceTotal, this.#fromStart])
        sums.set(field, (sums.get(field) ?? 0) + read.value.amountCents)
    }
  }

  /** Compares a total with the lines above it: `total_left_aside`, and `total_differs` for each column that does not add up. */
  check(reader: RowReader): readonly LineProblem[] {
    const text =
      reader.row.cells.find((cell) => cell !== undefined && TOTAL.test(plainText(cell.text)))?.text.trim() ?? ''
    reader.say('note', null, { code: 'total_left_aside', facts: { text } })
    for (const field of AMOUNT_FIELDS) {
      const cell = reader.cell(field)
      const read = cell && reader.readAmountOf(field, cell)
      if (!read?.ok) continue
      const [partCents, wholeCents] = [this.#sinceTotal.get(field) ?? 0, this.#fromStart.get(field) ?? 0]
      const found = read.value.amountCents
      if (found === partCents || found === wholeCents) continue
      reader.say('warning', field, { code: 'total_differs', facts: { statedCents: found, readCents: wholeCents } })
    }
    this.#sinceTotal.clear()
    return reader.problems
  }
}
