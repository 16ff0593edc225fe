import { afterAll, beforeAll, expect, it } from 'vitest'
import { expectSound } from './sound-message.ts'
import { lines, openStory, type Story } from './story.ts'

let story: Story
beforeAll(async () => {
  story = await openStory()
})
afterAll(() => story.close())

it('pitfalls 47 and 53: everything goes by post, the courtesy e-mail is skipped and says so', async () => {
  const customer = await story.customer({ contact: { email: null } })
  await story.invoice(customer, { number: 'F2026-041', dueOn: '2026-09-30', amountCents: 123456 })
  const seen = await story.live('2026-09-24', '2026-11-15')
  expect(lines(seen)).toEqual([
    '2026-10-02 post rappel',
    '2026-10-12 phone appel',
    '2026-10-19 post rappel-ferme',
    '2026-10-30 post avertissement',
    '2026-11-12 registered mise-en-demeure',
  ])
  for (const contact of seen) await expectSound(contact)
  expect(await story.told(customer)).toContainEqual(
    expect.objectContaining({
      kind: 'step_skipped',
      facts: expect.objectContaining({ stepCode: 'avant-echeance', reason: 'no_email' }),
    }),
  )
})

it('pitfall 47: without any contact nor address a person is asked, nothing is silently done', async () => {
  const customer = await story.customer({
    name: 'Salon Iris',
    contact: null,
    address: { lines: [], postcode: '', city: '', country: 'FR' },
  })
  await story.invoice(customer, { number: 'F2026-080', dueOn: '2026-11-12', amountCents: 60000 })
  expect(lines(await story.live('2026-11-16', '2026-12-04'))).toEqual([])
  expect(await story.why(customer, '2026-12-04')).toMatchObject({ state: 'asking', reasons: [{ code: 'no_address' }] })
})
