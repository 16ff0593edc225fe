import type { PartyIdentity } from '../../model.ts'
import type { Row } from './table.ts'

/** The text of a row that holds nothing but one or two texts: a customer, or its code and its name. */
export function sectionName(row: Row): PartyIdentity | null {
  const filled = row.cells.filter((cell) => cell !== undefined && cell.text.trim() !== '')
  const [first, second] = filled.map((cell) => cell?.text.trim() ?? '')
  if (
    filled.length > 2 ||
    first === undefined ||
    filled.some((cell) => cell?.day !== undefined) ||
    !/\p{L}{2}/u.test(first + (second ?? ''))
  )
    return null
  const split =
    second === undefined
      ? /^(?:(?:client|compte|tiers)\s*:?\s*)?([A-Z0-9]*\d[A-Z0-9]*)\s*[-:–]?\s+(\S.*)$/i.exec(first)
      : null
  if (split) return { reference: split[1] ?? null, name: split[2] ?? null, siren: null }
  return second === undefined
    ? { reference: null, name: first.replace(/^(client|tiers)\s*:\s*/i, ''), siren: null }
    : { reference: first, name: second, siren: null }
}
