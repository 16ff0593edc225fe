import { afterAll, beforeAll, expect, it } from 'vitest'
import { lines, openStory, type Story } from './story.ts'

let story: Story
beforeAll(async () => {
  story = await openStory()
})
afterAll(() => story.close())

it('I12, pitfall 18: Good Friday and 26 December are worked in Nantes and not in Strasbourg', async () => {
  const nantes = await story.customer()
  const strasbourg = await story.customer({
    name: 'Brasserie Kuhn',
    territory: 'alsace_moselle',
    address: { lines: ['3 quai des Bateliers'], postcode: '67000', city: 'Strasbourg', country: 'FR' },
  })
  for (const [customer, number] of [
    [nantes, 'F2027-001'],
    [strasbourg, 'F2027-002'],
  ] as const)
    await story.invoice(customer, { number, dueOn: '2027-03-24', amountCents: 50000 })
  const seen = await story.live('2027-03-25', '2027-03-31')
  const of = (debtorId: string) => lines(seen.filter((contact) => contact.debtorId === debtorId))
  expect(of(nantes)).toEqual(['2027-03-26 email rappel'])
  expect(of(strasbourg)).toEqual(['2027-03-30 email rappel'])
})
