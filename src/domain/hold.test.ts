import { describe, expect, it } from 'vitest'
import { day } from './day.ts'
import { type Hold, isBroken, isInForce } from './hold.ts'

const held = (over: Partial<Hold>): Hold => ({
  id: 'hld_1',
  kind: 'pause',
  invoiceId: null,
  fromDay: day('2026-10-10'),
  untilDay: day('2026-10-20'),
  amountCents: null,
  ...over,
})

describe('a hold (pitfall 5)', () => {
  it.each([
    ['2026-10-09', false],
    ['2026-10-10', true],
    ['2026-10-20', true],
    ['2026-10-21', false],
  ])('from the 10th to the 20th, both included: on %s %s', (today, inForce) => {
    expect(isInForce(held({}), day(today))).toBe(inForce)
  })
  it('without a last day it runs until a person ends it', () => {
    expect(isInForce(held({ untilDay: null }), day('2036-10-10'))).toBe(true)
  })
})

describe('a promise', () => {
  it('is broken from the day after its last day, and only a promise is', () => {
    const promise = held({ kind: 'promise' })
    expect(isBroken(promise, day('2026-10-20'))).toBe(false)
    expect(isBroken(promise, day('2026-10-21'))).toBe(true)
    expect(isBroken(held({ kind: 'pause' }), day('2026-10-21'))).toBe(false)
    expect(isBroken(held({ kind: 'promise', untilDay: null }), day('2030-01-01'))).toBe(false)
  })
})
