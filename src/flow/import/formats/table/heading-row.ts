import { fieldsNamedBy } from './headings.ts'
import { isEmptyRow, type Row, type Table } from './table.ts'

/** Rows looked at for headings: exports put a title, the firm and a date above them. */
const TITLE_ROWS = 40

export type TableHead = { readonly heading: Row; readonly sample: readonly Row[] }

/** Columns of a row whose heading is known, and how surely; a heading is a short text, never a number or a date. */
function headingScore(row: Row): { known: number; score: number } {
  let [known, score] = [0, 0]
  for (const cell of row.cells) {
    if (!cell || cell.number !== undefined || cell.day !== undefined || cell.text.length > 60) continue
    const best = fieldsNamedBy(cell.text)[0]?.confidence ?? 0
    if (best >= 0.6) known++
    score += best
  }
  return { known, score }
}

/** The first rows of a table: what stands above the data and a sample of it. */
async function firstRows(table: Table, count: number): Promise<Row[]> {
  const rows: Row[] = []
  for await (const row of table.rows()) {
    if (!isEmptyRow(row)) rows.push(row)
    if (rows.length >= count) break
  }
  return rows
}

/**
 * Finds the row of the headings, even below title lines: the one that names most columns, at least two.
 * Null when no row does. `headingLine` (a person's answer) takes that row; 0 means that the table has none.
 */
export async function findHeadings(table: Table, headingLine: number | null): Promise<TableHead | null> {
  const rows = await firstRows(table, TITLE_ROWS + 60)
  const sampleAfter = (at: number) => rows.slice(at + 1, at + 61)
  if (headingLine === 0) return { heading: { line: 0, cells: [] }, sample: sampleAfter(-1) }
  if (headingLine !== null) {
    const at = rows.findIndex(({ line }) => line === headingLine)
    const heading = rows[at]
    return heading ? { heading, sample: sampleAfter(at) } : null
  }
  let best: { at: number; score: number } | null = null
  for (const [at, row] of rows.slice(0, TITLE_ROWS).entries()) {
    const { known, score } = headingScore(row)
    if (known >= 2 && score > (best?.score ?? 0)) best = { at, score }
  }
  const heading = best && rows[best.at]
  return best && heading ? { heading, sample: sampleAfter(best.at) } : null
}
