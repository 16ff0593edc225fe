import { afterAll, beforeAll, expect, it } from 'vitest'
import { expectSound } from './sound-message.ts'
import { lines, openStory, type Story } from './story.ts'

let story: Story
beforeAll(async () => {
  story = await openStory({ scenario: 's0-lettre-ou-appel' })
})
afterAll(() => story.close())

it('S0-4, S0-11, S0-24, S0-25: the registered letter, the call, then the notice, each on its day', async () => {
  const customer = await story.customer()
  await story.invoice(customer, { number: 'F2026-041', dueOn: '2026-09-30', amountCents: 123456 })
  const seen = await story.live('2026-10-01', '2026-11-10')
  expect(lines(seen)).toEqual([
    '2026-10-05 registered lettre',
    '2026-10-15 phone appel',
    '2026-11-04 registered mise-en-demeure',
  ])
  for (const contact of seen) await expectSound(contact)
  expect(seen[0]?.composed.text).toContain('Ce délai supplémentaire')
  await story.pay(customer, '2026-11-10', 123456)
})

it('S0-12, S0-24: the letter is skipped to call first; after a fruitless call the letter leaves, then the notice', async () => {
  const customer = await story.customer({ name: 'Garage du Port' })
  await story.invoice(customer, { number: 'F2026-070', dueOn: '2026-11-16', amountCents: 50000 })
  story.place.approves = false
  await story.live('2026-11-23', '2026-11-23')
  story.place.approves = true
  await story.skip(customer, 'lettre', '2026-11-23')
  const seen = await story.live('2026-11-24', '2027-01-05')
  expect(lines(seen)).toEqual([
    '2026-12-01 phone appel',
    '2026-12-08 post lettre-apres-appel',
    '2026-12-21 registered mise-en-demeure',
  ])
  for (const contact of seen) await expectSound(contact)
})
