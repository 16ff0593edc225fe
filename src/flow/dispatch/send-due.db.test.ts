import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { day } from '../../domain/day.ts'
import { type Fault, type FaultPoint, type FaultSmtp, startFaultSmtp } from '../../platform/testing/fault-smtp.ts'
import { type TestDatabase, testDatabase } from '../../platform/testing/test-database.ts'
import { type SendingRun, sendDue } from './send-due.ts'
import { MORNING, type Office, openOffice } from './testing/office.ts'

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

const send = (): Promise<SendingRun> => sendDue(office.services, office.tenantId)
const deliveries = () => office.tx((tx) => tx.selectFrom('delivery').selectAll().orderBy('delivery_id').execute())
const attempts = () =>
  office.tx((tx) => tx.selectFrom('attempt').select(['result', 'server_reply']).orderBy('attempt_id').execute())
const events = () =>
  office.tx((tx) =>
    tx.selectFrom('event').select(['kind', 'facts']).where('kind', 'like', 'delivery_%').orderBy('event_id').execute(),
  )
const at = (point: FaultPoint, fault: Fault) => (met: FaultPoint) => (met === point ? fault : null)
const later = (minutes: number) => office.setClock(new Date(MORNING.getTime() + minutes * 60_000))

/** I1: in the test mailbox, no Message-ID and no recipient twice. */
function nobodyWrittenTwice() {
  const ids = smtp.received.map((one) => one.messageId)
  expect(new Set(ids).size).toBe(ids.length)
  expect(new Set(smtp.received.map((one) => one.to)).size).toBe(smtp.received.length)
}

describe('one e-mail (reliability A3)', () => {
  it('leaves once: archived bytes are the bytes received (I14), with reply, attempt, event and day of contact', async () => {
    await office.owe(1)
    expect(await send()).toMatchObject({ sent: 1, failed: 0, uncertain: 0 })
    expect(await send()).toMatchObject({ sent: 0 })
    const [delivery] = await deliveries()
    expect(delivery).toMatchObject({ state: 'sent', server_reply: '250 2.0.0 queued', tries: 1, done_on: '2026-11-24' })
    const messages = await office.tx((tx) => tx.selectFrom('message').selectAll().execute())
    const received = smtp.received[0]
    expect(smtp.received).toHaveLength(1)
    expect([messages.length, messages[0]?.content_sha256]).toEqual([1, received?.sha256])
    const archived = await office.services.documents.get(messages[0]?.content_sha256 ?? '')
    expect(archived.toString('latin1')).toBe(received?.raw)
    expect(received?.messageId).toBe(delivery?.mail_message_id)
    expect(received?.raw).toContain('Auto-Submitted: auto-generated')
    expect(await attempts()).toEqual([{ result: 'sent', server_reply: '250 2.0.0 queued' }])
    expect((await events()).map((event) => event.kind)).toEqual(['delivery_sent'])
  })

  it('is claimed before the connection: the row says `sending` when the server has the body', async () => {
    await office.owe(1)
    let seen: string | undefined
    smtp.onDot = async () => {
      seen = (await deliveries())[0]?.state
    }
    await send()
    expect(seen).toBe('sending')
  })

  it('follows the previous reminder of the case: In-Reply-To, References, and « Re: » only on the same subject', async () => {
    await office.owe(1)
    await send()
    office.setClock(new Date('2026-12-10T09:00:00Z'))
    await office.tx((tx) =>
      tx
        .updateTable('payments_known')
        .set({ until_day: day('2026-12-10') })
        .execute(),
    )
    await office.plan(day('2026-12-10'))
    expect(await send()).toMatchObject({ sent: 1 })
    const [first, second] = smtp.received
    expect(second?.raw).toContain(`In-Reply-To: ${first?.messageId}`)
    expect(second?.raw).toContain(`References: ${first?.messageId}`)
    expect(second?.raw).toContain('Subject: =?UTF-8?Q?Re=3A_Facture')
  })
})

describe('where it stops decides (table A3)', () => {
  it.each([
    ['connect', { reply: '421 busy' }, 'retry', 'server_unavailable'],
    ['connect', 'drop', 'retry', 'server_unavailable'],
    ['EHLO', 'drop', 'retry', 'server_unavailable'],
    ['MAIL', { reply: '451 later' }, 'retry', 'sender_refused'],
    ['RCPT', { reply: '450 4.2.1 greylisted' }, 'retry', 'put_off_by_server'],
    ['RCPT', 'drop', 'retry', 'server_unavailable'],
    ['DATA', { reply: '451 later' }, 'retry', 'put_off_by_server'],
    ['dot', { reply: '452 4.3.1 full' }, 'retry', 'put_off_by_server'],
    ['RCPT', { reply: '550 5.1.1 unknown' }, 'failed', 'recipient_refused'],
    ['DATA', { reply: '554 no' }, 'failed', 'content_refused'],
    ['dot', { reply: '550 5.7.1 spam' }, 'failed', 'content_refused'],
    ['dot', { reply: '552 too big' }, 'failed', 'content_refused'],
    ['dot', 'drop', 'uncertain', 'no_answer_after_body'],
    ['dot', 'hang', 'uncertain', 'no_answer_after_body'],
    ['mid-body', 'drop', 'uncertain', 'no_answer_after_body'],
  ] as const)('%s %j: %s', async (point, fault, state, code) => {
    await office.owe(1)
    smtp.fault = at(point, fault)
    expect(await send()).toMatchObject({ [state]: 1, sent: 0 })
    const [delivery] = await deliveries()
    expect(delivery).toMatchObject({ state, failure_code: code, done_on: state === 'uncertain' ? '2026-11-24' : null })
    expect(await attempts()).toMatchObject([{ result: state }])
    expect(await events()).toMatchObject([{ kind: `delivery_${state}`, facts: { code } }])
    // The server is well again and an hour goes by: a known refusal leaves, a doubt never does.
    smtp.fault = null
    later(60)
    await send()
    expect((await deliveries())[0]?.state).toBe(state === 'retry' ? 'sent' : state)
    nobodyWrittenTwice()
  })

  it('put off: after 5 min, 30 min, 2 h, with the same Message-ID and the same bytes', async () => {
    await office.owe(1)
    smtp.fault = at('RCPT', { reply: '450 later' })
    await send()
    const first = (await deliveries())[0]
    for (const [minutes, tries] of [
      [4, 1],
      [6, 2],
      [30, 2],
      [37, 3],
      [150, 3],
    ] as const) {
      later(minutes)
      await send()
      expect([minutes, (await deliveries())[0]?.tries]).toEqual([minutes, tries])
    }
    smtp.fault = null
    later(160)
    await send()
    expect(smtp.received.map((one) => one.messageId)).toEqual([first?.mail_message_id])
    expect(await office.tx((tx) => tx.selectFrom('message').selectAll().execute())).toHaveLength(1)
    expect((await attempts()).map((one) => one.result)).toEqual(['retry', 'retry', 'retry', 'sent'])
  })

  it('gives up past 24 h and says so', async () => {
    await office.owe(1)
    smtp.fault = at('RCPT', { reply: '450 later' })
    await send()
    office.setClock(new Date('2026-11-25T09:30:00Z'))
    expect(await send()).toMatchObject({ failed: 1 })
    expect((await deliveries())[0]).toMatchObject({ state: 'failed', failure_code: 'gave_up' })
  })

  it('an address refused by the server is flagged, that one only (pitfalls 45 and 46)', async () => {
    const [refused] = await office.owe(3)
    smtp.fault = (point, { to }) =>
      point === 'RCPT' && to.includes(refused?.slice(4) ?? '') ? { reply: '550 5.1.1 unknown' } : null
    expect(await send()).toMatchObject({ sent: 2, failed: 1 })
    const flagged = await office.tx((tx) =>
      tx.selectFrom('contact').select('debtor_id').where('email_refused_on', 'is not', null).execute(),
    )
    expect(flagged).toEqual([{ debtor_id: refused }])
  })

  it('a refusal by the rules of the server (5.7.x) does not condemn the address', async () => {
    await office.owe(1)
    smtp.fault = at('RCPT', { reply: '550 5.7.1 relaying denied' })
    expect(await send()).toMatchObject({ failed: 1 })
    const flagged = await office.tx((tx) =>
      tx.selectFrom('contact').select('debtor_id').where('email_refused_on', 'is not', null).execute(),
    )
    expect(flagged).toEqual([])
  })
})
