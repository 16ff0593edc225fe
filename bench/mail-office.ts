import { sql } from 'kysely'
import { day } from '../src/domain/day.ts'
import { openComposer } from '../src/flow/compose/compose-action.ts'
import type { DispatchServices } from '../src/flow/dispatch/services.ts'
import { refuseAddress } from '../src/flow/ledger/refuse-address.ts'
import { gatherSituations } from '../src/flow/plan/gather.ts'
import { planDay } from '../src/flow/plan/plan-day.ts'
import { contactPolicyOf } from '../src/flow/plan/policy.ts'
import { openScenarioBook } from '../src/flow/plan/scenario-book.ts'
import { readRates } from '../src/flow/setup/read-rates.ts'
import { inTenant } from '../src/platform/db.ts'
import { openDocuments } from '../src/platform/documents.ts'
import { createLog } from '../src/platform/log.ts'
import { makePortfolio, type Portfolio, type Workplace } from './workplace.ts'

const DUE = '2026-11-10'
const TODAY = day('2026-11-17')
/** Of a Tuesday, in Paris. */
export const TEN_IN_THE_MORNING = new Date('2026-11-17T09:00:00Z')

/** An office with all that a reminder says of it, sending switched on, and as many e-mails approved that may leave. */
export async function openMailOffice(place: Workplace, name: string, messages: number): Promise<Portfolio> {
  const portfolio = await makePortfolio(place, name, messages, DUE, TODAY)
  await inTenant(place.db, portfolio.tenantId, async (tx) => {
    const identity = {
      iban: 'FR7630006000011234567890189',
      phone: '0240000000',
      email: 'compta@exemple.test',
      postcode: '44000',
      city: 'Nantes',
    }
    const legal = {
      siren: '732829320',
      legal_form: 'SARL',
      rcs_city: 'Nantes',
      capital_cents: 1_000_000,
      address_lines: ['2 rue Neuve'],
    }
    await tx
      .updateTable('creditor')
      .set({ ...identity, ...legal, signatory_name: 'Claire Ozanne' })
      .execute()
    await tx
      .insertInto('sending_switch')
      .values({ tenant_id: portfolio.tenantId, position: 'on', decided_by: 'bench' })
      .execute()
  })
  await planDay(place.db, portfolio.tenantId, TODAY, new Date(TEN_IN_THE_MORNING.getTime() - 3_600_000))
  await sql`vacuum analyze`.execute(place.owner)
  return portfolio
}

/** What sending needs, as the worker puts it together; every creditor sends by the server at `smtpUrl`. */
export function sendingServices(place: Workplace, smtpUrl: string, clock: () => Date): DispatchServices {
  const documents = openDocuments(place.folder)
  return {
    db: place.db,
    documents,
    refuseAddress,
    log: createLog('error'),
    clock,
    policy: contactPolicyOf,
    gather: async (tx, tenantId, caseIds, today) =>
      gatherSituations(tx, tenantId, caseIds, today, await openScenarioBook(tx, tenantId)),
    compose: (tx, tenantId, actionIds, today) =>
      openComposer(tx, { documents, rates: readRates }, tenantId, actionIds, today),
    smtpUrl: async () => smtpUrl,
  }
}
