import type { Tx } from '../../platform/db.ts'
import type { CollectedFile } from './collect-file.ts'
import type { Inspection } from './formats/table/mapping.ts'
import type { Batch } from './import-batch.ts'
import { countPlan, type ImportCounts, keptProblems } from './import-result.ts'
import type { LineProblem } from './model.ts'
import type { ImportPlan } from './plan-import.ts'
import { type AbsentInvoice, committedBefore, readAbsent } from './queries.ts'

/** What would be done with a file, before anything is. */
export type ImportPreview = {
  readonly importBatchId: string
  readonly format: string
  readonly counts: ImportCounts
  /** The worst first; `problemsLeft` more are not shown. */
  readonly problems: readonly LineProblem[]
  readonly problemsLeft: number
  /** The columns and what they mean; null for formats whose columns have one meaning. */
  readonly inspection: Inspection | null
  /** The same bytes were imported before, at that instant, and are still there. */
  readonly committedBeforeAt: Date | null
  /** Imported invoices still open that this list of invoices no longer names: probably paid, or not exported. */
  readonly absent: readonly AbsentInvoice[]
}

const MOST_ABSENT = 200

/** Puts a preview in words that a page can show. */
export async function describePreview(
  tx: Tx,
  tenantId: string,
  batch: Batch,
  file: CollectedFile,
  plan: ImportPlan,
): Promise<ImportPreview> {
  const { importBatchId, creditorId, format, fileSha256, options } = batch
  const { problems, left } = keptProblems(plan.problems)
  const isList = options.inspection !== null && file.invoices.length > 0
  const numbers = file.invoices.map(({ number }) => number)
  return {
    importBatchId,
    format,
    counts: countPlan(plan),
    problems,
    problemsLeft: left,
    inspection: options.inspection,
    committedBeforeAt: await committedBefore(tx, tenantId, creditorId, fileSha256),
    absent: isList ? await readAbsent(tx, tenantId, creditorId, numbers, MOST_ABSENT) : [],
  }
}
