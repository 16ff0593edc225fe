import { sql } from 'kysely'
import { readEmailAddress } from '../../domain/email-address.ts'
import { accept, refuse } from '../../domain/refusal.ts'
import type { Auth } from '../../platform/auth.ts'
import { type Db, inTenant, type Tx } from '../../platform/db.ts'
import { type Answered, refuseFields } from '../../platform/http/route.ts'
import { newId } from '../../platform/ids.ts'
import { seedOffice } from './seed-office.ts'

export type OfficeToOpen = {
  readonly name: string
  readonly officeName: string
  readonly email: string
  readonly password: string
}

/** Sign-up is open while the installation has no member at all: the first person makes the office, then it closes. */
export async function isSignUpOpen(db: Db | Tx): Promise<boolean> {
  return (await db.selectFrom('auth.member').select('user_id').limit(1).executeTakeFirst()) === undefined
}

const SIGN_UP_LOCK = 4_207_120_262

/**
 * Makes the first user, the office and the owner's membership. Two people who sign up at once get one office: one waits for the other.
 * Refusals: `sign_up_closed`, or field `email`. Returns the address to sign in with.
 */
export async function openOffice(db: Db, auth: Auth, wanted: OfficeToOpen): Promise<Answered<string>> {
  const email = readEmailAddress(wanted.email)
  if (!email.ok) return refuseFields([{ field: 'email', refusal: email.refusal }])
  // An office made from the command line, before anybody signed up, is taken over.
  const waiting = await db.selectFrom('auth.tenant').select('tenant_id').limit(2).execute()
  const taken = waiting.length === 1 ? waiting[0]?.tenant_id : undefined
  const tenantId = taken ?? newId('ten')
  return inTenant(db, tenantId, async (tx) => {
    await sql`select pg_advisory_xact_lock(${SIGN_UP_LOCK})`.execute(tx)
    if (!(await isSignUpOpen(tx))) return refuse('sign_up_closed')
    // Left by a sign-up that was cut before its office was made: a user of nothing.
    await db.deleteFrom('auth.user').execute()
    const userId = await auth.addUser({ name: wanted.name, email: email.value, password: wanted.password })
    if (userId === null) return refuse('sign_up_closed')
    if (taken)
      await tx.updateTable('auth.tenant').set({ name: wanted.officeName }).where('tenant_id', '=', taken).execute()
    else await seedOffice(tx, tenantId, wanted.officeName)
    await tx
      .insertInto('auth.member')
      .values({ tenant_id: tenantId, user_id: userId, role: 'owner', added_by: userId })
      .execute()
    return accept(email.value)
  })
}
