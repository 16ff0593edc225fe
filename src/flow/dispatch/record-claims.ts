import { sql } from 'kysely'
import type { Day } from '../../domain/day.ts'
import type { Refusal } from '../../domain/refusal.ts'
import type { Tx } from '../../platform/db.ts'
import { newId } from '../../platform/ids.ts'
import { AMIABLE, appendEvents } from '../timeline/append.ts'
import type { ClaimedEmail } from './claim-emails.ts'
import type { DueEmail } from './due-emails.ts'
import { messageRow } from './message-row.ts'

/** An act that cannot be written, and why. */
export type Unwritable = {
  readonly due: Pick<DueEmail, 'actionId' | 'caseId' | 'debtorId' | 'stepCode' | 'channel' | 'waiting'>
  readonly refusal: Refusal
}

/**
 * Records claims: the message, the delivery `sending` with its Message-ID, and the attempt that begins. Returns them with the id of their
 * delivery, which is an older one when this recipient had a delivery cancelled before.
 */
export async function recordClaims(
  tx: Tx,
  tenantId: string,
  claims: readonly ClaimedEmail[],
  now: Date,
  today: Day,
): Promise<ClaimedEmail[]> {
  if (claims.length === 0) return []
  const messageIds = await insertMessages(tx, tenantId, claims, today)
  await cancelReplaced(tx, tenantId, claims, now)
  const column = <T>(of: (claim: ClaimedEmail) => T) => claims.map(of)
  const { rows } = await sql<{ action_id: string; delivery_id: string; tries: number }>`
    insert into delivery (tenant_id, delivery_id, action_id, message_id, debtor_id, channel, recipient, state, mail_message_id, in_reply_to,
                          tries, claimed_at, done_on)
    select ${tenantId}, r.delivery_id, r.action_id, r.message_id, r.debtor_id, 'email', r.recipient, 'sending', r.mail_message_id,
           r.in_reply_to, 1, ${now}::timestamptz, ${today}::date
    from unnest(${column((claim) => claim.deliveryId)}::text[], ${column((claim) => claim.due.actionId)}::text[], ${messageIds}::text[],
                ${column((claim) => claim.due.debtorId)}::text[], ${column((claim) => claim.envelope.to)}::text[],
                ${column((claim) => claim.mailMessageId)}::text[], ${column((claim) => claim.inReplyTo)}::text[])
      as r (delivery_id, action_id, message_id, debtor_id, recipient, mail_message_id, in_reply_to)
    on conflict (tenant_id, action_id, channel, recipient) do update
      set state = 'sending', message_id = excluded.message_id, mail_message_id = excluded.mail_message_id,
          in_reply_to = excluded.in_reply_to, tries = delivery.tries + 1, claimed_at = excluded.claimed_at, done_on = excluded.done_on,
          retry_at = null, settled_at = null, server_reply = null, failure_code = null
      where delivery.state in ('reserved', 'retry', 'cancelled')
    returning action_id, delivery_id, tries`.execute(tx)
  // The acts are locked: a row that is not ours now is a broken invariant, and nothing leaves.
  if (rows.length !== claims.length) throw new Error(`Claimed ${claims.length} deliveries, ${rows.length} recorded`)
  await sql`
    insert into attempt (tenant_id, delivery_id, started_at)
    select ${tenantId}, unnest(${rows.map((row) => row.delivery_id)}::text[]), ${now}::timestamptz`.execute(tx)
  const recorded = new Map(rows.map((row) => [row.action_id, { deliveryId: row.delivery_id, tries: row.tries }]))
  return claims.map((claim) => ({ ...claim, ...recorded.get(claim.due.actionId) }))
}

async function insertMessages(
  tx: Tx,
  tenantId: string,
  claims: readonly ClaimedEmail[],
  today: Day,
): Promise<string[]> {
  const ids = claims.map((claim) => claim.keptMessageId ?? newId('msg'))
  const rows = claims.flatMap((claim, at) =>
    claim.keptMessageId === null ? [rowOf(tenantId, claim, ids[at] ?? '', today)] : [],
  )
  if (rows.length > 0) await tx.insertInto('message').values(rows).execute()
  return ids
}

function rowOf(tenantId: string, claim: ClaimedEmail, messageId: string, today: Day) {
  const { email, subject, contentSha256, due } = claim
  const facts = { messageId, actionId: due.actionId, recipient: claim.envelope.to, recipientName: email.to.name }
  return messageRow(tenantId, { ...email, subject }, { ...facts, contentSha256, mediaType: 'message/rfc822', today })
}

/** A delivery that waited for another address than the one written to now gives way to it. */
async function cancelReplaced(tx: Tx, tenantId: string, claims: readonly ClaimedEmail[], now: Date): Promise<void> {
  const replaced = claims.flatMap(({ due, deliveryId }) =>
    due.waiting && due.waiting.deliveryId !== deliveryId ? [due.waiting.deliveryId] : [],
  )
  if (replaced.length === 0) return
  await tx
    .updateTable('delivery')
    .set({ state: 'cancelled', failure_code: 'recipient_changed', settled_at: now, done_on: null, retry_at: null })
    .where('tenant_id', '=', tenantId)
    .where('delivery_id', 'in', replaced)
    .execute()
}

/** An act that cannot be written (no address, wording blocked, template in error) fails aloud: a person is asked (pitfalls 10 and 47). */
export async function recordUnwritable(
  tx: Tx,
  tenantId: string,
  acts: readonly Unwritable[],
  now: Date,
): Promise<void> {
  if (acts.length === 0) return
  await tx
    .insertInto('delivery')
    .values(
      acts.map(({ due, refusal }) => ({
        tenant_id: tenantId,
        delivery_id: newId('dlv'),
        action_id: due.actionId,
        debtor_id: due.debtorId,
        channel: due.channel,
        recipient: due.waiting?.recipient ?? '',
        state: 'failed' as const,
        failure_code: refusal.code,
        settled_at: now,
      })),
    )
    .onConflict((conflict) =>
      conflict.columns(['tenant_id', 'action_id', 'channel', 'recipient']).doUpdateSet((row) => ({
        state: 'failed',
        failure_code: row.ref('excluded.failure_code'),
        settled_at: now,
        retry_at: null,
        done_on: null,
      })),
    )
    .execute()
  await appendEvents(
    tx,
    tenantId,
    acts.map(({ due, refusal }) => ({
      kind: 'delivery_failed',
      actor: AMIABLE,
      debtorId: due.debtorId,
      caseId: due.caseId,
      facts: {
        actionId: due.actionId,
        stepCode: due.stepCode,
        channel: due.channel,
        code: refusal.code,
        ...refusal.facts,
      },
    })),
  )
}

/** An act whose preparation fails by our fault: failed aloud too, and the run goes on without it (pitfall 51). */
export async function recordBroken(tx: Tx, tenantId: string, actionId: string, now: Date): Promise<void> {
  const act = await tx
    .selectFrom('action')
    .innerJoin('collection_case', (join) =>
      join
        .onRef('collection_case.tenant_id', '=', 'action.tenant_id')
        .onRef('collection_case.case_id', '=', 'action.case_id'),
    )
    .select(['action.case_id', 'action.step_code', 'action.channel', 'collection_case.debtor_id'])
    .where('action.tenant_id', '=', tenantId)
    .where('action.action_id', '=', actionId)
    .executeTakeFirstOrThrow()
  const due = {
    actionId,
    caseId: act.case_id,
    debtorId: act.debtor_id,
    stepCode: act.step_code,
    channel: act.channel,
    waiting: null,
  }
  await recordUnwritable(tx, tenantId, [{ due, refusal: { code: 'cannot_be_prepared', facts: {} } }], now)
}
