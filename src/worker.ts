import { openComposer } from './flow/compose/compose-action.ts'
import { prepareByHand } from './flow/dispatch/prepare-by-hand.ts'
import { type SendingRun, sendDue } from './flow/dispatch/send-due.ts'
import type { DispatchServices } from './flow/dispatch/services.ts'
import { refuseAddress } from './flow/ledger/refuse-address.ts'
import { gatherSituations } from './flow/plan/gather.ts'
import type { DayCounts } from './flow/plan/plan-day.ts'
import { contactPolicyOf } from './flow/plan/policy.ts'
import { runDay, runWaits } from './flow/plan/run-day.ts'
import { openScenarioBook } from './flow/plan/scenario-book.ts'
import { smtpUrlOf } from './flow/setup/mail-account.ts'
import { readRates } from './flow/setup/read-rates.ts'
import { aloneInOffice } from './platform/alone-in-office.ts'
import { now, todayInParis } from './platform/clock.ts'
import { inTenant } from './platform/db.ts'
import type { Services } from './services.ts'

/** What dispatch asks of its neighbours: the only place where they meet. */
export function dispatchServices(services: Services, clock: () => Date = now): DispatchServices {
  const { db, documents, log } = services
  return {
    db,
    documents,
    log,
    clock,
    refuseAddress,
    policy: contactPolicyOf,
    gather: async (tx, tenantId, caseIds, today) =>
      gatherSituations(tx, tenantId, caseIds, today, await openScenarioBook(tx, tenantId)),
    compose: (tx, tenantId, actionIds, today) =>
      openComposer(tx, { documents, rates: readRates }, tenantId, actionIds, today),
    smtpUrl: (tx, tenantId, creditorId) =>
      smtpUrlOf(tx, tenantId, creditorId, services.secret, services.config.smtpUrl),
  }
}

/** What one pass over an office came to. */
export type OfficeRun = { readonly plan: DayCounts; readonly sent: SendingRun | null; readonly waitsForPerson: boolean }

/**
 * One pass over an office: plan the day, prepare what people do by hand, send what may leave. May be called at any time and any number
 * of times; after an unusual day off nothing leaves until a person confirms (A4).
 */
export async function runOffice(services: Services, tenantId: string, clock: () => Date = now): Promise<OfficeRun> {
  const dispatch = dispatchServices(services, clock)
  const plan = await runDay(services.db, tenantId, todayInParis(clock()), clock())
  const waitsForPerson = await inTenant(services.db, tenantId, (tx) => runWaits(tx, tenantId))
  if (waitsForPerson) return { plan, sent: null, waitsForPerson }
  await prepareByHand(dispatch, tenantId)
  return { plan, sent: await sendDue(dispatch, tenantId), waitsForPerson }
}

/** Every office in turn; the failure of one is logged and does not stop the others. */
export async function runOffices(services: Services, clock: () => Date = now): Promise<void> {
  for (const { tenant_id } of await services.db.selectFrom('auth.tenant').select('tenant_id').execute()) {
    try {
      await aloneInOffice(services.db, tenant_id, () => runOffice(services, tenant_id, clock))
    } catch (error) {
      services.log.error({ err: error, tenantId: tenant_id }, 'run of the day failed')
    }
  }
}
