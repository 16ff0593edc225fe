import { buffer } from 'node:stream/consumers'
import { type ImportSource, openSource, sourceSize } from '../source.ts'
import { FileRefused, type Format } from './format.ts'
import { findHeadings } from './table/heading-row.ts'
import { kindOf, proposeMapping } from './table/mapping.ts'
import { inspectTable, readTable } from './table/read-table.ts'
import type { Table } from './table/table.ts'
import { sheetRows } from './xlsx/sheet-rows.ts'
import { openWorkbook } from './xlsx/workbook.ts'

const LARGEST_PACKED = 50_000_000

/** The first visible sheet whose table is recognised; else the first with headings; else the first. */
async function openXlsx(source: ImportSource): Promise<Table> {
  const size = await sourceSize(source)
  if (size > LARGEST_PACKED) throw new FileRefused('file_too_large', { limit: LARGEST_PACKED, found: size })
  const workbook = await openWorkbook(await buffer(openSource(source)))
  const tables = workbook.sheets.map(
    (sheet): Table => ({ fileName: source.name, sheet: sheet.name, rows: () => sheetRows(workbook, sheet) }),
  )
  let withHeadings: Table | null = null
  for (const table of tables) {
    const head = await findHeadings(table, null)
    if (!head) continue
    const { mapping } = proposeMapping(head.heading, head.sample)
    if (kindOf(new Set(mapping.columns.map(({ field }) => field)))) return table
    withHeadings ??= table
  }
  const chosen = withHeadings ?? tables[0]
  if (!chosen) throw new FileRefused('archive_not_a_workbook')
  return chosen
}

const isZip = (head: Buffer) => head.length >= 4 && head.readUInt32BE(0) === 0x504b0304
const isCompoundFile = (head: Buffer) => head.length >= 4 && head.readUInt32BE(0) === 0xd0cf11e0

/** Workbook of Excel 2007 and later, LibreOffice, Google Sheets: typed cells, so that dates and amounts leave no doubt (A7-1 to A7-17). */
export const xlsx: Format = {
  id: 'xlsx',
  label: 'Excel (XLSX)',
  detect: (head) => (isZip(head) || isCompoundFile(head) ? 0.95 : 0),
  inspect: async (source) => inspectTable(await openXlsx(source)),
  read: async function* (source, options) {
    yield* readTable(await openXlsx(source), options)
  },
}
