/**
 * A value as it may be printed: on one line, without control signs nor signs that reverse or hide what follows
 * (reliability A7 27, 58). Null prints as nothing.
 */
export function oneLine(value: unknown): string {
  return printed(value)
    .replace(/[\t\n\v\f\r \u2028\u2029]+/g, ' ')
    .replace(/[\p{Cc}\p{Cf}]/gu, '')
    .trim()
}

function printed(value: unknown): string {
  if (value === null || value === undefined) return ''
  return Array.isArray(value) ? value.map(printed).join('') : String(value)
}
