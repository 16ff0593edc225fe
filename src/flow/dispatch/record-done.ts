import type { Day } from '../../domain/day.ts'
import { accept, type Outcome, refuse } from '../../domain/refusal.ts'
import type { Tx } from '../../platform/db.ts'
import { newId } from '../../platform/ids.ts'
import { appendEvents } from '../timeline/append.ts'
import { byHand } from './channels/index.ts'
import { type DeliveryRow, eventOfDelivery, lockAct, lockDeliveries } from './delivery-rows.ts'

/** What a person declares done: the day, and what it came to. Every one counts as a contact on that day (S4-21). */
export type Declared = { readonly on: Day; readonly outcome: string; readonly note: string | null }

/** Who declares, and when. */
export type By = { readonly actor: string; readonly now: Date; readonly today: Day }

/** An act done by hand: a call, a text message, a letter. Refusals: `not_found`, `day_in_future`, `outcome_unknown`, `already_done`. */
export async function completeAct(
  tx: Tx,
  tenantId: string,
  actionId: string,
  declared: Declared,
  by: By,
): Promise<Outcome<{ readonly id: string }>> {
  if (declared.on > by.today) return refuse('day_in_future', { on: declared.on })
  const act = await lockAct(tx, tenantId, actionId)
  if (!act || act.state === 'cancelled' || act.state === 'skipped') return refuse('not_found', { id: actionId })
  if (!byHand(act.channel)?.completions[declared.outcome])
    return refuse('outcome_unknown', { channel: act.channel, outcome: declared.outcome })
  const known = await lockDeliveries(tx, tenantId, { actionIds: [actionId] })
  const open = known.find((one) => one.state === 'to_do')
  if (!open && known.some((one) => one.state === 'sent')) return refuse('already_done', { id: actionId })
  const delivery = open ?? (await addDelivery(tx, tenantId, { ...act, action_id: actionId }))
  await recordDone(tx, tenantId, [delivery], declared, by)
  return accept({ id: delivery.delivery_id })
}

/** Done before anything was prepared: there is no archived text, only the fact. */
async function addDelivery(
  tx: Tx,
  tenantId: string,
  act: Omit<DeliveryRow, 'delivery_id' | 'deposited_on' | 'presented_on' | 'received_on'>,
): Promise<DeliveryRow> {
  const delivery_id = newId('dlv')
  const { action_id, debtor_id, channel } = act
  await tx
    .insertInto('delivery')
    .values({ tenant_id: tenantId, delivery_id, action_id, debtor_id, channel, recipient: '', state: 'to_do' })
    .onConflict((conflict) =>
      conflict.columns(['tenant_id', 'action_id', 'channel', 'recipient']).doUpdateSet({ state: 'to_do' }),
    )
    .execute()
  return { ...act, delivery_id, state: 'to_do', deposited_on: null, presented_on: null, received_on: null }
}

/**
 * Letters put in the post on a day. Refusals: `day_in_future`, `not_found`, `not_a_letter`, `already_done`; nothing is recorded when one
 * of them is refused.
 */
export async function postLetters(
  tx: Tx,
  tenantId: string,
  which: { readonly deliveryIds?: readonly string[]; readonly actionIds?: readonly string[] },
  on: Day,
  by: By,
): Promise<Outcome<{ readonly posted: number }>> {
  if (on > by.today) return refuse('day_in_future', { on })
  const rows = await lockDeliveries(tx, tenantId, which)
  const known = new Set(rows.flatMap((row) => [row.delivery_id, row.action_id]))
  const missing = [...(which.deliveryIds ?? []), ...(which.actionIds ?? [])].find((id) => !known.has(id))
  if (missing) return refuse('not_found', { id: missing })
  const letters = rows.filter((row) => row.state !== 'cancelled')
  const other = letters.find((row) => row.channel !== 'post' && row.channel !== 'registered')
  if (other) return refuse('not_a_letter', { id: other.delivery_id, channel: other.channel })
  const done = letters.find((row) => row.state !== 'to_do')
  if (done) return refuse('already_done', { id: done.delivery_id, state: done.state })
  await recordDone(tx, tenantId, letters, { on, outcome: 'posted', note: null }, by)
  return accept({ posted: letters.length })
}

async function recordDone(
  tx: Tx,
  tenantId: string,
  rows: readonly DeliveryRow[],
  declared: Declared,
  by: By,
): Promise<void> {
  for (const row of rows) {
    const state = byHand(row.channel)?.completions[declared.outcome] ?? 'sent'
    const messageId = await messageOfDay(tx, tenantId, row.action_id, declared.on)
    await tx
      .updateTable('delivery')
      .set({
        state,
        outcome: declared.outcome,
        done_on: state === 'sent' ? declared.on : null,
        failure_code: state === 'sent' ? null : declared.outcome,
        deposited_on: row.channel === 'registered' ? declared.on : null,
        settled_at: by.now,
        settled_by: by.actor,
        ...(messageId === null ? {} : { message_id: messageId }),
      })
      .where('tenant_id', '=', tenantId)
      .where('delivery_id', '=', row.delivery_id)
      .execute()
  }
  const { on, outcome, note } = declared
  const kindOf = (row: DeliveryRow) => `delivery_${byHand(row.channel)?.completions[outcome] ?? 'sent'}`
  await appendEvents(
    tx,
    tenantId,
    rows.map((row) => eventOfDelivery(row, kindOf(row), by.actor, { on, outcome, note })),
  )
}

/** What was printed is what was written for that day, even when it has been written again since (I14). */
async function messageOfDay(tx: Tx, tenantId: string, actionId: string, on: Day): Promise<string | null> {
  const message = await tx
    .selectFrom('message')
    .select('message_id')
    .where('tenant_id', '=', tenantId)
    .where('action_id', '=', actionId)
    .where('composed_for', '<=', on)
    .orderBy('composed_for', 'desc')
    .orderBy('message_id', 'desc')
    .executeTakeFirst()
  return message?.message_id ?? null
}
