import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, type Day, day } from '../day.ts'
import { exactInterest } from './accrual.ts'
import { type InterestClaim, type InterestSettings, STATUTORY_SETTINGS } from './interest-claim.ts'
import { penalitesDeRetard } from './penalites-de-retard.ts'
import { creditNote, payment, SEED_RATES, sampleClaim } from './testing/sample-claim.ts'

type Given = Partial<InterestClaim> & { settings?: Partial<InterestSettings> }

/** As penalties between professionals: the rule that uses every setting. */
function answer(until: string, { settings, ...given }: Given = {}) {
  return penalitesDeRetard(sampleClaim(given), day(until), { ...STATUTORY_SETTINGS, ...settings }, SEED_RATES)
}

function accrued(until: string, given: Given = {}) {
  const outcome = answer(until, given)
  if (!outcome.ok || outcome.value.kind !== 'applies') throw new Error(JSON.stringify(outcome))
  return { ...outcome.value.value, codes: outcome.value.steps.map((step) => step.code) }
}

function lines(until: string, given: Given = {}) {
  return accrued(until, given).lines.map((line) => [
    line.from,
    line.to,
    line.days,
    line.ratePct,
    line.baseCents,
    line.interestCents,
  ])
}

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

describe('settlements on their dates (pitfall 29) and what they pay (C. civ. 1343-1)', () => {
  it('principal first: the base falls the day after the payment', () => {
    const given = { settlements: [payment('2025-05-31', 40_000)], settings: { imputation: 'principal' } } as const
    // 100000 × 13.15 % × 61 / 365 = 2197.6…;  60000 × 13.15 % × 30 / 365 = 648.4…
    expect(lines('2025-06-30', given)).toEqual([
      ['2025-04-01', '2025-05-31', 61, 13.15, 100_000, 2198],
      ['2025-06-01', '2025-06-30', 30, 13.15, 60_000, 648],
    ])
    expect(accrued('2025-06-30', given)).toMatchObject({
      principalDueCents: 60_000,
      interestDueCents: 2846,
      indemnityDueCents: 4000,
    })
  })

  it('interest first: 400.00 € pay 21.98 € of interest, then 378.02 € of principal', () => {
    const given = { settlements: [payment('2025-05-31', 40_000)] }
    // base 100000 − (40000 − 2198) = 62198;  × 13.15 % × 30 / 365 = 672.2…
    expect(lines('2025-06-30', given)[1]).toEqual(['2025-06-01', '2025-06-30', 30, 13.15, 62_198, 672])
    expect(accrued('2025-06-30', given)).toMatchObject({
      principalDueCents: 62_198,
      interestDueCents: 672,
      indemnityDueCents: 4000,
    })
  })

  it('costs first: 40.00 €, then interest, then principal', () => {
    const given = { settlements: [payment('2025-05-31', 40_000)], settings: { imputation: 'costs' } } as const
    expect(accrued('2025-06-30', given)).toMatchObject({ principalDueCents: 66_198, indemnityDueCents: 0 })
  })

  it('a credit note lowers the principal whatever the imputation', () => {
    expect(lines('2025-06-30', { settlements: [creditNote('2025-05-31', 40_000)] })[1]?.[4]).toBe(60_000)
  })

  it('interest stays due once the principal is paid (pitfall 30)', () => {
    const given = { settlements: [payment('2025-04-30', 100_000)], settings: { imputation: 'principal' } } as const
    // 100000 × 13.15 % × 30 / 365 = 1080.8…
    expect(accrued('2025-12-31', given)).toMatchObject({
      accruedCents: 1081,
      principalDueCents: 0,
      interestDueCents: 1081,
    })
    expect(lines('2025-12-31', given)).toHaveLength(1)
  })

  it('paid above everything due: the excess is told apart', () => {
    const given = { settlements: [payment('2025-04-30', 110_000)] }
    expect(accrued('2025-12-31', given)).toMatchObject({
      principalDueCents: 0,
      interestDueCents: 0,
      indemnityDueCents: 0,
      excessCents: 110_000 - 100_000 - 1081 - 4000,
    })
  })

  it('a payment after the statement day is not counted, and is said', () => {
    const late = accrued('2025-04-30', { settlements: [payment('2025-05-01', 50_000)] })
    expect(late.principalDueCents).toBe(100_000)
    expect(late.codes).toContain('settlement_after_day_ignored')
  })
})

describe('capitalisation (C. civ. 1343-2), off by default', () => {
  const given = { dueOn: day('2021-12-31'), settings: { capitaliseFrom: day('2022-01-01') } }

  it('interest of a full year joins the base on the anniversary of its first day', () => {
    // 2022: 10 % on 100000: 181 days 4959, 184 days 5041; base 110000 from 1 January 2023 at 12.50 %
    expect(lines('2023-01-10', given)).toEqual([
      ['2022-01-01', '2022-06-30', 181, 10, 100_000, 4959],
      ['2022-07-01', '2022-12-31', 184, 10, 100_000, 5041],
      ['2023-01-01', '2023-01-10', 10, 12.5, 110_000, 377],
    ])
  })

  it('not before the request in court, and never on less than a year', () => {
    const requested = { ...given, settings: { capitaliseFrom: day('2023-03-01') } }
    expect(lines('2023-03-31', requested).map((line) => [line[0], line[4]])).toEqual([
      ['2022-01-01', 100_000],
      ['2022-07-01', 100_000],
      ['2023-01-01', 100_000],
      ['2023-03-01', 100_000 + 4959 + 5041 + 2021],
    ])
    expect(lines('2022-12-31', given).every((line) => line[4] === 100_000)).toBe(true)
  })
})

describe('properties', () => {
  const from = day('2021-01-01')
  const someDay = fc.integer({ min: 0, max: 2000 }).map((days): Day => addDays(from, days))
  const settlements = fc.array(
    fc.record({
      on: someDay,
      amountCents: fc.integer({ min: 0, max: 60_000 }),
      kind: fc.constantFrom('payment' as const, 'credit_note' as const),
    }),
    { maxLength: 5 },
  )
  const settings = fc.record({
    contractRateMilliPct: fc.option(fc.integer({ min: 0, max: 30_000 })),
    crossing: fc.constantFrom('split' as const, 'frozen' as const),
    dayCount: fc.constantFrom('365' as const, 'actual' as const),
    imputation: fc.constantFrom('interest' as const, 'principal' as const, 'costs' as const),
    capitaliseFrom: fc.option(someDay),
  })

  it('never negative, zero for zero days, base never above what is owed, lines adjoin, everything paid is accounted for', () => {
    fc.assert(
      fc.property(someDay, someDay, settlements, settings, (dueOn, until, given, chosen) => {
        const outcome = answer(until, { dueOn, settlements: given, settings: chosen })
        if (!outcome.ok) throw new Error(outcome.refusal.code)
        if (outcome.value.kind !== 'applies') return
        const { lines: list, accruedCents, ...left } = outcome.value.value
        for (const line of list) {
          expect(line.interestCents).toBeGreaterThanOrEqual(0)
          expect(line.days).toBeGreaterThan(0)
          expect(line.from > dueOn && line.to <= until).toBe(true)
        }
        for (const [index, line] of list.slice(1).entries()) expect(line.from > (list[index]?.to ?? until)).toBe(true)
        const paid = given.filter((one) => one.on <= until).reduce((sum, one) => sum + one.amountCents, 0)
        const due = left.principalDueCents + left.interestDueCents + left.indemnityDueCents
        expect(due + paid).toBe(100_000 + accruedCents + 4000 + left.excessCents)
        expect(Math.min(...Object.values(left))).toBeGreaterThanOrEqual(0)
      }),
    )
  })

  it('a payment split in two on the same day changes nothing', () => {
    fc.assert(
      fc.property(
        someDay,
        someDay,
        settlements,
        settings,
        fc.nat(60_000),
        fc.nat(60_000),
        (on, until, given, chosen, first, second) => {
          const whole = { on, amountCents: first + second, kind: 'payment' } as const
          const parts = [first, second].map((amountCents) => ({ ...whole, amountCents }))
          const together = answer(until, { dueOn: from, settlements: [...given, whole], settings: chosen })
          const apart = answer(until, { dueOn: from, settlements: [...given, ...parts], settings: chosen })
          expect(apart).toEqual(together)
        },
      ),
    )
  })

  it('an earlier payment never makes the interest larger', () => {
    fc.assert(
      fc.property(someDay, fc.nat(300), fc.nat(120_000), settings, (on, sooner, amountCents, chosen) => {
        const pay = (when: Day) => [{ on: when, amountCents, kind: 'payment' } as const]
        const interest = (when: Day) => {
          const outcome = answer('2026-12-31', { dueOn: from, settlements: pay(when), settings: chosen })
          if (!outcome.ok || outcome.value.kind !== 'applies') return 0
          return outcome.value.value.accruedCents
        }
        // each displayed line rounds by itself: at most half a cent a line
        expect(interest(addDays(on, -sooner))).toBeLessThanOrEqual(interest(on) + 30)
      }),
    )
  })
})
