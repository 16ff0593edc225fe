import { sql } from 'kysely'
import { day } from '../../../domain/day.ts'
import { currency } from '../../../domain/money.ts'
import { type Db, inTenant, type Tx } from '../../../platform/db.ts'
import { newId } from '../../../platform/ids.ts'
import { type NewContact, type NewDebtor, postContacts, postDebtors, postInvoices } from '../../ledger/post-entries.ts'
import { seedOffice } from '../../setup/seed-office.ts'
import { planDay } from '../plan-day.ts'

export const USER = 'usr_test'

export type DebtFacts = {
  readonly number: string
  readonly dueOn: string
  readonly amountCents?: number
  readonly issuedOn?: string
  readonly currency?: string
  readonly directDebit?: boolean
  readonly debtor?: Partial<Omit<NewDebtor, 'creditorId'>>
  readonly contact?: Partial<Omit<NewContact, 'debtorId'>> | null
}

export type Debt = { readonly debtorId: string; readonly invoiceId: string; readonly caseId: string }

export type PlanOffice = Awaited<ReturnType<typeof planOffice>>

/** An office whose creditor is complete and whose payments are known for years, with its built-in scenarios; for tests of plan and compose. */
export async function planOffice(db: Db) {
  const [tenantId, creditorId] = [newId('ten'), newId('crd')]
  const tx = <T>(work: (tx: Tx) => Promise<T>) => inTenant(db, tenantId, work)
  await tx(async (one) => {
    await seedOffice(one, tenantId, 'Cabinet d’essai')
    await one.insertInto('creditor').values(creditorRow(tenantId, creditorId)).execute()
    const known = { creditor_id: creditorId, until_day: day('2030-12-31'), source: 'person', recorded_by: USER }
    await one
      .insertInto('payments_known')
      .values({ tenant_id: tenantId, ...known })
      .execute()
  })
  return {
    db,
    tenantId,
    creditorId,
    tx,
    plan: (on: string) => planDay(db, tenantId, day(on), new Date(`${on}T07:00:00Z`)),
    /** A debtor with one invoice. */
    owe: (facts: DebtFacts): Promise<Debt> => tx((one) => owe(one, tenantId, creditorId, facts)),
    actions: () =>
      tx((one) =>
        one
          .selectFrom('action')
          .selectAll()
          .where('tenant_id', '=', tenantId)
          .orderBy('planned_on')
          .orderBy('step_index')
          .execute(),
      ),
    /** Declares an act done on a day, as dispatch records it. */
    deliver: (actionId: string, on: string): Promise<unknown> =>
      tx((one) =>
        sql`
          insert into delivery (tenant_id, delivery_id, action_id, debtor_id, channel, recipient, state, done_on)
          select a.tenant_id, ${newId('dlv')}, a.action_id, c.debtor_id, a.channel, 'x', 'sent', ${on}::date
          from action a join collection_case c on c.tenant_id = a.tenant_id and c.case_id = a.case_id
          where a.tenant_id = ${tenantId} and a.action_id = ${actionId}`.execute(one),
      ),
  }
}

function creditorRow(tenantId: string, creditorId: string) {
  return {
    tenant_id: tenantId,
    creditor_id: creditorId,
    name: 'Atelier Vauquelin',
    address_lines: ['12 quai des Antilles'],
    postcode: '44200',
    city: 'Nantes',
    iban: 'FR7630004000031234567890143',
    bic: 'BNPAFRPP',
    phone: '+33240112233',
    email: 'compta@vauquelin.example',
    mediator_name: 'Médiation Atlantique',
    mediator_site: 'mediation-atlantique.example',
  }
}

async function owe(tx: Tx, tenantId: string, creditorId: string, facts: DebtFacts): Promise<Debt> {
  const address = { lines: ['4 impasse du Moulin'], postcode: '49000', city: 'Angers', country: 'FR' }
  const [debtorId = ''] = await postDebtors(tx, tenantId, USER, [
    { name: `Client ${facts.number}`, address, ...facts.debtor, creditorId },
  ]).then(all)
  const contact = {
    name: 'Jeanne Petit',
    email: 'compta@client.example',
    phone: '+33241223344',
    mobile: '+33612345678',
  }
  if (facts.contact !== null) await postContacts(tx, tenantId, USER, [{ ...contact, ...facts.contact, debtorId }])
  const { dueOn, issuedOn = dueOn.replace(/^2026/, '2025'), amountCents = 123456, directDebit = false } = facts
  const invoice = { number: facts.number, amountCents, directDebit, currency: currency(facts.currency ?? 'EUR') }
  const dated = { issuedOn: day(issuedOn), dueOn: day(dueOn), dueOrigin: 'invoice' as const }
  const [invoiceId = ''] = await postInvoices(tx, tenantId, USER, [
    { ...invoice, ...dated, creditorId, debtorId },
  ]).then(all)
  const { case_id: caseId } = await tx
    .selectFrom('collection_case')
    .select('case_id')
    .where('tenant_id', '=', tenantId)
    .where('debtor_id', '=', debtorId)
    .where('currency', '=', invoice.currency)
    .executeTakeFirstOrThrow()
  return { debtorId, invoiceId, caseId }
}

function all(ids: readonly (string | null)[]): string[] {
  return ids.filter((id): id is string => id !== null)
}
