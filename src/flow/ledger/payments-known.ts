import type { Day } from '../../domain/day.ts'
import { accept, type Outcome, refuse } from '../../domain/refusal.ts'
import type { Tx } from '../../platform/db.ts'
import { appendEvent } from '../timeline/append.ts'

export type PaymentsKnown = {
  readonly creditorId: string
  readonly untilDay: Day
  /** `person`, or the format of the file that says so. */
  readonly source: string
  readonly importBatchId?: string | null
}

/**
 * Notes up to what day the payments of a creditor are known: nobody is chased on older knowledge. Refusals: `not_found` (creditor),
 * `payments_known_ahead` { untilDay, today }: nobody knows tomorrow's payments.
 */
export async function notePaymentsKnown(
  tx: Tx,
  tenantId: string,
  actor: string,
  known: PaymentsKnown,
  today: Day,
): Promise<Outcome<{ done: true }>> {
  const { creditorId, untilDay, source, importBatchId = null } = known
  if (untilDay > today) return refuse('payments_known_ahead', { untilDay, today })
  const creditor = await tx
    .selectFrom('creditor')
    .select('creditor_id')
    .where('tenant_id', '=', tenantId)
    .where('creditor_id', '=', creditorId)
    .executeTakeFirst()
  if (!creditor) return refuse('not_found', { id: creditorId })
  await tx
    .insertInto('payments_known')
    .values({
      tenant_id: tenantId,
      creditor_id: creditorId,
      until_day: untilDay,
      source,
      import_batch_id: importBatchId,
      recorded_by: actor,
    })
    .execute()
  await appendEvent(tx, tenantId, { kind: 'payments_known', actor, facts: { creditorId, untilDay, source } })
  return accept({ done: true })
}
