import type { Language } from '../domain/party.ts'

const LOCALES: Record<Language, string> = { fr: 'fr-FR', en: 'en-GB' }
const formatters = new Map<string, Intl.NumberFormat>()

function formatter(language: Language, currency: string, digits: number): Intl.NumberFormat {
  const key = `${language} ${currency} ${digits}`
  const known = formatters.get(key)
  if (known) return known
  const made = new Intl.NumberFormat(LOCALES[language], {
    style: 'currency',
    currency,
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  })
  formatters.set(key, made)
  return made
}

/** Cents as people read them: « 1 234,56 € » with narrow spaces, the cents always there, a true minus sign. */
export function formatAmount(cents: number, language: Language, currency = 'EUR'): string {
  return formatter(language, currency, 2)
    .format(cents / 100)
    .replace('-', '−')
}

/** Whole units, for the legend of a chart only. */
export function formatRoundAmount(cents: number, language: Language, currency = 'EUR'): string {
  return formatter(language, currency, 0)
    .format(cents / 100)
    .replace('-', '−')
}

/** A count or a rate with the separators of the language; at most `digits` decimals. */
export function formatNumber(value: number, language: Language, digits = 0): string {
  return new Intl.NumberFormat(LOCALES[language], { maximumFractionDigits: digits }).format(value).replace('-', '−')
}
