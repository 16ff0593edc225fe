import { type Selectable, sql } from 'kysely'
import type { Channel } from '../../domain/channel.ts'
import type { Day } from '../../domain/day.ts'
import type { Currency } from '../../domain/money.ts'
import type { Contact, ContactRole } from '../../domain/party.ts'
import type { Scenario } from '../../domain/scenario.ts'
import type { Database, Tx } from '../../platform/db.ts'

export type ActionFacts = {
  readonly action_id: string
  readonly case_id: string
  readonly debtor_id: string
  readonly creditor_id: string
  readonly currency: Currency
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

export async function actionFacts(tx: Tx, tenantId: string, actionIds: readonly string[]): Promise<ActionFacts[]> {
  const { rows } = await sql<ActionFacts>`
    select a.action_id, a.case_id, c.debtor_id, c.creditor_id, c.currency, a.step_code, a.channel, a.template_code, a.tone_level,
           a.scenario_code, a.scenario_version, a.step_index, a.cycle, a.invoice_ids, a.pay_by, a.planned_on
    from action a join collection_case c on c.tenant_id = a.tenant_id and c.case_id = a.case_id
    where a.tenant_id = ${tenantId} and a.action_id = any (${actionIds}::text[])`.execute(tx)
  return rows
}

export async function creditorFacts(tx: Tx, tenantId: string, creditorIds: readonly string[]) {
  const rows = await tx
    .selectFrom('creditor')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('creditor_id', 'in', creditorIds)
    .execute()
  return new Map(rows.map((row) => [row.creditor_id, row]))
}
export type CreditorFacts = Selectable<Database['creditor']>

export async function debtorFacts(tx: Tx, tenantId: string, debtorIds: readonly string[]) {
  const rows = await tx
    .selectFrom('debtor')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('debtor_id', 'in', debtorIds)
    .execute()
  return new Map(rows.map((row) => [row.debtor_id, row]))
}
export type DebtorRow = Selectable<Database['debtor']>

/** The contacts of some debtors, each list in the debtor's own order. */
export async function contactsOf(
  tx: Tx,
  tenantId: string,
  debtorIds: readonly string[],
): Promise<Map<string, Contact[]>> {
  const rows = await tx
    .selectFrom('contact')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('debtor_id', 'in', debtorIds)
    .where('removed_at', 'is', null)
    .orderBy('rank')
    .orderBy('contact_id')
    .execute()
  const contacts = new Map<string, Contact[]>()
  for (const row of rows) {
    const list = contacts.get(row.debtor_id) ?? []
    contacts.set(row.debtor_id, list)
    list.push({
      id: row.contact_id,
      name: row.name,
      salutation: row.salutation,
      role: row.role as ContactRole,
      email: row.email,
      phone: row.phone,
      mobile: row.mobile,
      emailRefusedOn: row.email_refused_on,
    })
  }
  return contacts
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

/** What already reached the debtor in this case, oldest first: the letters cite it by its date (S2-19, S3-7, S3-12). */
export type PastContact = {
  readonly case_id: string
  readonly cycle: number
  readonly on_day: Day
  readonly channel: Channel
  readonly step_code: string
  readonly template_code: string
  readonly planned_on: Day
  readonly pay_by: Day | null
  readonly outcome: string | null
  /** The claims that it listed. */
  readonly invoice_ids: string[]
  readonly content_sha256: string | null
}

/** Contacts made in each case, oldest first. By acts first whatever the planner knows, as `mailsBefore` (dispatch/due-emails.ts). */
export async function pastContacts(
  tx: Tx,
  tenantId: string,
  caseIds: readonly string[],
): Promise<Map<string, PastContact[]>> {
  const { rows } = await sql<PastContact>`
    select a.case_id, a.cycle, d.done_on as on_day, d.channel, a.step_code, a.template_code, a.planned_on, a.pay_by, d.outcome, a.invoice_ids,
           m.content_sha256
    from action a
    cross join lateral (
      select * from delivery d
      where d.tenant_id = a.tenant_id and d.action_id = a.action_id and d.state = 'sent' and d.done_on is not null
      offset 0
    ) d
    left join lateral (
      select content_sha256 from message m where m.tenant_id = d.tenant_id and m.message_id = d.message_id offset 0
    ) m on true
    where a.tenant_id = ${tenantId} and a.case_id = any (${caseIds}::text[])
    order by d.done_on, d.settled_at`.execute(tx)
  return Map.groupBy(rows, (row) => row.case_id)
}

/** The debtors who have already received a message: the data notice is printed on the first one. */
export async function whoReceivedMessages(
  tx: Tx,
  tenantId: string,
  debtorIds: readonly string[],
): Promise<Set<string>> {
  const { rows } = await sql<{ debtor_id: string }>`
    select distinct debtor_id from delivery
    where tenant_id = ${tenantId} and debtor_id = any (${debtorIds}::text[]) and state = 'sent'`.execute(tx)
  return new Set(rows.map((row) => row.debtor_id))
}

export type PromiseFacts = {
  readonly from_day: Day
  readonly until_day: Day | null
  readonly amount_cents: number | null
  readonly reason: string | null
}

/** The newest promise of each debtor. */
export async function lastPromises(
  tx: Tx,
  tenantId: string,
  debtorIds: readonly string[],
): Promise<Map<string, PromiseFacts>> {
  const { rows } = await sql<PromiseFacts & { debtor_id: string }>`
    select distinct on (debtor_id) debtor_id, from_day, until_day, amount_cents::bigint as amount_cents, reason from hold
    where tenant_id = ${tenantId} and debtor_id = any (${debtorIds}::text[]) and kind = 'promise'
    order by debtor_id, created_at desc`.execute(tx)
  return new Map(rows.map((row) => [row.debtor_id, row]))
}

/** The last day up to which the payments of each creditor are known. */
export async function paymentsKnown(tx: Tx, tenantId: string): Promise<Map<string, Day>> {
  const { rows } = await sql<{ creditor_id: string; until_day: Day }>`
    select creditor_id, max(until_day) as until_day from payments_known where tenant_id = ${tenantId} group by creditor_id`.execute(
    tx,
  )
  return new Map(rows.map((row) => [row.creditor_id, row.until_day]))
}

/** The key of a text edited by the office in `ownTemplates`. */
export const templateKey = (code: string, regime: string, language: string) => `${code} ${regime} ${language}`

export type OwnTemplate = { readonly source: string; readonly version: number }

/** The texts edited by the office, newest versions; what is not there is the one shipped with Amiable. */
export async function ownTemplates(tx: Tx, tenantId: string): Promise<Map<string, OwnTemplate>> {
  const rows = await tx
    .selectFrom('template_version')
    .select(['template_code', 'regime', 'language', 'source', 'version'])
    .where('tenant_id', '=', tenantId)
    .orderBy('version')
    .execute()
  return new Map(rows.map((row) => [templateKey(row.template_code, row.regime, row.language), row]))
}

export type MailSender = { readonly from_name: string; readonly from_email: string; readonly reply_to: string | null }

/** The newest mail account of each creditor. */
export async function mailSenders(tx: Tx, tenantId: string): Promise<Map<string, MailSender>> {
  const rows = await tx
    .selectFrom('mail_account')
    .select(['creditor_id', 'from_name', 'from_email', 'reply_to'])
    .where('tenant_id', '=', tenantId)
    .orderBy('version')
    .execute()
  return new Map(rows.map((row) => [row.creditor_id, row]))
}

/** The scenario versions of an office, by `code@version`. */
export async function scenarioVersions(tx: Tx, tenantId: string): Promise<Map<string, Scenario>> {
  const rows = await tx
    .selectFrom('scenario_version')
    .select(['scenario_code', 'version', 'definition'])
    .where('tenant_id', '=', tenantId)
    .execute()
  return new Map(rows.map((row) => [`${row.scenario_code}@${row.version}`, row.definition as Scenario]))
}
