import type { PostalAddress } from '../../domain/party.ts'
import { accept, type Outcome, refuse } from '../../domain/refusal.ts'
import type { Db, Tx } from '../../platform/db.ts'
import { inTenant } from '../../platform/db.ts'
import {
  changeDebtors,
  correctInvoices,
  releaseShares,
  type Withdrawn,
  withdrawImport,
} from '../ledger/post-entries.ts'
import { appendEvent } from '../timeline/append.ts'
import { type Batch, holdBatch } from './import-batch.ts'
import { readUses, type Uses } from './read-uses.ts'

/**
 * Takes an import back whole: what it entered goes, what it corrected and filled is as before. Nothing is taken back of an import whose
 * invoices were since chased or worked on, for their history would speak of invoices that are not there.
 * Refusals: `not_found`, `import_not_committed`, `import_already_undone`,
 * `import_correction_settled` (payments above the former amount of a corrected invoice), `import_used` { chased, payments, holds, decisions, laterFiles, numbers }.
 */
export async function undoImport(
  db: Db,
  tenantId: string,
  actor: string,
  importBatchId: string,
  now: Date,
): Promise<Outcome<Withdrawn>> {
  return inTenant(db, tenantId, async (tx) => {
    const held = await holdBatch(tx, tenantId, importBatchId)
    if (!held.ok) return held
    if (held.value.state !== 'committed')
      return refuse(held.value.state === 'undone' ? 'import_already_undone' : 'import_not_committed')
    const corrected = held.value.options.corrected.map(({ invoiceId }) => invoiceId)
    const uses = await readUses(tx, tenantId, importBatchId, corrected)
    if (isUsed(uses)) return refuse('import_used', uses)
    if (!(await writeBack(tx, tenantId, actor, held.value))) return refuse('import_correction_settled')
    const withdrawn = await withdrawImport(tx, tenantId, importBatchId)
    await tx
      .updateTable('import_batch')
      .set({ state: 'undone', undone_at: now, undone_by: actor })
      .where('tenant_id', '=', tenantId)
      .where('import_batch_id', '=', importBatchId)
      .execute()
    const { creditorId, fileName } = held.value
    await appendEvent(tx, tenantId, {
      kind: 'import_undone',
      actor,
      facts: { importBatchId, creditorId, fileName, ...withdrawn },
    })
    return accept(withdrawn)
  })
}

const isUsed = ({ chased, payments, holds, decisions, laterFiles }: Uses) =>
  chased + payments + holds + decisions > 0 || laterFiles.length > 0

const NO_ADDRESS: PostalAddress = { lines: [], postcode: '', city: '', country: 'FR' }
const BLANK = { reference: null, siren: null, vatNumber: null, address: NO_ADDRESS }

/**
 * What it placed waits again; former figures of the invoices that it corrected, blanks of the debtors that it filled. False when a payment since is above the former
 * amount of one of them.
 */
async function writeBack(tx: Tx, tenantId: string, actor: string, { importBatchId, options }: Batch): Promise<boolean> {
  await releaseShares(tx, tenantId, actor, options.placed)
  const corrections = options.corrected.map(({ invoiceId, debtorId, before }) => ({ invoiceId, debtorId, to: before }))
  const corrected = await correctInvoices(tx, tenantId, actor, corrections)
  const blanked = options.filled.map(({ debtorId, fields }) => ({
    debtorId,
    ...Object.fromEntries(fields.map((field) => [field, BLANK[field]])),
  }))
  await changeDebtors(tx, tenantId, actor, blanked, importBatchId)
  return corrected.length === corrections.length
}
