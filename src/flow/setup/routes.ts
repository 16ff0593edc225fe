import { z } from 'zod'
import { accept } from '../../domain/refusal.ts'
import { officeRoute, type Route } from '../../platform/http/route.ts'
import { readContactPolicy, setContactPolicy } from './contact-policy.ts'
import { PolicyShape, ScenarioList, ScenarioShape, SendingShape, SwitchChange } from './contract.ts'
import { type CreditorServices, creditorRoutes } from './creditor-routes.ts'
import { type EntranceServices, entranceRoutes } from './entrance-routes.ts'
import { memberRoutes } from './member-routes.ts'
import { readScenario, readScenarios } from './read-scenarios.ts'
import { readSending, turnSending } from './sending-switch.ts'

export function setupRoutes(services: EntranceServices & CreditorServices): readonly Route[] {
  return [
    ...entranceRoutes(services),
    ...memberRoutes(services),
    ...creditorRoutes(services),
    ...sendingRoutes,
    ...policyRoutes,
    ...scenarioRoutes,
  ]
}

const sendingRoutes: readonly Route[] = [
  officeRoute({
    method: 'GET',
    path: '/sending-switch',
    summary: 'Whether anything may leave.',
    role: 'reader',
    answer: SendingShape,
    handle: async ({ tx, caller }) => accept(await readSending(tx, caller.tenantId)),
  }),
  officeRoute({
    method: 'POST',
    path: '/sending-switch',
    summary: 'Switch sending on, or stop everything.',
    role: 'collector',
    body: SwitchChange,
    answer: SendingShape,
    handle: async ({ tx, caller, body }) =>
      accept(await turnSending(tx, caller.tenantId, caller.userId, body.position, body.reason ?? null)),
  }),
]

const policyRoutes: readonly Route[] = [
  officeRoute({
    method: 'GET',
    path: '/contact-policy',
    summary: 'When debtors may be contacted.',
    role: 'reader',
    answer: PolicyShape,
    handle: async ({ tx, caller }) => accept(await readContactPolicy(tx, caller.tenantId)),
  }),
  officeRoute({
    method: 'PUT',
    path: '/contact-policy',
    summary: 'Change when debtors may be contacted, as a new version.',
    role: 'owner',
    body: PolicyShape,
    answer: PolicyShape,
    handle: async ({ tx, caller, body }) => accept(await setContactPolicy(tx, caller.tenantId, caller.userId, body)),
  }),
]

const scenarioRoutes: readonly Route[] = [
  officeRoute({
    method: 'GET',
    path: '/scenarios',
    summary: 'The newest version of every scenario.',
    role: 'reader',
    answer: ScenarioList,
    handle: async ({ tx, caller }) => accept({ items: await readScenarios(tx, caller.tenantId), nextCursor: null }),
  }),
  officeRoute({
    method: 'GET',
    path: '/scenarios/:code',
    summary: 'The newest version of one scenario.',
    role: 'reader',
    params: z.strictObject({ code: z.string().regex(/^[a-z0-9-]{1,60}$/) }),
    answer: ScenarioShape,
    handle: ({ tx, caller, params }) => readScenario(tx, caller.tenantId, params.code),
  }),
]
