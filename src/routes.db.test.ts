import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { inTenant, type Tx } from './platform/db.ts'
import { newId } from './platform/ids.ts'
import { type Answer, type Client, type TestServer, testServer } from './testing/test-server.ts'

/** Walks every route of the served description: what is not described is not reachable, what is described is tried. */
type Schema = {
  readonly type?: string
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly items?: Schema
  readonly minItems?: number
  readonly enum?: readonly unknown[]
  readonly const?: unknown
  readonly pattern?: string
  readonly format?: string
  readonly minLength?: number
  readonly minimum?: number
  readonly anyOf?: readonly Schema[]
}
type Operation = {
  readonly 'x-role': string
  readonly parameters?: readonly { readonly name: string; readonly in: string; readonly schema: Schema }[]
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Schema }>> }
}
type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
type Walked = { readonly method: Method; readonly path: string; readonly operation: Operation }

let server: TestServer
let routes: readonly Walked[]
beforeAll(async () => {
  server = await testServer()
  const answer = await server.app.inject({ url: '/api/v1/openapi.json' })
  const { paths } = answer.json() as { paths: Record<string, Record<string, Operation>> }
  routes = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      method: method.toUpperCase() as Method,
      path: path.replace('/api/v1', ''),
      operation,
    })),
  )
})
afterAll(() => server.close())

/** Ids by prefix, to put in paths and bodies. */
type Ids = Readonly<Record<string, string>>

/** The least value that a schema accepts, with our ids where it wants one. */
function sample(schema: Schema, ids: Ids): unknown {
  if (schema.const !== undefined) return schema.const
  if (schema.enum) return schema.enum[0]
  if (schema.anyOf) return sample(schema.anyOf[0] ?? {}, ids)
  if (schema.type === 'object' || schema.properties) {
    return Object.fromEntries(
      (schema.required ?? []).map((key) => [
        key,
        /email$/i.test(key) ? 'a@exemple.fr' : sample(schema.properties?.[key] ?? {}, ids),
      ]),
    )
  }
  if (schema.type === 'array')
    return Array.from({ length: schema.minItems ?? 0 }, () => sample(schema.items ?? {}, ids))
  if (schema.type === 'integer' || schema.type === 'number') return Math.max(schema.minimum ?? 1, 1)
  if (schema.type === 'boolean') return true
  return text(schema, ids)
}

function text({ pattern = '', format, minLength = 1 }: Schema, ids: Ids): string {
  const prefix = /^\^([a-z]{2,4})_\[0-9a-z_\]/.exec(pattern)?.[1]
  if (prefix) return ids[prefix] ?? `${prefix}_00000000`
  if (format === 'date') return '2026-11-22'
  if (pattern.startsWith('^[A-Z]{3}')) return 'EUR'
  if (pattern.includes('[0-9a-f]{64}')) return 'a'.repeat(64)
  return 'a'.repeat(Math.max(minLength, 20))
}

async function call(client: Client, { method, path, operation }: Walked, ids: Ids): Promise<Answer> {
  const parameters = operation.parameters ?? []
  const filled = parameters
    .filter((parameter) => parameter.in === 'path')
    .reduce((address, { name, schema }) => address.replace(`{${name}}`, String(sample(schema, ids))), path)
  const query = parameters
    .filter((parameter) => parameter.in === 'query' && (parameter as { required?: boolean }).required)
    .map(({ name, schema }) => `${name}=${String(sample(schema, ids))}`)
  const address = query.length === 0 ? filled : `${filled}?${query.join('&')}`
  const schema = operation.requestBody?.content['application/json']?.schema
  return method === 'GET' ? client.get(address) : client.send(method, address, schema && sample(schema, ids))
}

const nameOf = ({ method, path }: Walked) => `${method} ${path}`
const isOpen = ({ operation }: Walked) => operation['x-role'] === 'anyone'

describe('roles, route by route', () => {
  it('the routes that need no session are those of the entrance', () => {
    expect(routes.filter(isOpen).map(nameOf).sort()).toEqual([
      'DELETE /session',
      'GET /invitations/{token}',
      'GET /session',
      'POST /invitations/{token}/acceptances',
      'POST /offices',
      'POST /session',
    ])
  })

  it('without a session every other route answers 401', async () => {
    const wrong: string[] = []
    for (const route of routes.filter((one) => !isOpen(one))) {
      const url = `/api/v1${route.path.replace(/\{\w+\}/g, 'deb_00000000')}`
      const headers = { origin: 'http://localhost:3000', host: 'localhost:3000' }
      const answer = await server.app.inject({ method: route.method, url, headers })
      if (answer.statusCode !== 401) wrong.push(`${nameOf(route)} ${answer.statusCode}`)
    }
    expect(wrong).toEqual([])
  })

  it('a reader changes nothing: every route that is not a GET answers 403', async () => {
    const reader = await server.office('reader')
    const wrong: string[] = []
    for (const route of routes.filter((one) => !isOpen(one) && one.method !== 'GET')) {
      const answer = await call(reader, route, {})
      if (answer.status !== 403) wrong.push(`${nameOf(route)} ${answer.status}`)
    }
    expect(wrong).toEqual([])
  })

  it('what only an owner may do is refused to a collector', async () => {
    const collector = await server.office('collector')
    const wrong: string[] = []
    for (const route of routes.filter((one) => one.operation['x-role'] === 'owner')) {
      const answer = await call(collector, route, {})
      if (answer.status !== 403) wrong.push(`${nameOf(route)} ${answer.status}`)
    }
    expect(wrong).toEqual([])
  })
})

describe('A7-78: the ids of another office', () => {
  it('are unknown on every route that takes one, and nothing of that office is shown or changed', async () => {
    const [mine, theirs] = [await server.office(), await server.office()]
    const ids = await furnish(theirs)
    const before = await fingerprint(theirs.tenantId)
    const wrong: string[] = []
    for (const route of routes.filter((one) => !isOpen(one))) {
      const answer = await call(mine, route, ids)
      const said = JSON.stringify(answer.body)
      const shown = said.includes('Débiteur secret') || said.includes('Créancier secret')
      const takesId = /\{id\}|\{actionId\}/.test(route.path)
      if (answer.status >= 500 || shown || (takesId && answer.status < 400))
        wrong.push(`${nameOf(route)} ${answer.status}`)
    }
    expect(wrong).toEqual([])
    expect(await fingerprint(theirs.tenantId)).toEqual(before)
  })

  it('answer 404 where a well-formed request names one', async () => {
    const [mine, theirs] = [await server.office(), await server.office()]
    const ids = await furnish(theirs)
    const other: string[] = []
    for (const route of routes.filter((one) => !isOpen(one) && /\{id\}/.test(one.path))) {
      const { status } = await call(mine, route, ids)
      if (status !== 404) other.push(`${nameOf(route)} ${status}`)
    }
    // A file is asked for before anything is looked up; the tests of those folders give one.
    expect(other.sort()).toEqual(['POST /deliveries/{id}/slips 415', 'PUT /invoices/{id}/document 415'])
  })
})

/** One of everything that an id can name. */
async function furnish(client: Client): Promise<Ids> {
  const { creditorId = '' } = await client.ok('POST', '/creditors', { name: 'Créancier secret' })
  const { debtorId = '' } = await client.ok('POST', '/debtors', {
    creditorId,
    name: 'Débiteur secret',
    reference: 'S1',
  })
  const { id: con = '' } = await client.ok('POST', `/debtors/${debtorId}/contacts`, { email: 'a@exemple.fr' })
  const { invoiceId = '' } = await client.ok('POST', '/invoices', {
    debtorId,
    number: 'SECRET-1',
    issuedOn: '2026-08-01',
    dueOn: '2026-09-01',
    amountCents: 10_000,
  })
  const { id: ent = '' } = await client.ok('POST', '/payments', { debtorId, amountCents: 100, paidOn: '2026-10-01' })
  const made = { act: newId('act'), hld: newId('hld'), imp: newId('imp'), dlv: newId('dlv') }
  const caseId = await inTenant(server.base.db, client.tenantId, (tx) =>
    furnishRows(tx, client.tenantId, debtorId, creditorId, invoiceId, made),
  )
  return {
    crd: creditorId,
    deb: debtorId,
    con,
    inv: invoiceId,
    ent,
    usr: client.userId,
    cas: caseId,
    ...made,
  }
}

async function furnishRows(
  tx: Tx,
  tenantId: string,
  debtorId: string,
  creditorId: string,
  invoiceId: string,
  made: { readonly act: string; readonly hld: string; readonly imp: string; readonly dlv: string },
): Promise<string> {
  const { rows } = await sql<{
    case_id: string
  }>`select case_id from collection_case where debtor_id = ${debtorId}`.execute(tx)
  const caseId = rows[0]?.case_id ?? ''
  await sql`
    insert into action (tenant_id, action_id, case_id, step_code, step_index, leader_id, cycle, channel, template_code, tone_level, scenario_code,
      scenario_version, invoice_ids, invoice_stages, total_cents, planned_on, approval_mode, state, reason)
    values (${tenantId}, ${made.act}, ${caseId}, 'first', 0, ${invoiceId}, 1, 'email', 'first-reminder', 2, 'equilibre', 1,
      ${[invoiceId]}::text[], '{0}', 9900, '2026-11-22', 'confirm', 'proposed', 'step_due')`.execute(tx)
  await sql`
    insert into delivery (tenant_id, delivery_id, action_id, debtor_id, channel, recipient, state)
    values (${tenantId}, ${made.dlv}, ${made.act}, ${debtorId}, 'email', 'a@exemple.fr', 'uncertain')`.execute(tx)
  await sql`
    insert into hold (tenant_id, hold_id, debtor_id, kind, from_day, created_by)
    values (${tenantId}, ${made.hld}, ${debtorId}, 'pause', '2026-11-22', 'usr_test')`.execute(tx)
  await sql`
    insert into import_batch (tenant_id, import_batch_id, creditor_id, file_name, file_sha256, format, state, created_by)
    values (${tenantId}, ${made.imp}, ${creditorId}, 'a.csv', '', 'csv', 'committed', 'usr_test')`.execute(tx)
  return caseId
}

/** Every row of an office, table by table. */
async function fingerprint(tenantId: string): Promise<Record<string, string | null>> {
  return inTenant(server.base.db, tenantId, async (tx) => {
    const tables = await sql<{ name: string }>`
      select table_name as name from information_schema.columns
      where table_schema = 'public' and column_name = 'tenant_id' order by 1`.execute(tx)
    const prints: Record<string, string | null> = {}
    for (const { name } of tables.rows) {
      const { rows } = await sql<{ print: string | null }>`
        select md5(string_agg(t::text, ' ' order by t::text)) as print from ${sql.table(name)} t where tenant_id = ${tenantId}`.execute(
        tx,
      )
      prints[name] = rows[0]?.print ?? null
    }
    return prints
  })
}
