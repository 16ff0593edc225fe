import { accept } from '../../domain/refusal.ts'
import type { Auth } from '../../platform/auth.ts'
import { todayInParis } from '../../platform/clock.ts'
import type { Db } from '../../platform/db.ts'
import { type OpenInput, openRoute, type Route } from '../../platform/http/route.ts'
import { Done } from '../../platform/http/shapes.ts'
import { NewOffice, type Session, SessionShape, SignIn } from './contract.ts'
import { openOffice } from './open-office.ts'
import { readSession } from './read-session.ts'
import { signIn } from './sign-in.ts'

export type EntranceServices = { readonly db: Db; readonly auth: Auth; readonly clock: () => Date }
type Entering = Pick<OpenInput<undefined, undefined, undefined>, 'headers' | 'ip' | 'setCookies'>

/** The routes that need no session: what is open, making the first office, signing in and out. */
export function entranceRoutes({ db, auth, clock }: EntranceServices): readonly Route[] {
  const today = () => todayInParis(clock())
  const enter = async (email: string, password: string, { headers, ip, setCookies }: Entering) => {
    const session = await signIn(db, auth, { email, password, ip }, headers)
    if (!session.ok) return session
    setCookies(session.value.cookies)
    const caller = await auth.callerOf(cookieHeader(session.value.cookies))
    return accept<Session>(await readSession(db, caller, today()))
  }
  return [
    openRoute({
      method: 'GET',
      path: '/session',
      summary: 'Who is signed in, the office, the day in Paris, whether sending is on, and whether sign-up is open.',
      answer: SessionShape,
      handle: async ({ caller }) => accept(await readSession(db, caller, today())),
    }),
    openRoute({
      method: 'POST',
      path: '/session',
      summary: 'Sign in with an e-mail address and a password.',
      body: SignIn,
      answer: SessionShape,
      handle: ({ body, ...entering }) => enter(body.email, body.password, entering),
    }),
    openRoute({
      method: 'DELETE',
      path: '/session',
      summary: 'Sign out.',
      answer: Done,
      handle: async ({ headers, setCookies }) => {
        setCookies(await auth.signOut(headers))
        return accept({ done: true as const })
      },
    }),
    openRoute({
      method: 'POST',
      path: '/offices',
      summary: 'Make the first office and its owner; closed as soon as there is one.',
      status: 201,
      body: NewOffice,
      answer: SessionShape,
      handle: async ({ body, ...entering }) => {
        const opened = await openOffice(db, auth, body)
        return opened.ok ? enter(opened.value, body.password, entering) : opened
      },
    }),
  ]
}

/** The request header that a browser would send back for these `set-cookie` lines. */
function cookieHeader(lines: readonly string[]): Headers {
  return new Headers({ cookie: lines.map((line) => line.split(';')[0] ?? '').join('; ') })
}
