import { BUSINESS_ZONE, todayInParis } from '../../platform/clock.ts'
import type { ParisTime } from './recheck.ts'

/** Day and minute after midnight in Paris, whatever the machine's zone (A4). */
export function parisTime(at: Date): ParisTime {
  const local = Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(BUSINESS_ZONE)
  return { today: todayInParis(at), minute: local.hour * 60 + local.minute }
}
