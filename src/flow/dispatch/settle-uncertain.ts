import { accept, type Outcome, refuse } from '../../domain/refusal.ts'
import type { Tx } from '../../platform/db.ts'
import { appendEvent } from '../timeline/append.ts'
import { eventOfDelivery, lockDeliveries } from './delivery-rows.ts'

/** What a person found: the message left, or it did not. */
export type Finding = 'sent' | 'not_sent'

/**
 * A person settles a delivery in doubt, after looking in the sent folder, the bounces or the answers (reliability A3). Found not sent, it
 * is a failure that asks what to do next: nothing leaves again by itself. Refusals: `not_found`, `delivery_not_uncertain` { state }.
 */
export async function settleUncertain(
  tx: Tx,
  tenantId: string,
  actor: string,
  deliveryId: string,
  found: Finding,
  now: Date,
): Promise<Outcome<{ readonly done: true }>> {
  const [delivery] = await lockDeliveries(tx, tenantId, { deliveryIds: [deliveryId] })
  if (!delivery) return refuse('not_found', { id: deliveryId })
  if (delivery.state !== 'uncertain') return refuse('delivery_not_uncertain', { state: delivery.state })
  const settled = { settled_by: actor, settled_at: now }
  const change =
    found === 'sent'
      ? { ...settled, state: 'sent' as const, failure_code: null }
      : { ...settled, state: 'failed' as const, failure_code: 'not_sent', done_on: null }
  const row = tx.updateTable('delivery').set(change).where('tenant_id', '=', tenantId)
  await row.where('delivery_id', '=', deliveryId).execute()
  await appendEvent(tx, tenantId, eventOfDelivery(delivery, 'delivery_settled', actor, { found }))
  return accept({ done: true })
}
