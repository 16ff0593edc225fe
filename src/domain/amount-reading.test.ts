import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { markShownBy, readAmount, readTypedAmount, settleAmount } from './amount-reading.ts'

const NBSP = '\u00A0'
const NNBSP = '\u202F'

describe('B4: an amount is read as people and programs write it', () => {
  test.each([
    ['1234.56', 123_456],
    ['1234,56', 123_456],
    [`1${NNBSP}234,56${NBSP}€`, 123_456],
    ['1 234,56 €', 123_456],
    ['€ 1,234.56', 123_456],
    ['1.234,56', 123_456],
    ['1,234.56', 123_456],
    ["1'234.56", 123_456],
    ['12.345.678,90', 1_234_567_890],
    ['1,234,567', 123_456_700],
    ['\u221212,50', -1_250],
    ['-12,50', -1_250],
    ['12,50-', -1_250],
    ['(12,50)', -1_250],
    ['+12,5', 1_250],
    [',50', 50],
    ['0', 0],
    ['-0,00', 0],
    ['1234,5600', 123_456],
    ['1200 EUR', 120_000],
  ])('%s is %i cents', (text, amountCents) => {
    expect(readTypedAmount(text)).toMatchObject({ ok: true, value: { amountCents } })
  })

  test.each([
    '',
    'abc',
    '1e308',
    'NaN',
    'Infinity',
    '1 23,45',
    '1.23.456,00',
    '12,',
    '--5',
    '(5',
    '5)',
    '(5)-',
    '１２',
    '1/2',
    '9'.repeat(30),
  ])('A7-28: %j is refused, never guessed', (text) => {
    expect(readTypedAmount(text)).toMatchObject({ ok: false, refusal: { code: 'amount_unreadable' } })
  })
})

test('a cell of 100 000 spaces is refused at once', () => {
  expect(readTypedAmount(`1${' '.repeat(100_000)}x`).ok).toBe(false)
})

describe('A7-28: an amount in two readings is decided by its column or asked', () => {
  test('« 1.234 » alone is asked', () => {
    expect(readTypedAmount('1.234')).toMatchObject({ ok: false, refusal: { code: 'amount_doubtful' } })
  })
  test('« 1.234 » is 1 234,00 in a column that writes the comma', () => {
    expect(settleAmount('1.234', 'comma')).toMatchObject({ value: { amountCents: 123_400 } })
  })
  test('« 1.234 » in a column that writes the point holds more than cents and is refused', () => {
    expect(settleAmount('1.234', 'point')).toMatchObject({ refusal: { code: 'amount_not_in_cents' } })
  })
  test('« 1,234.56 » contradicts a column that writes the comma', () => {
    expect(settleAmount('1,234.56', 'comma')).toMatchObject({ refusal: { code: 'amount_contradicts_column' } })
  })
  test('an undecided column gives only amounts without any mark', () => {
    expect(settleAmount('1 234', 'undecided')).toMatchObject({ value: { amountCents: 123_400 } })
    expect(settleAmount('1,234.56', 'undecided')).toMatchObject({ refusal: { code: 'amount_doubtful' } })
  })
  test.each([
    ['1234', 'either'],
    ['1.234', 'doubtful'],
    ['12,345', 'doubtful'],
    ['0.123', 'point'],
    ['1 234.567', 'point'],
    ['1234,567', 'comma'],
    ['1.234.567', 'comma'],
  ])('%s shows %s', (text, mark) => expect(markShownBy(text)).toBe(mark))
})

test('what we write in French is read back to the cent, whatever the amount', () => {
  const french = new Intl.NumberFormat('fr-FR', { minimumFractionDigits: 2 })
  fc.assert(
    fc.property(fc.integer({ min: -99_999_999, max: 99_999_999 }), (cents) => {
      expect(readTypedAmount(`${french.format(cents / 100)}${NBSP}€`)).toMatchObject({
        value: { amountCents: cents === 0 ? 0 : cents },
      })
    }),
  )
})

test('any text is read or refused, and a reading is whole cents', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...'0123456789.,- ()€'), maxLength: 20 }), (text) => {
      const read = readAmount(text)
      if (read.ok)
        for (const cents of [read.value.comma, read.value.point])
          expect(cents === null || Number.isSafeInteger(cents)).toBe(true)
    }),
  )
})
