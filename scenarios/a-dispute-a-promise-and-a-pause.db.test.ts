import { afterAll, beforeAll, expect, it } from 'vitest'
import { lines, openStory, type Story } from './story.ts'

let story: Story
beforeAll(async () => {
  story = await openStory()
})
afterAll(() => story.close())

it('I3, pitfalls 5 and 39: the disputed invoice waits and leaves every total, the other goes on, the answer brings it back', async () => {
  const customer = await story.customer()
  const disputed = await story.invoice(customer, { number: 'F2026-041', dueOn: '2026-09-30', amountCents: 123456 })
  await story.invoice(customer, { number: 'F2026-042', dueOn: '2026-09-30', amountCents: 10000 })
  await story.live('2026-10-01', '2026-10-02')
  const hold = await story.hold(customer, 'dispute', '2026-10-06', { invoiceId: disputed })
  const seen = await story.live('2026-10-06', '2026-10-25')
  expect(seen.map(({ step, totalCents }) => [step, totalCents])).toEqual([
    ['appel', 10000],
    ['rappel-ferme', 10000],
  ])
  expect(seen[1]?.composed.text).not.toContain('F2026-041')
  await story.endHold(hold.id)
  const [next] = await story.live('2026-10-26', '2026-11-03')
  expect(next).toMatchObject({ totalCents: 133456 })
  await story.pay(customer, '2026-11-03', 133456)
})

it('S0-16: a promise is waited for with three days of grace, then the next step says that it was not kept', async () => {
  const customer = await story.customer({ name: 'Garage du Port' })
  await story.invoice(customer, { number: 'F2026-070', dueOn: '2026-11-04', amountCents: 50000 })
  expect(lines(await story.live('2026-11-05', '2026-11-12', customer))).toEqual(['2026-11-06 email rappel'])
  await story.hold(customer, 'promise', '2026-11-12', { until: '2026-11-23', amountCents: 50000 })
  expect(lines(await story.live('2026-11-13', '2026-11-26', customer))).toEqual([])
  expect((await story.why(customer, '2026-11-27')).reasons.map((one) => one.code)).toContain('promise_broken')
  expect(lines(await story.live('2026-11-27', '2026-11-27', customer))).toEqual(['2026-11-27 email rappel-ferme'])
  await story.pay(customer, '2026-11-30', 50000)
})

it('pitfall 5: a pause ends by itself after its last day', async () => {
  const customer = await story.customer({ name: 'Salon Iris' })
  await story.invoice(customer, { number: 'F2026-080', dueOn: '2026-11-30', amountCents: 60000 })
  await story.hold(customer, 'pause', '2026-12-01', { until: '2026-12-09' })
  expect(lines(await story.live('2026-12-01', '2026-12-15', customer))).toEqual(['2026-12-10 email rappel'])
})

it('payments that are no longer known stop everything but the word before the due date; fresh ones free it', async () => {
  const customer = await story.customer({ name: 'Hôtel de la Mer' })
  await story.invoice(customer, { number: 'F2026-090', dueOn: '2026-12-30', amountCents: 60000 })
  await story.live('2026-12-16', '2026-12-20')
  story.place.knowsPayments = false
  const seen = await story.live('2026-12-21', '2027-01-08', customer)
  expect(lines(seen)).toEqual(['2026-12-28 email avant-echeance'])
  expect(await story.why(customer, '2027-01-08')).toMatchObject({
    state: 'held',
    reasons: [{ code: 'payments_not_fresh' }],
  })
  story.place.knowsPayments = true
  expect(lines(await story.live('2027-01-11', '2027-01-11', customer))).toEqual(['2027-01-11 email rappel'])
})
