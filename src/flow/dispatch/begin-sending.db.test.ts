import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { inTenant } from '../../platform/db.ts'
import { type FaultSmtp, startFaultSmtp } from '../../platform/testing/fault-smtp.ts'
import { type TestDatabase, testDatabase } from '../../platform/testing/test-database.ts'
import { askResend } from './ask-resend.ts'
import { beginSending } from './begin-sending.ts'
import { type ClaimedEmail, claimEmails } from './claim-emails.ts'
import { releaseClaims } from './release-claims.ts'
import { sendDue } from './send-due.ts'
import { MORNING, type Office, openOffice, TODAY } from './testing/office.ts'

let base: TestDatabase
let smtp: FaultSmtp
let office: Office
beforeAll(async () => {
  base = await testDatabase()
  smtp = await startFaultSmtp()
})
afterAll(async () => {
  await smtp.close()
  await base.close()
})
beforeEach(async () => {
  smtp.received.length = 0
  smtp.fault = null
  smtp.onDot = null
  office = await openOffice(base.db, { smtpUrl: smtp.url })
})
afterEach(() => office.close())

const send = () => sendDue(office.services, office.tenantId)
/** The day that a case woken by a fact is to be looked at: the first of all. */
const AWAKE = '1970-01-01'
const IN_TEN_MINUTES = new Date(MORNING.getTime() + 10 * 60_000)
const claim = async (now = MORNING): Promise<readonly ClaimedEmail[]> => {
  const filter = { now, after: '', limit: 10, without: [] }
  return (await office.tx((tx) => claimEmails(tx, office.services, office.tenantId, filter))).claimed
}
const begin = (claims: readonly ClaimedEmail[], now = MORNING) =>
  inTenant(base.db, office.tenantId, (tx) => beginSending(tx, office.services, office.tenantId, claims, now))
const putBack = (claims: readonly ClaimedEmail[]) =>
  office.tx((tx) =>
    releaseClaims(
      tx,
      office.tenantId,
      claims.map((one) => one.deliveryId),
      MORNING,
    ),
  )
const deliveries = () =>
  office.tx((tx) =>
    tx.selectFrom('delivery').select(['state', 'tries', 'done_on', 'mail_message_id']).orderBy('delivery_id').execute(),
  )
const count = async (table: 'message' | 'attempt') =>
  (await office.tx((tx) => tx.selectFrom(table).select('tenant_id').execute())).length
const changeDebtor = (city: string) => office.tx((tx) => tx.updateTable('debtor').set({ city }).execute())

describe('a claim, then its beginning (reliability A3, steps 3 and 4)', () => {
  it('claimed: `reserved` with its Message-ID, no attempt; begun: `sending`, one attempt', async () => {
    await office.owe(1)
    const claims = await claim()
    expect(await deliveries()).toMatchObject([{ state: 'reserved', tries: 0, done_on: TODAY }])
    expect([claims[0]?.mailMessageId, await count('attempt')]).toEqual([(await deliveries())[0]?.mail_message_id, 0])
    expect(await begin(claims)).toMatchObject({ begun: [{ tries: 1 }], held: [], switchedOff: false })
    expect(await deliveries()).toMatchObject([{ state: 'sending', tries: 1 }])
    expect(await count('attempt')).toBe(1)
  })

  it('wakes its case once, when the message has left: neither the claim nor its beginning changes what is decided', async () => {
    await office.owe(1)
    const looks = () => office.tx((tx) => tx.selectFrom('collection_case').select('look_on').execute())
    const planned = await looks()
    const claims = await claim()
    await begin(claims)
    expect(planned[0]?.look_on).not.toBe(AWAKE)
    expect(await looks()).toEqual(planned)
    await office.owe(1)
    await send()
    expect((await looks()).map((one) => one.look_on)).toContain(AWAKE)
  })

  it('begins once: asked again, it does not', async () => {
    await office.owe(1)
    const claims = await claim()
    expect((await begin(claims)).begun).toHaveLength(1)
    expect((await begin(claims)).begun).toEqual([])
    expect(await count('attempt')).toBe(1)
  })

  it('I3: paid between the claim and the connection: it does not begin', async () => {
    const [paid = '', other = ''] = await office.owe(2)
    const claims = await claim()
    await office.pay(paid, 12_000)
    expect(await begin(claims)).toMatchObject({ begun: [{ due: { debtorId: other } }], held: ['nothing_owed'] })
  })

  it('I3: paid in part meanwhile, also when the plan has looked at the case since: it does not begin', async () => {
    const [debtor = ''] = await office.owe(1)
    const claims = await claim()
    await office.pay(debtor, 5_000)
    await office.plan(TODAY)
    expect(await begin(claims)).toMatchObject({ begun: [], held: ['amounts_changed'] })
  })

  it('paid meanwhile in a case already woken before the claim: it does not begin', async () => {
    const [debtor = ''] = await office.owe(1)
    await changeDebtor('Rezé')
    const claims = await claim()
    await office.pay(debtor, 12_000)
    expect(await begin(claims)).toMatchObject({ begun: [], held: ['nothing_owed'] })
  })

  it('touched by something that changes nothing owed: it begins', async () => {
    await office.owe(1)
    const claims = await claim()
    await changeDebtor('Rezé')
    expect((await begin(claims)).begun).toHaveLength(1)
  })

  it.each([
    ['29 s', 29, 1],
    ['8 h 30, past the hours of contact', 8.5 * 3600, 0],
  ])('claimed %s before: judged again past 30 s', async (_, seconds, begun) => {
    await office.owe(1)
    const claims = await claim()
    expect((await begin(claims, new Date(MORNING.getTime() + seconds * 1000))).begun).toHaveLength(begun)
  })

  it('I13: switched off between the claim and the connection: nothing begins, all is where it was', async () => {
    await office.owe(3)
    const claims = await claim()
    await office.switchTo('off')
    expect(await begin(claims)).toEqual({ begun: [], held: [], switchedOff: true })
    await putBack(claims)
    expect([await deliveries(), await count('message')]).toEqual([[], 0])
    await office.switchTo('on')
    expect(await send()).toMatchObject({ sent: 3 })
  })

  it('I14: made again by another sender with other words, a claim is no longer the first one’s', async () => {
    await office.owe(1)
    smtp.fault = (point) => (point === 'RCPT' ? { reply: '450 later' } : null)
    await send()
    const mine = await claim(IN_TEN_MINUTES)
    await putBack(mine)
    await office.tx((tx) => tx.updateTable('debtor').set({ name: 'Client renommé' }).execute())
    const others = await claim(IN_TEN_MINUTES)
    expect(others[0]?.deliveryId).toBe(mine[0]?.deliveryId)
    expect((await begin(mine, IN_TEN_MINUTES)).begun).toEqual([])
    expect((await begin(others, IN_TEN_MINUTES)).begun).toHaveLength(1)
  })
})

describe('claims put back', () => {
  it('one tried before waits again, due at once, with the same Message-ID', async () => {
    await office.owe(1)
    smtp.fault = (point) => (point === 'RCPT' ? { reply: '450 later' } : null)
    await send()
    const [before] = await deliveries()
    office.setClock(IN_TEN_MINUTES)
    await putBack(await claim(IN_TEN_MINUTES))
    expect(await deliveries()).toEqual([{ ...before, state: 'retry', tries: 1, done_on: null }])
    smtp.fault = null
    expect(await send()).toMatchObject({ sent: 1 })
    expect(smtp.received.map((one) => one.messageId)).toEqual([before?.mail_message_id])
  })

  it('one that a person asked for, to another address than the one that failed, still leaves', async () => {
    await office.owe(1)
    smtp.fault = (point) => (point === 'RCPT' ? { reply: '550 5.1.1 unknown' } : null)
    await send()
    smtp.fault = null
    await office.tx((tx) =>
      tx.updateTable('contact').set({ email: 'autre@client.fr', email_refused_on: null }).execute(),
    )
    const [act] = await office.tx((tx) => tx.selectFrom('action').select('action_id').execute())
    await office.tx((tx) => askResend(tx, office.tenantId, 'usr_test', act?.action_id ?? '', 'autre@client.fr'))
    await putBack(await claim())
    expect(await send()).toMatchObject({ sent: 1 })
    expect(smtp.received.map((one) => one.to)).toEqual(['autre@client.fr'])
  })

  it('a claim that has begun is not put back: it may have left', async () => {
    await office.owe(1)
    const { begun } = await begin(await claim())
    await putBack(begun)
    expect(await deliveries()).toMatchObject([{ state: 'sending' }])
  })

  it('kill -9 with claims reserved: only what was being sent is in doubt, the others leave once', async () => {
    await office.owe(60)
    const facts = { address: base.address, tenantId: office.tenantId, smtpUrl: smtp.url, folder: office.folder }
    smtp.fault = (point) => (point === 'dot' ? 'hang' : null)
    const child: ChildProcess = spawn(
      process.execPath,
      [`${import.meta.dirname}/testing/sender-worker.ts`, JSON.stringify(facts)],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    )
    const states = async () => (await deliveries()).map((one) => one.state)
    while ((await states()).filter((state) => state === 'sending').length < 8) await wait(10)
    child.kill('SIGKILL')
    await once(child, 'exit')
    const reserved = (await states()).filter((state) => state === 'reserved').length
    expect(reserved).toBeGreaterThanOrEqual(40)
    smtp.fault = null
    smtp.received.length = 0
    // PostgreSQL drops the lock of the dead within moments.
    let run = await send()
    while (run.interrupted === 0) {
      await wait(50)
      run = await send()
    }
    await send()
    const ended = await states()
    expect([ended.length, ended.filter((state) => state === 'uncertain').length]).toEqual([60, 8])
    expect(ended.filter((state) => state === 'sent')).toHaveLength(52)
    expect(new Set(smtp.received.map((one) => one.to)).size).toBe(52)
    expect(smtp.received).toHaveLength(52)
  }, 30_000)
})
