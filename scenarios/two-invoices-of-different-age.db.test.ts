import { afterAll, beforeAll, expect, it } from 'vitest'
import { expectSound } from './sound-message.ts'
import { lines, openStory, type Story } from './story.ts'

let story: Story
beforeAll(async () => {
  story = await openStory()
})
afterAll(() => story.close())

it('pitfalls 24, 25, 38, S4-22: one ladder, every message lists what is owed, no text twice, one notice for both', async () => {
  const customer = await story.customer({ chargesDefault: 'claim' })
  await story.invoice(customer, { number: 'F2026-041', dueOn: '2026-09-30', amountCents: 123456 })
  await story.invoice(customer, { number: 'F2026-052', dueOn: '2026-10-10', amountCents: 84000 })
  const seen = await story.live('2026-10-01', '2027-01-10')
  expect(lines(seen)).toEqual([
    '2026-10-02 email rappel',
    '2026-10-12 phone appel',
    '2026-10-19 email rappel-ferme',
    '2026-10-30 post avertissement',
    '2026-11-12 registered mise-en-demeure',
  ])
  expect(seen.map((contact) => contact.totalCents)).toEqual([123456, 207456, 207456, 207456, 207456])
  for (const contact of seen) await expectSound(contact)
  expect(seen[3]?.composed.text).toMatch(/F2026-041 .*1\u202F234,56\u00A0€\nF2026-052 .*840,00\u00A0€/)
  expect(seen[4]?.composed.text).toContain(
    'nous vous avons adressé deux factures, d’un montant total de 2\u202F074,56\u00A0€ TTC',
  )
  expect(await story.why(customer, '2027-01-10')).toMatchObject({ state: 'ended' })
})

it('S3-15, pitfall 44: an invoice that falls due after the notice has its own ladder and does not mention the other two', async () => {
  const customer = await story.customer({ name: 'Garage du Port' })
  await story.invoice(customer, { number: 'F2026-061', dueOn: '2026-12-01', amountCents: 50000 })
  await story.live('2027-01-11', '2027-03-25')
  await story.invoice(customer, { number: 'F2027-007', dueOn: '2027-03-25', amountCents: 9000 })
  const seen = await story.live('2027-03-26', '2027-04-02', customer)
  expect(lines(seen)).toEqual(['2027-03-30 email rappel'])
  expect(seen[0]).toMatchObject({ totalCents: 9000 })
  expect(seen[0]?.composed.text).not.toContain('F2026-061')
})

it('pitfall 27: instalments of one invoice are asked for as they fall due, and the summary names the invoice once', async () => {
  const customer = await story.customer({ name: 'Salon Iris' })
  const instalments = [
    { dueOn: '2027-03-31', amountCents: 40000 },
    { dueOn: '2027-04-15', amountCents: 40000 },
    { dueOn: '2027-09-30', amountCents: 20000 },
  ]
  await story.invoice(customer, {
    number: 'F2027-010',
    dueOn: '2027-03-31',
    issuedOn: '2027-03-01',
    amountCents: 100000,
    instalments,
  })
  const seen = await story.live('2027-04-03', '2027-05-20', customer)
  expect(seen.map((contact) => contact.totalCents)).toEqual([40000, 40000, 80000, 80000, 80000])
  for (const contact of seen) await expectSound(contact)
  const notice = seen.at(-1)?.composed.text ?? ''
  expect(notice).toContain(
    'la facture n°\u00A0F2027-010, d’un montant de 1\u202F000,00\u00A0€ TTC, payable le 31\u00A0mars 2027 et le 15\u00A0avril 2027',
  )
})
