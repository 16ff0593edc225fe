import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { exactInterest } from './accrual.ts'

describe('exact interest, before rounding', () => {
  it('is additive over adjoining periods', () => {
    const cents = fc.integer({ min: 0, max: 1_000_000_000_000 })
    fc.assert(
      fc.property(cents, fc.nat(100_000), fc.nat(5000), fc.nat(5000), (base, rate, first, second) => {
        const whole = exactInterest(base, rate, first + second, 365)
        const [one, two] = [exactInterest(base, rate, first, 365), exactInterest(base, rate, second, 365)]
        expect(one.numerator + two.numerator).toBe(whole.numerator)
        expect(one.denominator).toBe(whole.denominator)
      }),
    )
  })

  it('10,000,000,000.00 € at 15 % for 366 days of 366 is 1,500,000,000.00 €, exactly', () => {
    const { numerator, denominator } = exactInterest(1_000_000_000_000, 15_000, 366, 366)
    expect(numerator / denominator).toBe(150_000_000_000n)
    expect(numerator % denominator).toBe(0n)
  })
})
