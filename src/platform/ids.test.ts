import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { newId } from './ids.ts'

describe('newId', () => {
  it('is the prefix and 26 characters of lower-case Crockford base32, within the database’s domain id', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z]{2,4}$/), (prefix) => {
        const id = newId(prefix)
        expect(id).toMatch(new RegExp(`^${prefix}_[0-9a-hjkmnp-tv-z]{26}$`))
        expect(id).toMatch(/^[a-z]{2,4}_[0-9a-z_]{4,60}$/)
      }),
    )
  })

  it('sorts in the order of creation, many within one millisecond', () => {
    const ids = Array.from({ length: 50_000 }, () => newId('inv'))
    expect([...ids].sort()).toEqual(ids)
    expect(new Set(ids).size).toBe(ids.length)
  })

  it('begins with the time of creation', () => {
    const before = Date.now()
    const ms = [...newId('inv').slice(4, 14)].reduce(
      (sum, char) => sum * 32 + '0123456789abcdefghjkmnpqrstvwxyz'.indexOf(char),
      0,
    )
    expect(ms).toBeGreaterThanOrEqual(before)
    expect(ms).toBeLessThanOrEqual(Date.now())
  })

  it('cannot be guessed from its neighbour: the steps inside a millisecond differ and are large', () => {
    const tail = (id: string) =>
      [...id.slice(-8)].reduce((sum, c) => sum * 32 + '0123456789abcdefghjkmnpqrstvwxyz'.indexOf(c), 0)
    const ids = Array.from({ length: 2_000 }, () => tail(newId('inv')))
    const steps = ids.slice(1).map((value, index) => value - (ids[index] ?? 0))
    expect(new Set(steps).size).toBeGreaterThan(1_990)
  })
})
