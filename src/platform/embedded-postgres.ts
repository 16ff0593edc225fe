import type { ChildProcess } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import type { DatabaseAddress } from './database-address.ts'
import { OperatorError } from './operator-error.ts'
import { giveTo, type PostgresAccount, postgresAccount } from './postgres-account.ts'
import { type PostgresBinaries, postgresBinaries } from './postgres-binaries.ts'
import { cannotRun, launchPostgres, runAs, SOCKET_PORT } from './postgres-launch.ts'
import { endProcess, readPostmaster, stopPostmaster } from './postmaster.ts'

/** A PostgreSQL of our own, reached by a private socket only. */
export type EmbeddedPostgres = {
  /** As the role that owns the database `amiable` (not a superuser): migrations; the application's role is taken from it. */
  readonly address: DatabaseAddress
  /** As the superuser, on the database `postgres`: to create databases. */
  readonly adminAddress: DatabaseAddress
  /** Of the server that runs now: it is started again when it dies by itself. */
  readonly pid: () => number
  /** Resolves when it has ended after `stop`. */
  readonly exited: Promise<void>
  /** Stops it, within 12 s. May be called twice. */
  readonly stop: () => Promise<void>
}

export type EmbeddedPostgresOptions = {
  /** `false` turns off every sync to the disk: for tests only, a power cut would lose the folder. */
  readonly durable?: boolean
  /** For tests: the account to run under. */
  readonly account?: PostgresAccount
  /** Told each time the server died and when it cannot be started again (tried until it works). */
  readonly onTrouble?: (error: unknown) => void
}

const MAJOR = '18'
const OWNER = 'amiable_owner'
const SUPERUSER = 'postgres'
const DATABASE = 'amiable'
/** A socket's path holds at most 107 bytes on Linux and 103 on macOS; `/.s.PGSQL.5432.lock` takes 19. */
const LONGEST_SOCKET_FOLDER_BYTES = 103 - 19

/**
 * Creates the cluster in `folder/postgres` when there is none, stops a server left there by a killed Amiable, and starts.
 * The caller holds the folder's lock. Creation takes about 1.3 s, later starts 60 ms.
 * @throws OperatorError with what to do, in French.
 */
export async function startEmbeddedPostgres(
  folder: string,
  options: EmbeddedPostgresOptions = {},
): Promise<EmbeddedPostgres> {
  const binaries = postgresBinaries()
  const cluster = clusterFolder(folder)
  mkdirSync(folder, { recursive: true })
  const account = options.account ?? postgresAccount(cluster)
  if (existsSync(cluster)) checkVersion(cluster)
  else await createCluster(cluster, binaries, account)
  await stopPostmaster(cluster)
  const socketFolder = makeSocketFolder(folder, account)
  const what = { folder, cluster, socketFolder, account, durable: options.durable ?? true }
  const life = keepAlive(
    await launchPostgres(binaries, what),
    () => launchPostgres(binaries, what),
    options.onTrouble ?? (() => {}),
  )
  const adminAddress = { host: socketFolder, port: SOCKET_PORT, user: SUPERUSER, database: 'postgres' }
  await createDatabase(adminAddress)
  const stop = async () => {
    await life.stop()
    rmSync(socketFolder, { recursive: true, force: true })
  }
  return { address: ownerAddress(socketFolder), adminAddress, ...life, stop }
}

/** The address of the server that a live Amiable runs on this folder, or null. */
export function findEmbeddedPostgres(folder: string): DatabaseAddress | null {
  const postmaster = readPostmaster(clusterFolder(folder))
  return postmaster?.ready ? ownerAddress(postmaster.socketFolder) : null
}

function clusterFolder(folder: string): string {
  return join(resolve(folder), 'postgres')
}

function ownerAddress(socketFolder: string): DatabaseAddress {
  return { host: socketFolder, port: SOCKET_PORT, user: OWNER, database: DATABASE }
}

function checkVersion(cluster: string): void {
  const found = readFileSync(join(cluster, 'PG_VERSION'), 'utf8').trim()
  if (found === MAJOR) return
  throw new OperatorError(
    `Le dossier de données vient de PostgreSQL ${found} et cette version d’Amiable utilise PostgreSQL ${MAJOR}. ` +
      'Exportez une sauvegarde avec la version précédente d’Amiable, puis restaurez-la dans un nouveau dossier.',
  )
}

/** Made beside and renamed at the end: a creation cut half-way leaves nothing that looks like a cluster. */
async function createCluster(cluster: string, binaries: PostgresBinaries, account: PostgresAccount): Promise<void> {
  const draft = `${cluster}.draft`
  rmSync(draft, { recursive: true, force: true })
  mkdirSync(draft, { mode: 0o700 })
  giveTo(account, draft)
  const initdb = [binaries.initdb, '-D', draft, '-U', SUPERUSER, '--auth=trust', '--encoding=UTF8', '--locale=C']
  const locale = ['--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--no-instructions', '--no-sync']
  const { status, output } = await runAs(account, [...initdb, ...locale])
  if (status !== 0) throw cannotRun(output)
  renameSync(draft, cluster)
}

/** Beside the data; in the system's temporary folder when the path would be too long for a socket. Always closed to others (0700). */
function makeSocketFolder(folder: string, account: PostgresAccount): string {
  const beside = join(resolve(folder), 'socket')
  const fits = Buffer.byteLength(beside) <= LONGEST_SOCKET_FOLDER_BYTES
  if (fits) mkdirSync(beside, { recursive: true, mode: 0o700 })
  const chosen = fits ? beside : mkdtempSync(join(tmpdir(), 'amiable-socket-'))
  giveTo(account, chosen)
  return chosen
}

async function createDatabase(admin: DatabaseAddress): Promise<void> {
  const client = new pg.Client(admin)
  await client.connect()
  try {
    const role = await client.query('select 1 from pg_roles where rolname = $1', [OWNER])
    if (role.rowCount === 0) await client.query(`create role ${OWNER} login createrole`)
    const database = await client.query('select 1 from pg_database where datname = $1', [DATABASE])
    if (database.rowCount === 0) await client.query(`create database ${DATABASE} owner ${OWNER}`)
  } finally {
    await client.end()
  }
}

type Life = Pick<EmbeddedPostgres, 'pid' | 'exited' | 'stop'>

/** Starts the server again when it dies by itself (killed, out of memory): the pools reconnect to the same socket. */
function keepAlive(
  first: ChildProcess,
  restart: () => Promise<ChildProcess>,
  onTrouble: (error: unknown) => void,
): Life {
  let child = first
  let stopping = false
  const ended = Promise.withResolvers<void>()
  const watch = () => child.once('exit', () => (stopping ? ended.resolve() : void revive(RESTART_PAUSE_MS)))
  const revive = async (pauseMs: number): Promise<void> => {
    onTrouble(new Error('PostgreSQL ended by itself'))
    await sleep(pauseMs, undefined, { ref: false })
    if (stopping) return ended.resolve()
    try {
      child = await restart()
      watch()
      if (stopping) await stop()
    } catch (error) {
      onTrouble(error)
      void revive(Math.min(pauseMs * 2, LONGEST_RESTART_PAUSE_MS))
    }
  }
  const stop = async () => {
    stopping = true
    if (isRunning(child)) await endProcess(child.pid ?? 0)
  }
  watch()
  return { pid: () => child.pid ?? 0, exited: ended.promise, stop }
}

const isRunning = (child: ChildProcess) => child.exitCode === null && child.signalCode === null
const RESTART_PAUSE_MS = 300
const LONGEST_RESTART_PAUSE_MS = 20_000
