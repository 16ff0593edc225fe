/**
 * Data as JSON whose every text can be drawn: a sign outside `covered` becomes its letter without accent, or « ? », so that no page is refused
 * for one sign (PDF/A).
 */
export function drawableJson(data: object, covered: ReadonlySet<number>): string {
  return JSON.stringify(data, (_, value: unknown) => (typeof value === 'string' ? drawable(value, covered) : value))
}

function drawable(text: string, covered: ReadonlySet<number>): string {
  let result = ''
  for (const sign of text) result += covered.has(sign.codePointAt(0) ?? 0) ? sign : nearest(sign, covered)
  return result
}

function nearest(sign: string, covered: ReadonlySet<number>): string {
  if (/[\p{Cc}\p{Cf}]/u.test(sign)) return sign === '\n' ? ' ' : ''
  const plain = sign.normalize('NFKD').replace(/\p{M}/gu, '')
  const drawn = [...plain].every((part) => covered.has(part.codePointAt(0) ?? 0))
  if (drawn && plain !== '') return plain
  return /\p{M}/u.test(sign) ? '' : '?'
}
