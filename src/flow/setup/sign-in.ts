import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { accept, type Outcome, refuse } from '../../domain/refusal.ts'
import type { Auth, Session } from '../../platform/auth.ts'
import type { Db } from '../../platform/db.ts'

/** Wrong tries in a row, by account and by address, before a wait (reliability A7-82). */
const MOST_FAILURES = 20
const WAIT_MINUTES = 15

/**
 * Opens a session. The same answer, after the same work, for an unknown address and for a wrong password.
 * Refusals: `sign_in_refused`; `too_many_requests` after 20 wrong tries, for 15 minutes.
 */
export async function signIn(
  db: Db,
  auth: Auth,
  who: { readonly email: string; readonly password: string; readonly ip: string },
  headers: Headers,
): Promise<Outcome<Session>> {
  const email = who.email.toLowerCase()
  const subjects = [subjectOf('email', email), subjectOf('ip', who.ip)]
  if (await isWaiting(db, subjects)) return refuse('too_many_requests', { minutes: WAIT_MINUTES })
  const session = await auth.signIn(email, who.password, headers)
  if (!session) {
    await countFailure(db, subjects)
    return refuse('sign_in_refused')
  }
  await db.deleteFrom('auth.sign_in_failure').where('subject_sha256', '=', subjectOf('email', email)).execute()
  return accept(session)
}

/** Neither addresses nor IP numbers are kept, only what recognises them. */
const subjectOf = (kind: 'email' | 'ip', value: string) => createHash('sha256').update(`${kind} ${value}`).digest('hex')

async function isWaiting(db: Db, subjects: readonly string[]): Promise<boolean> {
  await sql`delete from auth.sign_in_failure where first_at < now() - make_interval(mins => ${WAIT_MINUTES})`.execute(
    db,
  )
  const row = await db
    .selectFrom('auth.sign_in_failure')
    .select('failures')
    .where('subject_sha256', 'in', subjects)
    .where('failures', '>=', MOST_FAILURES)
    .executeTakeFirst()
  return row !== undefined
}

async function countFailure(db: Db, subjects: readonly string[]): Promise<void> {
  await sql`
    insert into auth.sign_in_failure (subject_sha256, failures)
    select subject, 1 from unnest(${subjects}::text[]) as subject order by subject
    on conflict (subject_sha256) do update set failures = sign_in_failure.failures + 1`.execute(db)
}
