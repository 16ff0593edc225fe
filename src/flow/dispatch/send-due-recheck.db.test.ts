import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { refuse } from '../../domain/refusal.ts'
import { type FaultSmtp, startFaultSmtp } from '../../platform/testing/fault-smtp.ts'
import { type TestDatabase, testDatabase } from '../../platform/testing/test-database.ts'
import { type SendingRun, sendDue } from './send-due.ts'
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

const send = (): Promise<SendingRun> => sendDue(office.services, office.tenantId)
const states = async () =>
  (await office.tx((tx) => tx.selectFrom('delivery').select(['state', 'failure_code']).execute())) ?? []

/** Nothing left, nothing claimed: the act is where it was. */
async function expectHeld(code: string) {
  expect(await send()).toMatchObject({ sent: 0, failed: 0, held: { [code]: 1 } })
  expect(smtp.received).toEqual([])
  expect(await states()).toEqual([])
}

describe('asked again at the last moment, in the transaction that claims (S3-16, pitfall 22)', () => {
  it('paid between the plan and the sending: nothing leaves (I3)', async () => {
    const [debtor = ''] = await office.owe(1)
    await office.pay(debtor, 12_000)
    await expectHeld('nothing_owed')
  })

  it('paid in part: the amount approved is no longer the right one, nothing leaves', async () => {
    const [debtor = ''] = await office.owe(1)
    await office.pay(debtor, 5_000)
    await expectHeld('amounts_changed')
  })

  it.each(['dispute', 'promise', 'pause', 'insolvency'] as const)(
    '%s opened meanwhile: nothing leaves (I3)',
    async (kind) => {
      const [debtor = ''] = await office.owe(1)
      await office.tx((tx) =>
        tx
          .insertInto('hold')
          .values({
            tenant_id: office.tenantId,
            hold_id: `hld_${kind}0000`,
            debtor_id: debtor,
            kind,
            from_day: TODAY,
            created_by: 'usr_test',
          })
          .execute(),
      )
      await expectHeld(`hold_${kind}`)
    },
  )

  it('written to by hand today: the minimum gap counts every contact (T-09, I4)', async () => {
    const [debtor = ''] = await office.owe(1)
    const made = {
      tenant_id: office.tenantId,
      contact_made_id: 'ctm_0001',
      debtor_id: debtor,
      channel: 'email',
      recorded_by: 'usr_test',
    }
    await office.tx((tx) =>
      tx
        .insertInto('outside_contact')
        .values({ ...made, on_day: TODAY })
        .execute(),
    )
    await expectHeld('minimum_gap')
  })

  it.each([
    ['7 h 59 in Paris', '2026-11-25T06:59:00Z', 'outside_hours'],
    ['18 h in Paris', '2026-11-24T17:00:00Z', 'outside_hours'],
    ['a Saturday', '2026-11-28T10:00:00Z', 'not_a_business_day'],
    ['Christmas', '2026-12-25T10:00:00Z', 'not_a_business_day'],
  ])('%s: nothing leaves (I12)', async (_, at, code) => {
    await office.owe(1)
    await office.tx((tx) =>
      tx
        .updateTable('payments_known')
        .set({ until_day: TODAY.replace('11-24', '12-25') as typeof TODAY })
        .execute(),
    )
    office.setClock(new Date(at))
    await expectHeld(code)
  })

  it('8 h in Paris: it leaves', async () => {
    await office.owe(1)
    office.setClock(new Date('2026-11-25T07:00:00Z'))
    expect(await send()).toMatchObject({ sent: 1, held: {} })
  })

  it('not before the delay during which it can be taken back is over', async () => {
    await office.owe(1)
    await office.tx((tx) =>
      tx
        .updateTable('action')
        .set({ leaves_at: new Date(MORNING.getTime() + 1) })
        .execute(),
    )
    expect(await send()).toMatchObject({ sent: 0, held: {} })
  })

  it('withdrawn during the delay that allows it: nothing leaves', async () => {
    await office.owe(1)
    await office.tx((tx) => tx.updateTable('action').set({ state: 'cancelled' }).execute())
    expect(await send()).toMatchObject({ sent: 0, held: {} })
  })

  it('no mail account: nothing is claimed, and the reason is counted', async () => {
    await office.owe(1)
    const without = { ...office.services, smtpUrl: async () => null }
    expect(await sendDue(without, office.tenantId)).toMatchObject({ sent: 0, held: { no_mail_account: 1 } })
    expect(await states()).toEqual([])
  })
})

describe('« Tout arrêter » (I13)', () => {
  it('off: nothing is claimed', async () => {
    await office.owe(2)
    await office.switchTo('off')
    expect(await send()).toMatchObject({ sent: 0, switchedOff: true })
    expect(await states()).toEqual([])
  })

  it('switched off in the middle of a run: what is on its way ends, nothing more begins', async () => {
    await office.owe(60)
    smtp.onDot = async () => {
      if (smtp.received.length === 10) await office.switchTo('off')
    }
    const run = await send()
    expect(run.switchedOff).toBe(true)
    // 11 received when it was switched off, and at most what the other lanes had begun.
    expect(run.sent).toBeLessThanOrEqual(11 + 8)
    expect(smtp.received).toHaveLength(run.sent)
    expect((await states()).every((one) => one.state === 'sent')).toBe(true)
  })

  it('a process that must stop begins nothing more, and leaves nothing in doubt', async () => {
    await office.owe(60)
    const stop = new AbortController()
    smtp.onDot = async () => {
      if (smtp.received.length === 10) stop.abort()
    }
    const run = await sendDue(office.services, office.tenantId, { signal: stop.signal })
    expect(run.sent).toBeLessThanOrEqual(11 + 8)
    expect([run.uncertain, smtp.received.length]).toEqual([0, run.sent])
    expect(await send()).toMatchObject({ sent: 60 - run.sent, interrupted: 0 })
  })
})

describe('one bad record never stops the run (pitfall 51)', () => {
  it('a text that cannot be written, another that throws: both fail aloud, the others leave', async () => {
    await office.owe(12)
    const acts = await office.tx((tx) => tx.selectFrom('action').select('action_id').orderBy('action_id').execute())
    const [refused, thrown] = [acts[2]?.action_id, acts[5]?.action_id]
    const { compose } = office.services
    const services = {
      ...office.services,
      compose: (async (tx, tenantId, actionIds, today) => {
        const write = await compose(tx, tenantId, actionIds, today)
        return (actionId) => {
          if (actionId === thrown) throw new TypeError('template')
          return actionId === refused ? Promise.resolve(refuse('address_incomplete')) : write(actionId)
        }
      }) as typeof compose,
    }
    expect(await sendDue(services, office.tenantId)).toMatchObject({ sent: 10, failed: 2 })
    const failed = (await states()).filter((one) => one.state === 'failed').map((one) => one.failure_code)
    expect(failed.sort()).toEqual(['address_incomplete', 'cannot_be_prepared'])
    expect(await sendDue(services, office.tenantId)).toMatchObject({ sent: 0, failed: 0 })
  })

  it('a query that PostgreSQL refuses for one act does not stop the others', async () => {
    await office.owe(9)
    const bad = (
      await office.tx((tx) => tx.selectFrom('collection_case').select('case_id').orderBy('case_id').execute())
    )[4]?.case_id
    const { gather } = office.services
    const services = {
      ...office.services,
      gather: (async (tx, tenantId, caseIds, today) => {
        if (caseIds.includes(bad ?? ''))
          await tx
            .selectFrom('action')
            .select('no_such_column' as 'reason')
            .execute()
        return gather(tx, tenantId, caseIds, today)
      }) as typeof gather,
    }
    expect(await sendDue(services, office.tenantId)).toMatchObject({ sent: 8, failed: 1 })
  })

  it.each([
    ['a@client.fr\r\nBcc: b@client.fr', 'email_control_character'],
    ['a@client.fr, b@client.fr', 'email_several'],
    ['', 'email_invalid'],
  ])('address %j: nothing leaves, a person is asked (A7-58, A7-59, pitfall 47)', async (email, code) => {
    await office.owe(1)
    await office.tx((tx) => tx.updateTable('contact').set({ email }).execute())
    expect(await send()).toMatchObject({ sent: 0, failed: 1 })
    expect(await states()).toEqual([{ state: 'failed', failure_code: code }])
    expect(smtp.received).toEqual([])
  })
})
