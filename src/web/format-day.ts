import type { Language } from '../domain/party.ts'

const LOCALES: Record<Language, string> = { fr: 'fr-FR', en: 'en-GB' }

/** `table` « 14 sept. » · `plain` « 14 septembre », which can end a sentence · `week` « mar. 24 » · `long` « mardi 24 novembre 2026 » · `full` « 14 septembre 2026 » · `month` « novembre 2026 ». */
export type DayForm = 'table' | 'plain' | 'week' | 'long' | 'full' | 'month'

const FORMS: Record<DayForm, Intl.DateTimeFormatOptions> = {
  table: { day: 'numeric', month: 'short' },
  plain: { day: 'numeric', month: 'long' },
  week: { weekday: 'short', day: 'numeric' },
  long: { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' },
  full: { day: 'numeric', month: 'long', year: 'numeric' },
  month: { month: 'long', year: 'numeric' },
}

/**
 * A `YYYY-MM-DD` day in words; another year than that of `near` is written out in a table. A day is not an instant: the text is read and
 * written in UTC, so that no time zone can move it.
 */
export function formatDay(on: string, language: Language, form: DayForm = 'table', near?: string): string {
  const options = FORMS[form]
  const year =
    form === 'table' && near !== undefined && near.slice(0, 4) !== on.slice(0, 4) ? { year: 'numeric' as const } : {}
  const text = new Intl.DateTimeFormat(LOCALES[language], { ...options, ...year, timeZone: 'UTC' }).format(
    new Date(`${on}T00:00:00Z`),
  )
  return language === 'fr' ? text.replace(/(^|\s)1(?=\s)/, '$11er') : text
}

/** The hour of an instant in Paris: « 9 h 04 » or « 09:04 ». */
export function formatHour(instant: string, language: Language): string {
  const text = new Intl.DateTimeFormat(LOCALES[language], {
    hour: '2-digit',
    hourCycle: 'h23',
    minute: '2-digit',
    timeZone: 'Europe/Paris',
  }).format(new Date(instant))
  if (language !== 'fr') return text
  const [hour = '', minute = ''] = text.split(':')
  return `${Number(hour)}\u00A0h\u00A0${minute}`
}

/** The Paris day of an instant. */
export function dayOfInstant(instant: string): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Paris' }).format(new Date(instant))
}
