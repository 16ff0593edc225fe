const FAULTS: readonly (readonly [RegExp, string])[] = [
  [/[^\u202F\s|:\-`(][;!?](?![\w=])/g, 'U+202F missing before ; ! ?'],
  [/[ \u00A0][;!?]/g, 'wrong space before ; ! ?'],
  [/[\p{L}\d»)*\uFFFC%€]:(?!\/\/|[\d-])/gu, 'U+00A0 missing before :'],
  [/[ \u202F]:(?!-)/g, 'wrong space before :'],
  [/«(?!\u00A0)/g, 'U+00A0 missing after «'],
  [/(?<!\u00A0)»/g, 'U+00A0 missing before »'],
  [/\p{L}'/gu, 'straight apostrophe'],
  [/["“”]/g, 'foreign quotation mark'],
  [/\d (?=\d{3}\b[^\d]*€)/g, 'U+202F missing in an amount'],
  [/[^\u00A0\u202F(]€/g, 'U+00A0 missing before €'],
  [/[\d…] %/g, 'U+00A0 missing before %'],
  [/n° /g, 'U+00A0 missing after n°'],
  [/\.{3}/g, 'three dots for an ellipsis'],
  [/ [,.](?!\.)/g, 'space before , .'],
]

/** Faults of French typography in a text (STYLE 15), each with the words around it. IBANs and table rules are left out. */
export function typographyFaults(text: string): string[] {
  const prose = text
    .replace(/IBAN[^,]*,/g, 'IBAN,')
    .replace(/^\|[-:| ]+\|$/gm, '')
    .replace(/…{3,}/g, '…')
    .replace(/&nbsp;/g, 'x')
    .replace(/\{annexe:[a-z-]+\} /g, '')
  return FAULTS.flatMap(([pattern, why]) =>
    [...prose.matchAll(pattern)].map((match) => {
      const around = prose.slice(Math.max(0, match.index - 18), match.index + 12).replaceAll('\n', '⏎')
      return `${why}: ${around}`
    }),
  )
}
