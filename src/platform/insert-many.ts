import { type Insertable, sql } from 'kysely'
import type { Database, Tx } from './db.ts'

/** Rows of one statement: one parameter of some megabytes, whatever the number of columns. */
const CHUNK_ROWS = 5_000

/**
 * Inserts any number of rows, in statements of 5,000. Every row has the same keys; jsonb columns are not for this function.
 * A row that a unique key refuses is left out. Returns, for the rows inserted, the value of `returning`.
 */
export async function insertMany<T extends keyof Database, C extends keyof Database[T] & string>(
  tx: Tx,
  table: T,
  rows: readonly Insertable<Database[T]>[],
  returning: C,
): Promise<string[]> {
  const inserted: string[] = []
  for (let at = 0; at < rows.length; at += CHUNK_ROWS) {
    inserted.push(...(await insertChunk(tx, table, rows.slice(at, at + CHUNK_ROWS), returning)))
  }
  return inserted
}

async function insertChunk(tx: Tx, table: string, rows: readonly object[], returning: string): Promise<string[]> {
  const columns = sql.join(Object.keys(rows[0] ?? {}).map((column) => sql.ref(column)))
  const done = await sql<{ key: string }>`
    insert into ${sql.table(table)} (${columns})
    select ${columns} from json_populate_recordset(null::${sql.table(table)}, ${JSON.stringify(rows)})
    on conflict do nothing
    returning ${sql.ref(returning)} as key`.execute(tx)
  return done.rows.map(({ key }) => key)
}
