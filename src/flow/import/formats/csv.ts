import { Readable } from 'node:stream'
import { CsvError, parse } from 'csv-parse'
import { headOf, type ImportSource } from '../source.ts'
import { FileRefused, type Format } from './format.ts'
import { detectSeparator, type Separator } from './separator.ts'
import { inspectTable, readTable } from './table/read-table.ts'
import { MOST_COLUMNS, type Row, type Table } from './table/table.ts'
import { decodedText, decodeHead, detectEncoding, type TextEncoding } from './text-encoding.ts'

/** A record longer than this is no line of a list: an unclosed quote or a file that is no text (A7-18). */
const LONGEST_RECORD = 128_000

/** Files that only look like delimited text: pages, PDF, RTF. */
const MARKUP = /^\uFEFF?\s*(<[!?a-z]|%PDF|\{\\rtf)/i

/** Control characters that no list of invoices holds; zero is told apart when the file is read, by its own refusal. */
function holdsControls(text: string): boolean {
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if ((code > 0 && code < 9) || (code > 13 && code < 32)) return true
  }
  return false
}

type Parsed = { readonly info: { readonly lines: number }; readonly record: readonly string[] }

function refusalOf(error: unknown, line: number): unknown {
  if (!(error instanceof CsvError)) return error
  if (error.code === 'CSV_QUOTE_NOT_CLOSED') return new FileRefused('quote_not_closed', {}, line)
  if (error.code === 'CSV_MAX_RECORD_SIZE') return new FileRefused('line_too_long', { limit: LONGEST_RECORD }, line)
  return new FileRefused('table_unreadable', { reason: error.code }, line)
}

async function* csvRows(source: ImportSource, encoding: TextEncoding, separator: Separator): AsyncGenerator<Row> {
  let parsedLine = 0
  const parser = parse({
    delimiter: separator,
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_column_count: true,
    relax_quotes: true,
    bom: true,
    info: true,
    max_record_size: LONGEST_RECORD,
    // The parser runs ahead of its reader: a failure is after the last record parsed, not the last one read.
    on_record: (record, { lines }) => {
      parsedLine = lines
      return record
    },
  })
  const text = Readable.from(decodedText(source, encoding))
  text.on('error', (error) => parser.destroy(error))
  let endLine = 0
  try {
    for await (const { info, record } of text.pipe(parser) as AsyncIterable<Parsed>) {
      const line = endLine + 1
      endLine = info.lines
      if (record.length > MOST_COLUMNS)
        throw new FileRefused('too_many_columns', { found: record.length, limit: MOST_COLUMNS }, line)
      if (line === 1 && record.length === 2 && /^sep=/i.test(record[0] ?? '')) continue
      yield { line, cells: record.map((cell) => ({ text: cell })) }
    }
  } catch (error) {
    throw refusalOf(error, parsedLine + 1)
  } finally {
    text.destroy()
    parser.destroy()
  }
}

async function openCsv(source: ImportSource): Promise<Table> {
  const separator = detectSeparator(decodeHead(await headOf(source)))
  if (!separator) throw new FileRefused('separator_not_found')
  const encoding = await detectEncoding(source)
  return { fileName: source.name, sheet: null, rows: () => csvRows(source, encoding, separator) }
}

/** Delimited text: invoices, payments or contacts in any order of columns, headings in French or English, four encodings (issue, import). */
export const csv: Format = {
  id: 'csv',
  label: 'CSV',
  detect: (head, name) => {
    const text = decodeHead(head)
    if (holdsControls(text) || MARKUP.test(text) || detectSeparator(text) === null) return 0
    return /\.(csv|tsv|txt|tab)$/i.test(name) ? 0.6 : 0.3
  },
  inspect: async (source) => inspectTable(await openCsv(source)),
  read: async function* (source, options) {
    yield* readTable(await openCsv(source), options)
  },
}
