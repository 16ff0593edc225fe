import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { inject } from 'vitest'
import { type DatabaseAddress, withDatabase } from '../database-address.ts'
import { type Db, openDb, openOwnerDb } from '../db.ts'

export type TestDatabase = {
  /** As the application: row-level security holds. */
  readonly db: Db
  /** As the owner of the tables. */
  readonly owner: Db
  /** The owner's address, for what opens its own connections. */
  readonly address: DatabaseAddress
  /** Closes both and drops the database. */
  readonly close: () => Promise<void>
}

/** A migrated database of its own for one test file: call it in `beforeAll`, and `close` in `afterAll`. */
export async function testDatabase(): Promise<TestDatabase> {
  const { admin, template } = inject('cluster')
  const name = `test_${randomBytes(6).toString('hex')}`
  const from = 'database' in template ? template.database : ''
  await onServer(admin, `create database ${name} template ${from} owner amiable_owner`)
  const address = withDatabase(template, name)
  const db = await openDb(address, { max: 4 })
  const owner = openOwnerDb(address, { max: 2 })
  const close = async () => {
    await Promise.all([db.destroy(), owner.destroy()])
    await onServer(admin, `drop database ${name} with (force)`)
  }
  return { db, owner, address, close }
}

async function onServer(admin: DatabaseAddress, statement: string): Promise<void> {
  const client = new pg.Client(admin)
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}
