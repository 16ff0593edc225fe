import { type CountryCode, isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js/max'

export type PhoneNumber = {
  /** International form: +33612345678. */
  readonly e164: string
  readonly isMobile: boolean
}

/** Reads one telephone number as dialled from `country` (ISO 3166-1 alpha-2); null when it can ring nowhere. */
export function readPhone(text: string, country = 'FR'): PhoneNumber | null {
  if (text.length > 40) return null
  const from: CountryCode = isSupportedCountry(country) ? country : 'FR'
  const parsed = parsePhoneNumberFromString(text.replace(/[\u00A0\u202F]/g, ' '), from)
  if (!parsed?.isValid()) return null
  const type = parsed.getType()
  return { e164: parsed.number, isMobile: type === 'MOBILE' || type === 'FIXED_LINE_OR_MOBILE' }
}

/** A number as it is read: « 02 40 11 22 33 » inside its own country, « +33 2 40 11 22 33 » from another; never cut by the end of a line. */
export function shownPhone(e164: string, readIn = 'FR'): string {
  const parsed = parsePhoneNumberFromString(e164)
  if (!parsed) return e164
  const shown = parsed.country === readIn ? parsed.formatNational() : parsed.formatInternational()
  return shown.replaceAll(' ', '\u00A0')
}
