import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Fault, type FaultPoint, type FaultSmtp, startFaultSmtp } from '../../platform/testing/fault-smtp.ts'
import { type TestDatabase, testDatabase } from '../../platform/testing/test-database.ts'
import { askResend } from './ask-resend.ts'
import { readDelivery } from './queries.ts'
import { sendDue } from './send-due.ts'
import { settleUncertain } from './settle-uncertain.ts'
import { MORNING, type Office, openOffice, TODAY } from './testing/office.ts'

let base: TestDatabase
let smtp: FaultSmtp
let office: Office
beforeAll(async () => {
  base = await testDatabase()
})
afterAll(() => base.close())
beforeEach(async () => {
  smtp = await startFaultSmtp()
  office = await openOffice(base.db, { smtpUrl: smtp.url })
})
afterEach(async () => {
  office.close()
  await smtp.close()
})

const at = (point: FaultPoint, fault: Fault) => (met: FaultPoint) => (met === point ? fault : null)
const send = () => sendDue(office.services, office.tenantId)
const deliveries = () => office.tx((tx) => tx.selectFrom('delivery').selectAll().orderBy('delivery_id').execute())
const sendWith = async (fault: ReturnType<typeof at>) => {
  await office.owe(1)
  smtp.fault = fault
  await send()
  smtp.fault = null
  const [delivery] = await deliveries()
  return { deliveryId: delivery?.delivery_id ?? '', actionId: delivery?.action_id ?? '' }
}
const settle = (id: string, found: 'sent' | 'not_sent') =>
  office.tx((tx) => settleUncertain(tx, office.tenantId, 'usr_claire', id, found, MORNING))
const resend = (id: string, recipient: string | null = null) =>
  office.tx((tx) => askResend(tx, office.tenantId, 'usr_claire', id, recipient))

describe('a delivery in doubt', () => {
  it('shows what is known: when, the reply, the Message-ID to look for', async () => {
    const { deliveryId } = await sendWith(at('dot', 'drop'))
    const view = await office.tx((tx) => readDelivery(tx, office.tenantId, deliveryId))
    expect(view).toMatchObject({
      value: {
        state: 'uncertain',
        failureCode: 'no_answer_after_body',
        mailMessageId: smtp.received[0]?.messageId,
        contentSha256: smtp.received[0]?.sha256,
        attempts: [{ result: 'uncertain', startedAt: MORNING.toISOString() }],
      },
    })
  })

  it('found sent: the contact counts on its day', async () => {
    const { deliveryId } = await sendWith(at('dot', 'drop'))
    expect(await settle(deliveryId, 'sent')).toMatchObject({ ok: true })
    expect(await deliveries()).toMatchObject([{ state: 'sent', done_on: TODAY, settled_by: 'usr_claire' }])
    expect(await settle(deliveryId, 'not_sent')).toMatchObject({ refusal: { code: 'delivery_not_uncertain' } })
  })

  it('found not sent: nothing leaves by itself, a person asks and it leaves once', async () => {
    const { deliveryId, actionId } = await sendWith(at('mid-body', 'drop'))
    await settle(deliveryId, 'not_sent')
    expect(await deliveries()).toMatchObject([{ state: 'failed', failure_code: 'not_sent', done_on: null }])
    expect(await send()).toMatchObject({ sent: 0 })
    expect(await resend(actionId)).toMatchObject({ ok: true })
    expect(await send()).toMatchObject({ sent: 1 })
    expect(smtp.received).toHaveLength(1)
  })
})

describe('asking again', () => {
  it('one sent, or in doubt, is never sent again', async () => {
    const sent = await sendWith(() => null)
    expect(await resend(sent.actionId)).toMatchObject({ refusal: { code: 'nothing_failed' } })
    smtp.received.length = 0
    const [, doubtful = ''] = [await office.owe(1), '']
    smtp.fault = at('dot', 'drop')
    await send()
    const uncertain = (await deliveries()).find((one) => one.state === 'uncertain')
    expect(await resend(uncertain?.action_id ?? doubtful)).toMatchObject({ refusal: { code: 'nothing_failed' } })
  })

  it('to an address corrected since: a second delivery of the same act, the refused one stays as it was', async () => {
    const { actionId } = await sendWith(at('RCPT', { reply: '550 5.1.1 unknown' }))
    expect(await resend(actionId)).toMatchObject({ refusal: { code: 'no_recipient' } })
    await office.tx((tx) =>
      tx.updateTable('contact').set({ email: 'juste@client.fr', email_refused_on: null }).execute(),
    )
    expect(await resend(actionId)).toMatchObject({ ok: true })
    expect(await send()).toMatchObject({ sent: 1 })
    expect(smtp.received.map((one) => one.to)).toEqual(['juste@client.fr'])
    expect((await deliveries()).map((one) => one.state).sort()).toEqual(['cancelled', 'sent'])
  })

  it('to an address given: checked like every other, written to once', async () => {
    const { actionId } = await sendWith(at('dot', { reply: '550 no' }))
    expect(await resend(actionId, 'x@client.fr\r\nBcc: y@z.fr')).toMatchObject({
      refusal: { code: 'email_control_character' },
    })
    expect(await resend(actionId, 'Chef@Client.fr')).toMatchObject({ ok: true })
    expect(await send()).toMatchObject({ sent: 1 })
    expect(await send()).toMatchObject({ sent: 0 })
    expect(smtp.received.map((one) => one.to)).toEqual(['Chef@client.fr'])
    expect((await deliveries()).map((one) => one.state).sort()).toEqual(['failed', 'sent'])
  })

  it('with no address before: to the one entered since', async () => {
    await office.owe(1)
    await office.tx((tx) => tx.updateTable('contact').set({ email: '' }).execute())
    await send()
    const [failed] = await deliveries()
    await office.tx((tx) => tx.updateTable('contact').set({ email: 'enfin@client.fr' }).execute())
    await resend(failed?.action_id ?? '')
    expect(await send()).toMatchObject({ sent: 1 })
    expect((await deliveries()).map((one) => [one.recipient, one.state]).sort()).toEqual([
      ['', 'cancelled'],
      ['enfin@client.fr', 'sent'],
    ])
  })

  it('begins a new series of tries', async () => {
    const { actionId, deliveryId } = await sendWith(at('dot', { reply: '550 no' }))
    office.setClock(new Date('2026-11-26T09:00:00Z'))
    await resend(actionId)
    smtp.fault = at('RCPT', { reply: '450 later' })
    expect(await send()).toMatchObject({ retry: 1 })
    expect(await deliveries()).toMatchObject([
      { delivery_id: deliveryId, retry_at: new Date('2026-11-26T09:05:00Z'), tries: 1 },
    ])
  })
})
