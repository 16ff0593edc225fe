import { sql } from 'kysely'
import type { Day } from '../../domain/day.ts'
import { accept, type Outcome, refuse } from '../../domain/refusal.ts'
import type { Tx } from '../../platform/db.ts'
import type { DeliveryView } from './contract.ts'

/** All that is known of one delivery. Refusal: `not_found`. */
export async function readDelivery(tx: Tx, tenantId: string, deliveryId: string): Promise<Outcome<DeliveryView>> {
  const row = await tx
    .selectFrom('delivery as d')
    .leftJoin('message as m', (join) =>
      join.onRef('m.tenant_id', '=', 'd.tenant_id').onRef('m.message_id', '=', 'd.message_id'),
    )
    .selectAll('d')
    .select(['m.subject', 'm.total_cents', 'm.content_sha256'])
    .where('d.tenant_id', '=', tenantId)
    .where('d.delivery_id', '=', deliveryId)
    .executeTakeFirst()
  if (!row) return refuse('not_found', { id: deliveryId })
  return accept({
    deliveryId,
    actionId: row.action_id,
    channel: row.channel as DeliveryView['channel'],
    recipient: row.recipient,
    state: row.state,
    subject: row.subject,
    totalCents: row.total_cents,
    contentSha256: row.content_sha256,
    mailMessageId: row.mail_message_id,
    failureCode: row.failure_code,
    serverReply: row.server_reply,
    tries: row.tries,
    retryAt: instant(row.retry_at),
    claimedAt: instant(row.claimed_at),
    settledAt: instant(row.settled_at),
    settledBy: row.settled_by,
    doneOn: row.done_on,
    trackingNumber: row.tracking_number,
    depositedOn: row.deposited_on,
    presentedOn: row.presented_on,
    receivedOn: row.received_on,
    outcome: row.outcome,
    slips: await slipsOf(tx, tenantId, deliveryId),
    attempts: await attemptsOf(tx, tenantId, deliveryId),
  })
}

async function attemptsOf(tx: Tx, tenantId: string, deliveryId: string): Promise<DeliveryView['attempts']> {
  const attempts = tx.selectFrom('attempt').selectAll().where('tenant_id', '=', tenantId)
  const rows = await attempts.where('delivery_id', '=', deliveryId).orderBy('attempt_id').execute()
  return rows.map((row) => ({
    startedAt: row.started_at.toISOString(),
    endedAt: instant(row.ended_at),
    result: row.result,
    serverReply: row.server_reply,
  }))
}

async function slipsOf(tx: Tx, tenantId: string, deliveryId: string): Promise<DeliveryView['slips']> {
  const slips = tx.selectFrom('letter_slip').selectAll().where('tenant_id', '=', tenantId)
  const rows = await slips.where('delivery_id', '=', deliveryId).orderBy('recorded_at').execute()
  return rows.map((row) => ({
    slipId: row.slip_id,
    kind: row.kind,
    fileName: row.file_name,
    sha256: row.sha256,
    at: row.recorded_at.toISOString(),
  }))
}

function instant(at: Date | null): string | null {
  return at?.toISOString() ?? null
}

/**
 * The letters written for a day whose acts are still right, not yet posted, in the order of the batch. A letter whose act the plan has
 * withdrawn since (paid, disputed…) is not printed.
 */
export async function lettersToPrint(tx: Tx, tenantId: string, on: Day): Promise<string[]> {
  const { rows } = await sql<{ content_sha256: string }>`
    select m.content_sha256
    from delivery d
    join action a on a.tenant_id = d.tenant_id and a.action_id = d.action_id
    join message m on m.tenant_id = d.tenant_id and m.message_id = d.message_id
    where d.tenant_id = ${tenantId} and d.state = 'to_do' and d.channel in ('post', 'registered') and a.state = 'approved'
      and m.composed_for = ${on}
    order by d.channel, m.recipient_name, d.delivery_id`.execute(tx)
  return rows.map((row) => row.content_sha256)
}
