import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FastifyInstance, InjectOptions } from 'fastify'
import { seedOffice } from '../flow/setup/seed-office.ts'
import { openAuth } from '../platform/auth.ts'
import { readConfig } from '../platform/config.ts'
import { inTenant } from '../platform/db.ts'
import { openDocuments } from '../platform/documents.ts'
import type { Role } from '../platform/http/route.ts'
import { newId } from '../platform/ids.ts'
import { createLog, type Log } from '../platform/log.ts'
import { type TestDatabase, testDatabase } from '../platform/testing/test-database.ts'
import { buildServer } from '../server.ts'
import type { Services } from '../services.ts'

export const ORIGIN = 'http://localhost:3000'
export const PASSWORD = 'un mot de passe assez long'
const PAGE = '<!doctype html><html><head><title>Amiable</title></head><body></body></html>'

/** One answer of the API. */
export type Answer = {
  readonly status: number
  readonly body: unknown
  readonly headers: Readonly<Record<string, unknown>>
}

/** Somebody signed in, asking as the pages do. */
export type Client = {
  readonly tenantId: string
  readonly userId: string
  readonly cookie: string
  readonly get: (path: string) => Promise<Answer>
  readonly send: (
    method: 'POST' | 'PUT' | 'PATCH' | 'DELETE',
    path: string,
    body?: unknown,
    key?: string,
  ) => Promise<Answer>
  /** The same, and the body, or an error with what was answered. */
  readonly ok: (
    method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
    path: string,
    body?: unknown,
  ) => Promise<Record<string, string>>
}

export type TestServer = {
  readonly app: FastifyInstance
  readonly base: TestDatabase
  readonly services: Services
  /** A new office with one member, signed in. */
  readonly office: (role?: Role) => Promise<Client>
  /** Another member of an office, signed in. */
  readonly member: (tenantId: string, role: Role) => Promise<Client>
  readonly close: () => Promise<void>
}

/** The real server on a real PostgreSQL, without a port: requests are injected. `today` is the day it believes it is. */
export async function testServer(today = '2026-11-22', log: Log = createLog('silent')): Promise<TestServer> {
  const base = await testDatabase()
  const folder = mkdtempSync(join(tmpdir(), 'amiable-server-'))
  writeFileSync(join(folder, 'index.html'), PAGE)
  const config = readConfig({ AMIABLE_DATA: folder })
  const secret = 'a secret of forty characters, for the tests'
  const services: Services = {
    config,
    db: base.db,
    documents: openDocuments(folder),
    secret,
    log,
    wake: async () => {},
  }
  const app = await buildServer(services, { webFolder: folder, clock: () => new Date(`${today}T10:00:00Z`) })
  await app.ready()
  const auth = openAuth(base.db, secret, null)
  const member = async (tenantId: string, role: Role): Promise<Client> => {
    const email = `${newId('usr')}@exemple.fr`
    const userId = await auth.addUser({ name: 'Jeanne Ozanne', email, password: PASSWORD })
    if (!userId) throw new Error('This address is taken')
    await base.db
      .insertInto('auth.member')
      .values({ tenant_id: tenantId, user_id: userId, role, added_by: userId })
      .execute()
    return clientOf(app, tenantId, userId, await signIn(app, email))
  }
  const office = async (role: Role = 'owner') => {
    const tenantId = newId('ten')
    await inTenant(base.db, tenantId, (tx) => seedOffice(tx, tenantId, 'Cabinet d’essai'))
    return member(tenantId, role)
  }
  const close = async () => {
    await app.close()
    await base.close()
    rmSync(folder, { recursive: true })
  }
  return { app, base, services, office, member, close }
}

async function signIn(app: FastifyInstance, email: string): Promise<string> {
  const answer = await app.inject({
    method: 'POST',
    url: '/api/v1/session',
    headers: { origin: ORIGIN, host: 'localhost:3000' },
    payload: { email, password: PASSWORD },
  })
  return answer.cookies.map(({ name, value }) => `${name}=${encodeURIComponent(value)}`).join('; ')
}

function clientOf(app: FastifyInstance, tenantId: string, userId: string, cookie: string): Client {
  const ask = async (options: InjectOptions): Promise<Answer> => {
    const headers = { host: 'localhost:3000', origin: ORIGIN, cookie, ...options.headers }
    const answer = await app.inject({ ...options, headers })
    const isJson = String(answer.headers['content-type']).includes('json')
    return { status: answer.statusCode, body: isJson ? answer.json() : answer.body, headers: answer.headers }
  }
  const get = (path: string) => ask({ method: 'GET', url: `/api/v1${path}` })
  const send: Client['send'] = (method, path, body, key = newId('key')) =>
    ask({
      method,
      url: `/api/v1${path}`,
      headers: { 'idempotency-key': key },
      ...(body === undefined ? {} : { payload: body as object }),
    })
  const ok: Client['ok'] = async (method, path, body) => {
    const answer = method === 'GET' ? await get(path) : await send(method, path, body)
    if (answer.status >= 300) throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`)
    return answer.body as Record<string, string>
  }
  return { tenantId, userId, cookie, get, send, ok }
}
