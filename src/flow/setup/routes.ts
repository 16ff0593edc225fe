import { accept } from '../../domain/refusal.ts'
import { officeRoute, type Route } from '../../platform/http/route.ts'
import { SendingShape, SwitchChange } from './contract.ts'
import { type EntranceServices, entranceRoutes } from './entrance-routes.ts'
import { readSending, turnSending } from './sending-switch.ts'

export type SetupServices = EntranceServices & { readonly secret: string }

export function setupRoutes(services: SetupServices): readonly Route[] {
  return [...entranceRoutes(services), ...sendingRoutes()]
}

function sendingRoutes(): readonly Route[] {
  return [
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
}
