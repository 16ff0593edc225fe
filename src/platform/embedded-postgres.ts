import { type ChildProcess, spawn } from 'node:child_process'
import {
  closeSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import type { DatabaseAddress } from './database-address.ts'
import { OperatorError } from './operator-error.ts'
import { giveTo, type PostgresAccount, postgresAccount } from './postgres-account.ts'
import { type PostgresBinaries, postgresBinaries } from './postgres-binaries.ts'
import { endProcess, readPostmaster, stopPostmaster } from './postmaster.ts'

/** A PostgreSQL of our own, reached by a private socket only. */
export type EmbeddedPostgres = {
  /** As the role that owns the database `amiable` (not a superuser): migrations; the application's role is taken from it. */
  readonly address: DatabaseAddress
  /** As the superuser, on the database `postgres`: to create databases. */
  readonly adminAddress: DatabaseAddress
  readonly pid: number
  /** Resolves when the server has ended, wanted or not. */
  readonly exited: Promise<void>
  /** Stops it, within 12 s. May be called twice. */
  readonly stop: () => Promise<void>
}

export type EmbeddedPostgresOptions = {
  /** `false` turns off every sync to the disk: for tests only, a power cut would lose the folder. */
  readonly durable?: boolean
  /** For tests: the account to run under. */
  readonly account?: PostgresAccount
}

const MAJOR = '18'
const OWNER = 'amiable_owner'
const SUPERUSER = 'postgres'
const DATABASE = 'amiable'
const PORT = 5432
/** A socket's path holds at most 107 bytes on Linux and 103 on macOS; `/.s.PGSQL.5432.lock` takes 19. */
const LONGEST_SOCKET_FOLDER_BYTES = 103 - 19
const START_LIMIT_MS = 60_000

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
  const child = await launch(binaries, { folder, cluster, socketFolder, account, durable: options.durable ?? true })
  const adminAddress = { host: socketFolder, port: PORT, user: SUPERUSER, database: 'postgres' }
  await createDatabase(adminAddress)
  return { address: ownerAddress(socketFolder), adminAddress, ...lifeOf(child, socketFolder) }
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
  return { host: socketFolder, port: PORT, user: OWNER, database: DATABASE }
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
  const { status, output } = await run([...initdb, ...locale], account)
  if (status !== 0) throw cannotRun(output)
  renameSync(draft, cluster)
}

function run(command: readonly string[], account: PostgresAccount): Promise<{ status: number | null; output: string }> {
  const child = spawnAs(account, command, ['ignore', 'pipe', 'pipe'])
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (output += String(chunk)))
  return new Promise((done) => {
    child.on('error', (error) => done({ status: null, output: error.message }))
    child.on('close', (status) => done({ status, output }))
  })
}

function spawnAs(
  account: PostgresAccount,
  command: readonly string[],
  stdio: ('ignore' | 'pipe' | number)[],
): ChildProcess {
  const [program = '', ...args] = [...account.command, ...command]
  const { uid, gid } = account
  // Detached: Ctrl+C in a terminal reaches the whole group, and PostgreSQL must outlive the work that is being finished.
  const env = { PATH: process.env.PATH, TZ: 'UTC', LC_ALL: 'C' }
  return spawn(program, args, { stdio, env, cwd: '/', detached: true, ...(uid === undefined ? {} : { uid, gid }) })
}

function cannotRun(output: string): OperatorError {
  const as = process.getuid?.() === 0 ? ' L’utilisateur root ne peut pas toujours le lancer dans ce dossier.' : ''
  return new OperatorError(
    `La base PostgreSQL intégrée ne démarre pas.${as} Choisissez un autre dossier avec AMIABLE_DATA, lancez Amiable ` +
      `sous un utilisateur ordinaire, ou indiquez une base existante dans DATABASE_URL. Détail :\n${output.trim().slice(-2000)}`,
  )
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

type Launch = { folder: string; cluster: string; socketFolder: string; account: PostgresAccount; durable: boolean }

/** Starts and waits until connections are accepted. */
async function launch(binaries: PostgresBinaries, what: Launch): Promise<ChildProcess> {
  const command = [binaries.postgres, '-D', what.cluster, ...settingsOf(what)]
  for (let attempts = 1; ; attempts++) {
    const log = openLog(what.folder)
    const child = spawnAs(what.account, command, ['ignore', log.file, log.file])
    closeSync(log.file)
    const failure = await becomesReady(child, what.cluster)
    if (failure === null) return child
    const words = failure + readFileSync(log.path).subarray(log.size).toString('utf8')
    if (!KILLED_MOMENTS_AGO.test(words) || attempts > RETRIES) throw cannotRun(words)
    await sleep(RETRY_PAUSE_MS)
  }
}

/** A killed server stays for a moment: its workers end what they do, and its number is freed once its parent has noticed. */
const KILLED_MOMENTS_AGO = /pre-existing shared memory block|lock file "postmaster\.pid" already exists/
const RETRIES = 60
const RETRY_PAUSE_MS = 250

function settingsOf({ socketFolder, durable }: Launch): string[] {
  const settings = Object.entries({
    ...SETTINGS,
    ...(durable ? {} : NOT_DURABLE),
    unix_socket_directories: `"${socketFolder.replaceAll('"', '""')}"`,
    port: PORT,
  })
  return settings.flatMap(([name, value]) => ['-c', `${name}=${value}`])
}

const SETTINGS = {
  listen_addresses: '',
  unix_socket_permissions: '0700',
  max_connections: 60,
  timezone: 'UTC',
  log_timezone: 'UTC',
  shared_buffers: '256MB',
  max_wal_size: '2GB',
  checkpoint_timeout: '15min',
  random_page_cost: 1.1,
  jit: 'off',
  // Names and addresses of people must not reach the log: no statement, no DETAIL with the values of a key.
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
  log_checkpoints: 'off',
}

const NOT_DURABLE = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }

const LARGEST_LOG_BYTES = 5_000_000

function openLog(folder: string): { path: string; file: number; size: number } {
  const path = join(folder, 'postgres.log')
  const before = existsSync(path) ? statSync(path).size : 0
  const isLarge = before > LARGEST_LOG_BYTES
  return { path, file: openSync(path, isLarge ? 'w' : 'a', 0o600), size: isLarge ? 0 : before }
}

/** Returns null once ready, or the reason of the failure known so far (the log has the rest). */
async function becomesReady(child: ChildProcess, cluster: string): Promise<string | null> {
  let failure: string | null = null
  child.on('error', (error) => (failure = error.message))
  child.on('exit', () => (failure ??= ''))
  for (let waitedMs = 0; waitedMs < START_LIMIT_MS; waitedMs += 10) {
    if (failure !== null) return failure
    if (readPostmaster(cluster)?.ready) return null
    await sleep(10)
  }
  await endProcess(child.pid ?? 0)
  return `Pas prête après ${START_LIMIT_MS / 1000} s (une longue réparation après une coupure ?).\n`
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

function lifeOf(child: ChildProcess, socketFolder: string): Pick<EmbeddedPostgres, 'pid' | 'exited' | 'stop'> {
  const pid = child.pid ?? 0
  const exited = new Promise<void>((done) => {
    if (child.exitCode !== null || child.signalCode !== null) done()
    else child.on('exit', () => done())
  })
  // The child must not keep a finished command alive; whoever started it stops it.
  child.unref()
  const stop = async () => {
    if (child.exitCode === null && child.signalCode === null) await endProcess(pid)
    rmSync(socketFolder, { recursive: true, force: true })
  }
  return { pid, exited, stop }
}
