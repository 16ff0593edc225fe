const MINUTE = 60_000
const HOUR = 60 * MINUTE

/** 5 min, 30 min, 2 h, then every 6 h (reliability A3). */
const DELAYS_MS = [5 * MINUTE, 30 * MINUTE, 2 * HOUR, 6 * HOUR] as const

/** A sending known not to have been taken is given up after it, and a person is told (reliability A3). */
const GIVE_UP_MS = 24 * HOUR

/** When to try again after `tries` tries, the first of which was at `firstTryAt`; null to give up. */
export function nextTry(tries: number, firstTryAt: Date, now: Date): Date | null {
  const delay = DELAYS_MS[Math.min(tries, DELAYS_MS.length) - 1] ?? DELAYS_MS[0]
  const next = new Date(now.getTime() + delay)
  return next.getTime() - firstTryAt.getTime() > GIVE_UP_MS ? null : next
}
