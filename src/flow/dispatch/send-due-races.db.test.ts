import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as wait } from 'node:timers/promises'
import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Db, openDb } from '../../platform/db.ts'
import { type FaultSmtp, startFaultSmtp } from '../../platform/testing/fault-smtp.ts'
import { type TestDatabase, testDatabase } from '../../platform/testing/test-database.ts'
import { sendDue } from './send-due.ts'
import { MORNING, type Office, openOffice } from './testing/office.ts'

let base: TestDatabase
let second: Db
let smtp: FaultSmtp
let office: Office
const children: ChildProcess[] = []
beforeAll(async () => {
  base = await testDatabase()
  second = await openDb(base.address, { max: 4 })
})
afterAll(async () => {
  await second.destroy()
  await base.close()
})
beforeEach(async () => {
  smtp = await startFaultSmtp()
  office = await openOffice(base.db, { smtpUrl: smtp.url })
})
afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL')
  office.close()
  await smtp.close()
})

const send = () => sendDue(office.services, office.tenantId)
const byState = async () => {
  const rows = await office.tx((tx) => tx.selectFrom('delivery').select('state').execute())
  return Object.fromEntries(
    Map.groupBy(rows, (row) => row.state)
      .entries()
      .map(([state, list]) => [state, list.length]),
  )
}
/** I1: no Message-ID and no recipient twice in the test mailbox. */
function nobodyWrittenTwice() {
  expect(new Set(smtp.received.map((one) => one.messageId)).size).toBe(smtp.received.length)
  expect(new Set(smtp.received.map((one) => one.to)).size).toBe(smtp.received.length)
}

function startSender(): ChildProcess {
  const facts = { address: base.address, tenantId: office.tenantId, smtpUrl: smtp.url, folder: office.folder }
  const child = spawn(process.execPath, [`${import.meta.dirname}/testing/sender-worker.ts`, JSON.stringify(facts)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  children.push(child)
  return child
}

describe('several senders', () => {
  it('T-02: two senders and an editor on one row, many rounds: one mail each', async () => {
    for (let round = 0; round < 25; round++) {
      const [debtor = ''] = await office.owe(1)
      const edit = () =>
        office.tx((tx) =>
          tx
            .updateTable('debtor')
            .set({ city: `Nantes ${round}` })
            .where('debtor_id', '=', debtor)
            .execute(),
        )
      await Promise.all([send(), edit(), sendDue({ ...office.services, db: second }, office.tenantId)])
      await send()
      expect(smtp.received).toHaveLength(round + 1)
    }
    nobodyWrittenTwice()
  })

  it('T-08: two processes on one PostgreSQL share the work, each message once', async () => {
    await office.owe(300)
    const child = startSender()
    const ended = once(child, 'exit')
    await once(child.stdout ?? child, 'data')
    await send()
    await ended
    await send()
    expect([smtp.received.length, await byState()]).toEqual([300, { sent: 300 }])
    nobodyWrittenTwice()
  })
})

describe('a sender that dies', () => {
  it('T-06: killed in `sending`, after the final dot: in doubt, shown, never sent again by a timer', async () => {
    await office.owe(1)
    const child = startSender()
    const taken = new Promise<void>((resolve) => {
      smtp.onDot = async () => {
        resolve()
        await wait(60)
      }
    })
    smtp.fault = (point) => (point === 'dot' ? 'hang' : null)
    await taken
    child.kill('SIGKILL')
    await once(child, 'exit')
    await untilAlone()
    smtp.fault = null
    expect(await send()).toMatchObject({ interrupted: 1, sent: 0 })
    expect(await byState()).toEqual({ uncertain: 1 })
    office.setClock(new Date(MORNING.getTime() + 3 * 24 * 3_600_000))
    expect(await send()).toMatchObject({ interrupted: 0, sent: 0 })
    // The server takes its message 60 ms after the dot, which may be after all of this.
    await expect.poll(() => smtp.received.length).toBe(1)
  })

  it('a sender that lives is not taken for dead by another that starts', async () => {
    await office.owe(1)
    let other: Promise<unknown> = Promise.resolve()
    smtp.onDot = async () => {
      other = sendDue({ ...office.services, db: second }, office.tenantId)
      await wait(150)
    }
    expect(await send()).toMatchObject({ sent: 1 })
    expect(await other).toMatchObject({ interrupted: 0, sent: 0 })
    expect(await byState()).toEqual({ sent: 1 })
  })

  it('T-07: killed at random instants, then started again: everyone 0 or 1, none lost, doubts shown', async () => {
    await office.owe(120)
    for (const more of [0, 3, 7, 1, 12, 5]) {
      const child = startSender()
      const ended = once(child, 'exit')
      await once(child.stdout ?? child, 'data')
      const before = smtp.received.length
      while (smtp.received.length < before + more && child.exitCode === null) await wait(1)
      child.kill('SIGKILL')
      await ended
    }
    await untilAlone()
    // The last commit of a killed process may land after its lock is gone: the run after takes what it had reserved.
    const settled = async () => {
      await send()
      const { sent = 0, uncertain = 0 } = await byState()
      return sent + uncertain
    }
    await expect.poll(settled, { timeout: 10_000 }).toBe(120)
    const states = await byState()
    expect(smtp.received.length).toBeGreaterThanOrEqual(states.sent ?? 0)
    expect(smtp.received.length).toBeLessThanOrEqual(120)
    nobodyWrittenTwice()
  }, 60_000)

  it('T-01: the result cannot be written after the 250: one mail, in doubt', async () => {
    await office.owe(1)
    await sql`create function refuse_sent() returns trigger language plpgsql as $$ begin raise exception 'no'; end $$`.execute(
      base.owner,
    )
    await sql`create trigger refuse_sent before update on delivery for each row when (new.state = 'sent') execute function refuse_sent()`.execute(
      base.owner,
    )
    await expect(send()).rejects.toThrow('no')
    await sql`drop trigger refuse_sent on delivery`.execute(base.owner)
    expect(await byState()).toEqual({ sending: 1 })
    expect(await send()).toMatchObject({ interrupted: 1, sent: 0 })
    expect([await byState(), smtp.received.length]).toEqual([{ uncertain: 1 }, 1])
  }, 30_000)
})

describe('the mail server goes down during a run', () => {
  it('nothing is marked sent that was not, nothing is lost, nothing leaves twice when it is back', async () => {
    await office.owe(100)
    smtp.onDot = async () => {
      if (smtp.received.length === 29) setTimeout(() => void smtp.close(), 0)
    }
    const run = await send()
    smtp.onDot = null
    const down = await byState()
    expect(run.sent).toBe(down.sent)
    expect(smtp.received.length).toBe((down.sent ?? 0) + (down.uncertain ?? 0))
    // The other messages were not even claimed: they wait, whole.
    expect((down.sent ?? 0) + (down.uncertain ?? 0) + (down.retry ?? 0)).toBeLessThan(100)
    expect(await send()).toMatchObject({ sent: 0, retry: 0 })
    await smtp.reopen()
    office.setClock(new Date(MORNING.getTime() + 10 * 60_000))
    await send()
    const back = await byState()
    expect([back.retry, (back.sent ?? 0) + (back.uncertain ?? 0)]).toEqual([undefined, 100])
    nobodyWrittenTwice()
  })
})

/** PostgreSQL notices within moments that a killed process is gone, and drops its locks. */
async function untilAlone(): Promise<void> {
  for (let tries = 0; tries < 100; tries++) {
    const held = await sql<{
      n: number
    }>`select count(*) as n from pg_locks where locktype = 'advisory' and database = (select oid from pg_database where datname = current_database())`.execute(
      base.owner,
    )
    if (held.rows[0]?.n === 0) return
    await wait(50)
  }
  throw new Error('The lock of the killed sender is still held')
}
