import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  addDays,
  addMonths,
  addYears,
  day,
  dayNumber,
  daysBetween,
  daysInMonth,
  earliest,
  endOfMonth,
  fromDayNumber,
  isDay,
  latest,
  weekdayOf,
} from './day.ts'

const FIRST = dayNumber(day('1900-01-01'))
const LAST = dayNumber(day('2199-12-31'))
const days = fc.integer({ min: FIRST, max: LAST }).map(fromDayNumber)
const utc = (text: string) => Date.parse(`${text}T00:00:00Z`) / 86_400_000

describe('a day is a day of the calendar', () => {
  it.each([
    '2026-02-29',
    '2026-13-01',
    '2026-00-10',
    '2026-04-31',
    '26-01-01',
    '2026-1-1',
    '1899-12-31',
    '2200-01-01',
    ' 2026-01-01',
    '2026-01-01T00:00',
  ])('%j is none', (text) => {
    expect(isDay(text)).toBe(false)
    expect(() => day(text)).toThrow(RangeError)
  })
  it.each(['2028-02-29', '2000-02-29', '1900-01-01', '2199-12-31'])('%s is one', (text) => expect(day(text)).toBe(text))
  it('29 February exists in 2028 and 2000, not in 2026 nor in 2100', () => {
    expect([2028, 2000, 2026, 2100].map((year) => daysInMonth(year, 2))).toEqual([29, 29, 28, 28])
  })
})

describe('arithmetic on three centuries', () => {
  it('counts as the proleptic calendar of the machine does, to the day', () => {
    fc.assert(
      fc.property(days, (on) => {
        expect(dayNumber(on)).toBe(utc(on))
        expect(fromDayNumber(dayNumber(on))).toBe(on)
        expect(weekdayOf(on)).toBe(new Date(`${on}T00:00:00Z`).getUTCDay() || 7)
        expect(isDay(on)).toBe(true)
      }),
    )
  })
  it('days between two days are those to add to the first to reach the second, and sort as text does', () => {
    fc.assert(
      fc.property(days, days, (from, to) => {
        expect(addDays(from, daysBetween(from, to))).toBe(to)
        expect(Math.sign(daysBetween(from, to))).toBe(from < to ? 1 : from > to ? -1 : 0)
        expect([earliest(from, to), latest(from, to)]).toEqual([from, to].toSorted())
      }),
    )
  })
  it('the days on which the hour changes count for one (A4)', () => {
    for (const change of ['2026-03-29', '2026-10-25', '2027-03-28', '2027-10-31'])
      expect(daysBetween(day(change), addDays(day(change), 1))).toBe(1)
  })
})

describe('months (C. civ. 2228-2229)', () => {
  it.each([
    ['2026-01-31', 1, '2026-02-28'],
    ['2028-01-31', 1, '2028-02-29'],
    ['2026-03-31', -1, '2026-02-28'],
    ['2026-11-30', 3, '2027-02-28'],
    ['2026-12-15', 1, '2027-01-15'],
    ['2026-01-15', -13, '2024-12-15'],
  ])('%s plus %d months is %s', (from, months, to) => expect(addMonths(day(from), months)).toBe(to))
  it('a year after 29 February is 28 February', () => expect(addYears(day('2028-02-29'), 1)).toBe('2029-02-28'))
  it('the end of a month is followed by the first of the next', () => {
    fc.assert(
      fc.property(fc.integer({ min: FIRST, max: LAST - 40 }).map(fromDayNumber), (on) => {
        expect(addDays(endOfMonth(on), 1)).toMatch(/-01$/)
        expect(endOfMonth(on).slice(0, 7)).toBe(on.slice(0, 7))
      }),
    )
  })
})
