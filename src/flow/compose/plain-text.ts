import type { Language } from '../../domain/party.ts'
import { type Alignment, type Block, type Line, lineText } from './blocks.ts'

/** Widest table kept as aligned columns; above it, each row becomes a list that reads well on a telephone. */
const MAX_TABLE_WIDTH = 76

/** Blocks as plain text: paragraphs unwrapped, tables as aligned columns or as one line per value. */
export function plainText(blocks: readonly Block[], language: Language): string {
  return `${blocks
    .map((block) => plainBlock(block, language))
    .filter((text) => text !== '')
    .join('\n\n')}\n`
}

function plainBlock(block: Block, language: Language): string {
  if (block.kind === 'rule') return '-'.repeat(40)
  if (block.kind === 'signature') return ''
  if (block.kind === 'table')
    return plainTable(
      block.rows.map((row) => row.map(lineText)),
      block.align,
      language,
    )
  if (block.kind !== 'list') return block.lines.map(plainLine).join('\n')
  return block.items
    .map((lines, index) => `${block.ordered ? `${index + 1}.` : '-'} ${lines.map(plainLine).join('\n  ')}`)
    .join('\n')
}

function plainLine(line: Line): string {
  return line.map((run) => (run.href && run.href !== run.text ? `${run.text} (${run.href})` : run.text)).join('')
}

function plainTable(rows: readonly (readonly string[])[], align: readonly Alignment[], language: Language): string {
  const widths = align.map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)))
  const total = widths.reduce((sum, width) => sum + width, 0) + 2 * (widths.length - 1)
  return total <= MAX_TABLE_WIDTH ? alignedRows(rows, widths, align) : listedRows(rows, language)
}

function alignedRows(
  rows: readonly (readonly string[])[],
  widths: readonly number[],
  align: readonly Alignment[],
): string {
  const cell = (text: string, column: number) =>
    align[column] === 'right' ? text.padStart(widths[column] ?? 0) : text.padEnd(widths[column] ?? 0)
  return rows.map((row) => row.map(cell).join('  ').trimEnd()).join('\n')
}

/** « - Facture : F2026-041, Date : 18 septembre 2026, … », heading first, one row a line. */
function listedRows(rows: readonly (readonly string[])[], language: Language): string {
  const colon = language === 'fr' ? '\u00A0: ' : ': '
  const [heads = [], ...values] = rows
  return values
    .map((row) => `- ${row.map((text, column) => `${heads[column] ?? ''}${colon}${text}`).join(', ')}`)
    .join('\n')
}
