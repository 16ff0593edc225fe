import { composeRoutes } from './flow/compose/routes.ts'
import { dispatchRoutes } from './flow/dispatch/routes.ts'
import { importRoutes } from './flow/import/routes.ts'
import { ledgerRoutes } from './flow/ledger/routes.ts'
import { DAILY_JOB, planRoutes } from './flow/plan/routes.ts'
import { readRates } from './flow/setup/read-rates.ts'
import { setupRoutes } from './flow/setup/routes.ts'
import { timelineRoutes } from './flow/timeline/routes.ts'
import type { Auth } from './platform/auth.ts'
import type { Tx } from './platform/db.ts'
import type { Route } from './platform/http/route.ts'
import type { Services } from './services.ts'
import { sayRefusal } from './words/say-refusal.ts'

/** What the routes work with: the services of the process, who may enter, and the clock of this entrance. */
export type ApiServices = Services & { readonly auth: Auth; readonly clock: () => Date }

/** Every route of the API: each flow folder gives its own as a list of data (platform/http/route). */
export function allRoutes(services: ApiServices): readonly Route[] {
  const wired = { ...services, rates: readRates, sendSoon: (tx: Tx) => services.wake(DAILY_JOB, tx) }
  return [
    ...setupRoutes(services),
    ...importRoutes({ ...services, sayRefusal, planSoon: () => services.wake(DAILY_JOB) }),
    ...ledgerRoutes(services),
    ...planRoutes(wired),
    ...composeRoutes(wired),
    ...dispatchRoutes(wired),
    ...timelineRoutes(services),
  ]
}
