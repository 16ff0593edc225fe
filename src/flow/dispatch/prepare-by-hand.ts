import type { Composed, ComposedEmail } from '../../domain/composed.ts'
import { inTenant, type Tx } from '../../platform/db.ts'
import { newId } from '../../platform/ids.ts'
import { BY_HAND } from './channels/index.ts'
import { actsToPrepare, type DueByHand, lockActToPrepare } from './due-by-hand.ts'
import { isMachineFailure } from './machine-failure.ts'
import { messageRow } from './message-row.ts'
import { parisTime } from './paris-time.ts'
import { recheck } from './recheck.ts'
import { recordBroken, recordUnwritable } from './record-claims.ts'
import type { DispatchServices } from './services.ts'

export type Prepared = { prepared: number; failed: number; held: Record<string, number> }

/**
 * Writes today's letters, call sheets and texts of the approved acts that a person does, archives them and puts them in the list « à
 * faire ». What was prepared another day and not done is written again: its day, its amounts and its deadline are those of the day it
 * leaves. One act, one transaction; one bad record never stops the others (pitfall 51).
 */
export async function prepareByHand(services: DispatchServices, tenantId: string): Promise<Prepared> {
  const now = services.clock()
  const { today } = parisTime(now)
  const result: Prepared = { prepared: 0, failed: 0, held: {} }
  const actionIds = await inTenant(services.db, tenantId, (tx) => actsToPrepare(tx, tenantId, now, today))
  for (const actionId of actionIds) {
    try {
      const outcome = await inTenant(services.db, tenantId, (tx) => prepareOne(tx, services, tenantId, actionId, now))
      if (outcome === 'prepared' || outcome === 'failed') result[outcome]++
      else if (outcome !== null) result.held[outcome.held] = (result.held[outcome.held] ?? 0) + 1
    } catch (error) {
      if (isMachineFailure(error)) throw error
      services.log.error({ err: error, actionId }, 'act cannot be prepared')
      await inTenant(services.db, tenantId, (tx) => recordBroken(tx, tenantId, actionId, now))
      result.failed++
    }
  }
  return result
}

type One = 'prepared' | 'failed' | { readonly held: string } | null

async function prepareOne(
  tx: Tx,
  services: DispatchServices,
  tenantId: string,
  actionId: string,
  now: Date,
): Promise<One> {
  const time = parisTime(now)
  const due = await lockActToPrepare(tx, tenantId, actionId, now, time.today)
  if (!due) return null
  const [found] = await services.gather(tx, tenantId, [due.caseId], time.today)
  if (!found) return { held: 'step_not_open' }
  const allowed = recheck(due, found, await services.policy(tx, tenantId), time)
  if (!allowed.ok) return { held: allowed.refusal.code }
  const compose = await services.compose(tx, tenantId, [actionId], time.today)
  const composed = await compose(actionId)
  if (!composed.ok) {
    await recordUnwritable(tx, tenantId, [{ due: { ...due, waiting: null }, refusal: composed.refusal }], now)
    return 'failed'
  }
  await recordPrepared(tx, services, tenantId, due, composed.value, now)
  return 'prepared'
}

async function recordPrepared(
  tx: Tx,
  services: DispatchServices,
  tenantId: string,
  due: DueByHand,
  composed: Composed,
  now: Date,
): Promise<void> {
  if (composed.channel === 'email' || composed.channel !== due.channel)
    throw new Error(`Act ${due.actionId} is by ${due.channel}, composed for ${composed.channel}`)
  const { recipient, recipientName, bytes } = byHandParts(composed)
  const contentSha256 = await services.documents.put(bytes)
  const messageId = newId('msg')
  const { mediaType } = BY_HAND[due.channel]
  const { today } = parisTime(now)
  const facts = { messageId, actionId: due.actionId, recipient, recipientName, contentSha256, mediaType, today }
  await tx
    .insertInto('message')
    .values(messageRow(tenantId, composed, facts))
    .execute()
  const written = { message_id: messageId, recipient, claimed_at: now }
  if (due.deliveryId !== null) {
    const prepared = tx.updateTable('delivery').set(written).where('tenant_id', '=', tenantId)
    await prepared.where('delivery_id', '=', due.deliveryId).execute()
    return
  }
  const id = { tenant_id: tenantId, delivery_id: newId('dlv'), action_id: due.actionId, debtor_id: due.debtorId }
  await tx
    .insertInto('delivery')
    .values({ ...id, ...written, channel: due.channel, state: 'to_do' })
    .execute()
}

function byHandParts(composed: Exclude<Composed, ComposedEmail>) {
  if ('pdf' in composed)
    return { recipient: composed.address.join(', '), recipientName: composed.recipientName, bytes: composed.pdf }
  return { recipient: composed.recipient, recipientName: null, bytes: Buffer.from(composed.text) }
}
