import { betterAuth } from 'better-auth'
import { isAPIError } from 'better-auth/api'
import type { Db } from './db.ts'
import type { Caller } from './http/route.ts'
import { newId } from './ids.ts'

/** Users, passwords and sessions. A cookie of ours carries the session; nothing outside is contacted. */
export type Auth = {
  /** Creates a user with a password, signed in nowhere. Null when the address is taken. */
  readonly addUser: (user: { name: string; email: string; password: string }) => Promise<string | null>
  /** Opens a session; null when the address or the password is wrong, after the same time in both cases. */
  readonly signIn: (email: string, password: string, headers: Headers) => Promise<Session | null>
  /** Ends the session of a request. Gives the cookies that forget it. */
  readonly signOut: (headers: Headers) => Promise<readonly string[]>
  /** Who asks, with the role of today: a member removed a second ago is nobody. */
  readonly callerOf: (headers: Headers) => Promise<Caller | null>
}

export type Session = { readonly userId: string; readonly cookies: readonly string[] }

/** Idle 7 days ends a session; it is prolonged once a day while used. */
const SESSION_SECONDS = 7 * 86_400
const SHORTEST_PASSWORD = 12
const LONGEST_PASSWORD = 128

const IDS: Readonly<Record<string, string>> = { user: 'usr', session: 'ses', account: 'acc', verification: 'ver' }

export function openAuth(db: Db, secret: string, publicUrl: string | null): Auth {
  const auth = configure(db, secret, publicUrl)
  return {
    addUser: async (user) => {
      try {
        return (await auth.api.signUpEmail({ body: user })).user.id
      } catch (error) {
        if (isAPIError(error) && error.status === 'UNPROCESSABLE_ENTITY') return null
        throw error
      }
    },
    signIn: async (email, password, headers) => {
      try {
        const done = await auth.api.signInEmail({ body: { email, password }, headers, returnHeaders: true })
        return { userId: done.response.user.id, cookies: done.headers.getSetCookie() }
      } catch (error) {
        if (isAPIError(error) && error.status === 'UNAUTHORIZED') return null
        throw error
      }
    },
    signOut: async (headers) => (await auth.api.signOut({ headers, returnHeaders: true })).headers.getSetCookie(),
    callerOf: async (headers) => {
      const session = await auth.api.getSession({ headers })
      return session ? memberOf(db, session.user.id) : null
    },
  }
}

function configure(db: Db, secret: string, publicUrl: string | null) {
  const isSecure = publicUrl?.startsWith('https:') ?? false
  return betterAuth({
    appName: 'Amiable',
    baseURL: publicUrl ?? 'http://localhost',
    secret,
    telemetry: { enabled: false },
    database: { db, type: 'postgres', schemaName: 'auth', transaction: true },
    emailAndPassword: {
      enabled: true,
      autoSignIn: false,
      minPasswordLength: SHORTEST_PASSWORD,
      maxPasswordLength: LONGEST_PASSWORD,
    },
    session: { expiresIn: SESSION_SECONDS, fields: SESSION_FIELDS },
    user: { fields: { emailVerified: 'email_verified', ...TIMES } },
    account: { fields: ACCOUNT_FIELDS },
    verification: { fields: { expiresAt: 'expires_at', ...TIMES } },
    logger: { disabled: true },
    advanced: {
      cookiePrefix: 'amiable',
      useSecureCookies: isSecure,
      defaultCookieAttributes: { httpOnly: true, sameSite: 'lax', secure: isSecure, path: '/' },
      database: { generateId: ({ model }) => newId(IDS[model] ?? 'aut') },
    },
  })
}

const TIMES = { createdAt: 'created_at', updatedAt: 'updated_at' }
const SESSION_FIELDS = {
  userId: 'user_id',
  expiresAt: 'expires_at',
  ipAddress: 'ip_address',
  userAgent: 'user_agent',
  ...TIMES,
}
const ACCOUNT_FIELDS = {
  userId: 'user_id',
  accountId: 'account_id',
  providerId: 'provider_id',
  accessToken: 'access_token',
  refreshToken: 'refresh_token',
  idToken: 'id_token',
  accessTokenExpiresAt: 'access_token_expires_at',
  refreshTokenExpiresAt: 'refresh_token_expires_at',
  ...TIMES,
}

async function memberOf(db: Db, userId: string): Promise<Caller | null> {
  const member = await db
    .selectFrom('auth.member')
    .select(['tenant_id as tenantId', 'user_id as userId', 'role'])
    .where('user_id', '=', userId)
    .orderBy('added_at')
    .executeTakeFirst()
  return member ?? null
}
