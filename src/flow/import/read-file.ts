import type { Outcome } from '../../domain/refusal.ts'
import { accept, refuse } from '../../domain/refusal.ts'
import { FileRefused, type Format, type ReadOptions } from './formats/format.ts'
import { FORMATS } from './formats/index.ts'
import type { Inspection } from './formats/table/mapping.ts'
import type { ImportedRecord, LineProblem } from './model.ts'
import { headOf, type ImportSource, sourceSize } from './source.ts'

/** Larger files are no list of one firm's invoices: a FEC of a million lines is 150 MB. */
const LARGEST_FILE = 250_000_000

/** The format that claims a file most surely. Refusals: `file_empty`, `file_too_large` { limit, found }, `format_unknown` { file }. */
export async function detectFormat(source: ImportSource): Promise<Outcome<Format>> {
  const size = await sourceSize(source)
  if (size === 0) return refuse('file_empty', { file: source.name })
  if (size > LARGEST_FILE) return refuse('file_too_large', { limit: LARGEST_FILE, found: size })
  const head = await headOf(source)
  let best: { format: Format; confidence: number } | null = null
  for (const format of FORMATS) {
    const confidence = format.detect(head, source.name)
    if (confidence > (best?.confidence ?? 0)) best = { format, confidence }
  }
  return best ? accept(best.format) : refuse('format_unknown', { file: source.name, looksLike: looksLike(head) })
}

/** What a file of none of our formats seems to be, to say how to get the right one. */
function looksLike(head: Buffer): 'pdf' | 'web_page' | 'xml' | 'image' | 'unknown' {
  const start = head.subarray(0, 300).toString('latin1').trimStart().toLowerCase()
  if (start.startsWith('%pdf')) return 'pdf'
  if (/^(<!doctype html|<html|<table|<meta)/.test(start)) return 'web_page'
  if (/^(\u00ef\u00bb\u00bf)?<\?xml/.test(start)) return 'xml'
  return /^(\u0089png|\u00ff\u00d8\u00ff|gif8)/.test(start) ? 'image' : 'unknown'
}

const asProblem = (file: string, refused: Pick<FileRefused, 'refusal' | 'line' | 'column'>): LineProblem => ({
  type: 'problem',
  severity: 'file_refused',
  file,
  line: refused.line,
  column: refused.column,
  ...refused.refusal,
})

/**
 * Reads a file in whatever format it is: its records and what is wrong with its lines, in the order of the file. A file that is refused
 * ends with one problem of severity `file_refused`: whatever came before it must then be dropped.
 */
export async function* readFile(
  source: ImportSource,
  options: ReadOptions,
): AsyncGenerator<ImportedRecord | LineProblem> {
  const format = await detectFormat(source)
  if (!format.ok) return yield asProblem(source.name, { refusal: format.refusal, line: null, column: null })
  try {
    yield* format.value.read(source, options)
  } catch (error) {
    if (!(error instanceof FileRefused)) throw error
    yield asProblem(source.name, error)
  }
}

/** The proposed meaning of a table's columns; null for a format that needs none. Refusals: those of `detectFormat` and of the format. */
export async function inspectFile(source: ImportSource): Promise<Outcome<Inspection | null>> {
  const format = await detectFormat(source)
  if (!format.ok) return format
  try {
    return format.value.inspect ? await format.value.inspect(source) : accept(null)
  } catch (error) {
    if (!(error instanceof FileRefused)) throw error
    return { ok: false, refusal: error.refusal }
  }
}
