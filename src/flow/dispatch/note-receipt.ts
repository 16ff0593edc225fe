import type { Day } from '../../domain/day.ts'
import { accept, type Outcome, refuse } from '../../domain/refusal.ts'
import type { Tx } from '../../platform/db.ts'
import { appendEvent } from '../timeline/append.ts'
import { byHand } from './channels/index.ts'
import { readRegisteredNumber } from './channels/registered.ts'
import { type DeliveryRow, eventOfDelivery, lockDeliveries } from './delivery-rows.ts'

/** What the slips of a letter say, typed by a person; what is absent is left as it is. */
export type Receipt = {
  readonly trackingNumber?: string | null
  readonly depositedOn?: Day | null
  readonly presentedOn?: Day | null
  readonly receivedOn?: Day | null
  readonly outcome?: string | null
}

/**
 * Notes the number, the dates and the fate of a letter already posted (S0-25). Refusals: `not_found`, `not_a_letter`, `letter_not_posted`,
 * `registered_number_invalid`, `day_in_future`, `receipt_dates_disordered`, `outcome_unknown`.
 */
export async function noteReceipt(
  tx: Tx,
  tenantId: string,
  actor: string,
  deliveryId: string,
  receipt: Receipt,
  today: Day,
): Promise<Outcome<{ readonly done: true }>> {
  const [letter] = await lockDeliveries(tx, tenantId, { deliveryIds: [deliveryId] })
  if (!letter) return refuse('not_found', { id: deliveryId })
  const change = changeOf(letter, receipt, today)
  if (!change.ok) return change
  const row = tx.updateTable('delivery').set(change.value).where('tenant_id', '=', tenantId)
  await row.where('delivery_id', '=', deliveryId).execute()
  await appendEvent(tx, tenantId, eventOfDelivery(letter, 'receipt_noted', actor, { ...receipt }))
  return accept({ done: true })
}

function changeOf(letter: DeliveryRow, receipt: Receipt, today: Day) {
  if (letter.channel !== 'post' && letter.channel !== 'registered')
    return refuse('not_a_letter', { channel: letter.channel })
  if (letter.state !== 'sent') return refuse('letter_not_posted', { state: letter.state })
  const dates = {
    deposited_on: receipt.depositedOn === undefined ? letter.deposited_on : receipt.depositedOn,
    presented_on: receipt.presentedOn === undefined ? letter.presented_on : receipt.presentedOn,
    received_on: receipt.receivedOn === undefined ? letter.received_on : receipt.receivedOn,
  }
  const days = Object.values(dates).filter((on) => on !== null)
  const future = days.find((on) => on > today)
  if (future) return refuse('day_in_future', { on: future })
  if (days.some((on, at) => at > 0 && on < (days[at - 1] ?? on))) return refuse('receipt_dates_disordered', dates)
  const { outcome, trackingNumber } = receipt
  if (outcome && !byHand(letter.channel)?.afterwards.includes(outcome))
    return refuse('outcome_unknown', { channel: letter.channel, outcome })
  const number = trackingNumber ? readRegisteredNumber(trackingNumber) : null
  if (number && !number.ok) return number
  return accept({
    ...dates,
    // The day of the contact is that of the deposit.
    ...(receipt.depositedOn ? { done_on: receipt.depositedOn } : {}),
    ...(outcome === undefined ? {} : { outcome: outcome ?? 'posted' }),
    ...(trackingNumber === undefined ? {} : { tracking_number: number?.value ?? null }),
  })
}
