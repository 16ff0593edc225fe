import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import type { DatabaseAddress } from './database-address.ts'
import { APP_ROLE, clientConfig } from './db.ts'
import { OperatorError } from './operator-error.ts'

/** One forward-only step of the schema: `sql/NNNN-title.sql`. */
export type Migration = {
  readonly number: number
  readonly name: string
  readonly sql: string
  readonly sha256: string
}

/** The migrations of this version of Amiable. */
const MIGRATIONS_FOLDER = join(import.meta.dirname, '..', '..', 'sql')

/** Any number will do, as long as nobody else uses it: two processes that start together migrate one after the other. */
const MIGRATION_LOCK = 4_207_120_261

/**
 * Brings a database to this version: creates the application's role, then applies what is missing, each step in its transaction.
 * The address is that of the owner of the tables. Returns the names applied now.
 * @throws OperatorError when an applied file was edited, when the database is newer than this version, or when the role cannot be made.
 */
export async function migrate(address: DatabaseAddress, folder: string = MIGRATIONS_FOLDER): Promise<string[]> {
  const migrations = await readMigrations(folder)
  const client = new pg.Client(clientConfig(address))
  await client.connect()
  try {
    await client.query('select pg_advisory_lock($1)', [MIGRATION_LOCK])
    await ensureAppRole(client)
    await client.query(BOOKKEEPING)
    const waiting = missing(migrations, await readApplied(client))
    for (const migration of waiting) await apply(client, migration)
    return waiting.map(({ name }) => name)
  } finally {
    await client.end()
  }
}

/** Reads the folder in order. @throws OperatorError when a number is missing or used twice. */
async function readMigrations(folder: string): Promise<Migration[]> {
  const names = (await readdir(folder)).filter((name) => /^\d{4}-[a-z0-9-]+\.sql$/.test(name)).sort()
  return Promise.all(names.map((name, index) => readMigration(folder, name, index + 1)))
}

async function readMigration(folder: string, name: string, expected: number): Promise<Migration> {
  const number = Number(name.slice(0, 4))
  if (number !== expected) {
    throw new OperatorError(
      `Installation incomplète : la migration ${expected} manque (trouvé : ${name}). Réinstallez Amiable.`,
    )
  }
  const sql = await readFile(join(folder, name), 'utf8')
  return { number, name: name.slice(0, -'.sql'.length), sql, sha256: createHash('sha256').update(sql).digest('hex') }
}

// In its own schema: the tables of `public` all belong to tenants.
const BOOKKEEPING = `
  create schema if not exists platform;
  create table if not exists platform.migration (
    number integer primary key,
    name text not null,
    sha256 text not null,
    applied_at timestamptz not null default now()
  )`

type Applied = { readonly number: number; readonly name: string; readonly sha256: string }

async function readApplied(client: pg.Client): Promise<Applied[]> {
  return (await client.query<Applied>('select number, name, sha256 from platform.migration order by number')).rows
}

/** The migrations not yet applied. @throws OperatorError when what was applied is not the beginning of what we know. */
function missing(known: readonly Migration[], applied: readonly Applied[]): Migration[] {
  for (const { number, name, sha256 } of applied) {
    const ours = known[number - 1]
    if (!ours) throw new OperatorError(newerDatabase(name))
    if (ours.sha256 !== sha256) throw new OperatorError(editedMigration(ours.name))
  }
  return known.slice(applied.length)
}

const newerDatabase = (name: string) =>
  `La base a été préparée par une version plus récente d’Amiable (migration ${name}). ` +
  'Installez cette version ou une plus récente : revenir en arrière perdrait des données.'

const editedMigration = (name: string) =>
  `Le fichier sql/${name}.sql a été modifié après avoir été appliqué à cette base. ` +
  'Remettez le fichier d’origine (réinstallez Amiable) ; un changement de la base passe par un nouveau fichier.'

async function apply(client: pg.Client, { number, name, sql, sha256 }: Migration): Promise<void> {
  await client.query('begin')
  try {
    await client.query(sql)
    await client.query('insert into platform.migration (number, name, sha256) values ($1, $2, $3)', [
      number,
      name,
      sha256,
    ])
    await client.query('commit')
  } catch (error) {
    await client.query('rollback')
    throw new Error(`Migration ${name}: ${(error as Error).message}`, { cause: error })
  }
}

/** Creates the role of the application where it is missing, and lets the owner take it. */
async function ensureAppRole(client: pg.Client): Promise<void> {
  try {
    const found = await client.query('select 1 from pg_roles where rolname = $1', [APP_ROLE])
    if (found.rowCount === 0) await client.query(`create role ${APP_ROLE} nologin nosuperuser nobypassrls`)
    if (!(await canTakeAppRole(client))) await client.query(`grant ${APP_ROLE} to current_user`)
    await client.query(`grant usage on schema public to ${APP_ROLE}`)
  } catch (error) {
    if ((error as { code?: string }).code === INSUFFICIENT_PRIVILEGE) throw new OperatorError(roleNeeded)
    throw error
  }
}

const INSUFFICIENT_PRIVILEGE = '42501'

const roleNeeded =
  `L’utilisateur de DATABASE_URL ne peut pas créer le rôle ${APP_ROLE}. Demandez à l’administrateur de la base d’exécuter : ` +
  `CREATE ROLE ${APP_ROLE} NOLOGIN; GRANT ${APP_ROLE} TO <utilisateur de DATABASE_URL>; puis relancez.`

/** PostgreSQL 16 made "may SET ROLE" a right of its own; before, being a member was enough. */
async function canTakeAppRole(client: pg.Client): Promise<boolean> {
  try {
    await client.query('begin')
    await client.query(`set local role ${APP_ROLE}`)
    return true
  } catch {
    return false
  } finally {
    await client.query('rollback')
  }
}
