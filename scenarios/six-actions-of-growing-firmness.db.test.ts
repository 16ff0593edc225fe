import { afterAll, beforeAll, expect, it } from 'vitest'
import { expectSound } from './sound-message.ts'
import { lines, openStory, type Story } from './story.ts'

let story: Story
beforeAll(async () => {
  story = await openStory({ scenario: 's4-methode' })
})
afterAll(() => story.close())

it('S4-7, S4-9, S4-18: two letters, an e-mail, an SMS, a call and the notice, the tone hardening', async () => {
  const customer = await story.customer()
  await story.invoice(customer, { number: 'F2026-041', dueOn: '2026-09-30', amountCents: 123456 })
  const seen = await story.live('2026-10-05', '2026-11-20')
  expect(lines(seen)).toEqual([
    '2026-10-05 email rappel',
    '2026-10-13 sms sms',
    '2026-10-20 post rappel-ferme',
    '2026-10-30 phone appel',
    '2026-11-06 post avertissement',
    '2026-11-18 registered mise-en-demeure',
  ])
  expect(seen.map((contact) => contact.tone)).toEqual([2, 2, 3, 3, 4, 5])
  for (const contact of seen) await expectSound(contact)
  expect(new Set(seen.map((contact) => contact.composed.text)).size).toBe(seen.length)
})

it('S3-10: an English SMS for a customer who reads English; a consumer’s names no debt', async () => {
  const english = await story.customer({ name: 'Hartwell France SAS', language: 'en' })
  const person = await story.customer({ name: 'Jeanne Petit', kind: 'consumer', contact: { salutation: 'Mme' } })
  for (const [customer, number] of [
    [english, 'F2026-071'],
    [person, 'F2026-072'],
  ] as const)
    await story.invoice(customer, { number, dueOn: '2026-11-20', amountCents: 50000 })
  const seen = (await story.live('2026-11-23', '2026-12-02')).filter(({ step }) => step === 'sms')
  const textTo = (debtorId: string) => seen.find((contact) => contact.debtorId === debtorId)?.composed.text
  expect(textTo(english)).toBe(
    'Atelier Vauquelin: our records show 500.00 EUR unpaid for your invoice F2026-071, due 20/11. Please pay or call 02 40 11 22 33',
  )
  expect(textTo(person)).toBe(
    'Atelier Vauquelin : bonjour, nous vous avons écrit le 23/11. Merci de nous répondre ou de nous appeler au 02 40 11 22 33. Bonne journée',
  )
})
