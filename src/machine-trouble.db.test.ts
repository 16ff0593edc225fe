import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readConfig } from './platform/config.ts'
import { withDatabase } from './platform/database-address.ts'
import { type Db, openOwnerDb } from './platform/db.ts'
import { type EmbeddedPostgres, startEmbeddedPostgres } from './platform/embedded-postgres.ts'
import { createLog } from './platform/log.ts'
import { migrate } from './platform/migrate.ts'
import { buildServer } from './server.ts'
import { openServices } from './services.ts'

/** The real server on a PostgreSQL of its own, which the trouble happens to, with an office signed in. */
type Machine = {
  readonly app: FastifyInstance
  readonly postgres: EmbeddedPostgres
  readonly admin: Db
  readonly ask: (method: 'GET' | 'POST', path: string, body?: object | Buffer, more?: Headers) => Promise<Answer>
  readonly close: () => Promise<void>
}
type Headers = Readonly<Record<string, string>>
type Answer = { readonly status: number; readonly code: string; readonly fr: string; readonly body: never }

async function openMachine(folder: string): Promise<Machine> {
  const postgres = await startEmbeddedPostgres(folder)
  await migrate(postgres.address)
  const config = readConfig({ AMIABLE_DATA: folder })
  const opened = await openServices(config, createLog('silent'), postgres.address, async () => {})
  writeFileSync(join(folder, 'index.html'), '<!doctype html><html><head></head><body></body></html>')
  const app = await buildServer(opened.services, { webFolder: folder })
  const admin = openOwnerDb(withDatabase(postgres.adminAddress, 'amiable'))
  let cookie = ''
  let keys = 0
  const ask: Machine['ask'] = async (method, path, body, more = {}) => {
    const headers = {
      host: 'localhost:3000',
      origin: 'http://localhost:3000',
      'idempotency-key': `key-${++keys}-of-this-test`,
      cookie,
      ...more,
    }
    const answer = await app.inject({ method, url: `/api/v1${path}`, headers, ...(body ? { payload: body } : {}) })
    if (answer.cookies.length > 0) cookie = answer.cookies.map(({ name, value }) => `${name}=${value}`).join('; ')
    const json = answer.json() as { code?: string; fr?: string }
    return { status: answer.statusCode, code: json.code ?? '', fr: json.fr ?? '', body: json as never }
  }
  const office = { officeName: 'Cabinet', name: 'Jeanne', email: 'jeanne@exemple.fr', password: 'un mot de passe long' }
  expect((await ask('POST', '/offices', office)).status).toBe(201)
  const close = async () => {
    await app.close()
    await opened.close()
    await admin.destroy()
    await postgres.stop()
  }
  return { app, postgres, admin, ask, close }
}

const alive = async ({ app }: Machine) => (await app.inject({ url: '/healthz' })).statusCode === 200

/** A creditor and a debtor to put things under. */
async function furnish({ ask }: Machine): Promise<{ creditorId: string; debtorId: string }> {
  const creditor = await ask('POST', '/creditors', { name: 'Menuiserie Dupré' })
  const { creditorId } = creditor.body as { creditorId: string }
  const debtor = await ask('POST', '/debtors', { creditorId, name: 'Société Durand', reference: 'C1' })
  const { debtorId } = debtor.body as { debtorId: string }
  return { creditorId, debtorId }
}

async function debtorCount({ admin }: Machine): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*) as n from debtor`.execute(admin)
  return rows[0]?.n ?? -1
}

let top: string
beforeAll(() => {
  top = mkdtempSync(join(tmpdir(), 'amiable-trouble-'))
})
afterAll(() => {
  spawnSync('umount', ['-l', join(top, SMALL_DISK)])
  rmSync(top, { recursive: true, force: true })
})

describe('A6: PostgreSQL killed under a server that works', () => {
  it('503 in French meanwhile, started again by itself within 30 s, nothing lost, a payment asked again pays once', {
    timeout: 90_000,
  }, async () => {
    const machine = await openMachine(join(top, 'killed'))
    const { debtorId } = await furnish(machine)
    const payment = { debtorId, amountCents: 5_000, paidOn: '2026-11-02' }
    const key = { 'idempotency-key': 'the-same-payment-asked-again' }
    const underWay = Promise.all(Array.from({ length: 30 }, () => machine.ask('GET', '/today')))
    process.kill(machine.postgres.pid(), 'SIGKILL')
    expect((await underWay).filter(({ status }) => status !== 200 && status !== 503)).toEqual([])
    const first = await machine.ask('POST', '/payments', payment, key)
    expect([first.status, first.code]).toEqual([503, 'database_unavailable'])
    expect(first.fr).toMatch(/base de données ne répond pas.*réessayez/)
    expect(await alive(machine)).toBe(true)
    const again = () => machine.ask('POST', '/payments', payment, key).then(({ status }) => status)
    await expect.poll(again, { timeout: 30_000, interval: 200 }).toBe(201)
    expect(await again()).toBe(201)
    const { rows } = await sql<{ n: number }>`select count(*) as n from entry`.execute(machine.admin)
    expect([rows[0]?.n, await debtorCount(machine)]).toEqual([1, 1])
    await machine.close()
  })
})

const SMALL_DISK = 'full'

/** A disk of 200 MB on a folder; false where this account may mount nothing. */
function mountSmallDisk(folder: string): boolean {
  mkdirSync(folder)
  const { status } = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=200m,mode=755', 'tmpfs', folder])
  return status === 0
}

/** Takes all the room that is left, to the last byte. */
function fill(ballast: string): void {
  for (const size of [1_000_000, 4_096]) {
    try {
      for (;;) writeFileSync(ballast, Buffer.alloc(size), { flag: 'a' })
    } catch (error) {
      expect((error as NodeJS.ErrnoException).code).toBe('ENOSPC')
    }
  }
}

/** Without room for its log PostgreSQL stops at once, and cannot start again: A6. */
async function stopByFullDisk({ admin }: Machine): Promise<void> {
  const useLog = async () => {
    await sql`select pg_switch_wal()`.execute(admin)
    await sql`create table if not exists filler (n integer)`.execute(admin)
  }
  await expect(Promise.all(Array.from({ length: 20 }, useLog))).rejects.toThrow()
}

/** Every file of the documents, drafts included. */
function keptFiles(folder: string): string[] {
  const documents = join(folder, 'documents')
  if (!existsSync(documents)) return []
  return readdirSync(documents, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => name)
}

/** Where nothing can be mounted: PostgreSQL itself says at each row of these tables what it says on a full disk. */
async function refuseRows({ admin }: Machine): Promise<void> {
  await sql`create function no_room() returns trigger language plpgsql as $$
    begin raise exception 'could not extend file: No space left on device' using errcode = '53100'; end $$`.execute(
    admin,
  )
  for (const table of ['debtor', 'import_batch'])
    await sql`create trigger no_room before insert on ${sql.table(table)} for each row execute function no_room()`.execute(
      admin,
    )
}

describe('A6: the disk is full', () => {
  it('507 in French that says what to do, every acknowledged row is there, no half document; with room again all works', {
    timeout: 120_000,
  }, async () => {
    const folder = join(top, SMALL_DISK)
    const isMounted = mountSmallDisk(folder)
    const machine = await openMachine(folder)
    const { creditorId } = await furnish(machine)
    const ballast = join(folder, 'ballast')
    if (isMounted) fill(ballast)
    else await refuseRows(machine)

    const upload = await machine.ask('POST', '/imports', ...csvFile(creditorId))
    expect([upload.status, upload.code]).toEqual([507, 'disk_full'])
    expect(upload.fr).toMatch(/disque du serveur est plein.*Libérez/)
    expect(keptFiles(folder).filter((name) => !/^[0-9a-f]{64}$/.test(name))).toEqual([])

    let acknowledged = 1
    const enter = () =>
      machine.ask('POST', '/debtors', { creditorId, name: `Société ${acknowledged} ${'x'.repeat(150)}` })
    let entered = await enter()
    for (; entered.status === 201; entered = await enter()) acknowledged++
    expect([entered.status, entered.code]).toEqual([507, 'disk_full'])
    expect([await debtorCount(machine), await alive(machine)]).toEqual([acknowledged, true])

    if (isMounted) {
      await stopByFullDisk(machine)
      const refused = await enter()
      expect([refused.status, refused.code, await alive(machine)]).toEqual([503, 'database_unavailable', true])
      rmSync(ballast)
    } else await sql`drop function no_room() cascade`.execute(machine.admin)
    await expect.poll(async () => (await enter()).status, { timeout: 60_000, interval: 500 }).toBe(201)
    expect((await machine.ask('POST', '/imports', ...csvFile(creditorId))).status).toBe(201)
    expect(await debtorCount(machine)).toBe(acknowledged + 1)
    await machine.close()
  })
})

/** A list of invoices as the pages send it. */
function csvFile(creditorId: string): [Buffer, Headers] {
  const lines = Array.from({ length: 400 }, (_, at) => `Client ${at};F-${at};01/09/2026;01/10/2026;120,00`)
  const csv = ['Client;Numéro;Date;Échéance;Montant TTC', ...lines].join('\n')
  const part = (name: string, value: string) =>
    `--cut\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`
  const file = `--cut\r\ncontent-disposition: form-data; name="file"; filename="f.csv"\r\ncontent-type: text/csv\r\n\r\n${csv}\r\n--cut--\r\n`
  return [Buffer.from(part('creditorId', creditorId) + file), { 'content-type': 'multipart/form-data; boundary=cut' }]
}
