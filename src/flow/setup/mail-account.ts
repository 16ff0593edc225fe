import { readEmailAddress } from '../../domain/email-address.ts'
import { accept, type Outcome, refuse } from '../../domain/refusal.ts'
import { type Db, inTenant, type Tx } from '../../platform/db.ts'
import { checkFields } from '../../platform/http/check-fields.ts'
import type { Answered } from '../../platform/http/route.ts'
import { type MailLimits, type MailResult, openMailer, readSmtpUrl } from '../../platform/mail.ts'
import { seal, unseal } from '../../platform/seal.ts'
import { appendEvent } from '../timeline/append.ts'
import type { MailAccount, MailAccountFields } from './contract.ts'

/** A test waits less than a sending: a person looks at the screen. */
const TEST_LIMITS: MailLimits = { connectMs: 8_000, commandMs: 8_000, finalReplyMs: 8_000, idleMs: 1_000 }

/**
 * Keeps the mail account of a creditor, its address and password sealed (platform/seal). Without a password the one kept before stays.
 * Refusals: `not_found`, fields `fromEmail` and `replyTo`, `mail_password_missing`.
 */
export async function setMailAccount(
  tx: Tx,
  tenantId: string,
  actor: string,
  creditorId: string,
  typed: MailAccountFields,
  secret: string,
): Promise<Answered<MailAccount>> {
  const checked = checkFields(typed, { fromEmail: readEmailAddress, replyTo: readEmailAddress })
  if (!checked.ok) return checked
  const fields = checked.value
  if (!(await creditorOf(tx, tenantId, creditorId).forNoKeyUpdate().executeTakeFirst()))
    return refuse('not_found', { id: creditorId })
  const before = await newest(tx, tenantId, creditorId)
  const password = fields.password ?? passwordOf(before?.sealed_url, secret, contextOf(tenantId, creditorId))
  if (fields.user && !password) return refuse('mail_password_missing')
  await tx
    .insertInto('mail_account')
    .values({
      tenant_id: tenantId,
      creditor_id: creditorId,
      version: (before?.version ?? 0) + 1,
      sealed_url: seal(secret, contextOf(tenantId, creditorId), urlOf(fields, password ?? '')),
      from_name: fields.fromName,
      from_email: fields.fromEmail,
      reply_to: fields.replyTo ?? null,
      decided_by: actor,
    })
    .execute()
  await appendEvent(tx, tenantId, { kind: 'mail_account_changed', actor, facts: { creditorId, host: fields.host } })
  const { fromName, fromEmail, replyTo = null, host, port, security, user = null } = fields
  return accept({ fromName, fromEmail, replyTo, host, port, security, user })
}

/**
 * The mail account of a creditor without its password; null when none is set, or when the secret that sealed it is lost.
 * Refusal: `not_found`.
 */
export async function readMailAccount(
  tx: Tx,
  tenantId: string,
  creditorId: string,
  secret: string,
): Promise<Outcome<{ account: MailAccount | null }>> {
  if (!(await creditorOf(tx, tenantId, creditorId).executeTakeFirst())) return refuse('not_found', { id: creditorId })
  const row = await newest(tx, tenantId, creditorId)
  const url = row && unseal(secret, contextOf(tenantId, creditorId), row.sealed_url)
  return accept({ account: row && url ? accountOf(row, url) : null })
}

type AccountRow = { readonly from_name: string; readonly from_email: string; readonly reply_to: string | null }

function accountOf(row: AccountRow, url: string): MailAccount {
  const { hostname, port, protocol, username, searchParams } = new URL(url)
  const security = protocol === 'smtps:' ? 'tls' : searchParams.get('tls') === 'none' ? 'none' : 'starttls'
  return {
    fromName: row.from_name,
    fromEmail: row.from_email,
    replyTo: row.reply_to,
    host: hostname,
    port: Number(port),
    security,
    user: username === '' ? null : decodeURIComponent(username),
  }
}

/** The SMTP address of a creditor with its password: its own account, else the installation's (`SMTP_URL`). Null when there is none. */
export async function smtpUrlOf(
  tx: Tx,
  tenantId: string,
  creditorId: string,
  secret: string,
  installationUrl: string | null,
): Promise<string | null> {
  const row = await newest(tx, tenantId, creditorId)
  return row ? unseal(secret, contextOf(tenantId, creditorId), row.sealed_url) : installationUrl
}

/** Tests the account that would be used for a creditor now. Refusals: `not_found`, those of `testSmtpUrl`. */
export async function testMailAccount(
  db: Db,
  tenantId: string,
  creditorId: string,
  { secret, smtpUrl }: { readonly secret: string; readonly smtpUrl: string | null },
): Promise<Outcome<{ readonly done: true }>> {
  const url = await inTenant(db, tenantId, async (tx) => {
    const known = await creditorOf(tx, tenantId, creditorId).executeTakeFirst()
    return known
      ? accept(await smtpUrlOf(tx, tenantId, creditorId, secret, smtpUrl))
      : refuse('not_found', { id: creditorId })
  })
  return url.ok ? testSmtpUrl(url.value) : url
}

/**
 * Signs in to the mail server for real, without sending. Refusals, each saying what to do: `mail_account_missing`, `mail_server_unknown`,
 * `mail_server_closed`, `mail_server_silent`, `mail_tls_failed`, `mail_login_refused` { reply }, `mail_server_refused` { reply }.
 */
async function testSmtpUrl(url: string | null): Promise<Outcome<{ readonly done: true }>> {
  const settings = url === null ? null : readSmtpUrl(url)
  if (!settings) return refuse('mail_account_missing')
  const mailer = openMailer(settings, TEST_LIMITS)
  try {
    const failure = await mailer.check()
    return failure === null ? accept({ done: true }) : refuseMail(failure, settings.host, settings.port)
  } finally {
    mailer.close()
  }
}

function refuseMail(failure: MailResult, host: string, port: number): Outcome<never> {
  const { reply } = failure
  const facts = { host, port, reply }
  if (failure.kind === 'not_accepted' && failure.phase === 'login') return refuse('mail_login_refused', facts)
  const known = REPLIES.find(([pattern]) => pattern.test(reply))
  return refuse(known?.[1] ?? 'mail_server_refused', facts)
}

const REPLIES: readonly (readonly [RegExp, string])[] = [
  [/EDNS|ENOTFOUND|EAI_AGAIN/, 'mail_server_unknown'],
  [/ECONNREFUSED|EHOSTUNREACH|ENETUNREACH/, 'mail_server_closed'],
  [/ETIMEDOUT|timeout|No answer/i, 'mail_server_silent'],
  [/ETLS|SSL|TLS|certificate/i, 'mail_tls_failed'],
]

function creditorOf(tx: Tx, tenantId: string, creditorId: string) {
  return tx
    .selectFrom('creditor')
    .select('creditor_id')
    .where('tenant_id', '=', tenantId)
    .where('creditor_id', '=', creditorId)
}

function newest(tx: Tx, tenantId: string, creditorId: string) {
  return tx
    .selectFrom('mail_account')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('creditor_id', '=', creditorId)
    .orderBy('version', 'desc')
    .executeTakeFirst()
}

const contextOf = (tenantId: string, creditorId: string) => `mail_account ${tenantId} ${creditorId}`

function passwordOf(sealed: string | undefined, secret: string, context: string): string | null {
  const url = sealed === undefined ? null : unseal(secret, context, sealed)
  return url === null ? null : decodeURIComponent(new URL(url).password)
}

function urlOf({ host, port, security, user }: MailAccountFields, password: string): string {
  const login = user ? `${encodeURIComponent(user)}:${encodeURIComponent(password)}@` : ''
  return `${security === 'tls' ? 'smtps' : 'smtp'}://${login}${host}:${port}${security === 'none' ? '?tls=none' : ''}`
}
