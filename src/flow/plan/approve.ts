import { sql } from 'kysely'
import type { Day } from '../../domain/day.ts'
import type { Tx } from '../../platform/db.ts'
import { appendEvents } from '../timeline/append.ts'
import type { ApprovalResult } from './contract.ts'
import { contactPolicyOf } from './policy.ts'

export type ApprovalWanted = {
  readonly actionIds: readonly string[]
  readonly decision: 'approved' | 'refused' | 'withdrawn'
  readonly reason?: string | undefined
}

type Row = {
  readonly action_id: string
  readonly case_id: string
  readonly debtor_id: string
  readonly step_code: string
  readonly state: string
  readonly delivery_state: string | null
}

/**
 * A person's decision on proposed acts, each one judged alone: what cannot be decided any more is reported, not hidden (B5.3).
 * An approved act leaves after the delay of the policy, and can be withdrawn until it is in the hands of the mail server.
 */
export async function decideActions(
  tx: Tx,
  tenantId: string,
  userId: string,
  wanted: ApprovalWanted,
  today: Day,
  now: Date,
): Promise<ApprovalResult> {
  const rows = await lockActions(tx, tenantId, wanted.actionIds)
  const known = new Map(rows.map((row) => [row.action_id, row]))
  const done: Row[] = []
  const left: ApprovalResult['left'] = []
  for (const actionId of new Set(wanted.actionIds)) {
    const row = known.get(actionId)
    const code = row ? whyNot(row, wanted.decision) : 'action_unknown'
    if (row && code === null) done.push(row)
    else left.push({ actionId, code: code ?? 'action_unknown', facts: { state: row?.state ?? null } })
  }
  const policy = await contactPolicyOf(tx, tenantId)
  const leavesAt = wanted.decision === 'approved' ? new Date(now.getTime() + policy.undoMinutes * 60_000) : null
  await record(tx, tenantId, userId, wanted, done, today, leavesAt)
  return { done: done.map((row) => row.action_id), left, leavesAt: leavesAt?.toISOString() ?? null }
}

async function lockActions(tx: Tx, tenantId: string, actionIds: readonly string[]): Promise<Row[]> {
  const { rows } = await sql<Row>`
    select a.action_id, a.case_id, c.debtor_id, a.step_code, a.state,
           (select d.state from delivery d where d.tenant_id = a.tenant_id and d.action_id = a.action_id
            order by array_position(array['sent', 'uncertain', 'sending', 'reserved', 'retry', 'to_do', 'failed', 'cancelled'], d.state) limit 1)
             as delivery_state
    from action a join collection_case c on c.tenant_id = a.tenant_id and c.case_id = a.case_id
    where a.tenant_id = ${tenantId} and a.action_id = any (${actionIds}::text[])
    for update of a`.execute(tx)
  return rows
}

const GONE = new Set(['sent', 'uncertain', 'sending', 'reserved'])

function whyNot(row: Row, decision: ApprovalWanted['decision']): string | null {
  if (row.delivery_state !== null && GONE.has(row.delivery_state)) return 'already_left'
  if (decision === 'approved') return row.state === 'proposed' ? null : 'not_proposed'
  if (decision === 'withdrawn') return row.state === 'approved' ? null : 'not_approved'
  return row.state === 'proposed' || row.state === 'approved' ? null : 'not_proposed'
}

const NEXT_STATE = { approved: 'approved', refused: 'skipped', withdrawn: 'proposed' } as const

async function record(
  tx: Tx,
  tenantId: string,
  userId: string,
  wanted: ApprovalWanted,
  done: readonly Row[],
  today: Day,
  leavesAt: Date | null,
): Promise<void> {
  if (done.length === 0) return
  const ids = done.map((row) => row.action_id)
  const { decision } = wanted
  await sql`
    update action set state = ${NEXT_STATE[decision]}, leaves_at = ${leavesAt}::timestamptz,
           closed_on = case when ${decision} = 'refused' then ${today}::date end,
           reason = case when ${decision} = 'refused' then 'refused_by_person' else reason end
    where tenant_id = ${tenantId} and action_id = any (${ids}::text[])`.execute(tx)
  await tx
    .insertInto('approval')
    .values(
      ids.map((action_id) => ({
        tenant_id: tenantId,
        action_id,
        decision,
        reason: wanted.reason ?? null,
        decided_by: userId,
      })),
    )
    .execute()
  await wake(
    tx,
    tenantId,
    done.map((row) => row.case_id),
  )
  await appendEvents(
    tx,
    tenantId,
    done.map((row) => ({
      kind: `step_${decision}`,
      actor: userId,
      caseId: row.case_id,
      debtorId: row.debtor_id,
      facts: { actionId: row.action_id, stepCode: row.step_code, reason: wanted.reason ?? null },
    })),
  )
}

/** A decision about an act is a new fact for its case. */
async function wake(tx: Tx, tenantId: string, caseIds: readonly string[]): Promise<void> {
  await sql`update collection_case set look_on = date '1970-01-01' where tenant_id = ${tenantId} and case_id = any (${caseIds}::text[])`.execute(
    tx,
  )
}
