import { afterEach, beforeEach, expect, it } from 'vitest'
import { lines, openStory, type Story } from './story.ts'

let story: Story
let customer: string
beforeEach(async () => {
  story = await openStory()
  customer = await story.customer()
  await story.invoice(customer, { number: 'F2026-041', dueOn: '2026-09-30', amountCents: 123456 })
})
afterEach(() => story.close())

it('A4, pitfall 4: after 10 days off, the one step right for the day leaves, and the ladder keeps its distances', async () => {
  expect(lines(await story.live('2026-10-01', '2026-10-09'))).toEqual(['2026-10-02 email rappel'])
  expect(lines(await story.live('2026-10-19', '2026-11-20'))).toEqual([
    '2026-10-19 email rappel-ferme',
    '2026-10-30 post avertissement',
    '2026-11-12 registered mise-en-demeure',
  ])
  expect(await story.told(customer)).toContainEqual(
    expect.objectContaining({
      kind: 'step_skipped',
      facts: expect.objectContaining({ stepCode: 'appel', reason: 'catch_up' }),
    }),
  )
})

it('A4, I5: after 45 days off, one contact, one tone up, never the notice at once', async () => {
  expect(lines(await story.live('2026-10-01', '2026-10-05'))).toEqual(['2026-10-02 email rappel'])
  expect(lines(await story.live('2026-11-16', '2026-12-31'))).toEqual([
    '2026-11-16 email rappel-ferme',
    '2026-11-27 post avertissement',
    '2026-12-09 registered mise-en-demeure',
  ])
})

it('A4: the machine was off when everything began: the first reminder comes first', async () => {
  expect(lines(await story.live('2026-11-16', '2026-11-20'))).toEqual(['2026-11-16 email rappel'])
})

it('A4: after more than 3 business days off, nothing leaves until a person has confirmed', async () => {
  await story.live('2026-10-01', '2026-10-09')
  story.place.approves = false
  expect(lines(await story.live('2026-10-19', '2026-10-19'))).toEqual([])
  story.place.approves = true
  expect(lines(await story.live('2026-10-20', '2026-10-20'))).toEqual(['2026-10-20 email rappel-ferme'])
})
