import { afterAll, beforeAll, expect, it } from 'vitest'
import { lines, openStory, type Story } from './story.ts'

let story: Story
beforeAll(async () => {
  story = await openStory()
})
afterAll(() => story.close())

it('I3, pitfalls 1 and 22: what is being prepared is taken back, nothing follows, and the next invoice begins anew', async () => {
  const customer = await story.customer()
  await story.invoice(customer, { number: 'F2026-041', dueOn: '2026-09-30', amountCents: 123456 })
  expect(lines(await story.live('2026-10-01', '2026-10-20'))).toEqual([
    '2026-10-02 email rappel',
    '2026-10-12 phone appel',
    '2026-10-19 email rappel-ferme',
  ])
  story.place.approves = false
  await story.live('2026-10-21', '2026-11-02')
  expect(await story.why(customer, '2026-11-02')).toMatchObject({
    state: 'acting',
    reasons: [{ facts: { stepCode: 'avertissement' } }],
  })
  story.place.approves = true
  await story.pay(customer, '2026-11-02', 123456)
  expect(lines(await story.live('2026-11-03', '2026-11-20'))).toEqual([])
  expect(await story.why(customer, '2026-11-20')).toMatchObject({
    state: 'settled',
    reasons: [{ code: 'nothing_owed' }],
  })
  expect(await story.told(customer)).toContainEqual(
    expect.objectContaining({
      kind: 'step_withdrawn',
      facts: expect.objectContaining({ stepCode: 'avertissement', reason: 'nothing_owed' }),
    }),
  )
  await story.invoice(customer, {
    number: 'F2026-099',
    dueOn: '2026-11-20',
    issuedOn: '2026-11-05',
    amountCents: 30000,
  })
  const [next] = await story.live('2026-11-21', '2026-11-25')
  expect(next).toMatchObject({ step: 'rappel', totalCents: 30000 })
  expect(next?.composed.text).not.toMatch(/F2026-041|octobre/)
})

it('pitfalls 19 and 29: a part payment leaves the invoice in its ladder, asked for what remains', async () => {
  const customer = await story.customer({ name: 'Garage du Port', chargesDefault: 'claim' })
  await story.invoice(customer, { number: 'F2026-110', dueOn: '2026-11-27', amountCents: 100000 })
  expect(lines(await story.live('2026-11-28', '2026-12-01', customer))).toEqual(['2026-11-30 email rappel'])
  await story.pay(customer, '2026-12-04', 60000)
  const [, firm] = await story.live('2026-12-04', '2026-12-21', customer)
  expect(firm).toMatchObject({ step: 'rappel-ferme', totalCents: 40000 })
  expect(firm?.composed.text).toContain('Principal TTC restant dû, règlements déduits')
  expect(firm?.composed.text).toMatch(/1\u202F000,00\u00A0€ +400,00\u00A0€/)
})
