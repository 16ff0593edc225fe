import { afterAll, beforeAll, expect, it } from 'vitest'
import { expectSound } from './sound-message.ts'
import { lines, openStory, type Story } from './story.ts'

let story: Story
beforeAll(async () => {
  story = await openStory({ scenario: 's3-pre-contentieux' })
})
afterAll(() => story.close())

it('S3-1 to S3-15: a soft call before the date, a letter within 48 hours, SMS with call and copy, the notice', async () => {
  const customer = await story.customer()
  await story.invoice(customer, { number: 'F2026-041', dueOn: '2026-09-30', amountCents: 123456 })
  story.place.callOutcome = 'reached'
  const seen = await story.live('2026-09-24', '2026-10-26')
  expect(lines(seen)).toEqual([
    '2026-09-25 phone appel-avant-echeance',
    '2026-10-01 post courrier',
    '2026-10-09 sms sms',
    '2026-10-09 phone appel',
    '2026-10-09 email copie',
    '2026-10-19 registered mise-en-demeure',
  ])
  for (const contact of seen) await expectSound(contact)
  const [soft, letter, sms, , copy] = seen.map((contact) => contact.composed)
  expect(soft?.text).not.toMatch(/impayé|retard/)
  expect(letter?.text).toContain('entretien téléphonique du 25\u00A0septembre 2026')
  expect(sms?.text).toContain('F2026-041')
  expect(copy).toMatchObject({
    attachments: [
      { filename: 'courrier-2026-10-01.pdf', bytes: Buffer.from((letter && 'pdf' in letter && letter.pdf) || []) },
    ],
  })
  await story.pay(customer, '2026-10-26', 123456)
})

it('S3-10: without a mobile the skip of the SMS is told, the call and the copy leave', async () => {
  const customer = await story.customer({ name: 'Garage du Port', contact: { mobile: null } })
  await story.invoice(customer, { number: 'F2026-070', dueOn: '2026-10-28', amountCents: 50000 })
  const seen = await story.live('2026-10-29', '2026-11-10')
  expect(lines(seen)).toEqual(['2026-10-29 post courrier', '2026-11-06 phone appel', '2026-11-06 email copie'])
  expect(await story.told(customer)).toContainEqual(
    expect.objectContaining({
      kind: 'step_skipped',
      facts: expect.objectContaining({ stepCode: 'sms', reason: 'no_mobile' }),
    }),
  )
  await story.pay(customer, '2026-11-10', 50000)
})

it('pitfall 47: without a postal address the letter leaves by e-mail, and no copy of it follows', async () => {
  const customer = await story.customer({
    name: 'Salon Iris',
    address: { lines: [], postcode: '', city: '', country: 'FR' },
  })
  await story.invoice(customer, { number: 'F2026-080', dueOn: '2026-11-12', amountCents: 60000 })
  const seen = await story.live('2026-11-13', '2026-12-08')
  expect(lines(seen)).toEqual(['2026-11-13 email courrier', '2026-11-23 sms sms', '2026-11-23 phone appel'])
  expect(await story.why(customer, '2026-12-08')).toMatchObject({ state: 'asking', reasons: [{ code: 'no_address' }] })
})
