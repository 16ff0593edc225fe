import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { type DatabaseAddress, withDatabase } from '../database-address.ts'
import { startEmbeddedPostgres } from '../embedded-postgres.ts'
import { migrate } from '../migrate.ts'
import { stopPostmaster } from '../postmaster.ts'
import { processStartMark } from '../process-identity.ts'

/** What the run's cluster offers to each test file. */
export type TestCluster = {
  /** As the superuser. */
  readonly admin: DatabaseAddress
  /** The migrated database that `testDatabase` copies, as its owner. */
  readonly template: DatabaseAddress
}

declare module 'vitest' {
  interface ProvidedContext {
    cluster: TestCluster
  }
}

const PREFIX = 'amiable-test-'
const TEMPLATE = 'amiable_template'

/** Vitest's global setup of the `db` project: one PostgreSQL for the run, without sync, with a migrated template. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  await sweepAbandoned()
  const folder = mkdtempSync(join(tmpdir(), `${PREFIX}${process.pid}-`))
  const postgres = await startEmbeddedPostgres(folder, { durable: false })
  const template = withDatabase(postgres.address, TEMPLATE)
  await createTemplate(postgres.adminAddress, template)
  project.provide('cluster', { admin: postgres.adminAddress, template })
  return async () => {
    await postgres.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

async function createTemplate(admin: DatabaseAddress, template: DatabaseAddress): Promise<void> {
  const client = new pg.Client(admin)
  await client.connect()
  await client.query(`create database ${TEMPLATE} owner amiable_owner`)
  await client.end()
  await migrate(template)
}

/** A run that was killed leaves its cluster alive: the next run ends it. */
async function sweepAbandoned(): Promise<void> {
  for (const name of readdirSync(tmpdir()).filter((entry) => entry.startsWith(PREFIX))) {
    if (processStartMark(Number(name.slice(PREFIX.length).split('-')[0])) !== null) continue
    const folder = join(tmpdir(), name)
    await stopPostmaster(join(folder, 'postgres'))
    rmSync(folder, { recursive: true, force: true })
  }
}
