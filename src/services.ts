import { mkdirSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Config } from './platform/config.ts'
import type { DatabaseAddress } from './platform/database-address.ts'
import { type Db, openDb, type Tx } from './platform/db.ts'
import { checkDisk } from './platform/disk.ts'
import { type Documents, openDocuments } from './platform/documents.ts'
import { findEmbeddedPostgres, startEmbeddedPostgres } from './platform/embedded-postgres.ts'
import { type FolderHolder, folderHolder, lockFolder } from './platform/folder-lock.ts'
import type { Log } from './platform/log.ts'
import { migrate } from './platform/migrate.ts'
import { OperatorError } from './platform/operator-error.ts'
import { openQueue } from './platform/queue.ts'
import { installationSecret } from './platform/secret.ts'

/** What the server, the worker and the commands work with. */
export type Services = {
  readonly config: Config
  readonly db: Db
  readonly documents: Documents
  /** Seals passwords and signs links. */
  readonly secret: string
  readonly log: Log
  /** Wakes a job of `schedule.ts`; inside a transaction, when it commits. Does nothing when no server runs: it wakes all at its start. */
  readonly wake: (job: string, tx?: Tx) => Promise<void>
}

/** The database of a data folder, held for this process. */
export type HeldDatabase = {
  /** As the owner of the tables. */
  readonly address: DatabaseAddress
  /** Stops what was started and gives the folder back. */
  readonly release: () => Promise<void>
}

/**
 * Takes the data folder for a server and brings its database up to date: lock, free space, own PostgreSQL or `DATABASE_URL`, migrations.
 * @throws OperatorError within 2 s, naming the pid, when another Amiable has the folder.
 */
export async function holdDatabase(
  config: Config,
  log: Log,
  purpose: FolderHolder['purpose'] = 'server',
): Promise<HeldDatabase> {
  mkdirSync(config.dataFolder, { recursive: true })
  const lock = lockFolder(config.dataFolder, purpose)
  if (!lock.taken) throw new OperatorError(alreadyRunning(lock.holder, config.dataFolder))
  let stop = async () => {}
  const release = async () => {
    await stop()
    lock.release()
  }
  try {
    const warning = checkDisk(config.dataFolder)
    if (warning) log.warn(warning)
    const database = await openAddress(config, log)
    stop = database.stop
    const applied = await migrate(database.address)
    if (applied.length > 0) log.info({ applied }, 'migrations')
    return { address: database.address, release }
  } catch (error) {
    await release()
    throw error
  }
}

async function openAddress(config: Config, log: Log): Promise<{ address: DatabaseAddress; stop: () => Promise<void> }> {
  if (config.databaseUrl !== null) return { address: { connectionString: config.databaseUrl }, stop: async () => {} }
  const onTrouble = (error: unknown) => log.error({ err: error }, 'postgres')
  return startEmbeddedPostgres(config.dataFolder, { onTrouble })
}

function alreadyRunning({ pid, host, purpose }: FolderHolder, folder: string): string {
  const what = purpose === 'server' ? 'Amiable tourne déjà' : 'Une commande d’Amiable est en cours'
  return (
    `${what} sur ce dossier de données (${folder}) : processus ${pid} sur ${host}. ` +
    'Arrêtez-le d’abord, attendez qu’il finisse, ou choisissez un autre dossier avec AMIABLE_DATA.'
  )
}

/** Opens the services on a database that is up to date. */
export async function openServices(
  config: Config,
  log: Log,
  address: DatabaseAddress,
  wake: Services['wake'],
): Promise<{ services: Services; close: () => Promise<void> }> {
  const db = await openDb(address)
  const documents = openDocuments(config.dataFolder)
  const secret = installationSecret(config.dataFolder, config.secret)
  return { services: { config, db, documents, secret, log, wake }, close: () => db.destroy() }
}

const noServer: Services['wake'] = async () => {}

/** How long a command waits for a server that is starting, or for another command that ends. */
const COMMAND_WAIT_MS = 30_000

/**
 * Opens the services for one command, whether or not a server runs: joins the server's database when there is one, otherwise holds
 * the folder for as long as the command lasts.
 * @throws OperatorError when another command keeps the folder for more than 30 s.
 */
export async function openForCommand(
  config: Config,
  log: Log,
): Promise<{ services: Services; close: () => Promise<void> }> {
  for (let waitedMs = 0; ; waitedMs += 100) {
    const holder = folderHolder(config.dataFolder)
    const server = holder?.purpose === 'server' ? serverAddress(config) : null
    if (server !== null) return joinServer(config, log, server)
    if (holder === null) return openAlone(config, log)
    if (waitedMs >= COMMAND_WAIT_MS) throw new OperatorError(alreadyRunning(holder, config.dataFolder))
    await sleep(100)
  }
}

function serverAddress(config: Config): DatabaseAddress | null {
  return config.databaseUrl === null
    ? findEmbeddedPostgres(config.dataFolder)
    : { connectionString: config.databaseUrl }
}

async function joinServer(config: Config, log: Log, address: DatabaseAddress) {
  const queue = await openQueue(address, [], { works: false, log })
  const opened = await openServices(config, log, address, queue.wake)
  const close = async () => {
    await queue.stop()
    await opened.close()
  }
  return { services: opened.services, close }
}

async function openAlone(config: Config, log: Log) {
  const held = await holdDatabase(config, log, 'command')
  try {
    const opened = await openServices(config, log, held.address, noServer)
    const close = async () => {
      await opened.close()
      await held.release()
    }
    return { services: opened.services, close }
  } catch (error) {
    await held.release()
    throw error
  }
}
