import { afterAll, beforeAll, expect, it } from 'vitest'
import { expectSound } from './sound-message.ts'
import { lines, openStory, type Story } from './story.ts'

let story: Story
beforeAll(async () => {
  story = await openStory({ scenario: 's1-relance-amiable' })
})
afterAll(() => story.close())

it('S1-2 to S1-6, S1-37: written, called when it had no effect, recalled in writing, put on notice', async () => {
  const customer = await story.customer()
  await story.invoice(customer, { number: 'F2026-041', dueOn: '2026-09-30', amountCents: 123456 })
  const seen = await story.live('2026-10-01', '2026-11-10')
  expect(lines(seen)).toEqual([
    '2026-10-05 email ecrit',
    '2026-10-13 phone appel',
    '2026-10-21 email rappel-engagements',
    '2026-11-05 registered mise-en-demeure',
  ])
  for (const contact of seen) await expectSound(contact)
  await story.pay(customer, '2026-11-10', 123456)
})

it('S1-6: the first message leaves although nobody approves anything', async () => {
  const customer = await story.customer({ name: 'Garage du Port' })
  await story.invoice(customer, { number: 'F2026-070', dueOn: '2026-11-16', amountCents: 50000 })
  story.place.approves = false
  const seen = await story.live('2026-11-17', '2026-12-10')
  story.place.approves = true
  expect(lines(seen)).toEqual(['2026-11-20 email ecrit', '2026-11-30 phone appel'])
  expect(await story.why(customer, '2026-12-11')).toMatchObject({
    state: 'acting',
    reasons: [{ facts: { stepCode: 'rappel-engagements' } }],
  })
})
