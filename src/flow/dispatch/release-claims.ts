import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '../../platform/db.ts'

/** Reserved by a sender: its bytes are archived, it has a day of contact, and nothing has connected for it. */
export const isHeld = sql<boolean>`(d.state = 'reserved' and d.done_on is not null)`

/**
 * Puts back claims for which nothing was connected: nothing left, so nothing is in doubt. An act never tried is where it was before, with
 * neither delivery nor message; one tried before waits again, due at once, with its Message-ID. Where another delivery of the act failed,
 * it stays `reserved` as the person who asked for it left it: a failure waits for a person, and this one has answered.
 */
export async function releaseClaims(tx: Tx, tenantId: string, deliveryIds: readonly string[], now: Date) {
  if (deliveryIds.length > 0) await release(tx, tenantId, sql`d.delivery_id = any (${deliveryIds}::text[])`, now)
}

/** Puts back what senders reserved up to an instant and will not send: they died. */
export async function releaseAbandoned(tx: Tx, tenantId: string, before: Date, now: Date) {
  await release(tx, tenantId, sql`d.claimed_at <= ${before}`, now)
}

async function release(tx: Tx, tenantId: string, which: RawBuilder<unknown>, now: Date): Promise<void> {
  const untouched = await sql<{ message_id: string }>`
    delete from delivery d
    where d.tenant_id = ${tenantId} and ${isHeld} and ${which}
      and not exists (select from attempt t where t.tenant_id = d.tenant_id and t.delivery_id = d.delivery_id)
      and not exists (select from delivery o where o.tenant_id = d.tenant_id and o.action_id = d.action_id
                      and o.delivery_id <> d.delivery_id)
    returning d.message_id`.execute(tx)
  await sql`
    delete from message
    where tenant_id = ${tenantId} and message_id = any (${untouched.rows.map((row) => row.message_id)}::text[])`.execute(
    tx,
  )
  await sql`
    update delivery d
    set state = case when other.failed then 'reserved' else 'retry' end, done_on = null,
        retry_at = case when other.failed then null else ${now}::timestamptz end
    from (select x.tenant_id, x.delivery_id,
                 exists (select from delivery o where o.tenant_id = x.tenant_id and o.action_id = x.action_id
                         and o.state = 'failed') as failed
          from delivery x where x.tenant_id = ${tenantId} and x.state = 'reserved') as other
    where d.tenant_id = ${tenantId} and other.delivery_id = d.delivery_id and ${isHeld} and ${which}`.execute(tx)
}
