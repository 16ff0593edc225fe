import { addDays, type Day, fromDayNumber, isDay } from './day.ts'
import { accept, type Outcome, refuse } from './refusal.ts'

/** The order of a date written with numbers: day first (French) or month first (American). */
export type DateOrder = 'day_first' | 'month_first'

/** What a written date may mean; both are equal when the text leaves no doubt. Null: no such day in that order. */
export type DayReadings = { readonly dayFirst: Day | null; readonly monthFirst: Day | null }

const MONTHS: ReadonlyArray<readonly string[]> = [
  ['janvier', 'janv', 'jan', 'january'],
  ['fevrier', 'fevr', 'fev', 'february', 'feb'],
  ['mars', 'mar', 'march'],
  ['avril', 'avr', 'april', 'apr'],
  ['mai', 'may'],
  ['juin', 'june', 'jun'],
  ['juillet', 'juil', 'jul', 'july'],
  ['aout', 'aou', 'august', 'aug'],
  ['septembre', 'sept', 'sep', 'september'],
  ['octobre', 'oct', 'october'],
  ['novembre', 'nov', 'november'],
  ['decembre', 'dec', 'december'],
]
const MONTH_NUMBERS = new Map(MONTHS.flatMap((names, index) => names.map((name) => [name, index + 1] as const)))

/** Two digits of a year: 00–79 are of this century, 80–99 of the last one. */
function fullYear(digits: string): number {
  const year = Number(digits)
  return digits.length === 4 ? year : year < 80 ? 2000 + year : 1900 + year
}

function dayIfReal(year: number, month: number, date: number): Day | null {
  const text = `${year}-${String(month).padStart(2, '0')}-${String(date).padStart(2, '0')}`
  return isDay(text) ? text : null
}

const certain = (on: Day | null): DayReadings | null => (on ? { dayFirst: on, monthFirst: on } : null)

function fromNumbers(text: string): DayReadings | null {
  const yearFirst = /^(\d{4})[-/. ](\d{1,2})[-/. ](\d{1,2})$/.exec(text)
  if (yearFirst) return certain(dayIfReal(Number(yearFirst[1]), Number(yearFirst[2]), Number(yearFirst[3])))
  const parts = /^(\d{1,2})([-/. ])(\d{1,2})\2(\d{4}|\d{2})$/.exec(text)
  if (!parts) return null
  const [first, second, year] = [Number(parts[1]), Number(parts[3]), fullYear(parts[4] ?? '')]
  const readings = { dayFirst: dayIfReal(year, second, first), monthFirst: dayIfReal(year, first, second) }
  return readings.dayFirst || readings.monthFirst ? readings : null
}

/** `20261121` and `21112026` cannot be confused: the month of one would be the century of the other. */
function fromEightDigits(text: string): DayReadings | null {
  const match = /^(\d{2})(\d{2})(\d{2})(\d{2})$/.exec(text)
  if (!match) return null
  const [a = '', b = '', c = '', d = ''] = match.slice(1)
  return certain(dayIfReal(Number(a + b), Number(c), Number(d)) ?? dayIfReal(Number(c + d), Number(b), Number(a)))
}

function fromWords(text: string): DayReadings | null {
  const plain = text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[.,]/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
  const bare = plain.replace(
    /^(lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|(mon|tues|wednes|thurs|fri|satur|sun)day) /,
    '',
  )
  const french = /^(\d{1,2})(?:er|st|nd|rd|th)?[ -]([a-z]+)[ -](\d{4}|\d{2})$/.exec(bare)
  const english = /^([a-z]+) (\d{1,2})(?:st|nd|rd|th)? (\d{4})$/.exec(bare)
  const [date, name, year] = french ? french.slice(1) : english ? [english[2], english[1], english[3]] : []
  const month = MONTH_NUMBERS.get(name ?? '')
  return month && date && year ? certain(dayIfReal(fullYear(year), month, Number(date))) : null
}

/** Days of a spreadsheet between 1954 and 2119, written as their serial number. */
function fromSerialText(text: string): DayReadings | null {
  const serial = /^\d{5}(?:[.,]0+)?$/.test(text) ? Number.parseInt(text, 10) : 0
  return serial >= 20_000 && serial <= 80_000 ? certain(spreadsheetDay(serial, '1900')) : null
}

/** The day of a spreadsheet's serial number, in its 1900 or 1904 system; the hour is dropped. Null out of 1900-03-01 … 2199-12-31. */
export function spreadsheetDay(serial: number, system: '1900' | '1904'): Day | null {
  const days = Math.floor(serial) + (system === '1904' ? 1462 : 0)
  return days >= 61 && days < 109_939 ? fromDayNumber(days - 25_569) : null
}

/**
 * Reads a date as written in a file: `21/11/26`, `21-11-2026`, `2026-11-21`, `20261121`, `21 nov. 2026`, a spreadsheet serial; an hour
 * after it is dropped. « 05/06/2026 » gives its two readings, and the column decides.
 * Refusals: `date_unreadable` { text } (also a day that does not exist: 31/02/2026).
 */
export function readDay(text: string): Outcome<DayReadings> {
  const bare = text
    .replace(/[\s\u00A0\u202F]+/g, ' ')
    .trim()
    .replace(/[T ]\d{1,2}[:h]\d{2}(?::\d{2}(?:[.,]\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?$/, '')
  const read = fromNumbers(bare) ?? fromEightDigits(bare) ?? fromWords(bare) ?? fromSerialText(bare)
  return read ? accept(read) : refuse('date_unreadable', { text })
}

/**
 * Picks the reading of one date. With no order decided, only a text with a single meaning is read.
 * Refusals: `date_unreadable` { text }, `date_doubtful` { text }.
 */
export function settleDay(text: string, order: DateOrder | 'undecided'): Outcome<Day> {
  const readings = readDay(text)
  if (!readings.ok) return readings
  const { dayFirst, monthFirst } = readings.value
  if (order === 'undecided' && dayFirst !== monthFirst) return refuse('date_doubtful', { text })
  const on = order === 'month_first' ? monthFirst : dayFirst
  return on ? accept(on) : refuse('date_unreadable', { text })
}

const RELATIVE: Readonly<Record<string, number>> = {
  'avant-hier': -2,
  hier: -1,
  yesterday: -1,
  "aujourd'hui": 0,
  today: 0,
  demain: 1,
  tomorrow: 1,
  'apres-demain': 2,
}

/** Reads a day typed in a page, in French order, « demain » included (experience B4). Refusals: `date_unreadable` { text }. */
export function readTypedDay(text: string, today: Day): Outcome<Day> {
  const word = text.normalize('NFD').replace(/\p{M}/gu, '').replaceAll('\u2019', "'").trim().toLowerCase()
  const days = Object.hasOwn(RELATIVE, word) ? RELATIVE[word] : undefined
  return days === undefined ? settleDay(text, 'day_first') : accept(addDays(today, days))
}
