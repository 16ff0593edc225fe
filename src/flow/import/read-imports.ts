import { sql } from 'kysely'
import { EUR } from '../../domain/money.ts'
import { accept, type Outcome, refuse } from '../../domain/refusal.ts'
import type { Tx } from '../../platform/db.ts'
import { CountsShape, type ImportBatch, type ImportFile, StoredProblem } from './contract.ts'
import { OptionsShape } from './import-batch.ts'
import { committedBefore } from './queries.ts'

type Row = {
  readonly import_batch_id: string
  readonly creditor_id: string
  readonly file_name: string
  readonly file_sha256: string
  readonly format: string
  readonly state: ImportBatch['state']
  readonly created_at: Date
  readonly created_by_name: string | null
  readonly committed_at: Date | null
  readonly undone_at: Date | null
  readonly counts: unknown
}

const COLUMNS = sql`
  b.import_batch_id, b.creditor_id, b.file_name, b.file_sha256, b.format, b.state, b.created_at, u.name as created_by_name,
  b.committed_at, b.undone_at, b.counts`

function batchOf(row: Row): ImportBatch {
  const counts = CountsShape.parse(row.counts)
  const euros = counts.totals.find(({ currency }) => currency === EUR)
  return {
    importId: row.import_batch_id,
    creditorId: row.creditor_id,
    fileName: row.file_name,
    format: row.format,
    state: row.state,
    createdAt: row.created_at.toISOString(),
    createdByName: row.created_by_name,
    committedAt: row.committed_at?.toISOString() ?? null,
    undoneAt: row.undone_at?.toISOString() ?? null,
    counts,
    totalCents: euros ? euros.invoicedCents - euros.creditedCents : 0,
  }
}

/** The imports of the office, the last one first: identifiers grow with time. */
export async function listImports(
  tx: Tx,
  tenantId: string,
  page: { readonly limit: number; readonly before: string | null },
): Promise<ImportBatch[]> {
  const before = page.before === null ? sql`` : sql`and b.import_batch_id < ${page.before}`
  const { rows } = await sql<Row>`
    select ${COLUMNS} from import_batch b left join auth.user u on u.id = b.created_by
    where b.tenant_id = ${tenantId} ${before} order by b.import_batch_id desc limit ${page.limit}`.execute(tx)
  return rows.map(batchOf)
}

/** One import with its problems and its columns. Refusal: `not_found`. */
export async function readImport(tx: Tx, tenantId: string, importId: string): Promise<Outcome<ImportFile>> {
  const { rows } = await sql<Row & { readonly problems: unknown; readonly options: unknown }>`
    select ${COLUMNS}, b.problems, b.options from import_batch b left join auth.user u on u.id = b.created_by
    where b.tenant_id = ${tenantId} and b.import_batch_id = ${importId}`.execute(tx)
  const [row] = rows
  if (!row) return refuse('not_found', { id: importId })
  const { inspection, absent } = OptionsShape.parse(row.options)
  const before =
    row.state === 'previewed' ? await committedBefore(tx, tenantId, row.creditor_id, row.file_sha256) : null
  const problems = StoredProblem.array().parse(row.problems)
  return accept({ ...batchOf(row), problems, inspection, absent, committedBeforeAt: before?.toISOString() ?? null })
}
