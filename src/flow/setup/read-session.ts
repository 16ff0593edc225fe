import type { Day } from '../../domain/day.ts'
import { type Db, inTenant } from '../../platform/db.ts'
import type { Caller } from '../../platform/http/route.ts'
import type { Session } from './contract.ts'
import { isSignUpOpen } from './open-office.ts'
import { readSending } from './sending-switch.ts'

/** What every page needs first: who is here, in which office, what day it is, and whether anything may leave. */
export async function readSession(db: Db, caller: Caller | null, today: Day): Promise<Session> {
  if (!caller) return { signUpOpen: await isSignUpOpen(db), caller: null, office: null, today, sending: null }
  const [user, office, sending] = await Promise.all([
    db.selectFrom('auth.user').select(['name', 'email']).where('id', '=', caller.userId).executeTakeFirstOrThrow(),
    db.selectFrom('auth.tenant').select('name').where('tenant_id', '=', caller.tenantId).executeTakeFirstOrThrow(),
    inTenant(db, caller.tenantId, (tx) => readSending(tx, caller.tenantId)),
  ])
  return { signUpOpen: false, caller: { userId: caller.userId, role: caller.role, ...user }, office, today, sending }
}
