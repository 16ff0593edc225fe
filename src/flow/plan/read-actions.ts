import { type RawBuilder, sql } from 'kysely'
import type { Day } from '../../domain/day.ts'
import type { Currency } from '../../domain/money.ts'
import type { Tx } from '../../platform/db.ts'
import type { ActionRow, Section } from './contract.ts'

const NOT_DONE = sql`coalesce(d.state, 'none') not in ('sent', 'failed', 'uncertain')`

/** What each list of the day holds. */
export const SECTION_CONDITION: Record<Section, RawBuilder<unknown>> = {
  toApprove: sql`a.state = 'proposed'`,
  toCall: sql`a.state = 'approved' and a.channel = 'phone' and ${NOT_DONE}`,
  toPrint: sql`a.state = 'approved' and a.channel in ('post', 'registered') and ${NOT_DONE}`,
  byHand: sql`a.state = 'approved' and a.channel = 'sms' and ${NOT_DONE}`,
  toSort: sql`a.state = 'approved' and d.state in ('failed', 'uncertain')`,
  leaving: sql`a.state = 'approved' and a.channel = 'email' and ${NOT_DONE}`,
}

/** The delivery that tells best what became of an act. */
export const BEST_DELIVERY = sql`
  left join lateral (
    select * from delivery d where d.tenant_id = a.tenant_id and d.action_id = a.action_id
    order by array_position(array['sent', 'uncertain', 'sending', 'reserved', 'retry', 'to_do', 'failed', 'cancelled'], d.state) limit 1
  ) d on true`

type Row = {
  readonly action_id: string
  readonly case_id: string
  readonly debtor_id: string
  readonly debtor_name: string
  readonly creditor_name: string
  readonly step_code: string
  readonly channel: ActionRow['channel']
  readonly template_code: string
  readonly tone_level: number
  readonly state: ActionRow['state']
  readonly total_cents: number
  readonly currency: Currency
  readonly invoice_count: number
  readonly oldest_due_on: Day | null
  readonly planned_on: Day
  readonly leaves_at: Date | null
  readonly reason: string
  readonly contact_name: string | null
  readonly phone: string | null
  readonly delivery_id: string | null
  readonly delivery_state: string | null
  readonly recipient: string | null
  readonly settled_at: Date | null
  readonly server_reply: string | null
}

/**
 * One page of a list of the day, what is worth most first. `after` is the last act of the page before.
 * Of one case, or of all when `caseId` is null.
 */
export async function readActions(
  tx: Tx,
  tenantId: string,
  section: Section,
  page: { readonly limit: number; readonly after: { readonly totalCents: number; readonly actionId: string } | null },
): Promise<ActionRow[]> {
  const after = page.after
    ? sql`and (a.total_cents, a.action_id) < (${page.after.totalCents}::bigint, ${page.after.actionId}::text)`
    : sql``
  const { rows } = await sql<Row>`
    select a.action_id, a.case_id, c.debtor_id, b.name as debtor_name, r.name as creditor_name, a.step_code, a.channel, a.template_code,
           a.tone_level, a.state, a.total_cents::bigint as total_cents, c.currency, cardinality(a.invoice_ids) as invoice_count,
           (select min(i.due_on) from invoice i where i.tenant_id = a.tenant_id
              and i.invoice_id in (select split_part(claim, '#', 1) from unnest(a.invoice_ids) as claim)) as oldest_due_on,
           a.planned_on, a.leaves_at, a.reason, k.name as contact_name, k.phone,
           d.delivery_id, d.state as delivery_state, d.recipient, d.settled_at, d.server_reply
    from action a
    join collection_case c on c.tenant_id = a.tenant_id and c.case_id = a.case_id
    join debtor b on b.tenant_id = c.tenant_id and b.debtor_id = c.debtor_id
    join creditor r on r.tenant_id = c.tenant_id and r.creditor_id = c.creditor_id
    ${BEST_DELIVERY}
    left join lateral (
      select k.name, coalesce(k.phone, k.mobile) as phone from contact k
      where k.tenant_id = c.tenant_id and k.debtor_id = c.debtor_id and k.removed_at is null
      order by (coalesce(k.phone, k.mobile) is null), k.rank, k.contact_id limit 1
    ) k on true
    where a.tenant_id = ${tenantId} and a.state in ('proposed', 'approved') and ${SECTION_CONDITION[section]} ${after}
    order by a.total_cents desc, a.action_id desc
    limit ${page.limit}`.execute(tx)
  return rows.map(actionRowOf)
}

function actionRowOf(row: Row): ActionRow {
  return {
    actionId: row.action_id,
    caseId: row.case_id,
    debtorId: row.debtor_id,
    debtorName: row.debtor_name,
    creditorName: row.creditor_name,
    stepCode: row.step_code,
    channel: row.channel,
    templateCode: row.template_code,
    toneLevel: row.tone_level,
    state: row.state,
    totalCents: row.total_cents,
    currency: row.currency,
    invoiceCount: row.invoice_count,
    oldestDueOn: row.oldest_due_on ?? row.planned_on,
    plannedOn: row.planned_on,
    leavesAt: row.leaves_at?.toISOString() ?? null,
    reason: row.reason,
    contactName: row.contact_name,
    phone: row.phone,
    delivery:
      row.delivery_id === null
        ? null
        : {
            deliveryId: row.delivery_id,
            state: row.delivery_state ?? '',
            recipient: row.recipient ?? '',
            at: row.settled_at?.toISOString() ?? null,
            serverReply: row.server_reply,
          },
  }
}
