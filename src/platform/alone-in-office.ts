import { sql } from 'kysely'
import type { Db } from './db.ts'

/**
 * Runs `work` while no other process works so in this office, waiting for it to end: the daily pass, the same pass by the command line, the
 * filling with sample data. Held on a connection of its own: a process that dies gives the office back.
 */
export function aloneInOffice<T>(db: Db, tenantId: string, work: () => Promise<T>): Promise<T> {
  return db.connection().execute(async (held) => {
    const key = sql`hashtextextended(${`office ${tenantId}`}, 0)`
    await sql`select pg_advisory_lock(${key})`.execute(held)
    try {
      return await work()
    } finally {
      await sql`select pg_advisory_unlock(${key})`.execute(held)
    }
  })
}
