import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openOwnerDb } from './platform/db.ts'
import { createLog } from './platform/log.ts'
import { buildServer } from './server.ts'
import { ORIGIN, type TestServer, testServer } from './testing/test-server.ts'

const lines: string[] = []
let server: TestServer
beforeAll(async () => {
  server = await testServer('2026-11-22', createLog('error', { write: (line) => void lines.push(line) }))
})
afterAll(() => server.close())

type Sent = {
  readonly headers?: Record<string, string>
  readonly payload?: string | object
  readonly method?: 'POST' | 'GET'
}
const ask = (url: string, { headers = {}, payload, method = payload ? 'POST' : 'GET' }: Sent = {}) =>
  server.app.inject({ method, url, headers: { host: 'localhost:3000', ...headers }, ...(payload ? { payload } : {}) })
const signIn = { email: 'a@b.fr', password: 'x' }

describe('security of every answer (reliability A8)', () => {
  it('V3.4.3: a policy without inline script, unsafe word or third party, and no page of ours in another site', async () => {
    const policy = String((await ask('/')).headers['content-security-policy'])
    expect(policy).toContain("default-src 'none'")
    expect(policy).toContain("script-src 'self'")
    expect(policy).toContain("frame-ancestors 'none'")
    expect(policy).not.toMatch(/unsafe|https?:|\*/)
  })

  it('gives each page a nonce of its own for the styles of its components', async () => {
    const pages = [await ask('/'), await ask('/dossiers/cas_1')]
    const nonces = pages.map((page) => /<meta name="style-nonce" content="([^"]{20,})">/.exec(page.body)?.[1] ?? '')
    expect(new Set(nonces).size).toBe(2)
    for (const [at, page] of pages.entries())
      expect(page.headers['content-security-policy']).toContain(`'nonce-${nonces[at]}'`)
  })

  it('V14.3.2: answers of the API are not kept by browsers', async () => {
    expect((await ask('/api/v1/session')).headers['cache-control']).toBe('no-store')
    expect((await ask('/api/v1/none')).headers['cache-control']).toBe('no-store')
  })
})

describe('A7-81: what changes something comes from our own pages', () => {
  it.each([
    ['another site', { origin: 'https://evil.example' }],
    ['no origin', {}],
    ['an origin that is not an address', { origin: 'null' }],
    ['the same host said cross-site by the browser', { origin: ORIGIN, 'sec-fetch-site': 'cross-site' }],
  ])('%s: 403', async (_, headers) => {
    const answer = await ask('/api/v1/session', { headers: headers as Record<string, string>, payload: signIn })
    expect([answer.statusCode, answer.json().code]).toEqual([403, 'origin_refused'])
  })

  it('JSON sent as plain text: refused', async () => {
    const headers = { origin: ORIGIN, 'content-type': 'text/plain' }
    const answer = await ask('/api/v1/session', { headers, payload: JSON.stringify(signIn) })
    expect([answer.statusCode, answer.json().code]).toEqual([415, 'media_type_refused'])
  })
})

describe('A7-84: bodies', () => {
  const headers = { origin: ORIGIN, 'content-type': 'application/json' }
  it('above 1 MB: 413', async () => {
    const answer = await ask('/api/v1/session', { headers, payload: JSON.stringify({ email: 'x'.repeat(1_100_000) }) })
    expect([answer.statusCode, answer.json().code]).toEqual([413, 'request_too_large'])
  })

  it('10,000 levels deep, or not JSON: 400, and the process lives', async () => {
    const deep = await ask('/api/v1/session', { headers, payload: `${'['.repeat(10_000)}${']'.repeat(10_000)}` })
    const broken = await ask('/api/v1/session', { headers, payload: '{"email":' })
    expect([deep.statusCode, broken.statusCode]).toEqual([400, 400])
    expect((await ask('/healthz')).json()).toEqual({ status: 'ok' })
  })

  it('A7-79: a field that does not exist is refused at its name', async () => {
    const answer = await ask('/api/v1/session', { headers, payload: { ...signIn, tenant_id: 'ten_0001' } })
    expect(answer.statusCode).toBe(400)
    expect(answer.json().errors).toMatchObject([
      { field: 'tenant_id', code: 'field_unknown', fr: expect.stringContaining('existe pas') },
    ])
  })

  it('names each wrong field', async () => {
    const answer = await ask('/api/v1/offices', { headers, payload: { name: '', email: 'a@b.fr', password: 'court' } })
    expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8')
    const errors = (answer.json().errors as { field: string; code: string }[]).map(
      ({ field, code }) => `${field} ${code}`,
    )
    expect(errors.sort()).toEqual(['name field_too_small', 'officeName field_missing', 'password field_too_small'])
  })
})

describe('errors', () => {
  it('an error that nobody expected: 500 with a reference that the log has, and nothing of the inside', async () => {
    lines.length = 0
    const client = await server.office()
    await server.base.owner.schema.alterTable('creditor').renameTo('creditor_gone').execute()
    const answer = await client.get('/creditors')
    await server.base.owner.schema.alterTable('creditor_gone').renameTo('creditor').execute()
    const body = answer.body as { code: string; reference: string; fr: string }
    expect([answer.status, body.code]).toEqual([500, 'internal_error'])
    expect(body.fr).toContain(body.reference)
    expect(JSON.stringify(answer.body)).not.toMatch(/select|relation|at .*\.ts/)
    expect(lines.join('')).toContain(body.reference)
  })

  it('an address that does not exist: 404 as a problem for the API and files, the application for pages', async () => {
    expect((await ask('/api/v1/none')).json()).toMatchObject({ status: 404, code: 'not_found' })
    expect((await ask('/assets/none.js')).statusCode).toBe(404)
    expect((await ask('/reglages')).headers['content-type']).toContain('text/html')
  })
})

describe('the description of the API', () => {
  type Operation = { summary?: string; responses?: Record<string, unknown>; 'x-role'?: string; operationId?: string }
  it('is OpenAPI 3.1 and gives every route a summary, a role, an answer and a name of its own', async () => {
    const api = (await ask('/api/v1/openapi.json')).json() as {
      openapi: string
      paths: Record<string, Record<string, Operation>>
    }
    expect(api.openapi).toBe('3.1.0')
    const operations = Object.values(api.paths).flatMap((methods) => Object.values(methods))
    expect(operations.length).toBeGreaterThan(40)
    const poor = operations.filter(
      (one) => !one.summary || !one['x-role'] || Object.keys(one.responses ?? {}).length === 0,
    )
    expect(poor).toEqual([])
    expect(new Set(operations.map((one) => one.operationId)).size).toBe(operations.length)
  })
})

describe('the database', () => {
  it('gone: 503 that says so in French and when to come back, and the process lives', async () => {
    const gone = openOwnerDb({ host: '/nowhere', port: 5432, user: 'amiable_owner', database: 'none' })
    const app = await buildServer({ ...server.services, db: gone }, { webFolder: server.services.config.dataFolder })
    const answers = await Promise.all(['/api/v1/session', '/readyz', '/healthz'].map((url) => app.inject({ url })))
    await app.close()
    await gone.destroy()
    expect(answers.map((answer) => answer.statusCode)).toEqual([503, 503, 200])
    expect(answers[0]?.headers['retry-after']).toBe('5')
    expect(answers[0]?.json()).toMatchObject({
      code: 'database_unavailable',
      fr: expect.stringContaining('ne répond pas'),
    })
  })

  it('connections cut under our feet: the next request gets new ones', async () => {
    const client = await server.office()
    await sql`select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and pid <> pg_backend_pid()`.execute(server.base.owner)
    await expect.poll(async () => (await client.get('/creditors')).status, { timeout: 5_000 }).toBe(200)
  })
})
