import { z } from 'zod'
import { DUE_ORIGINS } from '../../domain/invoice.ts'
import { accept, type Outcome, refuse } from '../../domain/refusal.ts'
import type { Tx } from '../../platform/db.ts'
import { DayShape, Id } from '../../platform/http/shapes.ts'
import { AbsentShape } from './contract.ts'
import { type Inspection, mappingSchema } from './formats/table/mapping.ts'

const FiguresShape = z.strictObject({
  issuedOn: DayShape,
  dueOn: DayShape,
  dueOrigin: z.enum(DUE_ORIGINS),
  amountCents: z.int(),
})

/** What an import keeps of how it was read and of what it changed, so that it can be read again and undone. */
export const OptionsShape = z.object({
  mapping: mappingSchema.nullable().default(null),
  inspection: z.custom<Inspection>().nullable().default(null),
  /** Invoices that a newer list no longer names. */
  absent: z.array(AbsentShape).default([]),
  /** Invoices that it corrected, with their former figures. */
  corrected: z.array(z.object({ invoiceId: Id('inv'), debtorId: Id('deb'), before: FiguresShape })).default([]),
  /** What it said that entries already there settle. */
  placed: z.array(z.object({ entryId: Id('ent'), invoiceId: Id('inv'), amountCents: z.int() })).default([]),
  /** Debtors of whom it filled blanks, with the names of the fields. */
  filled: z
    .array(z.object({ debtorId: Id('deb'), fields: z.array(z.enum(['reference', 'siren', 'vatNumber', 'address'])) }))
    .default([]),
})
export type BatchOptions = z.output<typeof OptionsShape>

export type Batch = {
  readonly importBatchId: string
  readonly creditorId: string
  readonly fileName: string
  readonly fileSha256: string
  readonly format: string
  readonly state: 'previewed' | 'committed' | 'undone'
  readonly options: BatchOptions
}

/** An import of the office, held until the end of the transaction: two clicks commit it once. Refusal: `not_found`. */
export async function holdBatch(tx: Tx, tenantId: string, importBatchId: string): Promise<Outcome<Batch>> {
  const row = await tx
    .selectFrom('import_batch')
    .select(['creditor_id', 'file_name', 'file_sha256', 'format', 'state', 'options'])
    .where('tenant_id', '=', tenantId)
    .where('import_batch_id', '=', importBatchId)
    .forUpdate()
    .executeTakeFirst()
  if (!row) return refuse('not_found', { id: importBatchId })
  return accept({
    importBatchId,
    creditorId: row.creditor_id,
    fileName: row.file_name,
    fileSha256: row.file_sha256,
    format: row.format,
    state: row.state,
    options: OptionsShape.parse(row.options),
  })
}
