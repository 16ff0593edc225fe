import { Kysely, PostgresDialect, sql, type Transaction } from 'kysely'
import pg from 'pg'
import type { DatabaseAddress } from './database-address.ts'
import type { Database } from './database-types.ts'
import { OperatorError } from './operator-error.ts'

export type { Database } from './database-types.ts'

/** A pool of connections. Queries outside `inTenant` see no tenant's rows. */
export type Db = Kysely<Database>
/** One transaction. */
export type Tx = Transaction<Database>

/** The role under which the application works: neither owner nor superuser, so that row-level security holds (S0: tenant isolation). */
export const APP_ROLE = 'amiable_app'

export type DbOptions = {
  /** Connections kept at most; 10 by default. */
  readonly max?: number
}

/**
 * Opens the application's pool, as `amiable_app`: set at the start of each connection, so that even RESET ROLE stays on it.
 * `int8` is read as a number (throws beyond 2^53), `date` as `YYYY-MM-DD`, `timestamptz` as a Date, `numeric` as text:
 * cast sums of cents (`sum(amount_cents)::bigint`).
 * Close with `db.destroy()`.
 * @throws OperatorError when the database does not answer or does not give the role.
 */
export async function openDb(address: DatabaseAddress, options: DbOptions = {}): Promise<Db> {
  const db = openPool(asAppRole(address), options)
  try {
    await checkAppRole(db)
  } catch (error) {
    await db.destroy()
    throw error
  }
  return db
}

/** Opens a pool as the owner of the tables: migrations, tests, and the tools that read the catalogue. Not for requests. */
export function openOwnerDb(address: DatabaseAddress, options: DbOptions = {}): Db {
  return openPool(address, options)
}

/**
 * Runs `work` in one transaction that sees the rows of one tenant. The tenant is set for the transaction only:
 * set on a session, a pool would hand it to the next request.
 */
export async function inTenant<T>(db: Db, tenantId: string, work: (tx: Tx) => Promise<T>): Promise<T> {
  return db.transaction().execute(async (tx) => {
    await sql`select set_config('amiable.tenant_id', ${tenantId}, true)`.execute(tx)
    return work(tx)
  })
}

/** Settings of a `pg` client with our reading of types. */
export function clientConfig(address: DatabaseAddress): pg.ClientConfig {
  return { ...address, types: TYPES, connectionTimeoutMillis: 10_000, application_name: 'amiable' }
}

function openPool(address: DatabaseAddress, { max = 10 }: DbOptions): Db {
  const pool = new pg.Pool({ ...clientConfig(address), max })
  // A connection that breaks leaves the pool by itself, and the query under way fails. Without listeners Node would end the process: on the
  // pool for idle connections, on each connection for those between two queries of a transaction.
  pool.on('error', () => {})
  pool.on('connect', (client) => client.on('error', () => {}))
  return new Kysely<Database>({ dialect: new PostgresDialect({ pool }) })
}

const ROLE_OPTION = `-c role=${APP_ROLE}`

/** The same address, with the role of the application from the first statement. */
export function asAppRole(address: DatabaseAddress): DatabaseAddress & { options?: string } {
  if (!('connectionString' in address)) return { ...address, options: ROLE_OPTION }
  // In a URL the parameter wins over the client's setting: join them there.
  const url = new URL(address.connectionString)
  url.searchParams.set('options', [url.searchParams.get('options'), ROLE_OPTION].filter(Boolean).join(' '))
  return { connectionString: url.href }
}

async function checkAppRole(db: Db): Promise<void> {
  const query = sql<{ role: string; above: boolean }>`
    select current_user as role, rolsuper or rolbypassrls as above from pg_roles where rolname = current_user`
  const role = (await query.execute(db)).rows[0]
  if (role?.role === APP_ROLE && !role.above) return
  throw new OperatorError(
    `La connexion à la base n’est pas sous le rôle ${APP_ROLE} (rôle obtenu : ${role?.role ?? 'inconnu'}). ` +
      'Si DATABASE_URL passe par un répartiteur de connexions (PgBouncer…), indiquez le serveur PostgreSQL lui-même.',
  )
}

const { builtins } = pg.types
const [INT8_ARRAY, DATE_ARRAY, TEXT_ARRAY] = [1016, 1182, 1009]

const asText = (text: string) => text
// pg names its numbered parsers loosely; text[] gives strings.
const readTextArray = pg.types.getTypeParser(TEXT_ARRAY as number) as (text: string) => (string | null)[]

const PARSERS: Readonly<Record<number, (text: string) => unknown>> = {
  [builtins.INT8]: readInt8,
  [INT8_ARRAY as number]: (text) => readTextArray(text).map((item) => (item === null ? null : readInt8(item))),
  [builtins.DATE]: asText,
  [DATE_ARRAY as number]: readTextArray,
  [builtins.NUMERIC]: asText,
}

const TYPES: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') =>
    PARSERS[oid] ?? pg.types.getTypeParser(oid, format)) as typeof pg.types.getTypeParser,
}

/** @throws RangeError when the number is beyond what JavaScript holds exactly: an amount is never rounded in silence. */
function readInt8(text: string): number {
  const value = Number(text)
  if (!Number.isSafeInteger(value)) throw new RangeError(`Beyond exact numbers: ${text}`)
  return value
}
