import fc from 'fast-check'
import { isValidIBAN } from 'ibantools'
import { expect, test } from 'vitest'
import { readIban } from './iban.ts'

test('a French IBAN is read however spaced', () => {
  expect(readIban('fr76 3000 1007 9412 3456 7890 185')).toEqual({ ok: true, value: 'FR7630001007941234567890185' })
  expect(readIban('IBAN FR14 2004 1010 0505 0001 3M02 606')).toEqual({ ok: true, value: 'FR1420041010050500013M02606' })
})

test.each([
  ['FR7630001007941234567890186', 'iban_check'],
  ['FR76300010079412345678901', 'iban_length'],
  ['XX7630001007941234567890185', 'iban_country_unknown'],
  ['', 'iban_country_unknown'],
  ['__proto__', 'iban_country_unknown'],
])('%s is refused: %s', (text, code) => {
  expect(readIban(text)).toMatchObject({ ok: false, refusal: { code } })
})

test('the RIB key inside a French IBAN is checked too: right mod 97, wrong key', () => {
  const bban = '30001007941234567890184'
  const digits = `${bban}152700`
  const check = String(98n - (BigInt(digits) % 97n)).padStart(2, '0')
  expect(readIban(`FR${check}${bban}`)).toMatchObject({ ok: false, refusal: { code: 'iban_check' } })
})

test('agrees with ibantools on every change of one digit of a valid IBAN', () => {
  const samples = [
    'FR7630001007941234567890185',
    'DE89370400440532013000',
    'BE68539007547034',
    'NL91ABNA0417164300',
    'ES9121000418450200051332',
  ]
  fc.assert(
    fc.property(
      fc.constantFrom(...samples),
      fc.integer({ min: 2, max: 26 }),
      fc.integer({ min: 0, max: 9 }),
      (iban, at, digit) => {
        const changed = at < iban.length ? iban.slice(0, at) + digit + iban.slice(at + 1) : iban
        expect(readIban(changed).ok).toBe(isValidIBAN(changed))
      },
    ),
    { numRuns: 500 },
  )
})
