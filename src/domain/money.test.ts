import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cents, currency, roundHalfUp, sumCents } from './money.ts'

const amounts = fc.integer({ min: -1_000_000_000_000, max: 1_000_000_000_000 })

describe('money is whole cents (pitfalls 26, 31)', () => {
  it.each([0.5, 1e-9, 12.345, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53])('%s is not an amount', (value) => {
    expect(() => cents(value)).toThrow(RangeError)
  })
  it('a sum is exact whatever the order', () => {
    fc.assert(
      fc.property(fc.array(amounts, { maxLength: 50 }), (values) => {
        expect(sumCents(values)).toBe(sumCents(values.toReversed()))
        expect(sumCents([...values, ...values.map((value) => -value)])).toBe(0)
      }),
    )
  })
  it('a sum beyond exact numbers is refused, not rounded', () => {
    expect(() => sumCents([Number.MAX_SAFE_INTEGER, 1])).toThrow(RangeError)
  })
  it.each(['EUR', 'USD', 'CHF'])('%s is a currency code', (code) => expect(currency(code)).toBe(code))
  it.each(['eur', 'EURO', '€', '', 'EU1'])('%j is none', (code) => expect(() => currency(code)).toThrow(RangeError))
})

describe('rounding half up, away from zero', () => {
  it.each([
    [5n, 10n, 1],
    [4n, 10n, 0],
    [-5n, 10n, -1],
    [-4n, 10n, 0],
    [15n, 10n, 2],
    [0n, 365n, 0],
    [123456n * 1240n * 36n, 100n * 100n * 365n, 1510],
  ])('%d / %d cents is %d', (numerator, denominator, rounded) => {
    expect(roundHalfUp(numerator, denominator)).toBe(rounded)
  })
  it('is never further than half a cent, and symmetrical around zero', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: 0n, max: 10n ** 15n }),
        fc.bigInt({ min: 1n, max: 10n ** 6n }),
        (numerator, denominator) => {
          fc.pre(numerator / denominator < 2n ** 52n)
          const rounded = roundHalfUp(numerator, denominator)
          const twice = 2n * (BigInt(rounded) * denominator - numerator)
          expect(twice > -denominator && twice <= denominator).toBe(true)
          expect(roundHalfUp(-numerator, denominator)).toBe(rounded === 0 ? 0 : -rounded)
        },
      ),
    )
  })
  it('refuses a denominator that is not positive', () => {
    expect(() => roundHalfUp(1n, 0n)).toThrow(RangeError)
    expect(() => roundHalfUp(1n, -3n)).toThrow(RangeError)
  })
})
