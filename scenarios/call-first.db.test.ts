import { afterAll, beforeAll, expect, it } from 'vitest'
import { expectSound } from './sound-message.ts'
import { lines, openStory, type Story } from './story.ts'

let story: Story
beforeAll(async () => {
  story = await openStory({ scenario: 's2-appel-d-abord' })
})
afterAll(() => story.close())

it('S2-1, S2-10, S2-19, S2-21 to S2-23: called the day after the due date, written to, warned, put on notice last', async () => {
  const customer = await story.customer()
  await story.invoice(customer, { number: 'F2026-041', dueOn: '2026-09-30', amountCents: 123456 })
  story.place.callOutcome = 'reached'
  const seen = await story.live('2026-10-01', '2026-11-15')
  expect(lines(seen)).toEqual([
    '2026-10-01 phone appel',
    '2026-10-08 post lettre',
    '2026-10-19 email rappel-ferme',
    '2026-10-29 registered avertissement',
    '2026-11-10 registered mise-en-demeure',
  ])
  for (const contact of seen) await expectSound(contact)
  expect(seen[1]?.composed.text).toContain('notre entretien téléphonique du 1er\u00A0octobre 2026')
  expect(seen[3]?.composed.text).toContain('notre courrier du 8\u00A0octobre 2026')
  expect(seen[3]?.composed.text).toContain('ne constitue pas une mise en demeure')
})

it('S3-7: the letter does not speak of a call that nobody answered', async () => {
  const customer = await story.customer({ name: 'Garage du Port' })
  await story.invoice(customer, { number: 'F2026-070', dueOn: '2026-11-18', amountCents: 50000 })
  story.place.callOutcome = 'no_answer'
  const [, letter] = await story.live('2026-11-19', '2026-11-28')
  expect(letter).toMatchObject({ step: 'lettre' })
  expect(letter?.composed.text).not.toMatch(/entretien|appel du/)
})
