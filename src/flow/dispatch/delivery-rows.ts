import { sql } from 'kysely'
import type { Channel } from '../../domain/channel.ts'
import type { Day } from '../../domain/day.ts'
import type { Tx } from '../../platform/db.ts'

/** A delivery with the act it belongs to, locked until the end of the transaction that changes it. */
export type DeliveryRow = {
  readonly delivery_id: string
  readonly action_id: string
  readonly case_id: string
  readonly debtor_id: string
  readonly step_code: string
  readonly channel: Channel
  readonly state: string
  readonly deposited_on: Day | null
  readonly presented_on: Day | null
  readonly received_on: Day | null
}

export async function lockDeliveries(
  tx: Tx,
  tenantId: string,
  where: { deliveryIds?: readonly string[]; actionIds?: readonly string[] },
) {
  const { rows } = await sql<DeliveryRow>`
    select d.delivery_id, d.action_id, a.case_id, d.debtor_id, a.step_code, d.channel, d.state, d.deposited_on, d.presented_on, d.received_on
    from delivery d join action a on a.tenant_id = d.tenant_id and a.action_id = d.action_id
    where d.tenant_id = ${tenantId}
      and (d.delivery_id = any (${where.deliveryIds ?? []}::text[]) or d.action_id = any (${where.actionIds ?? []}::text[]))
    order by d.delivery_id for update of d`.execute(tx)
  return rows
}

/** The act of an id with its debtor, locked; null when it does not exist in this office. */
export async function lockAct(tx: Tx, tenantId: string, actionId: string) {
  const { rows } = await sql<{
    case_id: string
    debtor_id: string
    step_code: string
    channel: Channel
    state: string
  }>`
    select a.case_id, c.debtor_id, a.step_code, a.channel, a.state
    from action a join collection_case c on c.tenant_id = a.tenant_id and c.case_id = a.case_id
    where a.tenant_id = ${tenantId} and a.action_id = ${actionId} for update of a`.execute(tx)
  return rows[0] ?? null
}

export function eventOfDelivery(
  row: Omit<DeliveryRow, 'state'>,
  kind: string,
  actor: string,
  facts: Readonly<Record<string, unknown>>,
) {
  const { delivery_id: deliveryId, action_id: actionId, step_code: stepCode, channel } = row
  return {
    kind,
    actor,
    debtorId: row.debtor_id,
    caseId: row.case_id,
    facts: { deliveryId, actionId, stepCode, channel, ...facts },
  }
}
