import { afterAll, beforeAll, expect, it } from 'vitest'
import { lines, openStory, type Story } from './story.ts'

let story: Story
beforeAll(async () => {
  story = await openStory()
})
afterAll(() => story.close())

it('pitfall 23: the case reopens at its place, without repeating what was sent', async () => {
  const customer = await story.customer()
  await story.invoice(customer, { number: 'F2026-041', dueOn: '2026-09-30', amountCents: 123456 })
  expect(lines(await story.live('2026-10-02', '2026-10-13'))).toEqual([
    '2026-10-02 email rappel',
    '2026-10-12 phone appel',
  ])
  const cheque = await story.pay(customer, '2026-10-14', 123456)
  expect(lines(await story.live('2026-10-14', '2026-10-26'))).toEqual([])
  await story.bounce(cheque, '2026-10-27')
  expect(lines(await story.live('2026-10-27', '2026-11-06'))).toEqual(['2026-10-27 email rappel-ferme'])
})

it('pitfall 37: only the invoice that the payment had settled opens again', async () => {
  const customer = await story.customer({ name: 'Garage du Port' })
  await story.invoice(customer, { number: 'F2026-070', dueOn: '2026-10-30', amountCents: 50000 })
  await story.invoice(customer, { number: 'F2026-071', dueOn: '2026-10-30', amountCents: 70000 })
  const first = await story.pay(customer, '2026-11-02', 50000, 'F2026-070')
  await story.pay(customer, '2026-11-02', 70000, 'F2026-071')
  await story.bounce(first, '2026-11-06')
  const [reminder] = await story.live('2026-11-06', '2026-11-09', customer)
  expect(reminder).toMatchObject({ step: 'rappel', totalCents: 50000 })
  expect(reminder?.composed.text).not.toContain('F2026-071')
})
