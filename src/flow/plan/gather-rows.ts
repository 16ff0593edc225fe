import { sql } from 'kysely'
import type { Tx } from '../../platform/db.ts'

/** The rows that a decision reads, for a batch of cases: one query a table, whatever the number of cases. */

export type CaseRow = {
  readonly case_id: string
  readonly debtor_id: string
  readonly creditor_id: string
  readonly currency: string
  readonly cycle: number
  readonly scenario_code: string | null
  readonly scenario_version: number | null
  readonly wanted_scenario: string
  readonly kind: string
  readonly territory: string
  readonly large_account: boolean
  readonly direct_debit: boolean
  readonly archived: boolean
  readonly has_post: boolean
  readonly has_email: boolean
  readonly has_mobile: boolean
  readonly has_phone: boolean
}

export async function caseRows(tx: Tx, tenantId: string, caseIds: readonly string[]): Promise<CaseRow[]> {
  const { rows } = await sql<CaseRow>`
    select c.case_id, c.debtor_id, c.creditor_id, c.currency, c.cycle, c.scenario_code, c.scenario_version,
           coalesce(d.scenario_code, r.scenario_code) as wanted_scenario,
           d.kind, d.territory, d.large_account, d.direct_debit, d.archived_at is not null as archived,
           cardinality(d.address_lines) > 0 and d.postcode <> '' and d.city <> '' as has_post,
           coalesce(k.has_email, false) as has_email, coalesce(k.has_mobile, false) as has_mobile, coalesce(k.has_phone, false) as has_phone
    from collection_case c
    join debtor d on d.tenant_id = c.tenant_id and d.debtor_id = c.debtor_id
    join creditor r on r.tenant_id = c.tenant_id and r.creditor_id = c.creditor_id
    left join lateral (
      select bool_or(email is not null and email_refused_on is null) as has_email, bool_or(mobile is not null) as has_mobile,
             bool_or(phone is not null or mobile is not null) as has_phone
      from contact k where k.tenant_id = c.tenant_id and k.debtor_id = c.debtor_id and k.removed_at is null
    ) k on true
    where c.tenant_id = ${tenantId} and c.case_id = any (${caseIds}::text[])`.execute(tx)
  return rows
}

export type ActRow = {
  readonly action_id: string
  readonly case_id: string
  readonly step_code: string
  readonly step_index: number
  readonly leader_id: string
  readonly cycle: number
  readonly channel: string
  readonly template_code: string
  readonly tone_level: number
  readonly state: string
  readonly invoice_ids: string[]
  readonly invoice_stages: number[]
  readonly total_cents: number
  readonly planned_on: string
  readonly pay_by: string | null
  readonly closed_on: string | null
  readonly delivery_state: string | null
  readonly done_on: string | null
}

/** Acts with what became of them: the best news of their deliveries first (a second address that worked settles a first that failed). */
export async function actRows(tx: Tx, tenantId: string, caseIds: readonly string[]): Promise<ActRow[]> {
  const { rows } = await sql<ActRow>`
    select a.action_id, a.case_id, a.step_code, a.step_index, a.leader_id, a.cycle, a.channel, a.template_code, a.tone_level, a.state,
           a.invoice_ids, a.invoice_stages, a.total_cents::bigint as total_cents, a.planned_on, a.pay_by, a.closed_on, d.state as delivery_state, d.done_on
    from action a
    left join lateral (
      select state, done_on from delivery d where d.tenant_id = a.tenant_id and d.action_id = a.action_id
      order by array_position(array['sent', 'uncertain', 'sending', 'reserved', 'retry', 'to_do', 'failed', 'cancelled'], d.state) limit 1
    ) d on true
    where a.tenant_id = ${tenantId} and a.case_id = any (${caseIds}::text[])
    order by a.planned_on, a.action_id`.execute(tx)
  return rows
}

export type HoldRow = {
  readonly hold_id: string
  readonly debtor_id: string
  readonly invoice_id: string | null
  readonly kind: string
  readonly from_day: string
  readonly until_day: string | null
  readonly amount_cents: number | null
}

export async function holdRows(tx: Tx, tenantId: string, debtorIds: readonly string[]): Promise<HoldRow[]> {
  const { rows } = await sql<HoldRow>`
    select hold_id, debtor_id, invoice_id, kind, from_day, until_day, amount_cents::bigint as amount_cents
    from hold where tenant_id = ${tenantId} and debtor_id = any (${debtorIds}::text[]) and ended_at is null
    order by from_day, hold_id`.execute(tx)
  return rows
}

export type ContactRow = { readonly debtor_id: string; readonly on_day: string; readonly action_id: string | null }

/** Contacts of the last days over all cases of a debtor, those made outside Amiable included (T-09). */
export async function contactRows(
  tx: Tx,
  tenantId: string,
  debtorIds: readonly string[],
  since: string,
): Promise<ContactRow[]> {
  const { rows } = await sql<ContactRow>`
    select debtor_id, done_on as on_day, action_id from delivery
    where tenant_id = ${tenantId} and debtor_id = any (${debtorIds}::text[]) and state in ('sent', 'uncertain') and done_on >= ${since}
    union all
    select debtor_id, on_day, null from outside_contact
    where tenant_id = ${tenantId} and debtor_id = any (${debtorIds}::text[]) and on_day >= ${since}`.execute(tx)
  return rows
}

/** The last day up to which the payments of each creditor are known. */
export async function paymentsKnown(tx: Tx, tenantId: string): Promise<Map<string, string>> {
  const { rows } = await sql<{ creditor_id: string; until_day: string }>`
    select creditor_id, max(until_day) as until_day from payments_known where tenant_id = ${tenantId} group by creditor_id`.execute(
    tx,
  )
  return new Map(rows.map((row) => [row.creditor_id, row.until_day]))
}
