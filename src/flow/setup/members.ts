import { createHash, randomBytes } from 'node:crypto'
import { readEmailAddress } from '../../domain/email-address.ts'
import { accept, type Outcome, refuse } from '../../domain/refusal.ts'
import type { Auth } from '../../platform/auth.ts'
import { type Db, inTenant, type Tx } from '../../platform/db.ts'
import { type Answered, type Caller, type Role, refuseFields } from '../../platform/http/route.ts'
import { appendEvent } from '../timeline/append.ts'

const INVITATION_DAYS = 7
const DAY_MS = 86_400_000

export async function readMembers(tx: Tx, tenantId: string, at: Date) {
  const members = await tx
    .selectFrom('auth.member as m')
    .innerJoin('auth.user as u', 'u.id', 'm.user_id')
    .select(['u.id as userId', 'u.name', 'u.email', 'm.role'])
    .where('m.tenant_id', '=', tenantId)
    .orderBy('u.name')
    .execute()
  const invited = await tx
    .selectFrom('auth.invitation')
    .select(['email', 'role', 'expires_at'])
    .where('tenant_id', '=', tenantId)
    .where('accepted_at', 'is', null)
    .where('expires_at', '>', at)
    .orderBy('email')
    .execute()
  const pending = invited.map(({ email, role, expires_at }) => ({ email, role, expiresAt: expires_at.toISOString() }))
  return { items: members, invited: pending, nextCursor: null }
}

/**
 * Invites somebody by a link shown once; its SHA-256 alone is kept. Inviting the same address again replaces the link.
 * Refused field: `email` (its form, or `user_already_there`).
 */
export async function inviteMember(
  tx: Tx,
  caller: Caller,
  wanted: { readonly email: string; readonly role: Role },
  at: Date,
): Promise<Answered<{ path: string; expiresAt: string }>> {
  const email = readEmailAddress(wanted.email)
  if (!email.ok) return refuseFields([{ field: 'email', refusal: email.refusal }])
  const address = email.value.toLowerCase()
  const known = await tx.selectFrom('auth.user').select('id').where('email', '=', address).executeTakeFirst()
  if (known)
    return refuseFields([{ field: 'email', refusal: refuse('user_already_there', { email: address }).refusal }])
  const token = randomBytes(24).toString('base64url')
  const expiresAt = new Date(at.getTime() + INVITATION_DAYS * DAY_MS)
  await tx
    .deleteFrom('auth.invitation')
    .where('tenant_id', '=', caller.tenantId)
    .where('email', '=', address)
    .where('accepted_at', 'is', null)
    .execute()
  await tx
    .insertInto('auth.invitation')
    .values({
      token_sha256: sha256(token),
      tenant_id: caller.tenantId,
      email: address,
      role: wanted.role,
      invited_by: caller.userId,
      expires_at: expiresAt,
    })
    .execute()
  await appendEvent(tx, caller.tenantId, { kind: 'user_invited', actor: caller.userId, facts: { role: wanted.role } })
  return accept({ path: `/invitation/${token}`, expiresAt: expiresAt.toISOString() })
}

/** What an invitation is for; refused the same way when it never was, is used, or is too old: `invitation_unknown`. */
export async function readInvitation(db: Db | Tx, token: string, at: Date) {
  const row = await db
    .selectFrom('auth.invitation as i')
    .innerJoin('auth.tenant as t', 't.tenant_id', 'i.tenant_id')
    .select(['i.tenant_id', 'i.email', 'i.role', 't.name as officeName'])
    .where('i.token_sha256', '=', sha256(token))
    .where('i.accepted_at', 'is', null)
    .where('i.expires_at', '>', at)
    .executeTakeFirst()
  return row ? accept(row) : refuse('invitation_unknown')
}

/** Makes the user of an invitation, once. Refusals: `invitation_unknown`, `user_already_there`. Returns the address to sign in with. */
export async function acceptInvitation(
  db: Db,
  auth: Auth,
  token: string,
  wanted: { readonly name: string; readonly password: string },
  at: Date,
): Promise<Outcome<string>> {
  const found = await readInvitation(db, token, at)
  if (!found.ok) return found
  const { tenant_id: tenantId, email, role } = found.value
  return inTenant(db, tenantId, async (tx) => {
    const taken = await tx
      .updateTable('auth.invitation')
      .set({ accepted_at: at })
      .where('token_sha256', '=', sha256(token))
      .where('accepted_at', 'is', null)
      .returning('invited_by')
      .executeTakeFirst()
    if (!taken) return refuse('invitation_unknown')
    const userId = await auth.addUser({ name: wanted.name, email, password: wanted.password })
    if (userId === null) return refuse('user_already_there', { email })
    await tx
      .insertInto('auth.member')
      .values({ tenant_id: tenantId, user_id: userId, role, added_by: taken.invited_by })
      .execute()
    await appendEvent(tx, tenantId, { kind: 'user_joined', actor: userId, facts: { role } })
    return accept(email)
  })
}

/** Gives a member another role. Refusals: `not_found`, `last_owner` (an office keeps at least one owner). */
export async function changeRole(tx: Tx, caller: Caller, userId: string, role: Role): Promise<Outcome<{ done: true }>> {
  const allowed = await keepsAnOwner(tx, caller.tenantId, userId, role)
  if (!allowed.ok) return allowed
  await tx
    .updateTable('auth.member')
    .set({ role })
    .where('tenant_id', '=', caller.tenantId)
    .where('user_id', '=', userId)
    .execute()
  await appendEvent(tx, caller.tenantId, { kind: 'user_role_changed', actor: caller.userId, facts: { userId, role } })
  return accept({ done: true })
}

/**
 * Takes a member out: sessions ended at once (ASVS V7.4.2), password forgotten, address free to be invited again. The name stays, because
 * the timeline is signed with it. Refusals: `not_found`, `last_owner`.
 */
export async function removeMember(tx: Tx, caller: Caller, userId: string): Promise<Outcome<{ done: true }>> {
  const allowed = await keepsAnOwner(tx, caller.tenantId, userId, null)
  if (!allowed.ok) return allowed
  await tx.deleteFrom('auth.member').where('tenant_id', '=', caller.tenantId).where('user_id', '=', userId).execute()
  await tx.deleteFrom('auth.session').where('user_id', '=', userId).execute()
  await tx.deleteFrom('auth.account').where('user_id', '=', userId).execute()
  await tx
    .updateTable('auth.user')
    .set({ email: `${userId}.removed` })
    .where('id', '=', userId)
    .execute()
  await appendEvent(tx, caller.tenantId, { kind: 'user_removed', actor: caller.userId, facts: { userId } })
  return accept({ done: true })
}

async function keepsAnOwner(tx: Tx, tenantId: string, userId: string, role: Role | null): Promise<Outcome<true>> {
  const members = await tx
    .selectFrom('auth.member')
    .select(['user_id', 'role'])
    .where('tenant_id', '=', tenantId)
    .forUpdate()
    .execute()
  if (!members.some((member) => member.user_id === userId)) return refuse('not_found', { id: userId })
  const left = members.filter((member) => member.role === 'owner' && member.user_id !== userId)
  return left.length > 0 || role === 'owner' ? accept(true) : refuse('last_owner')
}

const sha256 = (token: string) => createHash('sha256').update(token).digest('hex')
