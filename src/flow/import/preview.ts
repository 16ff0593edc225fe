import { readFile as readBytes } from 'node:fs/promises'
import type { Day } from '../../domain/day.ts'
import { accept, type Outcome, refuse } from '../../domain/refusal.ts'
import { type Db, inTenant, type Tx } from '../../platform/db.ts'
import type { Documents } from '../../platform/documents.ts'
import { newId } from '../../platform/ids.ts'
import { type CollectedFile, collectFile } from './collect-file.ts'
import type { ImportFile } from './contract.ts'
import type { Inspection, Mapping } from './formats/table/mapping.ts'
import { type Batch, type BatchOptions, holdBatch } from './import-batch.ts'
import { resultColumns } from './import-result.ts'
import { recallMapping, rememberMapping } from './mapping-memory.ts'
import { type ImportPlan, planImport } from './plan-import.ts'
import { gatherLedger, readAbsent } from './queries.ts'
import { detectFormat } from './read-file.ts'
import { readImport } from './read-imports.ts'
import { readInWorker } from './read-in-worker.ts'
import type { ImportSource } from './source.ts'

export type ImportServices = { readonly db: Db; readonly documents: Documents }

export type PreviewRequest = {
  readonly creditorId: string
  readonly source: ImportSource
  readonly today: Day
  readonly now: Date
}

/**
 * Reads a file, compares it with the ledger of a creditor and keeps both the file and the answer; writes nothing in the ledger. A file with
 * wrong lines or wrong columns is kept too: its problems are in the answer, and its columns can be corrected (`remap`).
 * Refusals: `not_found` (creditor), those of `detectFormat`.
 */
export async function previewImport(
  services: ImportServices,
  tenantId: string,
  actor: string,
  request: PreviewRequest,
): Promise<Outcome<ImportFile>> {
  const { creditorId, source, today, now } = request
  const format = await detectFormat(source)
  if (!format.ok) return format
  const seen = new SeenColumns(services.db, tenantId, creditorId)
  const file = await collectFile(readInWorker(source, { today, mapping: (inspection) => seen.choose(inspection) }))
  const fileSha256 = await services.documents.put(await bytesOf(source))
  const batch: Batch = {
    importBatchId: newId('imp'),
    creditorId,
    fileName: source.name,
    fileSha256,
    format: format.value.id,
    state: 'previewed',
    options: { mapping: seen.recalled, inspection: seen.inspection, absent: [], corrected: [], filled: [], placed: [] },
  }
  return inTenant(services.db, tenantId, async (tx) => {
    const plan = await compare(tx, tenantId, batch, file)
    if (!plan.ok) return plan
    await tx
      .insertInto('import_batch')
      .values({
        tenant_id: tenantId,
        import_batch_id: batch.importBatchId,
        creditor_id: creditorId,
        file_name: source.name,
        file_sha256: fileSha256,
        format: batch.format,
        state: 'previewed',
        created_by: actor,
        created_at: now,
        options: JSON.stringify(await withAbsent(tx, tenantId, batch, file)),
        ...resultColumns(plan.value),
      })
      .execute()
    return readImport(tx, tenantId, batch.importBatchId)
  })
}

/**
 * Reads the same file again with the columns as a person corrected them, and remembers them for the next file with these headings.
 * Refusals: `not_found`, `import_already_committed`, `import_already_undone`.
 */
export async function remapImport(
  services: ImportServices,
  tenantId: string,
  actor: string,
  importBatchId: string,
  mapping: Mapping,
  today: Day,
  now: Date,
): Promise<Outcome<ImportFile>> {
  const held = await inTenant(services.db, tenantId, (tx) => holdPreviewed(tx, tenantId, importBatchId))
  if (!held.ok) return held
  const source = await keptSource(services.documents, held.value)
  const file = await collectFile(readInWorker(source, { today, mapping }))
  return inTenant(services.db, tenantId, async (tx) => {
    const still = await holdPreviewed(tx, tenantId, importBatchId)
    if (!still.ok) return still
    const { inspection } = still.value.options
    const options: BatchOptions = {
      ...still.value.options,
      mapping,
      inspection: inspection && { ...inspection, mapping },
    }
    const batch = { ...still.value, options }
    const plan = await compare(tx, tenantId, batch, file)
    if (!plan.ok) return plan
    await rememberMapping(tx, tenantId, batch.creditorId, actor, mapping, now)
    await tx
      .updateTable('import_batch')
      .set({ options: JSON.stringify(await withAbsent(tx, tenantId, batch, file)), ...resultColumns(plan.value) })
      .where('tenant_id', '=', tenantId)
      .where('import_batch_id', '=', importBatchId)
      .execute()
    return readImport(tx, tenantId, batch.importBatchId)
  })
}

/** The columns of a file, as they seem, or as a person decided them for the same headings. */
class SeenColumns {
  inspection: Inspection | null = null
  recalled: Mapping | null = null
  readonly #recall: (fingerprint: string) => Promise<Mapping | null>

  constructor(db: Db, tenantId: string, creditorId: string) {
    this.#recall = (fingerprint) => inTenant(db, tenantId, (tx) => recallMapping(tx, tenantId, creditorId, fingerprint))
  }

  async choose(inspection: Inspection | null): Promise<Mapping | null> {
    this.recalled = inspection && (await this.#recall(inspection.mapping.fingerprint))
    this.inspection = inspection && this.recalled ? { ...inspection, mapping: this.recalled } : inspection
    return this.recalled
  }
}

const MOST_ABSENT = 200

/** A list of invoices is compared the other way too: what it no longer names was probably paid. Books name everything. */
async function withAbsent(
  tx: Tx,
  tenantId: string,
  { creditorId, options }: Batch,
  file: CollectedFile,
): Promise<BatchOptions> {
  if (options.inspection === null || file.invoices.length === 0) return options
  const numbers = file.invoices.map(({ number }) => number)
  return { ...options, absent: await readAbsent(tx, tenantId, creditorId, numbers, MOST_ABSENT) }
}

/** Gathers what the ledger knows and decides. Refusal: `not_found` (creditor). */
export async function compare(
  tx: Tx,
  tenantId: string,
  batch: Batch,
  file: CollectedFile,
): Promise<Outcome<ImportPlan>> {
  const facts = await gatherLedger(tx, tenantId, batch.creditorId, file)
  return facts ? accept(planImport(batch.fileName, file, facts)) : refuse('not_found', { id: batch.creditorId })
}

/** An import that may still be committed. Refusals: `not_found`, `import_already_committed`, `import_already_undone`. */
export async function holdPreviewed(tx: Tx, tenantId: string, importBatchId: string): Promise<Outcome<Batch>> {
  const held = await holdBatch(tx, tenantId, importBatchId)
  if (!held.ok || held.value.state === 'previewed') return held
  return refuse(held.value.state === 'committed' ? 'import_already_committed' : 'import_already_undone')
}

/** The bytes that were kept when the file came, under the name it had. */
export async function keptSource(documents: Documents, batch: Batch): Promise<ImportSource> {
  return { name: batch.fileName, bytes: await documents.get(batch.fileSha256) }
}

const bytesOf = async (source: ImportSource): Promise<Uint8Array> =>
  'bytes' in source ? source.bytes : readBytes(source.path)
