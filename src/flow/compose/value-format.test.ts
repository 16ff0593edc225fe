import fc from 'fast-check'
import { expect, test } from 'vitest'
import { euros, gsm, longDay, percent, shortAmount, shortDay } from './value-format.ts'

test.each([
  [123456, '1\u202F234,56\u00A0€', '€1,234.56'],
  [100000000, '1\u202F000\u202F000,00\u00A0€', '€1,000,000.00'],
  [5, '0,05\u00A0€', '€0.05'],
  [-1250, '\u221212,50\u00A0€', '\u2212€12.50'],
])('%i cents read %s and %s', (cents, french, english) => {
  expect([euros(cents, 'fr'), euros(cents, 'en')]).toEqual([french, english])
})
test('the first of a month is « 1er » in French, and the day stays with its month on the line', () => {
  expect(longDay('2026-12-01', 'fr')).toBe('1er\u00A0décembre 2026')
  expect(longDay('2026-12-01', 'en')).toBe('1\u00A0December 2026')
  expect(shortDay('2026-12-05')).toBe('05/12')
})
test('rates have two decimals', () => {
  expect([percent(12.4, 'fr'), percent(12.4, 'en')]).toEqual(['12,40\u00A0%', '12.40%'])
})
test('what is neither a day nor whole cents throws: a letter never prints NaN', () => {
  expect(() => longDay('2026-02-30', 'fr')).toThrow(RangeError)
  expect(() => euros(12.5, 'fr')).toThrow(RangeError)
  expect(() => shortAmount(Number.NaN, 'fr')).toThrow(RangeError)
})
test('an amount printed in French reads back to the same cents', () => {
  fc.assert(
    fc.property(fc.integer({ min: -1e12, max: 1e12 }), (cents) => {
      const digits = euros(cents, 'fr')
        .replace(/[\u202F\u00A0€,]/g, '')
        .replace('\u2212', '-')
      expect(Number(digits)).toBe(cents === 0 ? 0 : cents)
    }),
  )
})
test('an SMS value is cut after its letters were made plain', () => {
  expect(gsm('Établissements Çelik & Frères Œuvre', 20)).toBe('Établissements Çelik')
})
