import { addDays, type Day, weekdayOf } from '../domain/day.ts'
import { isBusinessDay } from '../domain/law/jours-feries.ts'

/** How many calendar days of history the sample data tell. */
const HISTORY_DAYS = 75

/** The last working day up to `today`: acts of that day are left to the person who looks. */
export function lastWorkingDay(today: Day): Day {
  let on = today
  while (!isBusinessDay(on, 'metropole')) on = addDays(on, -1)
  return on
}

/** The working days of the history, the last one included. */
export function workingDays(last: Day): readonly Day[] {
  const days: Day[] = []
  for (let on = addDays(last, -HISTORY_DAYS); on <= last; on = addDays(on, 1))
    if (isBusinessDay(on, 'metropole')) days.push(on)
  return days
}

/** The Friday of the week of a day, before or after it. */
export function fridayOf(on: Day): Day {
  return addDays(on, 5 - weekdayOf(on))
}

/** An instant of a day in Paris. `hour` is like `09:05`. */
export function instantOn(on: Day, hour: string): Date {
  const at = Temporal.PlainDate.from(on).toZonedDateTime({ timeZone: 'Europe/Paris', plainTime: hour })
  return new Date(at.epochMilliseconds)
}
