/** A checked SIREN: nine digits, Luhn (legal-facts: INSEE; formats §8). */
export type Siren = string & { readonly __brand: 'Siren' }

const LA_POSTE = '356000000'

function luhn(digits: string): boolean {
  let sum = 0
  for (let at = digits.length - 1, double = false; at >= 0; at--, double = !double) {
    const digit = digits.charCodeAt(at) - 48
    sum += double ? (digit > 4 ? digit * 2 - 9 : digit * 2) : digit
  }
  return sum % 10 === 0
}

const digitsOf = (text: string) => text.replace(/[\s\u00A0\u202F.-]/g, '')

/** Reads a SIREN however spaced; null when it is not nine digits, is all zeros or fails Luhn. */
export function readSiren(text: string): Siren | null {
  const digits = digitsOf(text)
  return /^\d{9}$/.test(digits) && !/^0+$/.test(digits) && luhn(digits) ? (digits as Siren) : null
}

/**
 * Reads a SIRET however spaced; null when it is not fourteen digits or fails its check.
 * An establishment of La Poste passes Luhn or has digits whose sum is a multiple of five (formats §8).
 */
export function readSiret(text: string): string | null {
  const digits = digitsOf(text)
  if (!/^\d{14}$/.test(digits) || !readSiren(digits.slice(0, 9))) return null
  const sum = [...digits].reduce((total, digit) => total + Number(digit), 0)
  return luhn(digits) || (digits.startsWith(LA_POSTE) && sum % 5 === 0) ? digits : null
}

/** The SIREN that a SIRET begins with. */
export function sirenOfSiret(siret: string): Siren | null {
  return readSiren(siret.slice(0, 9))
}

/** The two digits that a French VAT number puts before the SIREN: (12 + 3 × (SIREN mod 97)) mod 97 (formats §8). */
export function vatKey(siren: Siren): string {
  return String((12 + 3 * (Number(siren) % 97)) % 97).padStart(2, '0')
}

/**
 * Reads a VAT number, capitals, no spaces; null when it cannot be one. French: key checked when it is of two digits, accepted
 * without check when it holds a letter or is of Monaco (000…). Other countries of the Union, United Kingdom, Switzerland and Norway: shape only.
 */
export function readVatNumber(text: string): string | null {
  const compact = text.replace(/[\s\u00A0\u202F.\-/]/g, '').toUpperCase()
  const french = /^FR([0-9A-HJ-NP-Z]{2})(\d{9})$/.exec(compact)
  if (!french) return /^(?!FR)(?:[A-Z]{2}|CHE)[0-9A-Z+*]{5,12}$/.test(compact) && /\d{4}/.test(compact) ? compact : null
  const [, key = '', number = ''] = french
  if (/[A-Z]/.test(key) || number.startsWith('000')) return compact
  const siren = readSiren(number)
  return siren && vatKey(siren) === key ? compact : null
}
