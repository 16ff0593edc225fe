import { expect, test } from 'vitest'
import { epcPayload } from './epc-qr.ts'

const TRANSFER = {
  beneficiary: 'ATELIER EXEMPLE SARL',
  iban: 'FR76 3000 1007 9412 3456 7890 185',
  bic: null,
  amountCents: 123456,
  reference: 'LOEW-2026-17',
}

test('EPC069-12: lines in order, IBAN without spaces, amount with a dot, reference as free text', () => {
  expect(epcPayload(TRANSFER)).toEqual({
    ok: true,
    value: 'BCD\n002\n1\nSCT\n\nATELIER EXEMPLE SARL\nFR7630001007941234567890185\nEUR1234.56\n\n\nLOEW-2026-17',
  })
})
test.each([
  [1, 'EUR0.01'],
  [5, 'EUR0.05'],
  [100, 'EUR1.00'],
  [99_999_999_999, 'EUR999999999.99'],
])('%i cents read %s', (amountCents, amount) => {
  const payload = epcPayload({ ...TRANSFER, amountCents })
  expect(payload.ok && payload.value.split('\n')[7]).toBe(amount)
})
test.each([0, -1, 100_000_000_000, 1.5])('refuses %d cents', (amountCents) => {
  expect(epcPayload({ ...TRANSFER, amountCents })).toMatchObject({ refusal: { code: 'epc_amount_out_of_range' } })
})
test('a line break in a name or reference cannot add a line', () => {
  const payload = epcPayload({ ...TRANSFER, beneficiary: 'A\nB', reference: 'X\r\nY\u2028Z' })
  expect(payload.ok && payload.value.split('\n')).toHaveLength(11)
})
test('refuses above 331 bytes', () => {
  expect(epcPayload({ ...TRANSFER, beneficiary: 'é'.repeat(70), reference: '€'.repeat(140) })).toMatchObject({
    refusal: { code: 'epc_too_long', facts: { maxBytes: 331 } },
  })
})
