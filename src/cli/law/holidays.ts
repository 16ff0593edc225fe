import { yearOf } from '../../domain/day.ts'
import { frenchDay } from '../../domain/law/explain-in-french.ts'
import { holidaysOf, territoryOf } from '../../domain/law/jours-feries.ts'
import { todayInParis } from '../../platform/clock.ts'
import { optional, optionalText } from '../read-options.ts'
import type { LawCommand } from './law-command.ts'

/** `amiable law holidays`: the holidays of a year, those of a territory included. */
export const holidays: LawCommand = async (context, values) => {
  const readYear = (text: string) => (/^(19|20|21)\d{2}$/.test(text) ? Number(text) : null)
  const year = optional(values, 'year', readYear, 'une année, par exemple 2027') ?? yearOf(todayInParis())
  const territory = territoryOf(optionalText(values, 'place') ?? '')
  const list = holidaysOf(year, territory)
  return context.answer(
    { year, territory, holidays: list },
    list.map(({ on, name }) => `${frenchDay(on)}  ${name}`).join('\n'),
  )
}
