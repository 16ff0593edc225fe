import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { CHANNELS } from './channel.ts'
import { contactBar, isAllowedHour, DEFAULT_CONTACT_POLICY as POLICY } from './contact-policy.ts'
import { addDays, type Day, day, daysBetween } from './day.ts'
import { isBusinessDay } from './law/jours-feries.ts'

const MONDAY = day('2026-10-05')
const on = (days: number) => addDays(MONDAY, days)
const bar = (today: Day, contacts: readonly Day[], gap = POLICY.minGapDays) =>
  contactBar(
    POLICY,
    gap,
    contacts.map((one) => ({ on: one })),
    'metropole',
    today,
  )

describe('hours (S4-20, C. conso. D223-9 by prudence for persons)', () => {
  const at = (hour: number, minute = 0) => hour * 60 + minute
  it.each([
    ['phone', 'consumer', at(9, 59), false],
    ['phone', 'consumer', at(10), true],
    ['phone', 'consumer', at(12, 59), true],
    ['phone', 'consumer', at(13), false],
    ['phone', 'consumer', at(19, 59), true],
    ['phone', 'consumer', at(20), false],
    ['phone', 'non_professional', at(9, 30), false],
    ['phone', 'professional', at(9), true],
    ['phone', 'professional', at(12), false],
    ['phone', 'public', at(14), true],
    ['email', 'professional', at(7, 59), false],
    ['email', 'consumer', at(8), true],
    ['email', 'consumer', at(18), false],
  ] as const)('%s to a %s at minute %d: %s', (channel, regime, minute, allowed) => {
    expect(isAllowedHour(POLICY, channel, regime, minute)).toBe(allowed)
  })
  it('I12: nothing is allowed at night, by any channel', () => {
    for (const channel of CHANNELS)
      for (const minute of [0, at(2, 30), at(3), at(6), at(21), at(23, 59)])
        expect(isAllowedHour(POLICY, channel, 'consumer', minute)).toBe(false)
  })
})

describe('gap and caps', () => {
  it('S4-16: 5 days after a contact, not before', () => {
    for (let days = 1; days < 5; days++)
      expect(bar(on(days), [MONDAY])).toMatchObject({ code: 'minimum_gap', freeOn: on(5) })
    expect(bar(on(7), [MONDAY])).toBeNull()
  })
  it('S3-10 to S3-12: several contacts of one day count once', () => {
    expect(bar(on(7), [MONDAY, MONDAY, MONDAY])).toBeNull()
  })
  it('S4-21: the weekly cap counts days of the last seven', () => {
    expect(bar(on(4), [on(0), on(2)], 1)).toMatchObject({ code: 'weekly_cap', contacts: 2, freeOn: on(7) })
    expect(bar(on(7), [on(0), on(2)], 1)).toBeNull()
  })
  it('a public holiday or a Sunday is said first, with the next business day', () => {
    expect(bar(day('2026-11-11'), [])).toEqual({ code: 'not_a_business_day', freeOn: day('2026-11-12') })
    expect(bar(day('2026-10-11'), [day('2026-10-10')])).toMatchObject({ code: 'not_a_business_day' })
  })
  it('I4: whatever the contacts, an allowed day keeps gap and cap, and a refused one says when it is free', () => {
    const days = fc.integer({ min: 0, max: 40 }).map(on)
    fc.assert(
      fc.property(
        fc.array(days, { maxLength: 8 }),
        fc.integer({ min: 0, max: 60 }).map(on),
        fc.integer({ min: 1, max: 14 }),
        (contacts, today, gap) => {
          const past = contacts.filter((one) => one <= today)
          const found = bar(today, past, gap)
          if (found) {
            expect(found.freeOn > today).toBe(true)
            return
          }
          expect(isBusinessDay(today, 'metropole')).toBe(true)
          for (const one of past) expect(daysBetween(one, today)).toBeGreaterThanOrEqual(gap)
          expect(new Set(past.filter((one) => daysBetween(one, today) < 7)).size).toBeLessThan(POLICY.capPerWeek)
        },
      ),
    )
  })
})
