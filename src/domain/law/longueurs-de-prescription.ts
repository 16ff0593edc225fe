import { addYears, type Day, day, dayOf, yearOf } from '../day.ts'
import type { DebtorKind } from '../party.ts'
import type { LegalRule } from './rule.ts'

/** What was supplied, when it changes the length of limitation. */
export const CLAIM_NATURES = ['goods', 'services', 'transport', 'rent', 'energy', 'telecom', 'public'] as const
export type ClaimNature = (typeof CLAIM_NATURES)[number]

const SINCE = day('2008-06-19')
const GENERAL = { years: 5, article: 'article 2224 du code civil' } as const
const TRADE = { years: 5, article: 'article L110-4, I du code de commerce' } as const
const CONSUMER = { years: 2, article: 'article L218-2 du code de la consommation' } as const
const CARRIAGE = { years: 1, article: 'article L133-6 du code de commerce' } as const
const TELECOM = { years: 1, article: 'article L34-2 du code des postes et des communications électroniques' } as const
const HOUSING = { years: 3, article: 'article 7-1 de la loi n° 89-462 du 6 juillet 1989' } as const
const PUBLIC = { years: 4, article: 'article 1er de la loi n° 68-1250 du 31 décembre 1968' } as const

export const LONGUEURS_DE_PRESCRIPTION: LegalRule = {
  id: 'longueurs-de-prescription',
  title: 'Durées de prescription',
  articles: [GENERAL, TRADE, CONSUMER, CARRIAGE, TELECOM, HOUSING, PUBLIC].map(({ article }) => article),
  values: [
    { name: 'general', value: GENERAL.years, unit: 'years', since: SINCE, source: 'C. civ. 2224', verified: true },
    { name: 'trade', value: TRADE.years, unit: 'years', since: SINCE, source: 'C. com. L110-4', verified: true },
    {
      name: 'consumer',
      value: CONSUMER.years,
      unit: 'years',
      since: SINCE,
      source: 'C. conso. L218-2',
      verified: true,
    },
    { name: 'carriage', value: CARRIAGE.years, unit: 'years', since: SINCE, source: 'C. com. L133-6', verified: true },
    { name: 'telecom', value: TELECOM.years, unit: 'years', since: SINCE, source: 'CPosCE L34-2', verified: false },
    {
      name: 'housing_rent',
      value: HOUSING.years,
      unit: 'years',
      since: SINCE,
      source: 'loi 89-462, art. 7-1',
      verified: false,
    },
    { name: 'public_debtor', value: PUBLIC.years, unit: 'years', since: SINCE, source: 'loi 68-1250', verified: false },
  ],
  sections: ['6.1'],
}

/** How long a claim lives, from when, and how an interruption counts. */
export type LimitationPeriod = {
  readonly years: number
  readonly article: string
  /** `supply`: completion or due date, whichever is earlier. `due`: the due date only. */
  readonly start: 'supply' | 'due'
  /** Last day of a period that starts on a day. */
  readonly lastDay: (startOn: Day) => Day
  /** Any written claim interrupts against a public body (loi 68-1250, art. 2), and against nobody else. */
  readonly isInterruptedByWriting: boolean
}

/** The period of a claim by the kind of the debtor and what was supplied (legal-facts §6.1). */
export function periodFor(debtorKind: DebtorKind, nature: ClaimNature): LimitationPeriod {
  if (debtorKind === 'public_body' || nature === 'public') return publicPeriod
  if (nature === 'transport') return inYears(CARRIAGE, 'supply')
  if (nature === 'telecom') return inYears(TELECOM, 'due')
  if (debtorKind === 'consumer') return nature === 'rent' ? inYears(HOUSING, 'due') : inYears(CONSUMER, 'supply')
  if (debtorKind === 'company' || debtorKind === 'trader' || debtorKind === 'craftsman') return inYears(TRADE, 'supply')
  return inYears(GENERAL, 'supply')
}

function inYears(length: { years: number; article: string }, start: 'supply' | 'due'): LimitationPeriod {
  return { ...length, start, lastDay: (startOn) => addYears(startOn, length.years), isInterruptedByWriting: false }
}

/** Four years from the 1 January that follows: always ends on a 31 December. */
const publicPeriod: LimitationPeriod = {
  ...PUBLIC,
  start: 'supply',
  lastDay: (startOn) => dayOf(yearOf(startOn) + PUBLIC.years, 12, 31),
  isInterruptedByWriting: true,
}
