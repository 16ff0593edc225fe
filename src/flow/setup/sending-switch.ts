import type { Db, Tx } from '../../platform/db.ts'
import { appendEvent } from '../timeline/append.ts'
import type { Sending } from './contract.ts'

/** Whether anything may leave this office now. Off until a person switches it on; asked again by each claim (I13). */
export async function isSendingOn(tx: Tx, tenantId: string): Promise<boolean> {
  return (await readSending(tx, tenantId)).position === 'on'
}

/** The position, since when, and whether it was ever on. */
export async function readSending(tx: Db | Tx, tenantId: string): Promise<Sending> {
  const last = await tx
    .selectFrom('sending_switch')
    .select(['position', 'decided_at'])
    .where('tenant_id', '=', tenantId)
    .orderBy('switch_id', 'desc')
    .executeTakeFirst()
  if (!last) return { position: 'off', everOn: false, since: null }
  const on = await tx
    .selectFrom('sending_switch')
    .select('switch_id')
    .where('tenant_id', '=', tenantId)
    .where('position', '=', 'on')
    .executeTakeFirst()
  return {
    position: last.position === 'on' ? 'on' : 'off',
    everOn: on !== undefined,
    since: last.decided_at.toISOString(),
  }
}

/** « Activer les envois », « Tout arrêter »: one row, with who and why. What is claimed after this commit sees it. */
export async function turnSending(
  tx: Tx,
  tenantId: string,
  actor: string,
  position: 'on' | 'off',
  reason: string | null,
): Promise<Sending> {
  await tx.insertInto('sending_switch').values({ tenant_id: tenantId, position, reason, decided_by: actor }).execute()
  await appendEvent(tx, tenantId, { kind: `sending_${position}`, actor, facts: { reason } })
  return readSending(tx, tenantId)
}
