import { sql } from 'kysely'
import type { Channel } from '../../domain/channel.ts'
import type { Day } from '../../domain/day.ts'
import type { Tx } from '../../platform/db.ts'
import type { ApprovedAct } from './recheck.ts'

/** An approved act that a person does: to be prepared, or written again because its paper bears an earlier day or an earlier approval. */
export type DueByHand = ApprovedAct & {
  readonly channel: Exclude<Channel, 'email'>
  readonly caseId: string
  readonly debtorId: string
  /** The delivery already prepared. */
  readonly deliveryId: string | null
}

const isDue = (now: Date, today: Day) => sql<boolean>`
  a.state = 'approved' and a.channel <> 'email' and a.closed_on is null and a.leaves_at <= ${now}
  and not exists (select from delivery d left join message m on m.tenant_id = d.tenant_id and m.message_id = d.message_id
                  where d.tenant_id = a.tenant_id and d.action_id = a.action_id
                    and (d.state <> 'to_do' or (m.composed_for >= ${today} and d.claimed_at >= a.leaves_at)))`

export async function actsToPrepare(tx: Tx, tenantId: string, now: Date, today: Day): Promise<string[]> {
  const { rows } = await sql<{ action_id: string }>`
    select a.action_id from action a where a.tenant_id = ${tenantId} and ${isDue(now, today)} order by a.action_id`.execute(
    tx,
  )
  return rows.map((row) => row.action_id)
}

/** Locks one act and reads it, or null when another hand holds it or it is no longer to be prepared. */
export async function lockActToPrepare(
  tx: Tx,
  tenantId: string,
  actionId: string,
  now: Date,
  today: Day,
): Promise<DueByHand | null> {
  const { rows } = await sql<{
    case_id: string
    debtor_id: string
    step_code: string
    channel: DueByHand['channel']
    invoice_ids: string[]
    total_cents: number
  }>`
    select a.case_id, c.debtor_id, a.step_code, a.channel, a.invoice_ids, a.total_cents::bigint
    from action a join collection_case c on c.tenant_id = a.tenant_id and c.case_id = a.case_id
    where a.tenant_id = ${tenantId} and a.action_id = ${actionId} and ${isDue(now, today)}
    for update of a, c skip locked`.execute(tx)
  const row = rows[0]
  if (!row) return null
  const prepared = tx
    .selectFrom('delivery')
    .select('delivery_id')
    .where('tenant_id', '=', tenantId)
    .where('action_id', '=', actionId)
  const delivery = await prepared.where('state', '=', 'to_do').executeTakeFirst()
  return {
    actionId,
    caseId: row.case_id,
    debtorId: row.debtor_id,
    stepCode: row.step_code,
    channel: row.channel,
    claimIds: row.invoice_ids,
    totalCents: row.total_cents,
    deliveryId: delivery?.delivery_id ?? null,
  }
}
