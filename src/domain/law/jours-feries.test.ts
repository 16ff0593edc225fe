import { describe, expect, it } from 'vitest'
import { day } from '../day.ts'
import {
  easterOf,
  holidaysOf,
  isBusinessDay,
  isHoliday,
  nextBusinessDay,
  previousBusinessDay,
  territoryOf,
} from './jours-feries.ts'

describe('national holidays (C. trav. L3133-1)', () => {
  it.each([
    [2000, '2000-04-23'],
    [2008, '2008-03-23'],
    [2024, '2024-03-31'],
    [2025, '2025-04-20'],
    [2026, '2026-04-05'],
    [2027, '2027-03-28'],
    [2038, '2038-04-25'],
  ])('Easter %i is %s', (year, on) => {
    expect(easterOf(year)).toBe(on)
  })

  it('the eleven of 2026, in order', () => {
    expect(holidaysOf(2026, 'metropole').map((holiday) => holiday.on)).toEqual([
      '2026-01-01',
      '2026-04-06',
      '2026-05-01',
      '2026-05-08',
      '2026-05-14',
      '2026-05-25',
      '2026-07-14',
      '2026-08-15',
      '2026-11-01',
      '2026-11-11',
      '2026-12-25',
    ])
  })
})

describe('by territory', () => {
  it('Alsace-Moselle adds Good Friday and 26 December (C. trav. L3134-13), and only there', () => {
    for (const on of [day('2026-04-03'), day('2026-12-26')]) {
      expect(isHoliday(on, 'alsace_moselle')).toBe(true)
      expect(isHoliday(on, 'metropole')).toBe(false)
    }
    expect(holidaysOf(2026, 'alsace_moselle')).toHaveLength(13)
  })

  it.each([
    ['971', '2026-05-27'],
    ['972', '2026-05-22'],
    ['973', '2026-06-10'],
    ['974', '2026-12-20'],
    ['976', '2026-04-27'],
    ['977', '2026-10-09'],
    ['978', '2026-05-28'],
  ] as const)('%s: abolition of slavery on %s, and only there (C. trav. L3422-2)', (territory, on) => {
    expect(isHoliday(day(on), territory)).toBe(true)
    expect(isHoliday(day(on), 'metropole')).toBe(false)
    expect(holidaysOf(2026, territory)).toHaveLength(12)
  })

  it.each([
    ['75001', 'metropole'],
    ['67000', 'alsace_moselle'],
    ['57', 'alsace_moselle'],
    ['68 100', 'alsace_moselle'],
    ['97400', '974'],
    ['97133', '977'],
    ['97150', '978'],
    ['20200', 'metropole'],
    ['97500', 'metropole'],
    ['', 'metropole'],
  ])('%s is %s', (postcode, territory) => {
    expect(territoryOf(postcode)).toBe(territory)
  })
})

describe('business days: Monday to Friday without holidays', () => {
  it.each([
    ['2026-11-20', true],
    ['2026-11-21', false],
    ['2026-11-22', false],
    ['2026-11-11', false],
  ])('%s: %s', (on, expected) => {
    expect(isBusinessDay(day(on), 'metropole')).toBe(expected)
  })

  it('over Easter: from Good Friday evening to Tuesday, and back', () => {
    expect(nextBusinessDay(day('2026-04-04'), 'metropole')).toBe('2026-04-07')
    expect(previousBusinessDay(day('2026-04-06'), 'metropole')).toBe('2026-04-03')
    expect(previousBusinessDay(day('2026-04-06'), 'alsace_moselle')).toBe('2026-04-02')
  })

  it('a business day stays where it is', () => {
    expect(nextBusinessDay(day('2026-11-20'), 'metropole')).toBe('2026-11-20')
    expect(previousBusinessDay(day('2026-11-20'), 'metropole')).toBe('2026-11-20')
  })
})
