import { afterAll, beforeAll, expect, it } from 'vitest'
import { daysBetween } from '../src/domain/day.ts'
import { expectSound } from './sound-message.ts'
import { lines, openStory, type Story } from './story.ts'

let story: Story
beforeAll(async () => {
  story = await openStory()
})
afterAll(() => story.close())

it('S2-26, pitfall 13: approved 12 days late, the warning gives its 8 days from the day it leaves, and the notice waits for them', async () => {
  const customer = await story.customer()
  await story.invoice(customer, { number: 'F2026-041', dueOn: '2026-09-30', amountCents: 123456 })
  await story.live('2026-10-01', '2026-10-29')
  story.place.approves = false
  expect(lines(await story.live('2026-10-30', '2026-11-10'))).toEqual([])
  story.place.approves = true
  const seen = await story.live('2026-11-12', '2026-11-30')
  expect(lines(seen)).toEqual(['2026-11-12 post avertissement', '2026-11-24 registered mise-en-demeure'])
  for (const contact of seen) await expectSound(contact)
  expect(seen[0]?.composed.text).toContain('au plus tard le 20\u00A0novembre 2026')
  expect(seen[1]?.payBy && daysBetween(seen[1].on, seen[1].payBy)).toBe(15)
})
