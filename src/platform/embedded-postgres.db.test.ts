import { spawn } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { DatabaseAddress } from './database-address.ts'
import { type EmbeddedPostgres, findEmbeddedPostgres, startEmbeddedPostgres } from './embedded-postgres.ts'
import { readPostmaster } from './postmaster.ts'
import { processStartMark } from './process-identity.ts'

const isRoot = process.getuid?.() === 0
let top: string
const running: EmbeddedPostgres[] = []

beforeEach(() => {
  top = mkdtempSync(join(tmpdir(), 'amiable pg '))
  // So that a server that runs as another user may pass through.
  chmodSync(top, 0o755)
})
afterEach(async () => {
  await Promise.all(running.splice(0).map((postgres) => postgres.stop()))
  rmSync(top, { recursive: true, force: true })
})

async function start(folder: string, options = {}): Promise<EmbeddedPostgres> {
  const postgres = await startEmbeddedPostgres(folder, { durable: false, ...options })
  running.push(postgres)
  return postgres
}

async function ask(address: DatabaseAddress, query: string): Promise<unknown[]> {
  const client = new pg.Client(address)
  await client.connect()
  try {
    return (await client.query(query)).rows
  } finally {
    await client.end()
  }
}

describe('the embedded PostgreSQL', () => {
  it('starts in any folder, spaces and accents included, and a second time within 2 s', async () => {
    const folder = join(top, 'Données d’Amiable "n° 1"')
    const first = await start(folder)
    await ask(first.address, 'create table kept as select 42 as answer')
    await first.stop()
    await first.exited
    const before = performance.now()
    const second = await start(folder)
    expect(performance.now() - before).toBeLessThan(2_000)
    expect(await ask(second.address, 'select * from kept')).toEqual([{ answer: 42 }])
  })

  it('keeps to itself: no TCP port, a socket folder closed to others, a log without the values of keys', async () => {
    const { address } = await start(top)
    const [settings] = await ask(
      address,
      "select current_setting('listen_addresses') as tcp, current_setting('log_error_verbosity') as words",
    )
    expect(settings).toEqual({ tcp: '', words: 'terse' })
    expect(statSync(join(top, 'socket')).mode & 0o077).toBe(0)
    await ask(address, 'create table person (email text unique)')
    await ask(address, "insert into person values ('marie@exemple.fr')")
    await expect(ask(address, "insert into person values ('marie@exemple.fr')")).rejects.toThrow('duplicate key')
    expect(readFileSync(join(top, 'postgres.log'), 'utf8')).not.toContain('marie')
  })

  it('syncs to the disk unless a test says otherwise, and sorts French with ICU', async () => {
    const { address } = await start(top, { durable: true })
    const shown =
      "current_setting('fsync') as fsync, current_setting('synchronous_commit') as wait, current_setting('full_page_writes') as pages"
    expect(await ask(address, `select ${shown}`)).toEqual([{ fsync: 'on', wait: 'on', pages: 'on' }])
    const sorted = `select string_agg(w, ' ' order by w collate "fr-x-icu") as words, lower('ÉTÉ') as low from unnest('{zoé,Émile,eve,été}'::text[]) w`
    expect(await ask(address, sorted)).toEqual([{ words: 'Émile été eve zoé', low: 'été' }])
  })

  it('uses a short private socket folder when the data path is too long for a socket', async () => {
    const folder = join(top, 'a-long-name-'.repeat(8), 'another-long-name-'.repeat(4))
    const { address } = await start(folder)
    const socketFolder = 'host' in address ? address.host : ''
    expect(Buffer.byteLength(socketFolder)).toBeLessThan(85)
    expect(statSync(socketFolder).mode & 0o077).toBe(0)
    expect(findEmbeddedPostgres(folder)).toEqual(address)
  })

  it('begins again after a creation that was cut half-way', async () => {
    mkdirSync(join(top, 'postgres.draft'))
    writeFileSync(join(top, 'postgres.draft', 'PG_VERSION'), '18')
    const { address } = await start(top)
    expect(await ask(address, 'select 1 as one')).toEqual([{ one: 1 }])
    expect(existsSync(join(top, 'postgres.draft'))).toBe(false)
  })

  it('refuses in French a folder made by another major version', async () => {
    mkdirSync(join(top, 'postgres'))
    writeFileSync(join(top, 'postgres', 'PG_VERSION'), '17\n')
    await expect(startEmbeddedPostgres(top)).rejects.toThrow(/vient de PostgreSQL 17.*sauvegarde/)
  })

  it('says in French what to do when it cannot run', async () => {
    const account = { command: ['/no/such/program'] }
    await expect(startEmbeddedPostgres(top, { account })).rejects.toThrow(/AMIABLE_DATA.*DATABASE_URL/)
  })

  it.runIf(isRoot)(
    'runs as nobody, with the folder given to it, where root may not make a user namespace',
    async () => {
      const account = { command: [], uid: 65534, gid: 65534 }
      const first = await start(join(top, 'given'), { account })
      expect(statSync(join(top, 'given', 'postgres')).uid).toBe(65534)
      await ask(first.address, 'create table kept as select 1 as one')
      await first.stop()
      // Later starts find the folder's owner by themselves.
      const second = await start(join(top, 'given'))
      expect(await ask(second.address, 'select * from kept')).toEqual([{ one: 1 }])
    },
  )
})

describe('when the server dies by itself', () => {
  it('is started again on the same socket within 5 s, and tells', async () => {
    const troubles: unknown[] = []
    const postgres = await start(top, { onTrouble: (error: unknown) => troubles.push(error) })
    const before = postgres.pid()
    process.kill(before, 'SIGKILL')
    await expect
      .poll(() => ask(postgres.address, 'select 1 as one').catch(() => null), { timeout: 5_000 })
      .toEqual([{ one: 1 }])
    expect(postgres.pid()).not.toBe(before)
    expect(troubles).toHaveLength(1)
  })
})

describe('after kill -9', () => {
  /** A process that starts the database, then writes rows one commit after another and says each number once acknowledged. */
  async function writer(folder: string) {
    const script = `
      import pg from 'pg'
      import { startEmbeddedPostgres } from ${JSON.stringify(join(import.meta.dirname, 'embedded-postgres.ts'))}
      const { address, pid } = await startEmbeddedPostgres(process.argv[1])
      const client = new pg.Client(address)
      await client.connect()
      await client.query('create table if not exists acknowledged (n int primary key)')
      console.log('postmaster ' + pid())
      const { rows } = await client.query('select coalesce(max(n), 0) as last from acknowledged')
      for (let n = rows[0].last + 1; ; n++) {
        await client.query('insert into acknowledged values ($1)', [n])
        console.log(n)
      }`
    const child = spawn(process.execPath, ['--input-type=module', '-e', script, folder], {
      stdio: ['ignore', 'pipe', 'inherit'],
      cwd: import.meta.dirname,
    })
    let output = ''
    child.stdout.on('data', (chunk) => (output += String(chunk)))
    const gone = new Promise<void>((done) => child.once('close', () => done()))
    await expect.poll(() => output.split('\n').length, { timeout: 15_000 }).toBeGreaterThan(50)
    const acknowledged = () =>
      Number(
        output
          .trimEnd()
          .split('\n')
          .filter((line) => /^\d+$/.test(line))
          .at(-1),
      )
    const postmaster = Number(/postmaster (\d+)/.exec(output)?.[1])
    const kill = async () => {
      child.kill('SIGKILL')
      await gone
    }
    return { postmaster, acknowledged, kill }
  }

  it('of Node: the orphan server is stopped, its folder started again, and no acknowledged commit is lost', async () => {
    for (let round = 1; round <= 3; round++) {
      const { postmaster, acknowledged, kill } = await writer(top)
      await kill()
      expect(processStartMark(postmaster)).not.toBeNull()
      const next = await start(top)
      expect(next.pid()).not.toBe(postmaster)
      expect(processStartMark(postmaster)).toBeNull()
      const [found] = (await ask(next.address, 'select max(n) as last, count(*)::int as many from acknowledged')) as {
        last: number
        many: number
      }[]
      expect(found?.last).toBeGreaterThanOrEqual(acknowledged())
      expect(found?.many).toBe(found?.last)
      await next.stop()
    }
  })

  it('of Node and of its PostgreSQL at once: the log repairs the folder and no acknowledged commit is lost', async () => {
    const { postmaster, acknowledged, kill } = await writer(top)
    process.kill(postmaster, 'SIGKILL')
    await kill()
    const next = await start(top)
    const [found] = (await ask(next.address, 'select max(n) as last from acknowledged')) as { last: number }[]
    expect(found?.last).toBeGreaterThanOrEqual(acknowledged())
  })

  it('starts although the pid in postmaster.pid now belongs to another program', async () => {
    const first = await start(top)
    await first.stop()
    writeFileSync(join(top, 'postgres', 'postmaster.pid'), `${process.pid}\n${join(top, 'postgres')}\n`)
    expect(readPostmaster(join(top, 'postgres'))).toBeNull()
    const { address } = await start(top)
    expect(await ask(address, 'select 1 as one')).toEqual([{ one: 1 }])
  })
})
