import { type Day, earliest } from '../../domain/day.ts'
import { accept, type Outcome, refuse } from '../../domain/refusal.ts'
import { inTenant, type Tx } from '../../platform/db.ts'
import { notePaymentsKnown } from '../ledger/post-entries.ts'
import { appendEvent } from '../timeline/append.ts'
import { type CollectedFile, collectFile } from './collect-file.ts'
import type { ImportCounts } from './contract.ts'
import { type Entered, enterPlan } from './enter-plan.ts'
import type { Batch, BatchOptions } from './import-batch.ts'
import { countPlan, resultColumns } from './import-result.ts'
import { LedgerMoved } from './ledger-moved.ts'
import type { ImportPlan } from './plan-import.ts'
import { compare, holdPreviewed, type ImportServices, keptSource } from './preview.ts'
import { readInWorker } from './read-in-worker.ts'

export type Committed = { readonly importId: string; readonly counts: ImportCounts }

/**
 * Enters in the ledger what a preview showed, all or nothing, in one transaction. The file is read again from the bytes that were kept and
 * compared with the ledger of now, so that what was entered since the preview is not entered twice (I7).
 * Refusals: `not_found`, `import_already_committed`, `import_already_undone`, `import_file_refused` { code }, `import_ledger_changed`
 * (the ledger moved under the transaction: asking again is enough).
 */
export async function commitImport(
  services: ImportServices,
  tenantId: string,
  actor: string,
  importBatchId: string,
  today: Day,
  now: Date,
): Promise<Outcome<Committed>> {
  const previewed = await inTenant(services.db, tenantId, (tx) => holdPreviewed(tx, tenantId, importBatchId))
  if (!previewed.ok) return previewed
  const { options } = previewed.value
  const source = await keptSource(services.documents, previewed.value)
  const file = await collectFile(readInWorker(source, { today, mapping: options.mapping }))
  try {
    return await inTenant(services.db, tenantId, async (tx) => {
      const batch = await holdPreviewed(tx, tenantId, importBatchId)
      return batch.ok ? await enterBatch(tx, tenantId, actor, batch.value, file, today, now) : batch
    })
  } catch (error) {
    if (error instanceof LedgerMoved) return refuse('import_ledger_changed')
    throw error
  }
}

async function enterBatch(
  tx: Tx,
  tenantId: string,
  actor: string,
  batch: Batch,
  file: CollectedFile,
  today: Day,
  now: Date,
): Promise<Outcome<Committed>> {
  const plan = await compare(tx, tenantId, batch, file)
  if (!plan.ok) return plan
  const refused = plan.value.problems.find(({ severity }) => severity === 'file_refused')
  if (refused) return refuse('import_file_refused', { code: refused.code })
  const entered = await enterPlan(tx, tenantId, actor, batch, plan.value, today)
  await notePayments(tx, tenantId, actor, batch, file, today)
  const counts = countPlan(plan.value)
  await recordCommitted(tx, tenantId, batch, plan.value, entered, now)
  const { importBatchId, creditorId, fileName } = batch
  await appendEvent(tx, tenantId, {
    kind: 'import_committed',
    actor,
    facts: { importBatchId, creditorId, fileName, counts },
  })
  return accept({ importId: importBatchId, counts })
}

async function recordCommitted(
  tx: Tx,
  tenantId: string,
  batch: Batch,
  plan: ImportPlan,
  entered: Entered,
  now: Date,
): Promise<void> {
  const options: BatchOptions = { ...batch.options, ...entered }
  await tx
    .updateTable('import_batch')
    .set({ state: 'committed', committed_at: now, options: JSON.stringify(options), ...resultColumns(plan) })
    .where('tenant_id', '=', tenantId)
    .where('import_batch_id', '=', batch.importBatchId)
    .execute()
}

/** Books, lists of payments and balances say up to what day payments are known: nobody is chased on older knowledge. A bare list of invoices does not say. */
async function notePayments(
  tx: Tx,
  tenantId: string,
  actor: string,
  batch: Batch,
  file: CollectedFile,
  today: Day,
): Promise<void> {
  const last = file.facts?.lastEntryOn
  if (!last) return
  const { creditorId, format, importBatchId } = batch
  await notePaymentsKnown(
    tx,
    tenantId,
    actor,
    { creditorId, untilDay: earliest(last, today), source: format, importBatchId },
    today,
  )
}
