import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Composed } from '../../domain/composed.ts'
import { day } from '../../domain/day.ts'
import { currency } from '../../domain/money.ts'
import type { Outcome } from '../../domain/refusal.ts'
import { openDocuments } from '../../platform/documents.ts'
import { type TestDatabase, testDatabase } from '../../platform/testing/test-database.ts'
import { changeContact, postPayments } from '../ledger/post-entries.ts'
import { sendNow } from '../plan/send-now.ts'
import { type Debt, type DebtFacts, type PlanOffice, planOffice, USER } from '../plan/testing/office.ts'
import { readRates } from '../setup/read-rates.ts'
import { composeAction } from './compose-action.ts'

const folder = mkdtempSync(join(tmpdir(), 'amiable-compose-'))
const documents = openDocuments(folder)
let base: TestDatabase
let office: PlanOffice
beforeAll(async () => {
  base = await testDatabase()
})
beforeEach(async () => {
  office = await planOffice(base.db)
})
afterAll(async () => {
  await base.close()
  rmSync(folder, { recursive: true, force: true })
})

const TODAY = '2026-10-02'
const compose = (actionId: string, on = TODAY): Promise<Outcome<Composed>> =>
  office.tx((tx) => composeAction(tx, { documents, rates: readRates }, office.tenantId, actionId, day(on)))

/** The act of a step asked for now by a person. */
async function actOf(debt: Debt, stepCode: string, on = TODAY): Promise<string> {
  const made = await office.tx((tx) =>
    sendNow(tx, office.tenantId, USER, { caseId: debt.caseId, stepCode }, day(on), new Date(`${on}T08:00:00Z`)),
  )
  if (!made.ok) throw new Error(JSON.stringify(made.refusal))
  return made.value.actionId
}
const owe = (facts: Partial<DebtFacts> = {}) => office.owe({ number: 'F2026-041', dueOn: '2026-09-30', ...facts })
const changeCreditor = (fields: { iban?: null; phone?: null }) =>
  office.tx((tx) => tx.updateTable('creditor').set(fields).where('tenant_id', '=', office.tenantId).execute())
const ownText = (source: string) =>
  office.tx((tx) =>
    tx
      .insertInto('template_version')
      .values({
        tenant_id: office.tenantId,
        template_code: 'first-reminder',
        regime: 'professional',
        language: 'fr',
        version: 1,
        source,
        decided_by: USER,
      })
      .execute(),
  )
const OWN = (body: string) => `---
code: first-reminder
title: Le nôtre
language: fr
regimes: professional
channels: email, post
tone: 2
ladder: yes
requirements: S4-7
---

## subject-email

Facture {{ factures[0].numero }}

## subject-letter

Facture {{ factures[0].numero }}

## body

${body}
`
const SOUND = `{{ contact.appellation }}, la facture {{ factures[0].numero }} du {{ factures[0].date | jour }}, échue le {{ factures[0].echeance | jour }}, de {{ totaux.total | euros }}, est attendue pour le {{ delai.date_limite | jour }}. {{ creancier.nom }}`

describe('what is written from the facts of now', () => {
  it('pitfall 22: the text follows the balance, and its fingerprint changes with it', async () => {
    const debt = await owe()
    const actionId = await actOf(debt, 'rappel')
    const before = await compose(actionId)
    const credit = {
      creditorId: office.creditorId,
      debtorId: debt.debtorId,
      onDay: day(TODAY),
      amountCents: 23456,
      currency: currency('EUR'),
    }
    await office.tx((tx) => postPayments(tx, office.tenantId, USER, [{ ...credit, placing: { by: 'rule' } }]))
    const after = await compose(actionId)
    expect([before, after]).toMatchObject([{ value: { totalCents: 123456 } }, { value: { totalCents: 100000 } }])
    expect(before.ok && after.ok && before.value.factsSha256 !== after.value.factsSha256).toBe(true)
  })
  it('the same facts and day give the same words and the same fingerprint', async () => {
    const actionId = await actOf(await owe(), 'rappel')
    const [one, two] = [await compose(actionId), await compose(actionId)]
    expect(one).toEqual(two)
  })
  it('the documents of the invoices are attached under our own names (reliability A7 51)', async () => {
    const debt = await owe({ number: '../../etc/F 2026' })
    const sha = await documents.put(Buffer.from('%PDF-1.7 facture'))
    await office.tx((tx) =>
      tx.updateTable('invoice').set({ document_sha256: sha }).where('invoice_id', '=', debt.invoiceId).execute(),
    )
    expect(await compose(await actOf(debt, 'rappel'))).toMatchObject({
      value: { attachments: [{ filename: 'facture-..-..-etc-F-2026.pdf', mediaType: 'application/pdf' }] },
    })
  })
  it('S3-18, S4-7: a text of the office is used instead of ours, and says its version', async () => {
    await ownText(OWN(SOUND))
    expect(await compose(await actOf(await owe(), 'rappel'))).toMatchObject({
      value: {
        subject: 'Facture F2026-041',
        templateVersion: 'own-1',
        text: expect.stringContaining('est attendue pour le 8\u00A0octobre 2026'),
      },
    })
  })
})

describe('what cannot be written is refused with its reason', () => {
  const refusal = async (actionId: string, on = TODAY) => {
    const composed = await compose(actionId, on)
    return composed.ok ? null : composed.refusal
  }
  it('an act that does not exist, or that lists nothing owed any more', async () => {
    expect(await refusal('act_00000000000000000000000000')).toMatchObject({ code: 'action_unknown' })
    const debt = await owe()
    const actionId = await actOf(debt, 'rappel')
    const credit = {
      creditorId: office.creditorId,
      debtorId: debt.debtorId,
      onDay: day(TODAY),
      amountCents: 123456,
      currency: currency('EUR'),
    }
    await office.tx((tx) => postPayments(tx, office.tenantId, USER, [{ ...credit, placing: { by: 'rule' } }]))
    expect(await refusal(actionId)).toMatchObject({ code: 'nothing_owed' })
  })
  it('S4-3: a creditor without means of payment or telephone, each gap named', async () => {
    const actionId = await actOf(await owe(), 'rappel')
    await changeCreditor({ iban: null, phone: null })
    expect(await refusal(actionId)).toMatchObject({
      code: 'creditor_incomplete',
      facts: { missing: ['iban', 'phone'] },
    })
  })
  it('pitfall 45: the address was refused since: nobody is left to write to', async () => {
    const debt = await owe()
    const actionId = await actOf(debt, 'rappel')
    const { contact_id } = await office.tx((tx) =>
      tx.selectFrom('contact').select('contact_id').where('debtor_id', '=', debt.debtorId).executeTakeFirstOrThrow(),
    )
    await office.tx((tx) => changeContact(tx, office.tenantId, USER, contact_id, { emailRefusedOn: day(TODAY) }))
    expect(await refusal(actionId)).toMatchObject({ code: 'no_recipient', facts: { channel: 'email' } })
  })
  it.each([
    [
      'S0-10: a text of the office that forgets the deadline',
      SOUND.replace(/, est attendue.*\}\}\./, '.'),
      'mention_not_in_text',
      { mention: 'deadline' },
    ],
    [
      'S0-21: a text of the office that threatens',
      `${SOUND} Sans réponse, nous ferons saisir vos comptes.`,
      'wording_blocked',
      {},
    ],
    ['a text of the office that does not hold together', `${SOUND} {% if %}`, 'template_error', {}],
  ] as const)('%s', async (_, body, code, facts) => {
    await ownText(OWN(body))
    expect(await refusal(await actOf(await owe(), 'rappel'))).toMatchObject({ code, facts })
  })
  it('pitfall 47: a letter to a street that is missing', async () => {
    const debt = await owe({ contact: { email: null } })
    const actionId = await actOf(debt, 'rappel')
    await office.tx((tx) =>
      tx.updateTable('debtor').set({ address_lines: [] }).where('debtor_id', '=', debt.debtorId).execute(),
    )
    expect(await refusal(actionId)).toMatchObject({ code: 'address_incomplete', facts: { missing: ['street'] } })
  })
  it('charges claimed in a half-year whose rate is not known; reserved, the reminder leaves', async () => {
    const claimed = await owe({ number: 'F-1', debtor: { chargesDefault: 'claim' } })
    const reserved = await owe({ number: 'F-2' })
    const [one, other] = [await actOf(claimed, 'rappel', '2027-01-05'), await actOf(reserved, 'rappel', '2027-01-05')]
    expect(await refusal(one, '2027-01-05')).toMatchObject({ code: 'rate_missing', facts: { semester: '2027-S1' } })
    expect(await refusal(other, '2027-01-05')).toBeNull()
  })
  it('S2-19: a warning when nothing was ever asked before', async () => {
    const debt = await owe()
    expect(await refusal(await actOf(debt, 'avertissement'))).toMatchObject({
      code: 'mention_missing',
      facts: { mention: 'earlier_requests' },
    })
  })
})

describe('a formal notice sent by hand as the first word (S2-24, S2-30)', () => {
  it('reads well without any earlier demand', async () => {
    const composed = await compose(await actOf(await owe(), 'mise-en-demeure'))
    expect(composed).toMatchObject({ ok: true, value: { text: expect.stringMatching(/reste impayée\u00A0:/) } })
  })
})
