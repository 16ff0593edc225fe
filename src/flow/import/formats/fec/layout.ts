import type { Separator } from '../separator.ts'

/** The eighteen columns of article A47 A-1 LPF, and the two of its variant (`Montant`, `Sens`), in capitals-free form. */
export const FEC_COLUMNS = [
  'journalcode',
  'journallib',
  'ecriturenum',
  'ecrituredate',
  'comptenum',
  'comptelib',
  'compauxnum',
  'compauxlib',
  'pieceref',
  'piecedate',
  'ecriturelib',
  'debit',
  'credit',
  'ecriturelet',
  'datelet',
  'validdate',
  'montantdevise',
  'idevise',
] as const
export type FecColumn = (typeof FEC_COLUMNS)[number] | 'montant' | 'sens'

export type FecLayout = {
  readonly separator: Separator
  readonly lineEnd: '\n' | '\r'
  /** Line of the headings: 1, or 0 when the file has none. */
  readonly headingLine: 0 | 1
  /** Place of each column in a line; -1 when the file has not got it. */
  readonly at: Readonly<Record<FecColumn, number>>
}

const REQUIRED: readonly FecColumn[] = ['journalcode', 'ecriturenum', 'ecrituredate', 'comptenum', 'ecriturelib']

const bare = (heading: string) =>
  heading
    .normalize('NFD')
    .replace(/[^A-Za-z]/g, '')
    .toLowerCase()

function places(headings: readonly string[]): Record<FecColumn, number> {
  const place = (column: FecColumn) => headings.indexOf(column)
  const entries = [...FEC_COLUMNS, 'montant' as const, 'sens' as const].map(
    (column) => [column, place(column)] as const,
  )
  return Object.fromEntries(entries) as Record<FecColumn, number>
}

/** The separator that cuts the first line into most columns; the law wants TAB or « | », packages also write « ; » and « , ». */
function separatorOf(line: string): Separator {
  const candidates: readonly Separator[] = ['\t', '|', ';', ',']
  return candidates.reduce((best, one) => (line.split(one).length > line.split(best).length ? one : best))
}

/**
 * Recognises a FEC by its headings in any case and order, or, without headings, by eighteen columns whose fourth is a day and fifth an
 * account. Null when it is none.
 */
export function fecLayout(head: string): FecLayout | null {
  const lineEnd = head.includes('\n') ? '\n' : '\r'
  const first = (head.split(lineEnd)[0] ?? '').replace(/[\r\uFEFF]/g, '')
  const separator = separatorOf(first)
  const cells = first.split(separator).map((cell) => cell.replace(/^"|"$/g, '').trim())
  const at = places(cells.map(bare))
  const hasAmounts = (at.debit >= 0 && at.credit >= 0) || (at.montant >= 0 && at.sens >= 0)
  if (hasAmounts && REQUIRED.every((column) => at[column] >= 0)) return { separator, lineEnd, headingLine: 1, at }
  const positional = cells.length >= 18 && /^(19|20)\d{6}$/.test(cells[3] ?? '') && /^\d{3}/.test(cells[4] ?? '')
  return positional ? { separator, lineEnd, headingLine: 0, at: places(FEC_COLUMNS) } : null
}
