import { sql } from 'kysely'
import { type Db, inTenant, type Tx } from '../../platform/db.ts'
import { AMIABLE, appendEvents } from '../timeline/append.ts'
import { releaseAbandoned } from './release-claims.ts'

/** First half of the advisory lock keys of dispatch; the second is the office. */
const SENDERS = 7411

/** No sending lasts longer: connection, commands, body and ten minutes for the last reply. */
const LONGEST_SENDING_MS = 60 * 60_000

/**
 * Runs `work` while this process is known as a live sender of the office: a shared lock of a session, which PostgreSQL drops by itself
 * when the process dies. Several senders hold it together.
 */
export async function asLiveSender<T>(db: Db, tenantId: string, work: () => Promise<T>): Promise<T> {
  return db.connection().execute(async (session) => {
    await sql`select pg_advisory_lock_shared(${SENDERS}, hashtext(${tenantId}))`.execute(session)
    try {
      return await work()
    } finally {
      // On a broken session the lock is gone with it: what `work` came to matters more.
      await sql`select pg_advisory_unlock_shared(${SENDERS}, hashtext(${tenantId}))`.execute(session).catch(() => {})
    }
  })
}

/**
 * Deliveries left `sending` by a process that died: nobody knows whether they left, so they are in doubt and a person decides; they are
 * never sent again by a timer (T-06). Those left `reserved` never connected: they are put back, to be sent. Does nothing while another sender lives, except for what no sending can last. Returns how many are in
 * doubt.
 */
export async function recoverInterrupted(db: Db, tenantId: string, now: Date): Promise<number> {
  return inTenant(db, tenantId, async (tx) => {
    const lock = await sql<{ alone: boolean }>`
      select pg_try_advisory_xact_lock(${SENDERS}, hashtext(${tenantId})) as alone`.execute(tx)
    const before = lock.rows[0]?.alone ? now : new Date(now.getTime() - LONGEST_SENDING_MS)
    await releaseAbandoned(tx, tenantId, before, now)
    return markInterrupted(tx, tenantId, before, now)
  })
}

async function markInterrupted(tx: Tx, tenantId: string, before: Date, now: Date): Promise<number> {
  const { rows } = await sql<{
    delivery_id: string
    action_id: string
    debtor_id: string
    case_id: string
    step_code: string
  }>`
    with interrupted as (
      update delivery set state = 'uncertain', failure_code = 'interrupted', settled_at = ${now}
      where tenant_id = ${tenantId} and state = 'sending' and claimed_at <= ${before}
      returning delivery_id, action_id, debtor_id
    ), ended as (
      update attempt t set ended_at = ${now}, result = 'uncertain'
      from interrupted i where t.tenant_id = ${tenantId} and t.delivery_id = i.delivery_id and t.ended_at is null
    )
    select i.delivery_id, i.action_id, i.debtor_id, a.case_id, a.step_code
    from interrupted i join action a on a.tenant_id = ${tenantId} and a.action_id = i.action_id`.execute(tx)
  const events = rows.map((row) => ({
    kind: 'delivery_uncertain',
    actor: AMIABLE,
    debtorId: row.debtor_id,
    caseId: row.case_id,
    facts: {
      deliveryId: row.delivery_id,
      actionId: row.action_id,
      stepCode: row.step_code,
      channel: 'email',
      code: 'interrupted',
    },
  }))
  await appendEvents(tx, tenantId, events)
  return rows.length
}
