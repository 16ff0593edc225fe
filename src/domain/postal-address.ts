import type { Language, PostalAddress } from './party.ts'
import { accept, type Outcome, refuse } from './refusal.ts'

/** NF Z10-011: at most six lines (a seventh for the country) of 38 characters. */
const MAX_LINES = 6
const MAX_LINE_LENGTH = 38

export type Addressee = {
  /** Company: its name. Person: civility, first name and name. */
  readonly name: string
  /** Person or service inside the company (« Service comptabilité »). */
  readonly attention: string | null
  readonly address: PostalAddress
}

/**
 * The lines of the window block, in the form NF Z10-011 (formats §9): name, person or service, then the address; the lines from the street
 * down in capitals, without accents or punctuation; the country in capitals when it is not France.
 * Refusals: `address_incomplete` (facts.missing: name, street, postcode, city), `address_line_too_long`, `address_too_many_lines`.
 */
export function postalLines(addressee: Addressee): Outcome<readonly string[]> {
  const { address } = addressee
  const french = isFrench(address.country)
  const missing = missingParts(addressee, french)
  if (missing.length > 0) return refuse('address_incomplete', { missing, addressee: addressee.name })
  const identity = [addressee.name, addressee.attention ?? ''].map(identityLine).flatMap(wrapped)
  const streets = address.lines.map(postalLine).map(abbreviated)
  const lines = [...identity, ...streets, postalLine(`${address.postcode} ${address.city}`)].filter(
    (line) => line !== '',
  )
  const tooLong = lines.find((line) => line.length > MAX_LINE_LENGTH)
  if (tooLong) {
    return refuse('address_line_too_long', { line: tooLong, length: tooLong.length, maxLength: MAX_LINE_LENGTH })
  }
  if (lines.length > MAX_LINES) return refuse('address_too_many_lines', { lines, maxLines: MAX_LINES })
  return accept(french ? lines : [...lines, postalLine(countryName(address.country, 'fr'))])
}

/** The address on one line, as it reads in a sentence: « 12 rue des Halles, 44000 Nantes ». */
export function addressInLine(address: PostalAddress, language: Language = 'fr'): string {
  const town = `${address.postcode} ${address.city}`.trim()
  const parts = [...address.lines, town, ...(isFrench(address.country) ? [] : [countryName(address.country, language)])]
  return parts
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .join(', ')
}

/** France and its territories share the French postal system; their codes are all ISO 3166-1. */
function isFrench(country: string): boolean {
  return ['', 'FR', 'GP', 'MQ', 'GF', 'RE', 'YT', 'PM', 'BL', 'MF'].includes(country.toUpperCase())
}

function countryName(country: string, language: Language): string {
  return new Intl.DisplayNames([language], { type: 'region', fallback: 'code' }).of(country.toUpperCase()) ?? country
}

function missingParts({ name, address }: Addressee, french: boolean): string[] {
  const missing: string[] = []
  if (identityLine(name) === '') missing.push('name')
  if (address.lines.every((line) => postalLine(line) === '')) missing.push('street')
  if (
    french ? !/^\d{5}$/.test(address.postcode.trim()) : address.postcode.trim() === '' && address.city.trim() === ''
  ) {
    missing.push('postcode')
  }
  if (postalLine(address.city) === '') missing.push('city')
  return missing
}

/** Lines 1 and 2 keep their letters; control signs and doubled spaces go. */
function identityLine(text: string): string {
  return text
    .replace(/[\p{Cc}\p{Cf}]/gu, '')
    .replace(/[\s\u00A0\u202F]+/g, ' ')
    .trim()
}

/** A long name goes on over the next line, cut between two words. */
function wrapped(line: string): string[] {
  if (line.length <= MAX_LINE_LENGTH) return [line]
  const cut = line.lastIndexOf(' ', MAX_LINE_LENGTH)
  return cut <= 0 ? [line] : [line.slice(0, cut), ...wrapped(line.slice(cut + 1))]
}

/** Lines 3 to 6: capitals, no accent, no punctuation; « 5 bis » becomes « 5 B », « 4 à 8 » becomes « 4 ». */
function postalLine(text: string): string {
  return text
    .replace(/œ/gi, 'OE')
    .replace(/æ/gi, 'AE')
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .toUpperCase()
    .replace(/[^A-Z0-9]+/g, ' ')
    .trim()
    .replace(/^(\d+) (BIS|TER|QUATER)\b/, (_, number: string, rank: string) => `${number} ${rank.charAt(0)}`)
    .replace(/^(\d+) A \d+\b/, '$1')
}

const ABBREVIATIONS: readonly (readonly [RegExp, string])[] = [
  [/\bAVENUE\b/, 'AV'],
  [/\bBOULEVARD\b/, 'BD'],
  [/\bCHEMIN\b/, 'CHE'],
  [/\bALLEE\b/, 'ALL'],
  [/\bIMPASSE\b/, 'IMP'],
  [/\bPLACE\b/, 'PL'],
  [/\bROUTE\b/, 'RTE'],
  [/\bSQUARE\b/, 'SQ'],
  [/\bRESIDENCE\b/, 'RES'],
  [/\bBATIMENT\b/, 'BAT'],
  [/\bAPPARTEMENT\b/, 'APP'],
  [/\bESCALIER\b/, 'ESC'],
  [/\bETAGE\b/, 'ETG'],
  [/\bZONE INDUSTRIELLE\b/, 'ZI'],
  [/\bZONE D ACTIVITES?\b/, 'ZA'],
  [/\bLOTISSEMENT\b/, 'LOT'],
  [/\bGENERAL\b/, 'GAL'],
  [/\bMARECHAL\b/, 'MAL'],
  [/\bPROFESSEUR\b/, 'PR'],
  [/\bDOCTEUR\b/, 'DR'],
  [/\bPRESIDENT\b/, 'PDT'],
  [/\bSAINTE\b/, 'STE'],
  [/\bSAINT\b/, 'ST'],
]

/** A street is shortened only above 32 characters, and only as far as needed. */
function abbreviated(line: string): string {
  return ABBREVIATIONS.reduce((text, [word, short]) => (text.length > 32 ? text.replace(word, short) : text), line)
}
