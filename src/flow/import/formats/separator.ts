/** What stands between the columns of a text file. */
export type Separator = ';' | ',' | '\t' | '|'

const CANDIDATES: readonly Separator[] = [';', '\t', '|', ',']

/** Logical lines: a line break inside quotes does not end one. At most `limit`, the last whole ones of a cut head. */
function linesOutsideQuotes(text: string, limit: number): string[] {
  const lines: string[] = []
  let line = ''
  for (const physical of text.split(/\r\n|\n|\r/)) {
    line = line === '' ? physical : `${line}\n${physical}`
    if ((line.split('"').length - 1) % 2 === 1 && line.length < 4_000) continue
    lines.push(line)
    line = ''
    if (lines.length >= limit) break
  }
  return lines
}

const countOutsideQuotes = (line: string, separator: Separator) =>
  line.replace(/"(?:[^"]|"")*"/g, '').split(separator).length - 1

/** How many lines agree on the same number of columns, times that number; the comma, which is also a decimal mark, weighs less. */
function agreement(lines: readonly string[], separator: Separator): number {
  const counts = new Map<number, number>()
  for (const line of lines) {
    const count = countOutsideQuotes(line, separator)
    if (count > 0) counts.set(count, (counts.get(count) ?? 0) + 1)
  }
  let best = 0
  for (const [columns, times] of counts) best = Math.max(best, times * Math.min(columns, 20))
  return separator === ',' ? best * 0.6 : best
}

/** Finds the separator from the first lines; `sep=;` (spreadsheets) is obeyed. Null: a single column, or no table at all. */
export function detectSeparator(head: string): Separator | null {
  const declared = /^\uFEFF?sep=(.)\r?\n/i.exec(head)?.[1]
  const told = CANDIDATES.find((candidate) => candidate === declared)
  if (told) return told
  const lines = linesOutsideQuotes(head, 60)
  const scored = CANDIDATES.map((separator) => ({ separator, score: agreement(lines, separator) }))
  const best = scored.reduce((one, other) => (other.score > one.score ? other : one))
  return best.score >= 2 || (best.score > 0 && lines.length < 3) ? best.separator : null
}
