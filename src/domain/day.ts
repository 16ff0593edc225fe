/**
 * A calendar day, as a checked `YYYY-MM-DD` string. A day is not an instant: it has no hour and no zone.
 * The string form sorts as the calendar does, goes unchanged to PostgreSQL, JSON and tests, and keeps the decision fast
 * (Temporal objects cost about twenty times more in `decide()`, see docs/decisions/003).
 */
export type Day = string & { readonly __brand: 'Day' }

const SHAPE = /^(\d{4})-(\d{2})-(\d{2})$/

/** Tells whether a text is a day that exists, between 1900 and 2199. */
export function isDay(text: string): text is Day {
  const match = SHAPE.exec(text)
  if (!match) return false
  const [year, month, date] = [Number(match[1]), Number(match[2]), Number(match[3])]
  return year >= 1900 && year < 2200 && month >= 1 && month <= 12 && date >= 1 && date <= daysInMonth(year, month)
}

/** Reads a day. @throws RangeError when the text is not a day that exists. */
export function day(text: string): Day {
  if (!isDay(text)) throw new RangeError(`Not a day (YYYY-MM-DD): ${JSON.stringify(text)}`)
  return text
}

/** Makes a day of its numbers. @throws RangeError when no such day exists. */
export function dayOf(year: number, month: number, date: number): Day {
  return day(`${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(date).padStart(2, '0')}`)
}

export function yearOf(on: Day): number {
  return Number(on.slice(0, 4))
}

/** Month, 1 to 12. */
export function monthOf(on: Day): number {
  return Number(on.slice(5, 7))
}

/** Day of the month, 1 to 31. */
export function dateOf(on: Day): number {
  return Number(on.slice(8, 10))
}

/** ISO weekday: 1 Monday … 7 Sunday. */
export function weekdayOf(on: Day): number {
  return ((((dayNumber(on) + 3) % 7) + 7) % 7) + 1
}

export function isLeapYear(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
}

export function daysInMonth(year: number, month: number): number {
  if (month === 2) return isLeapYear(year) ? 29 : 28
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31
}

const code = (text: string, at: number) => text.charCodeAt(at) - 48

/** Days since 1970-01-01. Civil-calendar arithmetic without a Date: 50 ns, called several times a case by `decide()`. */
export function dayNumber(on: Day): number {
  const month = code(on, 5) * 10 + code(on, 6)
  const date = code(on, 8) * 10 + code(on, 9)
  let year = code(on, 0) * 1000 + code(on, 1) * 100 + code(on, 2) * 10 + code(on, 3)
  if (month <= 2) year--
  const era = Math.floor(year / 400)
  const yearOfEra = year - era * 400
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + date - 1
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear
  return era * 146097 + dayOfEra - 719468
}

/** The day that is `number` days after 1970-01-01. */
export function fromDayNumber(number: number): Day {
  const shifted = number + 719468
  const era = Math.floor(shifted / 146097)
  const dayOfEra = shifted - era * 146097
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36524) - Math.floor(dayOfEra / 146096)) / 365,
  )
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153)
  const date = dayOfYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1
  const month = shiftedMonth + (shiftedMonth < 10 ? 3 : -9)
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
  return `${year}-${month < 10 ? '0' : ''}${month}-${date < 10 ? '0' : ''}${date}` as Day
}

export function addDays(on: Day, days: number): Day {
  return fromDayNumber(dayNumber(on) + days)
}

/** Whole days from `from` to `to`; negative when `to` is earlier. */
export function daysBetween(from: Day, to: Day): number {
  return dayNumber(to) - dayNumber(from)
}

/** Same day number some months later; a missing number becomes the last day of that month (C. civ. 2228-2229, CPC 641). */
export function addMonths(on: Day, months: number): Day {
  const index = yearOf(on) * 12 + monthOf(on) - 1 + months
  const [year, month] = [Math.floor(index / 12), (((index % 12) + 12) % 12) + 1]
  return dayOf(year, month, Math.min(dateOf(on), daysInMonth(year, month)))
}

export function addYears(on: Day, years: number): Day {
  return addMonths(on, years * 12)
}

export function endOfMonth(on: Day): Day {
  return dayOf(yearOf(on), monthOf(on), daysInMonth(yearOf(on), monthOf(on)))
}

export function earliest(first: Day, ...others: readonly Day[]): Day {
  return others.reduce((best, other) => (other < best ? other : best), first)
}

export function latest(first: Day, ...others: readonly Day[]): Day {
  return others.reduce((best, other) => (other > best ? other : best), first)
}
