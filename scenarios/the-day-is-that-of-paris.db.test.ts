import { afterEach, describe, expect, it } from 'vitest'
import { parisTime } from '../src/flow/dispatch/paris-time.ts'
import { todayInParis } from '../src/platform/clock.ts'
import { lines, openStory } from './story.ts'

const ZONES = ['UTC', 'Europe/Paris', 'Pacific/Kiritimati', 'Pacific/Honolulu']
const own = process.env.TZ
afterEach(() => {
  if (own === undefined) delete process.env.TZ
  else process.env.TZ = own
})

/** Instants at which a zone, a change of hour or a year can make a day wrong (A4). */
const INSTANTS = [
  ['2026-10-05T22:30:00Z', '2026-10-06', 30],
  ['2026-10-05T21:59:00Z', '2026-10-05', 23 * 60 + 59],
  ['2026-03-29T00:30:00Z', '2026-03-29', 90],
  ['2026-03-29T01:30:00Z', '2026-03-29', 210],
  ['2026-10-25T00:30:00Z', '2026-10-25', 150],
  ['2026-10-25T01:30:00Z', '2026-10-25', 150],
  ['2026-12-31T23:30:00Z', '2027-01-01', 30],
  ['2028-02-28T23:30:00Z', '2028-02-29', 30],
] as const

describe.each(ZONES)('pitfalls 7 and 8: on a server in %s', (zone) => {
  it.each(INSTANTS)('%s is %s in Paris, minute %d', (instant, today, minute) => {
    process.env.TZ = zone
    expect(Intl.DateTimeFormat().resolvedOptions().timeZone).toBe(zone)
    expect(todayInParis(new Date(instant))).toBe(today)
    expect(parisTime(new Date(instant))).toEqual({ today, minute })
  })
})

describe('the same life in each zone', () => {
  it.each(ZONES)('a server in %s writes on the same days, with the same days in the text', async (zone) => {
    process.env.TZ = zone
    const story = await openStory()
    const customer = await story.customer()
    await story.invoice(customer, { number: 'F2026-041', dueOn: '2026-09-30', amountCents: 50000 })
    const seen = await story.live('2026-10-01', '2026-10-13')
    await story.close()
    expect(lines(seen)).toEqual(['2026-10-02 email rappel', '2026-10-12 phone appel'])
    expect(seen[0]?.composed.text).toContain('au plus tard le 8\u00A0octobre 2026')
  })
})
