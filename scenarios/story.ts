import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import type { Composed } from '../src/domain/composed.ts'
import { addDays, type Day, day } from '../src/domain/day.ts'
import type { HoldKind } from '../src/domain/hold.ts'
import { currency, EUR } from '../src/domain/money.ts'
import type { ContactRole } from '../src/domain/party.ts'
import type { Outcome } from '../src/domain/refusal.ts'
import type { Scenario } from '../src/domain/scenario.ts'
import * as ledger from '../src/flow/ledger/post-entries.ts'
import { decideActions } from '../src/flow/plan/approve.ts'
import { endHold, placeHold } from '../src/flow/plan/place-hold.ts'
import { whyNot } from '../src/flow/plan/why-not.ts'
import type { Tx } from '../src/platform/db.ts'
import { startFaultSmtp } from '../src/platform/testing/fault-smtp.ts'
import { testDatabase } from '../src/platform/testing/test-database.ts'
import { liveDay } from './live-day.ts'
import { type InOffice, type OfficeFacts, openStoryOffice, USER } from './story-office.ts'

/** What is told of a customer; everything is known of it unless the story says otherwise. */
export type CustomerFacts = Partial<Omit<ledger.NewDebtor, 'creditorId'>> & {
  readonly contact?: Partial<Omit<ledger.NewContact, 'debtorId'>> | null
}

export type InvoiceFacts = {
  readonly number: string
  readonly dueOn: string
  readonly amountCents: number
  readonly issuedOn?: string
  readonly currency?: string
  readonly label?: string
  readonly directDebit?: boolean
  readonly instalments?: readonly { readonly dueOn: string; readonly amountCents: number }[]
}

/** What reached a customer, or was said to it, on a day. */
export type Contact = {
  readonly on: Day
  readonly debtorId: string
  readonly step: string
  readonly template: string
  readonly tone: number
  readonly totalCents: number
  readonly payBy: Day | null
  readonly composed: Composed
}

export type Story = Awaited<ReturnType<typeof openStory>>

/**
 * An office of its own on a real database, a real mail server, and days that go by as the worker lives them: plan, approval by a person,
 * departure, letters posted and calls made the same day. `close` gives everything back.
 */
export async function openStory(facts: OfficeFacts = {}) {
  const database = await testDatabase()
  const mail = await startFaultSmtp()
  const folder = mkdtempSync(join(tmpdir(), 'amiable-story-'))
  const { place, tx, setClock } = await openStoryOffice(database, folder, mail.url, facts)
  const { tenantId, creditorId, contacts } = place
  return {
    place,
    ...people(tx, tenantId, creditorId),
    ...money(tx, tenantId, creditorId),
    ...decisions(tx, tenantId),
    ...answers(tx, tenantId),
    /** Lives every day from one to another, both included; returns what reached the customers, or one of them, meanwhile. */
    live: async (from: string, to: string, customer?: string): Promise<readonly Contact[]> => {
      const before = contacts.length
      for (let on = day(from); on <= day(to); on = addDays(on, 1)) await liveDay(place, on, setClock)
      return contacts.slice(before).filter(({ debtorId }) => customer === undefined || debtorId === customer)
    },
    close: async () => {
      await mail.close()
      await database.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** What a person decides. */
function decisions(tx: InOffice, tenantId: string) {
  return {
    /** Refuses a step that is proposed. */
    skip: (debtorId: string, stepCode: string, on: string): Promise<void> =>
      tx(async (one) => {
        const row = await one
          .selectFrom('action')
          .select('action_id')
          .where('tenant_id', '=', tenantId)
          .where('case_id', '=', await caseOf(one, tenantId, debtorId))
          .where('step_code', '=', stepCode)
          .executeTakeFirstOrThrow()
        const refused = { actionIds: [row.action_id], decision: 'refused', reason: 'On appelle d’abord' } as const
        await decideActions(one, tenantId, USER, refused, day(on), new Date(`${on}T12:00:00Z`))
      }),
    hold: (
      debtorId: string,
      kind: HoldKind,
      on: string,
      more: { until?: string; amountCents?: number; invoiceId?: string } = {},
    ) =>
      tx(async (one) => {
        const { until, ...rest } = more
        const wanted = { kind, ...rest, ...(until === undefined ? {} : { untilDay: day(until) }) }
        return orThrow(await placeHold(one, tenantId, USER, await caseOf(one, tenantId, debtorId), wanted, day(on)))
      }),
    endHold: (holdId: string) => tx((one) => endHold(one, tenantId, USER, holdId, null, new Date()).then(orThrow)),
    /** Adds a version of a scenario, as an edit in the settings does. */
    editScenario: (scenario: Scenario): Promise<unknown> =>
      tx((one) =>
        sql`
          insert into scenario_version (tenant_id, scenario_code, version, definition, decided_by)
          select ${tenantId}, ${scenario.code}, max(version) + 1, ${JSON.stringify(scenario)}::jsonb, ${USER}
          from scenario_version where tenant_id = ${tenantId} and scenario_code = ${scenario.code}`.execute(one),
      ),
  }
}

/** What the office can ask. */
function answers(tx: InOffice, tenantId: string) {
  return {
    /** « Pourquoi rien n’est parti ? » */
    why: (debtorId: string, on: string) =>
      tx(async (one) => {
        const why = await whyNot(one, tenantId, await caseOf(one, tenantId, debtorId), day(on))
        if (!why) throw new Error(`No case for ${debtorId}`)
        return why
      }),
    /** Asks anything of all the cases. */
    gather: <T>(ask: (tx: Tx, tenantId: string, caseIds: readonly string[]) => Promise<T>): Promise<T> =>
      tx(async (one) => {
        const cases = one.selectFrom('collection_case').select('case_id').where('tenant_id', '=', tenantId)
        const caseIds = (await cases.orderBy('case_id').execute()).map((row) => row.case_id)
        return ask(one, tenantId, caseIds)
      }),
    /** What the timeline of a customer tells, oldest first. */
    told: (debtorId: string) =>
      tx(async (one) => {
        const rows = await one
          .selectFrom('event')
          .select(['kind', 'facts'])
          .where('tenant_id', '=', tenantId)
          .where('debtor_id', '=', debtorId)
          .orderBy('event_id')
          .execute()
        return rows.map(({ kind, facts }) => ({ kind, facts: facts as Readonly<Record<string, unknown>> }))
      }),
  }
}

const POSTAL = { lines: ['4 impasse du Moulin'], postcode: '49000', city: 'Angers', country: 'FR' }

function people(tx: InOffice, tenantId: string, creditorId: string) {
  return {
    customer: (facts: CustomerFacts = {}): Promise<string> =>
      tx(async (one) => {
        const { contact, ...fields } = facts
        const debtor = { name: 'Ateliers Lœwenberg SAS', address: POSTAL, ...fields, creditorId }
        const [debtorId] = await ledger.postDebtors(one, tenantId, USER, [debtor])
        if (!debtorId) throw new Error(`Debtor ${debtor.name} refused`)
        const reach = { email: 'compta@loewenberg.example', phone: '+33241223344', mobile: '+33612345678' }
        const who = { name: 'Jeanne Petit', role: 'accounts_payable' as ContactRole }
        if (contact !== null)
          await ledger.postContacts(one, tenantId, USER, [{ ...reach, ...who, ...contact, debtorId }])
        return debtorId
      }),
  }
}

function money(tx: InOffice, tenantId: string, creditorId: string) {
  return {
    invoice: (debtorId: string, facts: InvoiceFacts): Promise<string> =>
      tx(async (one) => {
        const { dueOn, issuedOn, instalments = [], currency: code = 'EUR', ...rest } = facts
        const parts = instalments.map((part) => ({ ...part, dueOn: day(part.dueOn) }))
        const dated = {
          dueOn: day(dueOn),
          issuedOn: day(issuedOn ?? addDays(day(dueOn), -30)),
          dueOrigin: 'invoice' as const,
        }
        const invoice = { ...rest, ...dated, creditorId, debtorId, currency: currency(code), instalments: parts }
        const [id] = await ledger.postInvoices(one, tenantId, USER, [invoice])
        if (!id) throw new Error(`Invoice ${facts.number} refused`)
        return id
      }),
    pay: (debtorId: string, on: string, amountCents: number, reference: string | null = null): Promise<string> =>
      tx(async (one) => {
        const credit = { creditorId, debtorId, onDay: day(on), amountCents, currency: EUR, reference }
        const [id] = await ledger.postPayments(one, tenantId, USER, [{ ...credit, placing: { by: 'rule' } }])
        if (!id) throw new Error('Payment refused')
        return id
      }),
    bounce: (entryId: string, on: string) =>
      tx((one) => ledger.reverseEntry(one, tenantId, USER, entryId, day(on), 'Chèque sans provision').then(orThrow)),
  }
}

/** What reached somebody, one line a contact: « 2026-10-02 email rappel ». */
export function lines(contacts: readonly Contact[]): string[] {
  return contacts.map(({ on, composed, step }) => `${on} ${composed.channel} ${step}`)
}

/** The case of a customer in euros. */
async function caseOf(tx: Tx, tenantId: string, debtorId: string): Promise<string> {
  const row = await tx
    .selectFrom('collection_case')
    .select('case_id')
    .where('tenant_id', '=', tenantId)
    .where('debtor_id', '=', debtorId)
    .where('currency', '=', EUR)
    .executeTakeFirstOrThrow()
  return row.case_id
}

function orThrow<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.refusal))
  return outcome.value
}
