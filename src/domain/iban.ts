import { accept, type Outcome, refuse } from './refusal.ts'

/** Lengths by country, SEPA countries and territories (EPC409-09). Another country is refused: nobody pays a French invoice there by SEPA. */
const LENGTHS: Readonly<Record<string, number>> = {
  AD: 24,
  AL: 28,
  AT: 20,
  BE: 16,
  BG: 22,
  CH: 21,
  CY: 28,
  CZ: 24,
  DE: 22,
  DK: 18,
  EE: 20,
  ES: 24,
  FI: 18,
  FR: 27,
  GB: 22,
  GI: 23,
  GR: 27,
  HR: 21,
  HU: 28,
  IE: 22,
  IS: 26,
  IT: 27,
  LI: 21,
  LT: 20,
  LU: 20,
  LV: 21,
  MC: 27,
  MD: 24,
  ME: 22,
  MK: 19,
  MT: 31,
  NL: 18,
  NO: 15,
  PL: 28,
  PT: 25,
  RO: 24,
  RS: 22,
  SE: 24,
  SI: 19,
  SK: 24,
  SM: 27,
  VA: 22,
}

/** Remainder by 97 of a number of any length, digit by digit; letters count as 10 to 35 (ISO 7064). */
function mod97(text: string): number {
  let remainder = 0
  for (const character of text) {
    const value = Number.parseInt(character, 36)
    remainder = (remainder * (value > 9 ? 100 : 10) + value) % 97
  }
  return remainder
}

/** Letters of a French account number as digits: A, J = 1; B, K, S = 2 … I, R, Z = 9 (formats §8). */
function ribDigits(text: string): string {
  return text
    .replace(/[A-I]/g, (c) => String(c.charCodeAt(0) - 64))
    .replace(/[J-R]/g, (c) => String(c.charCodeAt(0) - 73))
    .replace(/[S-Z]/g, (c) => String(c.charCodeAt(0) - 81))
}

/** RIB key of a French or Monegasque account: 97 − (89·bank + 15·branch + 3·account) mod 97. */
function ribKeyHolds(bban: string): boolean {
  const [bank, branch, account, key] = [bban.slice(0, 5), bban.slice(5, 10), bban.slice(10, 21), bban.slice(21)]
  if (!/^\d{10}[0-9A-Z]{11}\d{2}$/.test(bban)) return false
  const sum = 89 * Number(bank) + 15 * Number(branch) + 3 * Number(ribDigits(account))
  return 97 - (sum % 97) === Number(key)
}

/**
 * Reads an IBAN however spaced or cased; gives it in capitals without spaces.
 * Refusals: `iban_country_unknown` { country }, `iban_length` { country, expected, found }, `iban_check` { iban } (a digit is wrong).
 */
export function readIban(text: string): Outcome<string> {
  const iban = text
    .replace(/[\s\u00A0\u202F-]/g, '')
    .replace(/^IBAN:?/i, '')
    .toUpperCase()
  const country = iban.slice(0, 2)
  const expected = Object.hasOwn(LENGTHS, country) ? LENGTHS[country] : undefined
  if (expected === undefined) return refuse('iban_country_unknown', { country })
  if (iban.length !== expected) return refuse('iban_length', { country, expected, found: iban.length })
  const holds = /^[A-Z]{2}\d{2}[0-9A-Z]+$/.test(iban) && mod97(iban.slice(4) + iban.slice(0, 4)) === 1
  const domestic = country !== 'FR' && country !== 'MC' ? true : ribKeyHolds(iban.slice(4))
  return holds && domestic ? accept(iban) : refuse('iban_check', { iban })
}
