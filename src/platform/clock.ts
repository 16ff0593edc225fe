import { type Day, day } from '../domain/day.ts'

/** The only reader of the machine's clock, with the entrances that call it: everywhere else the day or the instant is an argument. */
export function now(): Date {
  return new Date()
}

/** Business days are those of Paris, whatever the machine's zone (reliability A4). */
export const BUSINESS_ZONE = 'Europe/Paris'

/** The day it is in Paris at an instant; now by default. */
export function todayInParis(at: Date = now()): Day {
  return day(
    Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(BUSINESS_ZONE).toPlainDate().toString(),
  )
}
