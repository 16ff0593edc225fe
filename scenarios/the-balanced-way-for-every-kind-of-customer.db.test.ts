import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { day } from '../src/domain/day.ts'
import { expectSound } from './sound-message.ts'
import { type CustomerFacts, lines, openStory, type Story } from './story.ts'

/** One customer of each kind, with what the office decided about charges. */
const CUSTOMERS: Readonly<Record<string, CustomerFacts>> = {
  'a company, charges reserved': {},
  'a company, charges claimed': { chargesDefault: 'claim', termsAcceptedOn: day('2026-01-05') },
  'a company, charges waived': { chargesDefault: 'waive' },
  'a consumer': {
    name: 'Jeanne Petit',
    kind: 'consumer',
    contact: { salutation: 'Madame', role: 'decision_maker', email: 'jeanne@petit.example' },
  },
  'an association': { name: 'Les Amis du Port', kind: 'association', contact: { name: null } },
  'a public body, charges claimed': { name: 'Commune de Saint-Aubin', kind: 'public_body', chargesDefault: 'claim' },
  'a foreign company, in English': {
    name: 'Hartwell Joinery Ltd',
    kind: 'foreign',
    language: 'en',
    address: { lines: ['12 Mill Lane'], postcode: 'BS1 4ND', city: 'Bristol', country: 'GB' },
    contact: { name: 'Jane Petit', salutation: 'Madame', phone: '+441174960123', mobile: null },
  },
}

let story: Story
const customers = new Map<string, string>()
beforeAll(async () => {
  story = await openStory({ scenario: 'equilibre' })
  for (const [kind, facts] of Object.entries(CUSTOMERS)) {
    const customer = await story.customer(facts)
    customers.set(kind, customer)
    await story.invoice(customer, { number: 'F2026-041', dueOn: '2026-09-30', amountCents: 123456, label: 'Escalier' })
  }
  await story.live('2026-09-24', '2026-12-01')
})
afterAll(() => story.close())

const received = (kind: string) => story.place.contacts.filter(({ debtorId }) => debtorId === customers.get(kind))
const textOf = (kind: string, step: string) =>
  received(kind).find((contact) => contact.step === step)?.composed.text ?? ''

describe.each(Object.keys(CUSTOMERS))('S4-32: %s', (kind) => {
  it('S4-18, S3-5: receives six contacts in seven weeks, the first reminder within 48 hours, the notice last', () => {
    expect(lines(received(kind))).toEqual([
      '2026-09-25 email avant-echeance',
      '2026-10-02 email rappel',
      '2026-10-12 phone appel',
      '2026-10-19 email rappel-ferme',
      '2026-10-30 post avertissement',
      '2026-11-12 registered mise-en-demeure',
    ])
  })
  it('S4-2, S4-3, S4-5, S2-11, S0-21: every message composes, sound, on one page, more than the invoice again', async () => {
    for (const contact of received(kind)) await expectSound(contact, { isFrench: CUSTOMERS[kind]?.language !== 'en' })
  })
  it('S4-7: the tone hardens from 1 to 5', () => {
    expect(received(kind).map((contact) => contact.tone)).toEqual([1, 2, 2, 3, 4, 5])
  })
})

describe('charges follow the law and the decision (S2-17, S2-18)', () => {
  it('reserved: said, not added', () => {
    const text = textOf('a company, charges reserved', 'rappel')
    expect(text).toContain('nous en réservons l’application')
    expect(received('a company, charges reserved')[1]?.composed.totalCents).toBe(123456)
  })
  it('S2-14: claimed: the terms accepted are recalled, then 2 days at 12.40 % and the 40 €, line by line (ECB 2.40 % + 10)', () => {
    const text = textOf('a company, charges claimed', 'rappel')
    expect(text).toMatch(/12,40\u00A0% × 2\u00A0jours +0,84\u00A0€/)
    expect(received('a company, charges claimed')[1]?.composed.totalCents).toBe(123456 + 84 + 4000)
    expect(text).toContain('acceptées le 5\u00A0janvier 2026')
  })
  it('pitfall 33: charges are never written on the invoice', async () => {
    const amounts = await story.gather((tx, tenantId) =>
      tx.selectFrom('invoice').select('amount_cents').distinct().where('tenant_id', '=', tenantId).execute(),
    )
    expect(amounts).toEqual([{ amount_cents: 123456 }])
  })
  it('waived: not spoken of at any step', () => {
    for (const { composed } of received('a company, charges waived'))
      expect(composed.text).not.toMatch(/indemnité|pénalités/)
  })
  it('a consumer is never asked for the 40 € nor penalties, and is told of the mediator by the notice', () => {
    for (const { composed } of received('a consumer')) {
      expect(composed.totalCents).toBe(123456)
      expect(composed.text).not.toMatch(/indemnité forfaitaire|pénalités de retard/)
    }
    expect(textOf('a consumer', 'mise-en-demeure')).toContain('Médiation Atlantique')
  })
  it('a public body is asked under the public procurement code, never offered instalments', () => {
    const texts = received('a public body, charges claimed').filter(({ composed }) => composed.channel !== 'phone')
    expect(textOf('a public body, charges claimed', 'mise-en-demeure')).toContain('code de la commande publique')
    for (const { composed } of texts) expect(composed.text).not.toMatch(/échéancier|L441-10/)
  })
})

describe('what each text says', () => {
  it('S0-5 to S0-9, S2-13, S3-8: the first reminder says that the invoice is unpaid, its number, dates and amount, and grants days', () => {
    const text = textOf('a company, charges reserved', 'rappel')
    expect(text).toContain('la facture suivante reste impayée')
    expect(text).toMatch(/F2026-041 +31\u00A0août 2026 +30\u00A0septembre 2026 +1\u202F234,56\u00A0€/)
    expect(text).toContain('au plus tard le 8\u00A0octobre 2026. Ce délai supplémentaire')
  })
  it('S4-38, S4-40, S2-2: a company is told of the creditor’s cash, a person is not', () => {
    expect(textOf('a company, charges reserved', 'rappel-ferme')).toContain('trésorerie')
    expect(textOf('a consumer', 'rappel-ferme')).not.toContain('trésorerie')
  })
  it('S4-26: the firm reminder opens instalments to both', () => {
    expect(textOf('a company, charges reserved', 'rappel-ferme')).toContain('nous sommes ouverts à un échéancier')
    expect(textOf('a consumer', 'rappel-ferme')).toContain('plusieurs versements, sans frais ni intérêts')
  })
  it('S2-20: the warning says that a lawyer or a commissaire de justice may take over', () => {
    expect(textOf('a company, charges reserved', 'avertissement')).toContain('avocat ou commissaire de justice')
  })
  it('S1-26, S2-16: every act is in the timeline with its channel and its day', async () => {
    const customer = customers.get('a company, charges reserved') ?? ''
    const sent = (await story.told(customer)).filter(({ kind }) => kind === 'delivery_sent')
    expect(sent.map(({ facts }) => facts.channel)).toEqual(['email', 'email', 'phone', 'email', 'post', 'registered'])
  })
})

describe('who is written to, and how', () => {
  it('S4-39: a person is addressed by civility, and the name stands once on the envelope', () => {
    const [letter] = received('a consumer').filter(({ step }) => step === 'avertissement')
    expect(letter?.composed.text).toContain('\nMadame,\n')
    expect(letter?.composed).toMatchObject({ address: ['Madame Jeanne Petit', '4 IMPASSE DU MOULIN', '49000 ANGERS'] })
  })
  it('a foreign debtor is written to in English, called with a French sheet, posted with its country', () => {
    expect(textOf('a foreign company, in English', 'rappel')).toMatch(/^Dear Jane Petit,/)
    expect(textOf('a foreign company, in English', 'rappel')).toContain('+33\u00A02\u00A040\u00A011\u00A022\u00A033')
    expect(textOf('a foreign company, in English', 'appel')).toContain('Téléphone\u00A0: +44\u00A0117')
    const [notice] = received('a foreign company, in English').slice(-1)
    expect(notice?.composed).toMatchObject({ address: expect.arrayContaining(['ROYAUME UNI']) })
    expect(notice?.composed.text).toContain('BS1 4ND Bristol, United Kingdom')
  })
  it('numbers are printed as they are dialled in France', () => {
    expect(textOf('a company, charges reserved', 'rappel')).toContain('02\u00A040\u00A011\u00A022\u00A033')
  })
  it('S2-19, S3-3: the notice cites the demands by their dates, not the courtesy e-mail nor the call nobody answered', () => {
    const text = textOf('a company, charges reserved', 'mise-en-demeure')
    expect(text).toContain(
      'notre message du 2\u00A0octobre 2026, notre message du 19\u00A0octobre 2026 et notre courrier du 30\u00A0octobre 2026',
    )
  })
  it('S0-25 to S0-27, S2-26 to S2-29, S4-15: the notice orders to pay, gives 15 days, names the court, the dispute and both addresses', () => {
    const text = textOf('a company, charges reserved', 'mise-en-demeure')
    for (const words of [
      'nous vous mettons en demeure',
      '27\u00A0novembre 2026',
      'saisir le tribunal',
      'Escalier',
      'Nantes, le 12\u00A0novembre 2026',
    ])
      expect(text).toContain(words)
    expect(text).toContain('12 quai des Antilles, 44200 Nantes')
    expect(text).toContain('4 impasse du Moulin, 49000 Angers')
  })
})
