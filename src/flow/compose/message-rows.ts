import { sql } from 'kysely'
import type { Channel } from '../../domain/channel.ts'
import type { Day } from '../../domain/day.ts'
import type { Contact, ContactRole } from '../../domain/party.ts'
import type { Tx } from '../../platform/db.ts'

export type ActionFacts = {
  readonly action_id: string
  readonly case_id: string
  readonly debtor_id: string
  readonly creditor_id: string
  readonly currency: string
  readonly step_code: string
  readonly channel: Channel
  readonly template_code: string
  readonly tone_level: number
  readonly scenario_code: string
  readonly scenario_version: number
  readonly step_index: number
  readonly cycle: number
  readonly invoice_ids: string[]
  readonly pay_by: Day | null
  readonly planned_on: Day
}

export async function actionFacts(tx: Tx, tenantId: string, actionId: string): Promise<ActionFacts | null> {
  const { rows } = await sql<ActionFacts>`
    select a.action_id, a.case_id, c.debtor_id, c.creditor_id, c.currency, a.step_code, a.channel, a.template_code, a.tone_level,
           a.scenario_code, a.scenario_version, a.step_index, a.cycle, a.invoice_ids, a.pay_by, a.planned_on
    from action a join collection_case c on c.tenant_id = a.tenant_id and c.case_id = a.case_id
    where a.tenant_id = ${tenantId} and a.action_id = ${actionId}`.execute(tx)
  return rows[0] ?? null
}

export function creditorFacts(tx: Tx, tenantId: string, creditorId: string) {
  return tx
    .selectFrom('creditor')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('creditor_id', '=', creditorId)
    .executeTakeFirstOrThrow()
}
export type CreditorFacts = Awaited<ReturnType<typeof creditorFacts>>

export function debtorFacts(tx: Tx, tenantId: string, debtorId: string) {
  return tx
    .selectFrom('debtor')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('debtor_id', '=', debtorId)
    .executeTakeFirstOrThrow()
}
export type DebtorRow = Awaited<ReturnType<typeof debtorFacts>>

export async function contactsOf(tx: Tx, tenantId: string, debtorId: string): Promise<Contact[]> {
  const rows = await tx
    .selectFrom('contact')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('debtor_id', '=', debtorId)
    .where('removed_at', 'is', null)
    .orderBy('rank')
    .orderBy('contact_id')
    .execute()
  return rows.map((row) => ({
    id: row.contact_id,
    name: row.name,
    salutation: row.salutation,
    role: row.role as ContactRole,
    email: row.email,
    phone: row.phone,
    mobile: row.mobile,
    emailRefusedOn: row.email_refused_on,
  }))
}

export type InvoiceFacts = {
  readonly invoice_id: string
  readonly number: string
  readonly issued_on: Day
  readonly due_origin: string
  readonly amount_cents: number
  readonly label: string | null
  readonly document_sha256: string | null
}

export async function invoiceFacts(
  tx: Tx,
  tenantId: string,
  invoiceIds: readonly string[],
): Promise<Map<string, InvoiceFacts>> {
  const { rows } = await sql<InvoiceFacts>`
    select invoice_id, number, issued_on, due_origin, amount_cents::bigint as amount_cents, label, document_sha256
    from invoice where tenant_id = ${tenantId} and invoice_id = any (${invoiceIds}::text[])`.execute(tx)
  return new Map(rows.map((row) => [row.invoice_id, row]))
}

/** What was already said to the debtor in this case, oldest first: the letters cite it by its date (S2-19, S3-7, S3-12). */
export type PastDemand = {
  readonly on_day: Day
  readonly channel: Channel
  readonly template_code: string
  readonly pay_by: Day | null
  readonly outcome: string | null
}

export async function pastDemands(tx: Tx, tenantId: string, caseId: string, cycle: number): Promise<PastDemand[]> {
  const { rows } = await sql<PastDemand>`
    select d.done_on as on_day, d.channel, a.template_code, a.pay_by, d.outcome
    from action a join delivery d on d.tenant_id = a.tenant_id and d.action_id = a.action_id
    where a.tenant_id = ${tenantId} and a.case_id = ${caseId} and a.cycle = ${cycle} and d.state = 'sent' and d.done_on is not null
    order by d.done_on, d.settled_at`.execute(tx)
  return rows
}

/** Whether the debtor has already received a message: the data notice is printed on the first one. */
export async function hasReceivedMessages(tx: Tx, tenantId: string, debtorId: string): Promise<boolean> {
  const row = await tx
    .selectFrom('delivery')
    .select('delivery_id')
    .where('tenant_id', '=', tenantId)
    .where('debtor_id', '=', debtorId)
    .where('state', '=', 'sent')
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

export type PromiseFacts = {
  readonly from_day: Day
  readonly until_day: Day | null
  readonly amount_cents: number | null
  readonly reason: string | null
}

export async function lastPromise(tx: Tx, tenantId: string, debtorId: string): Promise<PromiseFacts | null> {
  const { rows } = await sql<PromiseFacts>`
    select from_day, until_day, amount_cents::bigint as amount_cents, reason from hold
    where tenant_id = ${tenantId} and debtor_id = ${debtorId} and kind = 'promise'
    order by created_at desc limit 1`.execute(tx)
  return rows[0] ?? null
}

/** A text edited by the office, newest version; null when it uses the one shipped with Amiable. */
export async function ownTemplate(tx: Tx, tenantId: string, code: string, regime: string, language: string) {
  const row = await tx
    .selectFrom('template_version')
    .select(['source', 'version'])
    .where('tenant_id', '=', tenantId)
    .where('template_code', '=', code)
    .where('regime', '=', regime)
    .where('language', '=', language)
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row ?? null
}

export async function mailSender(tx: Tx, tenantId: string, creditorId: string) {
  const row = await tx
    .selectFrom('mail_account')
    .select(['from_name', 'from_email', 'reply_to'])
    .where('tenant_id', '=', tenantId)
    .where('creditor_id', '=', creditorId)
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row ?? null
}
