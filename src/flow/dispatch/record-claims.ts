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
 * Records claims: the message, and the delivery `reserved` with its Message-ID and its day of contact. Returns them with the id of their
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
  await insertMessages(tx, tenantId, claims, today)
  await cancelReplaced(tx, tenantId, claims, now)
  const column = <T>(of: (claim: ClaimedEmail) => T) => claims.map(of)
  const { rows } = await sql<{ action_id: string; delivery_id: string }>`
    insert into delivery (tenant_id, delivery_id, action_id, message_id, debtor_id, channel, recipient, state, mail_message_id, in_reply_to,
                          tries, claimed_at, done_on)
    select ${tenantId}, r.delivery_id, r.action_id, r.message_id, r.debtor_id, 'email', r.recipient, 'reserved', r.mail_message_id,
           r.in_reply_to, 0, ${now}::timestamptz, ${today}::date
    from unnest(${column((claim) => claim.deliveryId)}::text[], ${column((claim) => claim.due.actionId)}::text[], ${column((claim) => claim.messageId)}::text[],
                ${column((claim) => claim.due.debtorId)}::text[], ${column((claim) => claim.envelope.to)}::text[],
                ${column((claim) => claim.mailMessageId)}::text[], ${column((claim) => claim.inReplyTo)}::text[])
      as r (delivery_id, action_id, message_id, debtor_id, recipient, mail_message_id, in_reply_to)
    on conflict (tenant_id, action_id, channel, recipient) do update
      set state = 'reserved', message_id = excluded.message_id, mail_message_id = excluded.mail_message_id,
          in_reply_to = excluded.in_reply_to, claimed_at = excluded.claimed_at, done_on = excluded.done_on,
          retry_at = null, settled_at = null, server_reply = null, failure_code = null
      where delivery.state in ('reserved', 'retry', 'cancelled')
    returning action_id, delivery_id`.execute(tx)
  // The acts are locked: a row that is not ours now is a broken invariant, and nothing leaves.
  if (rows.length !== claims.length) throw new Error(`Claimed ${claims.length} deliveries, ${rows.length} recorded`)
  const deliveryIds = new Map(rows.map((row) => [row.action_id, row.delivery_id]))
  return claims.map((claim) => ({ ...claim, deliveryId: deliveryIds.get(claim.due.actionId) ?? claim.deliveryId }))
}

async function insertMessages(tx: Tx, tenantId: string, claims: readonly ClaimedEmail[], today: Day): Promise<void> {
  const rows = claims.filter((claim) => claim.isNewMessage).map((claim) => rowOf(tenantId, claim, today))
  if (rows.length > 0) await tx.insertInto('message').values(rows).execute()
}

function rowOf(
  tenantId: string,
  { email, subject, contentSha256, due, messageId, envelope }: ClaimedEmail,
  today: Day,
) {
  const facts = { messageId, actionId: due.actionId, recipient: envelope.to, recipientName: email.to.name }
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
