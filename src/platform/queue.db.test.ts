import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { createLog } from './log.ts'
import { installQueue, type Job, openQueue, type Queue } from './queue.ts'
import { type TestDatabase, testDatabase } from './testing/test-database.ts'

let base: TestDatabase
const open: Queue[] = []
const lines: string[] = []
const log = createLog('info', { write: (line) => lines.push(line) })

beforeAll(async () => {
  base = await testDatabase()
  await installQueue(base.address)
})
afterEach(async () => {
  await Promise.all(open.splice(0).map((queue) => queue.stop()))
})
afterAll(() => base.close())

async function start(jobs: readonly Job[], works = true): Promise<Queue> {
  const queue = await openQueue(base.address, jobs, { works, log })
  open.push(queue)
  return queue
}

describe('the queue wakes jobs', () => {
  it('runs a woken job within a second, also when another process wakes it', async () => {
    let runs = 0
    const job = { name: 'send-due', cron: null, run: async () => void runs++ }
    await start([job])
    const waker = await start([job], false)
    const before = performance.now()
    await waker.wake('send-due')
    await expect.poll(() => runs).toBe(1)
    expect(performance.now() - before).toBeLessThan(1_000)
  })

  it('makes one of many wakes that come before the job starts', async () => {
    let runs = 0
    const job = { name: 'compose-due', cron: null, run: async () => void runs++ }
    const waker = await start([job], false)
    await Promise.all(Array.from({ length: 20 }, () => waker.wake('compose-due')))
    await start([job])
    await expect.poll(() => runs).toBe(1)
    await new Promise((done) => setTimeout(done, 300))
    expect(runs).toBe(1)
  })

  it('wakes with the transaction: a rollback wakes nobody', async () => {
    let runs = 0
    const queue = await start([{ name: 'plan-day', cron: null, run: async () => void runs++ }])
    const rolledBack = base.db.transaction().execute(async (tx) => {
      await queue.wake('plan-day', tx)
      throw new Error('no')
    })
    await expect(rolledBack).rejects.toThrow('no')
    await base.db.transaction().execute((tx) => queue.wake('plan-day', tx))
    await expect.poll(() => runs).toBe(1)
  })

  it('wakes a job of the clock once at start: what was missed while off is done', async () => {
    let runs = 0
    await start([{ name: 'daily-run', cron: '0 8 * * *', run: async () => void runs++ }])
    await expect.poll(() => runs).toBe(1)
  })

  it('goes on after a job that fails, and logs it without its words', async () => {
    let runs = 0
    const run = async () => {
      if (runs++ === 0) throw new Error('marie@exemple.fr refused')
    }
    const queue = await start([{ name: 'fragile', cron: null, run }])
    await queue.wake('fragile')
    await expect.poll(() => runs).toBe(1)
    await queue.wake('fragile')
    await expect.poll(() => runs).toBe(2)
    expect(lines.filter((line) => line.includes('job failed'))).toHaveLength(1)
    expect(lines.join()).not.toContain('marie')
  })

  it('works as the application’s role, which does not own its tables', async () => {
    const { rows } = await sql<{ owned: number }>`
      select count(*) as owned from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname = 'pgboss' and c.relowner = 'amiable_app'::regrole`.execute(base.owner)
    expect(rows).toEqual([{ owned: 0 }])
  })
})
