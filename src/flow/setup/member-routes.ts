import { z } from 'zod'
import { accept } from '../../domain/refusal.ts'
import { officeRoute, openRoute, type Route } from '../../platform/http/route.ts'
import { Done, Id } from '../../platform/http/shapes.ts'
import { Acceptance, InvitationMade, InvitationShape, NewUser, RoleShape, UserList } from './contract.ts'
import type { EntranceServices } from './entrance-routes.ts'
import { acceptInvitation, changeRole, inviteMember, readInvitation, readMembers, removeMember } from './members.ts'

const OneUser = z.strictObject({ id: Id('usr') })
const OneInvitation = z.strictObject({ token: z.string().regex(/^[A-Za-z0-9_-]{20,64}$/) })

export function memberRoutes(services: EntranceServices): readonly Route[] {
  return [...officeMemberRoutes(services), ...invitationRoutes(services)]
}

function officeMemberRoutes({ clock }: EntranceServices): readonly Route[] {
  return [
    officeRoute({
      method: 'GET',
      path: '/users',
      summary: 'The members of the office and those invited.',
      role: 'reader',
      answer: UserList,
      handle: async ({ tx, caller }) => accept(await readMembers(tx, caller.tenantId, clock())),
    }),
    officeRoute({
      method: 'POST',
      path: '/users',
      summary: 'Invite somebody: the answer holds a link, shown once.',
      role: 'owner',
      status: 201,
      body: NewUser,
      answer: InvitationMade,
      handle: ({ tx, caller, body }) => inviteMember(tx, caller, body, clock()),
    }),
    officeRoute({
      method: 'PATCH',
      path: '/users/:id',
      summary: 'Give a member another role.',
      role: 'owner',
      params: OneUser,
      body: z.strictObject({ role: RoleShape }),
      answer: Done,
      handle: ({ tx, caller, params, body }) => changeRole(tx, caller, params.id, body.role),
    }),
    officeRoute({
      method: 'DELETE',
      path: '/users/:id',
      summary: 'Take a member out of the office; its sessions end at once.',
      role: 'owner',
      params: OneUser,
      answer: Done,
      handle: ({ tx, caller, params }) => removeMember(tx, caller, params.id),
    }),
  ]
}

function invitationRoutes({ db, auth, clock }: EntranceServices): readonly Route[] {
  return [
    openRoute({
      method: 'GET',
      path: '/invitations/:token',
      summary: 'What an invitation is for.',
      params: OneInvitation,
      answer: InvitationShape,
      handle: async ({ params }) => {
        const found = await readInvitation(db, params.token, clock())
        if (!found.ok) return found
        const { officeName, email, role } = found.value
        return accept({ officeName, email, role })
      },
    }),
    openRoute({
      method: 'POST',
      path: '/invitations/:token/acceptances',
      summary: 'Accept an invitation with a name and a password; then sign in.',
      status: 201,
      params: OneInvitation,
      body: Acceptance,
      answer: z.strictObject({ email: z.string() }),
      handle: async ({ params, body }) => {
        const email = await acceptInvitation(db, auth, params.token, body, clock())
        return email.ok ? accept({ email: email.value }) : email
      },
    }),
  ]
}
