import pg from 'pg'
import { fromKysely, PgBoss } from 'pg-boss'
import type { DatabaseAddress } from './database-address.ts'
import { APP_ROLE, asAppRole, clientConfig, type Tx } from './db.ts'
import type { Log } from './log.ts'

/**
 * Something to be done again and again. `run` drains what waits in our own tables and may be called at any time, twice at once
 * included: the queue only wakes it (pg-boss neither catches up a missed hour nor stops a job that takes too long).
 */
export type Job = {
  readonly name: string
  /** When it is woken, in Paris time (five cron fields), or null: only by `wake`. */
  readonly cron: string | null
  readonly run: () => Promise<void>
}

export type Queue = {
  /** Wakes a job within a moment; inside a transaction, when it commits. Many wakes before it starts are one. */
  readonly wake: (name: string, tx?: Tx) => Promise<void>
  /** Waits at most 8 s for the jobs that run. */
  readonly stop: () => Promise<void>
}

export type QueueOptions = {
  /** `false`: this process wakes jobs and another one runs them. */
  readonly works?: boolean
  readonly log: Log
}

const SCHEMA = 'pgboss'
const ZONE = 'Europe/Paris'
const STOP_LIMIT_MS = 8_000
const LONGEST_JOB_SECONDS = 23 * 3600
const KEPT_SECONDS = 24 * 3600

/** Makes or updates the queue's own schema, as the owner of the database, and lets the application use it. */
export async function installQueue(owner: DatabaseAddress): Promise<void> {
  const boss = new PgBoss({ ...bossConfig(owner), max: 2, supervise: false, schedule: false })
  boss.on('error', () => {})
  await boss.start()
  await boss.stop({ graceful: false })
  const client = new pg.Client(clientConfig(owner))
  await client.connect()
  try {
    await client.query(GRANTS)
  } finally {
    await client.end()
  }
}

const GRANTS = `
  grant usage on schema ${SCHEMA} to ${APP_ROLE};
  grant select, insert, update, delete on all tables in schema ${SCHEMA} to ${APP_ROLE};
  grant usage on all sequences in schema ${SCHEMA} to ${APP_ROLE};
  grant execute on all functions in schema ${SCHEMA} to ${APP_ROLE}`

/** Opens the queue as the application. Jobs that run by the clock are also woken once now: what was missed while off is done. */
export async function openQueue(address: DatabaseAddress, jobs: readonly Job[], options: QueueOptions): Promise<Queue> {
  const { works = true, log } = options
  const boss = new PgBoss({
    ...bossConfig(asAppRole(address)),
    max: 4,
    migrate: false,
    createSchema: false,
    reindex: false,
    supervise: works,
    schedule: works,
    useListenNotify: works,
  })
  boss.on('error', (error) => log.warn({ err: error }, 'queue'))
  await boss.start()
  for (const job of jobs) await declare(boss, job, works, log)
  return {
    wake: async (name, tx) => {
      await boss.send(name, {}, tx ? { db: fromKysely(tx) } : {})
    },
    stop: () => boss.stop({ graceful: true, timeout: STOP_LIMIT_MS }),
  }
}

async function declare(boss: PgBoss, job: Job, works: boolean, log: Log): Promise<void> {
  await boss.createQueue(job.name, {
    // One waits at most; a job left "running" by a killed process blocks nothing.
    policy: 'short',
    retryLimit: 0,
    expireInSeconds: LONGEST_JOB_SECONDS,
    deleteAfterSeconds: KEPT_SECONDS,
    notify: true,
  })
  if (!works) return
  await boss.work(job.name, { batchSize: 1 }, () => runJob(job, log))
  if (job.cron === null) return
  await boss.schedule(job.name, job.cron, {}, { tz: ZONE })
  await boss.send(job.name, {})
}

async function runJob(job: Job, log: Log): Promise<void> {
  try {
    await job.run()
  } catch (error) {
    // Not retried here: what was not done still waits in its table and is found at the next wake.
    log.error({ err: error, job: job.name }, 'job failed')
  }
}

function bossConfig(address: DatabaseAddress & { options?: string }) {
  return { ...address, schema: SCHEMA, application_name: 'amiable-queue', warningSlowQuerySeconds: 30 }
}
