import { readEmailAddress } from '../../domain/email-address.ts'
import { accept, type Outcome, refuse } from '../../domain/refusal.ts'
import type { Tx } from '../../platform/db.ts'
import { newId } from '../../platform/ids.ts'
import { appendEvent } from '../timeline/append.ts'
import { wireAddress } from './channels/email.ts'
import { eventOfDelivery, lockAct, lockDeliveries } from './delivery-rows.ts'

/**
 * A person asks that an e-mail which failed be sent again, to the address of the debtor as it is now, or to the one given. Judged again
 * like any other before it leaves. Refusals: `not_found`, `act_not_open` { state }, `not_an_email`, `nothing_failed` (never twice the same
 * reminder: one sent, on its way or in doubt is not sent again), `no_recipient` (no contact with an address that is not refused: it is
 * corrected there first), those of `readEmailAddress`.
 */
export async function askResend(
  tx: Tx,
  tenantId: string,
  actor: string,
  actionId: string,
  recipient: string | null,
): Promise<Outcome<{ readonly id: string }>> {
  const act = await lockAct(tx, tenantId, actionId)
  if (!act) return refuse('not_found', { id: actionId })
  if (act.channel !== 'email') return refuse('not_an_email', { channel: act.channel })
  if (act.state !== 'approved') return refuse('act_not_open', { state: act.state })
  const deliveries = await lockDeliveries(tx, tenantId, { actionIds: [actionId] })
  const failed = deliveries.filter((one) => one.state === 'failed')
  const last = failed.at(-1)
  if (!last || deliveries.some((one) => !['failed', 'cancelled'].includes(one.state))) {
    return refuse('nothing_failed', { states: deliveries.map((one) => one.state) })
  }
  if (!(await hasAddress(tx, tenantId, last.debtor_id))) return refuse('no_recipient', { channel: 'email' })
  if (recipient === null) {
    await reserve(tx, tenantId, last.delivery_id, null)
    await appendEvent(tx, tenantId, eventOfDelivery(last, 'delivery_asked_again', actor, { recipientChosen: false }))
    return accept({ id: last.delivery_id })
  }
  const read = readEmailAddress(recipient)
  const address = read.ok ? wireAddress(read.value) : read
  if (!address.ok) return address
  const deliveryId = await reserveFor(tx, tenantId, actionId, last.debtor_id, address.value, actor)
  const asked = { ...last, delivery_id: deliveryId }
  await appendEvent(tx, tenantId, eventOfDelivery(asked, 'delivery_asked_again', actor, { recipientChosen: true }))
  return accept({ id: deliveryId })
}

async function hasAddress(tx: Tx, tenantId: string, debtorId: string): Promise<boolean> {
  const contacts = tx.selectFrom('contact').select('contact_id').where('tenant_id', '=', tenantId)
  const usable = contacts
    .where('debtor_id', '=', debtorId)
    .where('email', 'is not', null)
    .where('email_refused_on', 'is', null)
  return (await usable.where('removed_at', 'is', null).executeTakeFirst()) !== undefined
}

/** A new series of tries: the twenty-four hours begin again. */
const AGAIN = {
  state: 'reserved',
  tries: 0,
  retry_at: null,
  settled_at: null,
  failure_code: null,
  done_on: null,
} as const

async function reserve(tx: Tx, tenantId: string, deliveryId: string, chosenBy: string | null): Promise<void> {
  const row = tx
    .updateTable('delivery')
    .set({ ...AGAIN, settled_by: chosenBy })
    .where('tenant_id', '=', tenantId)
  await row.where('delivery_id', '=', deliveryId).execute()
}

async function reserveFor(
  tx: Tx,
  tenantId: string,
  actionId: string,
  debtorId: string,
  recipient: string,
  actor: string,
): Promise<string> {
  const { delivery_id } = await tx
    .insertInto('delivery')
    .values({
      tenant_id: tenantId,
      delivery_id: newId('dlv'),
      action_id: actionId,
      debtor_id: debtorId,
      channel: 'email',
      recipient,
      state: 'reserved',
      settled_by: actor,
    })
    .onConflict((conflict) =>
      conflict.columns(['tenant_id', 'action_id', 'channel', 'recipient']).doUpdateSet({ ...AGAIN, settled_by: actor }),
    )
    .returning('delivery_id')
    .executeTakeFirstOrThrow()
  return delivery_id
}
