import { describe, expect, it } from 'vitest'
import { todayInParis } from './clock.ts'

describe('todayInParis (reliability A4: business days are those of Paris)', () => {
  it.each([
    ['2026-11-20T22:59:59Z', '2026-11-20', 'last second of the day in winter, UTC+1'],
    ['2026-11-20T23:00:00Z', '2026-11-21', 'midnight in Paris is the next day although UTC still says the 20th'],
    ['2026-07-13T21:59:59Z', '2026-07-13', 'last second of the day in summer, UTC+2'],
    ['2026-07-13T22:00:00Z', '2026-07-14', 'midnight in Paris in summer'],
    ['2026-03-29T01:30:00Z', '2026-03-29', 'the hour that does not exist in Paris'],
    ['2026-10-25T00:30:00Z', '2026-10-25', 'the hour that exists twice in Paris'],
    ['2028-02-29T12:00:00Z', '2028-02-29', 'a leap day'],
    ['2026-12-31T23:00:00Z', '2027-01-01', 'the new year begins in Paris'],
  ])('%s is %s: %s', (instant, expected) => {
    expect(todayInParis(new Date(instant))).toBe(expected)
  })
})
