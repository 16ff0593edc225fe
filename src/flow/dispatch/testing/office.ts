import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import type { Channel } from '../../../domain/channel.ts'
import type { Composed } from '../../../domain/composed.ts'
import { type Day, day } from '../../../domain/day.ts'
import { accept } from '../../../domain/refusal.ts'
import type { Scenario } from '../../../domain/scenario.ts'
import { type Db, inTenant, type Tx } from '../../../platform/db.ts'
import { type Documents, openDocuments, sha256Of } from '../../../platform/documents.ts'
import { createLog } from '../../../platform/log.ts'
import { refuseAddress } from '../../ledger/refuse-address.ts'
import { gatherSituations } from '../../plan/gather.ts'
import { planDay } from '../../plan/plan-day.ts'
import { contactPolicyOf } from '../../plan/policy.ts'
import { openScenarioBook } from '../../plan/scenario-book.ts'
import type { DispatchServices } from '../services.ts'

/** A Tuesday, ten in the morning in Paris. */
export const MORNING = new Date('2026-11-24T09:00:00Z')
export const TODAY = day('2026-11-24')

const DUE_ON = day('2026-11-14')

/** One step by one channel, ten days after the due date, that leaves without a person's yes. */
function oneStepScenario(channel: Channel): Scenario {
  const step = {
    code: 'first',
    channel,
    offsetDays: 10,
    template: 'first-reminder',
    tone: 2,
    approval: 'automatic',
  } as const
  const later = { ...step, code: 'second', offsetDays: 25, template: 'firm-reminder', tone: 3 } as const
  const name = { fr: 'Essai', en: 'Test' }
  return {
    code: 'essai',
    version: 1,
    name,
    description: name,
    steps: [step, later],
    minGapDays: 5,
    capPerCase: 6,
    maxGapDays: 60,
  }
}

export type Office = {
  readonly tenantId: string
  readonly creditorId: string
  readonly services: DispatchServices
  /** Data folder. */
  readonly folder: string
  /** Moves the clock of the services. */
  readonly setClock: (at: Date) => void
  readonly tx: <T>(work: (tx: Tx) => Promise<T>) => Promise<T>
  readonly switchTo: (position: 'on' | 'off') => Promise<void>
  /** Adds debtors who owe 120,00 € each, due ten days ago, and plans the day: their reminders are approved and may leave. */
  readonly owe: (count: number) => Promise<string[]>
  readonly pay: (debtorId: string, amountCents: number) => Promise<void>
  readonly plan: (on: Day) => Promise<void>
  readonly close: () => void
}

export type OfficeOptions = {
  readonly channel?: Channel
  readonly smtpUrl?: string | null
  readonly scenario?: Scenario
}

/** The real neighbours, but for the words; short waits for the answers of the server. */
export function servicesOf(db: Db, documents: Documents, smtpUrl: string | null, clock: () => Date): DispatchServices {
  return {
    db,
    documents,
    clock,
    log: createLog('silent'),
    gather: async (tx, tenant, caseIds, today) =>
      gatherSituations(tx, tenant, caseIds, today, await openScenarioBook(tx, tenant)),
    policy: contactPolicyOf,
    compose: async (tx, tenantId, _actionIds, today) => (actionId) => composePlainly(tx, tenantId, actionId, today),
    smtpUrl: async () => smtpUrl,
    refuseAddress,
    mailLimits: { connectMs: 2_000, commandMs: 1_000, finalReplyMs: 1_500, idleMs: 2_000 },
  }
}

let count = 0

/** An office that sends, on a real database, with the real plan. */
export async function openOffice(
  db: Db,
  { channel = 'email', smtpUrl = null, scenario = oneStepScenario(channel) }: OfficeOptions = {},
): Promise<Office> {
  const tag = `${randomUUID().replaceAll('-', '').slice(0, 12)}${++count}`
  const tenantId = `ten_${tag}`
  const creditorId = `crd_${tag}`
  const folder = mkdtempSync(join(tmpdir(), 'amiable-dispatch-'))
  let now = MORNING
  const services = servicesOf(db, openDocuments(folder), smtpUrl, () => now)
  const tx = <T>(work: (tx: Tx) => Promise<T>) => inTenant(db, tenantId, work)
  await db.insertInto('auth.tenant').values({ tenant_id: tenantId, name: 'Cabinet d’essai' }).execute()
  await tx((one) => insertOffice(one, tenantId, creditorId, scenario))
  let debtors = 0
  const plan = async (on: Day) => {
    await planDay(db, tenantId, on, new Date(now.getTime() - 3_600_000))
  }
  const office: Office = {
    tenantId,
    creditorId,
    services,
    folder,
    setClock: (at) => {
      now = at
    },
    tx,
    switchTo: (position) =>
      tx(
        async (one) =>
          void (await one
            .insertInto('sending_switch')
            .values({ tenant_id: tenantId, position, decided_by: 'usr_test' })
            .execute()),
      ),
    owe: async (many) => {
      const tags = Array.from({ length: many }, () => `${tag}${String(++debtors).padStart(6, '0')}`)
      await tx((one) => insertDebtors(one, tenantId, creditorId, tags))
      await plan(TODAY)
      return tags.map((one) => `dbt_${one}`)
    },
    pay: (debtorId, amountCents) => tx((one) => insertPayment(one, tenantId, creditorId, debtorId, amountCents)),
    plan,
    close: () => rmSync(folder, { recursive: true, force: true }),
  }
  await office.switchTo('on')
  return office
}

async function insertOffice(tx: Tx, tenantId: string, creditorId: string, scenario: Scenario): Promise<void> {
  const [tenant_id, creditor_id, scenario_code] = [tenantId, creditorId, scenario.code]
  const creditor = { tenant_id, creditor_id, name: 'Menuiserie Ozanne', email: 'compta@ozanne.fr', scenario_code }
  await tx.insertInto('creditor').values(creditor).execute()
  const version = { tenant_id, scenario_code, version: 1, definition: JSON.stringify(scenario), decided_by: 'usr_test' }
  await tx.insertInto('scenario_version').values(version).execute()
  const known = { tenant_id, creditor_id, until_day: TODAY, source: 'person', recorded_by: 'usr_test' }
  await tx.insertInto('payments_known').values(known).execute()
}

async function insertDebtors(tx: Tx, tenantId: string, creditorId: string, tags: readonly string[]): Promise<void> {
  await sql`
    insert into debtor (tenant_id, debtor_id, creditor_id, name, address_lines, postcode, city)
    select ${tenantId}, 'dbt_' || t, ${creditorId}, 'Client ' || t, array['1 rue du Port'], '44000', 'Nantes' from unnest(${tags}::text[]) t`.execute(
    tx,
  )
  await sql`
    insert into contact (tenant_id, contact_id, debtor_id, email, phone, mobile)
    select ${tenantId}, 'cnt_' || t, 'dbt_' || t, 'client-' || t || '@client.fr', '+33240000000', '+33600000000' from unnest(${tags}::text[]) t`.execute(
    tx,
  )
  await sql`
    insert into invoice (tenant_id, invoice_id, creditor_id, debtor_id, number, issued_on, due_on, due_origin, amount_cents)
    select ${tenantId}, 'inv_' || t, ${creditorId}, 'dbt_' || t, 'F-' || t, '2026-10-14', ${DUE_ON}::date, 'invoice', 12000 from unnest(${tags}::text[]) t`.execute(
    tx,
  )
}

async function insertPayment(
  tx: Tx,
  tenantId: string,
  creditorId: string,
  debtorId: string,
  amountCents: number,
): Promise<void> {
  const tag = randomUUID().replaceAll('-', '').slice(0, 20)
  const shared = { tenant_id: tenantId, entry_id: `ent_${tag}`, amount_cents: amountCents, recorded_by: 'usr_test' }
  await tx
    .insertInto('entry')
    .values({ ...shared, creditor_id: creditorId, debtor_id: debtorId, kind: 'payment', on_day: TODAY })
    .execute()
  await tx
    .insertInto('allocation')
    .values({ ...shared, allocation_id: `alc_${tag}`, invoice_id: debtorId.replace('dbt_', 'inv_'), how: 'explicit' })
    .execute()
}

/** A plain text in place of the templates: dispatch is tested on what it does with a message, compose on what it says. */
async function composePlainly(tx: Tx, tenantId: string, actionId: string, today: Day) {
  const { rows } = await sql<{
    channel: Channel
    debtor: string
    email: string | null
    open_cents: number
    step_code: string
  }>`
    select a.channel, d.name as debtor, k.email, a.step_code,
           (select sum(i.amount_cents - coalesce((select sum(l.amount_cents) from allocation l where l.tenant_id = i.tenant_id and l.invoice_id = i.invoice_id), 0))
            from invoice i where i.tenant_id = a.tenant_id and i.invoice_id = any (a.invoice_ids))::bigint as open_cents
    from action a
    join collection_case c on c.tenant_id = a.tenant_id and c.case_id = a.case_id
    join debtor d on d.tenant_id = c.tenant_id and d.debtor_id = c.debtor_id
    left join contact k on k.tenant_id = d.tenant_id and k.debtor_id = d.debtor_id and k.email_refused_on is null
    where a.tenant_id = ${tenantId} and a.action_id = ${actionId}`.execute(tx)
  const act = rows[0]
  if (!act) throw new Error(`No act ${actionId}`)
  const text = `${act.debtor} : ${act.open_cents / 100} € restent dus.\n.\nCordialement`
  const facts = {
    subject: 'Facture en attente de règlement',
    totalCents: act.open_cents,
    factsSha256: sha256Of(Buffer.from(text)),
    templateVersion: 'first-reminder@1',
    findings: [],
  }
  return accept(composedFor(act, text, facts, today))
}

type Facts = Pick<Composed, 'subject' | 'totalCents' | 'factsSha256' | 'templateVersion' | 'findings'>

function composedFor(
  act: { channel: Channel; debtor: string; email: string | null },
  text: string,
  facts: Facts,
  today: Day,
): Composed {
  const { channel } = act
  if (channel === 'email') {
    const from = { name: 'Menuiserie Ozanne', address: 'compta@ozanne.fr' }
    const to = { name: act.debtor, address: act.email ?? '' }
    return { channel, from, replyTo: null, to, html: `<p>${text}</p>`, text, attachments: [], ...facts }
  }
  if (channel === 'sms' || channel === 'phone') return { channel, text, recipient: '+33600000000', ...facts }
  const pdf = Buffer.from(`%PDF ${today} ${text}`)
  const letter = { pdf, text, recipientName: act.debtor, address: ['1 rue du Port', '44000 NANTES'], ...facts }
  return channel === 'post' ? { channel, ...letter } : { channel, ...letter }
}
