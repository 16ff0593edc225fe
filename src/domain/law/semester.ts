import { type Day, dayOf, monthOf, yearOf } from '../day.ts'

/** First day of the civil half-year: 1 January or 1 July, the two days on which rates are frozen (C. com. L441-10 II). */
export function startOfSemester(on: Day): Day {
  return dayOf(yearOf(on), monthOf(on) <= 6 ? 1 : 7, 1)
}

export function endOfSemester(on: Day): Day {
  return monthOf(on) <= 6 ? dayOf(yearOf(on), 6, 30) : dayOf(yearOf(on), 12, 31)
}

/** « 2026-S2 ». */
export function semesterLabel(on: Day): string {
  return `${yearOf(on)}-S${monthOf(on) <= 6 ? 1 : 2}`
}
