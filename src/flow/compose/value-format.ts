import { dateOf, day, monthOf, yearOf } from '../../domain/day.ts'
import type { Language } from '../../domain/party.ts'
import { plainSms } from '../../domain/sms.ts'

const NO_BREAK = '\u00A0'
const THIN = '\u202F'
const MINUS = '\u2212'

const MONTHS = {
  fr: 'janvier février mars avril mai juin juillet août septembre octobre novembre décembre'.split(' '),
  en: 'January February March April May June July August September October November December'.split(' '),
} as const satisfies Record<Language, readonly string[]>

/** « 1er décembre 2026 », "1 December 2026", the day and its month on the same line. @throws RangeError on a text that is not a day. */
export function longDay(text: string, language: Language): string {
  const on = day(text)
  const date = language === 'fr' && dateOf(on) === 1 ? '1er' : String(dateOf(on))
  return `${date}${NO_BREAK}${MONTHS[language][monthOf(on) - 1] ?? ''} ${yearOf(on)}`
}

/** « 05/12 ». */
export function shortDay(text: string): string {
  const on = day(text)
  return `${on.slice(8)}/${on.slice(5, 7)}`
}

/** « 1 234,56 € », "€1,234.56", from integer cents. @throws RangeError on anything else. */
export function euros(amountCents: number, language: Language): string {
  const { sign, units, rest } = unitsOf(amountCents)
  const grouped = units.replace(/\B(?=(\d{3})+$)/g, language === 'fr' ? THIN : ',')
  return language === 'fr' ? `${sign}${grouped},${rest}${NO_BREAK}€` : `${sign}€${grouped}.${rest}`
}

/** « 1234,56 », "1234.56", for SMS: 10 characters at most below a million euros. */
export function shortAmount(amountCents: number, language: Language): string {
  const { sign, units, rest } = unitsOf(amountCents)
  return `${sign === '' ? '' : '-'}${units}${language === 'fr' ? ',' : '.'}${rest}`
}

/** « 12,40 % », "12.40%". */
export function percent(rate: number, language: Language): string {
  return language === 'fr' ? `${rate.toFixed(2).replace('.', ',')}${NO_BREAK}%` : `${rate.toFixed(2)}%`
}

/** « 123 456 782 ». */
export function groupedSiren(siren: string): string {
  return siren.replace(/\D/g, '').replace(/(\d{3})(?=\d)/g, `$1${NO_BREAK}`)
}

/** GSM-7 letters only, cut to `max` characters. */
export function gsm(text: string, max: number): string {
  return [...plainSms(text)].slice(0, max).join('').trim()
}

function unitsOf(amountCents: number): { sign: string; units: string; rest: string } {
  if (!Number.isSafeInteger(amountCents)) throw new RangeError(`Not an amount in whole cents: ${amountCents}`)
  const magnitude = Math.abs(amountCents)
  return {
    sign: amountCents < 0 ? MINUS : '',
    units: String(Math.floor(magnitude / 100)),
    rest: String(magnitude % 100).padStart(2, '0'),
  }
}
