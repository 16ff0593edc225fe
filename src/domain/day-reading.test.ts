import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { day, fromDayNumber } from './day.ts'
import { readDay, readTypedDay, settleDay, spreadsheetDay } from './day-reading.ts'

describe('B4: a date is read as people and programs write it', () => {
  test.each([
    ['21/11/26', '2026-11-21'],
    ['21/11/2026', '2026-11-21'],
    ['21-11-2026', '2026-11-21'],
    ['21.11.2026', '2026-11-21'],
    ['2026-11-21', '2026-11-21'],
    ['2026/11/21', '2026-11-21'],
    ['2026-11-21T00:00:00Z', '2026-11-21'],
    ['21/11/2026 14:05', '2026-11-21'],
    ['20261121', '2026-11-21'],
    ['21112026', '2026-11-21'],
    ['21 nov. 2026', '2026-11-21'],
    ['samedi 21 novembre 2026', '2026-11-21'],
    ['1er août 2026', '2026-08-01'],
    ['21-nov-26', '2026-11-21'],
    ['November 21, 2026', '2026-11-21'],
    ['46347', '2026-11-21'],
    ['29/02/2028', '2028-02-29'],
    ['31/12/99', '1999-12-31'],
  ])('%s is %s', (text, on) => expect(settleDay(text, 'day_first')).toEqual({ ok: true, value: on }))

  test.each([
    '31/02/2026',
    '29/02/2026',
    '32/01/2026',
    '00/01/2026',
    '2026-13-01',
    '21 nov',
    'hier soir',
    '',
    '123456',
    '12/2026',
  ])('%j is no day and is refused', (text) =>
    expect(settleDay(text, 'day_first')).toMatchObject({ ok: false, refusal: { code: 'date_unreadable' } }),
  )
})

describe('the order of day and month is decided by the column', () => {
  test('05/06/2026 has two readings', () => {
    expect(readDay('05/06/2026')).toEqual({ ok: true, value: { dayFirst: '2026-06-05', monthFirst: '2026-05-06' } })
  })
  test('an undecided column asks it, and takes what has one meaning', () => {
    expect(settleDay('05/06/2026', 'undecided')).toMatchObject({ refusal: { code: 'date_doubtful' } })
    expect(settleDay('05/05/2026', 'undecided')).toEqual({ ok: true, value: '2026-05-05' })
    expect(settleDay('2026-06-05', 'undecided')).toEqual({ ok: true, value: '2026-06-05' })
  })
  test('month first refuses the 13th month', () => {
    expect(settleDay('13/05/2026', 'month_first')).toMatchObject({ refusal: { code: 'date_unreadable' } })
  })
})

describe('days of spreadsheets', () => {
  test('the 1900 system skips the 29 February 1900 that never was; the 1904 system counts 1 462 days less', () => {
    expect(spreadsheetDay(61, '1900')).toBe('1900-03-01')
    expect(spreadsheetDay(46_347, '1900')).toBe('2026-11-21')
    expect(spreadsheetDay(44_885, '1904')).toBe('2026-11-21')
    expect(spreadsheetDay(46_347.99, '1900')).toBe('2026-11-21')
    expect(spreadsheetDay(0.5, '1900')).toBeNull()
  })
})

describe('B4: typed in a page', () => {
  const today = day('2026-11-22')
  test.each([
    ['demain', '2026-11-23'],
    ['Aujourd’hui', '2026-11-22'],
    ['après-demain', '2026-11-24'],
    ['hier', '2026-11-21'],
    ['05/06/26', '2026-06-05'],
  ])('%s', (text, on) => expect(readTypedDay(text, today)).toEqual({ ok: true, value: on }))
})

test('every day written in six ways is read back the same', () => {
  fc.assert(
    fc.property(fc.integer({ min: 11_000, max: 40_000 }), (number) => {
      const on = fromDayNumber(number)
      const [year, month, date] = on.split('-')
      for (const text of [
        on,
        `${year}${month}${date}`,
        `${date}/${month}/${year}`,
        `${date}-${month}-${year}`,
        `${date}.${month}.${year}`,
        String(number + 25_569),
      ]) {
        expect(settleDay(text, 'day_first')).toEqual({ ok: true, value: on })
      }
    }),
  )
})
