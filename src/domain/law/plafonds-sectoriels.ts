import { addDays, type Day, dateOf, day, dayOf, endOfMonth, latest, monthOf, yearOf } from '../day.ts'
import type { LegalRule } from './rule.ts'

const SINCE = day('2019-04-26')
const SOURCE = 'C. com. L441-11'

export const PLAFONDS_SECTORIELS: LegalRule = {
  id: 'plafonds-sectoriels',
  title: 'Plafonds de paiement propres à un secteur',
  articles: ['article L441-11 du code de commerce'],
  values: [
    { name: 'perishable_food', value: 30, unit: 'days', since: SINCE, source: SOURCE, verified: true },
    { name: 'livestock', value: 20, unit: 'days', since: SINCE, source: SOURCE, verified: true },
    { name: 'alcohol', value: 30, unit: 'days', since: SINCE, source: SOURCE, verified: true },
    {
      name: 'wine',
      value: 60,
      unit: 'days',
      since: SINCE,
      source: `${SOURCE}, 4°: version uncertain`,
      verified: false,
    },
    { name: 'road_transport', value: 30, unit: 'days', since: SINCE, source: SOURCE, verified: true },
    { name: 'grand_export', value: 90, unit: 'days', since: SINCE, source: 'C. com. L441-10, I', verified: false },
  ],
  sections: ['3.1'],
}

/** Sectors with a cap of their own, and the two kinds of public bodies whose term is longer (CCP R2192-11). */
export const SECTORS = [
  'perishable_food',
  'livestock',
  'alcohol',
  'wine',
  'road_transport',
  'grand_export',
  'public_health',
  'public_undertaking',
] as const
export type Sector = (typeof SECTORS)[number]

export function isSector(text: string): text is Sector {
  return SECTORS.some((sector) => sector === text)
}

export type SectorFacts = { readonly issuedOn: Day; readonly deliveredOn: Day | null; readonly periodic: boolean }
export type SectorCap = { readonly on: Day; readonly article: string; readonly verified: boolean }

/** Last lawful due day in a sector; a delivery day that is unknown counts as the invoice day. */
export function sectorCap(sector: Sector, facts: SectorFacts): SectorCap {
  const deliveredOn = facts.deliveredOn ?? facts.issuedOn
  const article = 'article L441-11 du code de commerce'
  switch (sector) {
    case 'perishable_food':
      return { on: addDays(facts.periodic ? endOfTenDays(deliveredOn) : deliveredOn, 30), article, verified: true }
    case 'livestock':
      return { on: addDays(deliveredOn, 20), article, verified: true }
    case 'alcohol':
      return { on: addDays(endOfMonth(deliveredOn), 30), article, verified: true }
    case 'wine':
      return {
        on: latest(addDays(facts.issuedOn, 60), endOfMonth(addDays(facts.issuedOn, 45))),
        article,
        verified: false,
      }
    case 'road_transport':
      return { on: addDays(facts.issuedOn, 30), article, verified: true }
    case 'grand_export':
      return { on: addDays(facts.issuedOn, 90), article: 'article L441-10, I du code de commerce', verified: false }
    case 'public_health':
    case 'public_undertaking':
      return { on: addDays(facts.issuedOn, 60), article: 'article L441-10, I du code de commerce', verified: true }
  }
}

/** Last day of the ten-day period (« décade ») of a day: the 10th, the 20th or the end of the month. */
function endOfTenDays(on: Day): Day {
  if (dateOf(on) > 20) return endOfMonth(on)
  return dayOf(yearOf(on), monthOf(on), dateOf(on) <= 10 ? 10 : 20)
}
