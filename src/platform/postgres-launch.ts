import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, existsSync, openSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { OperatorError } from './operator-error.ts'
import type { PostgresAccount } from './postgres-account.ts'
import type { PostgresBinaries } from './postgres-binaries.ts'
import { endProcess, readPostmaster } from './postmaster.ts'

/** The number in the socket's name; nothing listens on the network. */
export const SOCKET_PORT = 5432
const START_LIMIT_MS = 60_000

/** What is started. `folder` holds the log. */
export type Launch = {
  folder: string
  cluster: string
  socketFolder: string
  account: PostgresAccount
  durable: boolean
}

/** Starts a server on an existing cluster and waits until connections are accepted. @throws OperatorError when it ends instead. */
export async function launchPostgres(binaries: PostgresBinaries, what: Launch): Promise<ChildProcess> {
  const command = [binaries.postgres, '-D', what.cluster, ...settingsOf(what)]
  for (let attempts = 1; ; attempts++) {
    const log = openLog(what.folder)
    const child = spawnAs(what.account, command, ['ignore', log.file, log.file])
    closeSync(log.file)
    const failure = await becomesReady(child, what.cluster)
    if (failure === null) {
      // It must not keep a finished command alive: whoever started it stops it.
      child.unref()
      return child
    }
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
    port: SOCKET_PORT,
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

/** Runs a program of PostgreSQL to its end. */
export function runAs(
  account: PostgresAccount,
  command: readonly string[],
): Promise<{ status: number | null; output: string }> {
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

/** What the operator reads when PostgreSQL cannot be made to run. */
export function cannotRun(output: string): OperatorError {
  const as = process.getuid?.() === 0 ? ' L’utilisateur root ne peut pas toujours le lancer dans ce dossier.' : ''
  return new OperatorError(
    `La base PostgreSQL intégrée ne démarre pas.${as} Choisissez un autre dossier avec AMIABLE_DATA, lancez Amiable ` +
      `sous un utilisateur ordinaire, ou indiquez une base existante dans DATABASE_URL. Détail :\n${output.trim().slice(-2000)}`,
  )
}
