import { describe, expect, test } from 'vitest'
import { readSiren, readSiret, readVatNumber, sirenOfSiret, vatKey } from './siren.ts'

describe('formats §8: SIREN and SIRET', () => {
  test.each(['732829320', '732 829 320', '404833048', '123456782', '356000000'])('%s is a SIREN', (text) => {
    expect(readSiren(text)).toBe(text.replaceAll(' ', ''))
  })
  test.each(['732829321', '12345678', '1234567820', '000000000', 'abcdefghi', ''])('%j is none', (text) => {
    expect(readSiren(text)).toBeNull()
  })
  test('La Poste: digits that sum to a multiple of five are accepted without Luhn, and only for her', () => {
    expect(readSiret('35600000049837')).toBe('35600000049837')
    expect(readSiret('356 000 000 00048')).toBe('35600000000048')
    expect(readSiret('35600000049838')).toBeNull()
    expect(readSiret('73282932000074')).toBe('73282932000074')
    expect(readSiret('73282932000075')).toBeNull()
    expect(sirenOfSiret('73282932000074')).toBe('732829320')
  })
})

describe('formats §8: VAT number', () => {
  test.each([
    ['732829320', '44'],
    ['404833048', '83'],
    ['123456782', '11'],
  ])('the key of %s is %s', (text, key) => {
    const siren = readSiren(text)
    expect(siren && vatKey(siren)).toBe(key)
    expect(readVatNumber(`fr ${key} ${text}`)).toBe(`FR${key}${text}`)
  })
  test('a wrong key is refused; keys with letters and Monaco are accepted unchecked; others by their shape', () => {
    expect(readVatNumber('FR45732829320')).toBeNull()
    expect(readVatNumber('FRK7399859412')).toBe('FRK7399859412')
    expect(readVatNumber('FR48000052687')).toBe('FR48000052687')
    expect(readVatNumber('DE 123 456 789')).toBe('DE123456789')
    expect(readVatNumber('sans objet')).toBeNull()
  })
})
