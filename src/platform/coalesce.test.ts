import { setTimeout as wait } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { coalesce } from './coalesce.ts'

describe('coalesce', () => {
  it('joins calls of one moment in one round, and those that come meanwhile in the next; each gets its own answer', async () => {
    const rounds: (readonly number[])[] = []
    const double = coalesce(async (items: readonly number[]) => {
      rounds.push(items)
      await wait(5)
      return items.map((item) => item * 2)
    }, 10)
    const first = [double(1), double(2)]
    await wait(1)
    const second = [double(3), double(4), double(5)]
    expect(await Promise.all([...first, ...second])).toEqual([2, 4, 6, 8, 10])
    expect(rounds).toEqual([
      [1, 2],
      [3, 4, 5],
    ])
  })

  it('never makes a round larger, nor more rounds at once, than it is told', async () => {
    let [now, most, largest] = [0, 0, 0]
    const answer = coalesce(
      async (items: readonly number[]) => {
        most = Math.max(most, ++now)
        largest = Math.max(largest, items.length)
        await wait(1)
        now--
        return items
      },
      3,
      2,
    )
    await Promise.all(Array.from({ length: 40 }, (_, at) => wait(at % 7).then(() => answer(at))))
    expect([most, largest]).toEqual([2, 3])
  })

  it('a round that fails fails its callers, and the next round goes on', async () => {
    const answer = coalesce(async (items: readonly string[]) => {
      if (items.includes('bad')) throw new Error('round')
      return items
    }, 1)
    const [bad, good] = await Promise.allSettled([answer('bad'), answer('good')])
    expect([bad.status, good]).toEqual(['rejected', { status: 'fulfilled', value: 'good' }])
  })
})
