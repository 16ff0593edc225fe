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

it('pitfall 34: approved late, the charges are those of the day it leaves, whatever the step', async () => {
  const customer = await story.customer({ name: 'Garage du Port', chargesDefault: 'claim' })
  await story.invoice(customer, { number: 'F2026-070', dueOn: '2026-10-31', amountCents: 100000 })
  await story.live('2026-12-01', '2026-12-15')
  story.place.approves = false
  await story.live('2026-12-16', '2026-12-28')
  story.place.approves = true
  const [firm] = await story.live('2026-12-29', '2026-12-29', customer)
  expect(firm).toMatchObject({ step: 'rappel-ferme', composed: { totalCents: 100000 + 2004 + 4000 } })
  expect(firm?.composed.text).toMatch(/12,40\u00A0% × 59\u00A0jours +20,04\u00A0€/)
})
