import { sql } from 'kysely'
import type { Tx } from '../../platform/db.ts'
import { type ClaimedEmail, isSendingOn } from './claim-emails.ts'
import { judgeActs } from './judge-acts.ts'
import { parisTime } from './paris-time.ts'
import { isHeld } from './release-claims.ts'
import type { DispatchServices } from './services.ts'

/** A claim older than this is judged again before it leaves, even when nothing woke its case. */
const FRESH_MS = 30_000

export type Beginning = {
  /** The claims whose rows now say `sending`, with their number of tries. The others may not leave. */
  readonly begun: readonly ClaimedEmail[]
  /** Why some others may not, one code each. */
  readonly held: readonly string[]
  readonly switchedOff: boolean
}

/**
 * The last word before connecting, in the caller's transaction: `reserved` becomes `sending`, and an attempt begins, if the sending switch
 * is still on and nothing has touched the case since the claim. A case touched since, or a claim that waited long, is judged again on the
 * facts of now (I3: not even a payment known since the claim). What has not begun is the caller's to put back (`releaseClaims`).
 */
export async function beginSending(
  tx: Tx,
  services: DispatchServices,
  tenantId: string,
  claims: readonly ClaimedEmail[],
  now: Date,
): Promise<Beginning> {
  const tries = await beginUntouched(tx, tenantId, claims, now)
  const touched = claims.filter((claim) => !tries.has(claim.deliveryId))
  const switchedOff = touched.length > 0 && !(await isSendingOn(tx, tenantId))
  const held: string[] = []
  if (touched.length > 0 && !switchedOff) {
    const due = touched.map((claim) => claim.due)
    const { heldBy } = await judgeActs(tx, services, tenantId, due, now)
    held.push(...due.flatMap((one) => heldBy(one) ?? []))
    const right = touched.filter((claim) => heldBy(claim.due) === null)
    for (const [id, count] of await begin(tx, tenantId, right, now, sql`true`)) tries.set(id, count)
  }
  const begun = claims.flatMap((claim) => {
    const count = tries.get(claim.deliveryId)
    return count === undefined ? [] : [{ ...claim, tries: count }]
  })
  return { begun, held, switchedOff }
}

/** The version of the row of a case changes with whatever wakes the case and with every look of the plan at it. */
function beginUntouched(tx: Tx, tenantId: string, claims: readonly ClaimedEmail[], now: Date) {
  return begin(
    tx,
    tenantId,
    claims.filter((claim) => now.getTime() - claim.claimedAt.getTime() < FRESH_MS),
    now,
    sql`c.xmin::text = r.case_version and c.look_on is distinct from date '1970-01-01'`,
  )
}

/** The message is compared too: a claim taken for abandoned and made again by another sender is no longer ours. */
async function begin(
  tx: Tx,
  tenantId: string,
  claims: readonly ClaimedEmail[],
  now: Date,
  isRight: ReturnType<typeof sql>,
): Promise<Map<string, number>> {
  if (claims.length === 0) return new Map()
  const column = <T>(of: (claim: ClaimedEmail) => T) => claims.map(of)
  const { rows } = await sql<{ delivery_id: string; tries: number }>`
    with begun as (
      update delivery d
      set state = 'sending', tries = d.tries + 1, claimed_at = ${now}::timestamptz, done_on = ${parisTime(now).today}::date
      from unnest(${column((claim) => claim.deliveryId)}::text[], ${column((claim) => claim.messageId)}::text[],
                  ${column((claim) => claim.due.caseVersion)}::text[]) as r (delivery_id, message_id, case_version),
           action a join collection_case c on c.tenant_id = a.tenant_id and c.case_id = a.case_id
      where d.tenant_id = ${tenantId} and d.delivery_id = r.delivery_id and d.message_id = r.message_id and ${isHeld}
        and a.tenant_id = d.tenant_id and a.action_id = d.action_id and a.state = 'approved' and a.closed_on is null
        and (select s.position from sending_switch s where s.tenant_id = ${tenantId} order by s.switch_id desc limit 1) = 'on'
        and ${isRight}
      returning d.delivery_id, d.tries
    ), attempts as (
      insert into attempt (tenant_id, delivery_id, started_at) select ${tenantId}, b.delivery_id, ${now}::timestamptz from begun b
    )
    select delivery_id, tries from begun`.execute(tx)
  return new Map(rows.map((row) => [row.delivery_id, row.tries]))
}
