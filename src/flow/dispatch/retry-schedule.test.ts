import { describe, expect, it } from 'vitest'
import { nextTry } from './retry-schedule.ts'

const FIRST = new Date('2026-11-24T09:00:00Z')
const minutesLater = (minutes: number) => new Date(FIRST.getTime() + minutes * 60_000)

describe('retries of a sending known not to have been taken (reliability A3)', () => {
  it('5 min, 30 min, 2 h, then every 6 h, and never past 24 h', () => {
    const waits: number[] = []
    let now = FIRST
    for (let tries = 1; ; tries++) {
      const next = nextTry(tries, FIRST, now)
      if (next === null) break
      waits.push((next.getTime() - now.getTime()) / 60_000)
      now = next
    }
    expect(waits).toEqual([5, 30, 120, 360, 360, 360])
    expect(now.getTime()).toBeLessThanOrEqual(minutesLater(24 * 60).getTime())
  })

  it('a try held back by nights and holidays past 24 h is the last', () => {
    expect(nextTry(2, FIRST, minutesLater(24 * 60))).toBeNull()
  })
})
