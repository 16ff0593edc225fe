import { addDays, type Day, day, dayOf, weekdayOf, yearOf } from '../day.ts'
import type { Territory } from '../party.ts'
import type { LegalRule } from './rule.ts'

const SINCE = day('1983-01-01')

export const JOURS_FERIES: LegalRule = {
  id: 'jours-feries',
  title: 'Jours fériés selon le territoire',
  articles: ['articles L3133-1, L3134-13 et L3422-2 du code du travail'],
  values: [
    { name: 'national_holidays', value: 11, unit: 'days', since: SINCE, source: 'C. trav. L3133-1', verified: false },
    {
      name: 'alsace_moselle_holidays',
      value: 2,
      unit: 'days',
      since: SINCE,
      source: 'C. trav. L3134-13',
      verified: false,
    },
    {
      name: 'abolition_day_overseas',
      value: 1,
      unit: 'days',
      since: SINCE,
      source: 'C. trav. L3422-2',
      verified: false,
    },
  ],
  sections: ['13'],
}

export type Holiday = { readonly on: Day; readonly name: string }

/** Abolition of slavery, by territory. Saint-Martin: the practice, since the text is inconsistent. */
const ABOLITION: Readonly<Record<Exclude<Territory, 'metropole' | 'alsace_moselle'>, readonly [number, number]>> = {
  '971': [5, 27],
  '972': [5, 22],
  '973': [6, 10],
  '974': [12, 20],
  '976': [4, 27],
  '977': [10, 9],
  '978': [5, 28],
}

/** Easter Sunday by the Gregorian computus (Meeus, Jones and Butcher). */
export function easterOf(year: number): Day {
  const [a, b, c] = [year % 19, Math.floor(year / 100), year % 100]
  const [d, e] = [Math.floor(b / 4), b % 4]
  const g = Math.floor((8 * b + 13) / 25)
  const h = (19 * a + b - d - g + 15) % 30
  const [i, k] = [Math.floor(c / 4), c % 4]
  const l = (32 + 2 * e + 2 * i - h - k) % 7
  const m = Math.floor((a + 11 * h + 22 * l) / 451)
  const n = h + l - 7 * m + 114
  return dayOf(year, Math.floor(n / 31), (n % 31) + 1)
}

/** The holidays of a year in a territory, in order (C. trav. L3133-1; L3134-13; L3422-2). */
export function holidaysOf(year: number, territory: Territory): readonly Holiday[] {
  const easter = easterOf(year)
  const list: Holiday[] = [
    { on: dayOf(year, 1, 1), name: 'Jour de l’an' },
    { on: addDays(easter, 1), name: 'Lundi de Pâques' },
    { on: dayOf(year, 5, 1), name: 'Fête du Travail' },
    { on: dayOf(year, 5, 8), name: 'Victoire de 1945' },
    { on: addDays(easter, 39), name: 'Ascension' },
    { on: addDays(easter, 50), name: 'Lundi de Pentecôte' },
    { on: dayOf(year, 7, 14), name: 'Fête nationale' },
    { on: dayOf(year, 8, 15), name: 'Assomption' },
    { on: dayOf(year, 11, 1), name: 'Toussaint' },
    { on: dayOf(year, 11, 11), name: 'Armistice de 1918' },
    { on: dayOf(year, 12, 25), name: 'Noël' },
    ...localHolidays(year, territory, easter),
  ]
  return list.sort((a, b) => (a.on < b.on ? -1 : 1))
}

function localHolidays(year: number, territory: Territory, easter: Day): readonly Holiday[] {
  if (territory === 'metropole') return []
  if (territory === 'alsace_moselle')
    return [
      { on: addDays(easter, -2), name: 'Vendredi saint' },
      { on: dayOf(year, 12, 26), name: 'Saint-Étienne' },
    ]
  const [month, date] = ABOLITION[territory]
  return [{ on: dayOf(year, month, date), name: 'Abolition de l’esclavage' }]
}

// A year of a territory never changes, and `decide()` asks for it for every case: 0.1 µs from here, 11 µs computed anew.
const known = new Map<Territory, Map<number, ReadonlySet<Day>>>()

function holidaySet(year: number, territory: Territory): ReadonlySet<Day> {
  let years = known.get(territory)
  if (!years) {
    years = new Map()
    known.set(territory, years)
  }
  let set = years.get(year)
  if (!set) {
    set = new Set(holidaysOf(year, territory).map((holiday) => holiday.on))
    years.set(year, set)
  }
  return set
}

export function isHoliday(on: Day, territory: Territory): boolean {
  return holidaySet(yearOf(on), territory).has(on)
}

/** Monday to Friday, no holiday of the territory. */
export function isBusinessDay(on: Day, territory: Territory): boolean {
  return weekdayOf(on) <= 5 && !isHoliday(on, territory)
}

/** The day itself when it is a business day, else the first one after it. For strictly after, pass the next day. */
export function nextBusinessDay(on: Day, territory: Territory): Day {
  let candidate = on
  while (!isBusinessDay(candidate, territory)) candidate = addDays(candidate, 1)
  return candidate
}

/** The day itself when it is a business day, else the last one before it. */
export function previousBusinessDay(on: Day, territory: Territory): Day {
  let candidate = on
  while (!isBusinessDay(candidate, territory)) candidate = addDays(candidate, -1)
  return candidate
}

/**
 * The territory of a French postcode or department code: 57, 67 and 68 are Alsace-Moselle, overseas by its three digits.
 * Saint-Barthélemy and Saint-Martin still use 97133 and 97150.
 */
export function territoryOf(postcode: string): Territory {
  const code = postcode.replace(/\s/g, '')
  if (code === '97133') return '977'
  if (code === '97150') return '978'
  if (/^(57|67|68)/.test(code)) return 'alsace_moselle'
  const overseas = code.slice(0, 3)
  return isOverseas(overseas) ? overseas : 'metropole'
}

function isOverseas(code: string): code is keyof typeof ABOLITION {
  return code in ABOLITION
}
