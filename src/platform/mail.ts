import { Readable } from 'node:stream'
import SMTPConnection from 'nodemailer/lib/smtp-connection'

/** Where and how to hand mail over. Read from `smtp://user:password@host:port` or `smtps://…` by `readSmtpUrl`. */
export type SmtpSettings = {
  readonly host: string
  readonly port: number
  /** TLS from the first byte (smtps). */
  readonly secure: boolean
  /** Refuse to go on in clear text: a password never leaves unencrypted because somebody removed STARTTLS on the way. */
  readonly requireTls: boolean
  readonly user: string | null
  readonly password: string | null
}

/** The command at which the exchange stopped. `content` begins when the server asks for the body. */
export type MailPhase = 'connection' | 'login' | 'sender' | 'recipient' | 'content'

/**
 * What we know of one sending (RFC 5321). Only `unknown` leaves a doubt: the server had asked for the body and did not answer it, so it
 * may have the message (RFC 1047). nodemailer gives the same error in both cases; we tell them apart by watching the body being read.
 */
export type MailResult =
  | { readonly kind: 'accepted'; readonly reply: string }
  | {
      readonly kind: 'not_accepted'
      readonly phase: MailPhase
      /** SMTP reply code; null when there was no reply (name not found, refused, cut, TLS). */
      readonly status: number | null
      readonly reply: string
    }
  | { readonly kind: 'unknown'; readonly reply: string }

/** One recipient per transaction: what happens to one never decides for another (pitfall 46). */
export type MailEnvelope = { readonly from: string; readonly to: string }

/** Milliseconds. */
export type MailLimits = {
  readonly connectMs: number
  /** From MAIL FROM to the request for the body. */
  readonly commandMs: number
  /** For the reply to the final dot: RFC 5321 4.5.3.2.6 says 10 minutes; less makes duplicates. */
  readonly finalReplyMs: number
  /** An unused connection is closed after it. */
  readonly idleMs: number
}

export const MAIL_LIMITS: MailLimits = {
  connectMs: 30_000,
  commandMs: 300_000,
  finalReplyMs: 600_000,
  idleMs: 20_000,
}

/** Messages sent over one connection before another is opened: servers close those that stay too long. */
const MESSAGES_PER_CONNECTION = 100

export type Mailer = {
  /** Hands one message over. Never throws: every failure is a result. */
  readonly send: (envelope: MailEnvelope, message: Uint8Array) => Promise<MailResult>
  /** Connects and signs in, without sending: null when it works. */
  readonly check: () => Promise<MailResult | null>
  readonly close: () => void
}

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]'])

/** Reads an SMTP address; null when it is not one. `?tls=none` allows a password in clear text to a server that knows nothing else. */
export function readSmtpUrl(text: string): SmtpSettings | null {
  if (!URL.canParse(text)) return null
  const url = new URL(text)
  if (!['smtp:', 'smtps:'].includes(url.protocol) || url.hostname === '') return null
  const secure = url.protocol === 'smtps:'
  const user = decode(url.username)
  const password = decode(url.password)
  if (user === null || password === null) return null
  const requireTls = !secure && user !== '' && !LOOPBACK.has(url.hostname) && url.searchParams.get('tls') !== 'none'
  const port = url.port === '' ? (secure ? 465 : 587) : Number(url.port)
  return { host: url.hostname, port, secure, requireTls, user: user || null, password: password || null }
}

function decode(text: string): string | null {
  try {
    return decodeURIComponent(text)
  } catch {
    return null
  }
}

type Line = { readonly connection: SMTPConnection; messages: number; idle: NodeJS.Timeout | null }

/** Opens connections as they are needed and keeps the free ones a while. */
export function openMailer(settings: SmtpSettings, limits: MailLimits = MAIL_LIMITS): Mailer {
  const free: Line[] = []
  const lines = new Set<Line>()

  const drop = (line: Line) => {
    lines.delete(line)
    if (line.idle) clearTimeout(line.idle)
    if (free.includes(line)) free.splice(free.indexOf(line), 1)
    line.connection.close()
  }
  const release = (line: Line) => {
    if (line.connection.destroyed || line.messages >= MESSAGES_PER_CONNECTION) return drop(line)
    line.idle = setTimeout(() => drop(line), limits.idleMs).unref()
    free.push(line)
  }
  const open = async (): Promise<Line> => {
    const line: Line = { connection: await connect(settings, limits), messages: 0, idle: null }
    lines.add(line)
    line.connection.once('end', () => drop(line))
    return line
  }
  const take = (): Line | null => {
    const line = free.pop() ?? null
    if (line?.idle) clearTimeout(line.idle)
    return line
  }
  const sendOver = async (line: Line, envelope: MailEnvelope, message: Uint8Array) => {
    line.messages++
    const result = await transact(line.connection, envelope, message, limits)
    if (result.kind === 'accepted' || (await isReusable(line.connection, result))) release(line)
    else drop(line)
    return result
  }
  const send = async (envelope: MailEnvelope, message: Uint8Array): Promise<MailResult> => {
    const kept = take()
    if (kept) {
      const result = await sendOver(kept, envelope, message)
      // A connection kept too long, dropped before the body was asked for: nothing left, another one is opened at once.
      if (result.kind !== 'not_accepted' || !wasCut(result)) return result
    }
    try {
      return await sendOver(await open(), envelope, message)
    } catch (error) {
      return notAccepted(error, 'connection')
    }
  }
  const check = async () => {
    try {
      const connection = await connect(settings, limits)
      connection.quit()
      return null
    } catch (error) {
      return notAccepted(error, 'connection')
    }
  }
  return { send, check, close: () => [...lines].forEach(drop) }
}

function wasCut(result: MailResult & { kind: 'not_accepted' }): boolean {
  return result.status === null || result.status === 421
}

function connect(settings: SmtpSettings, limits: MailLimits): Promise<SMTPConnection> {
  const connection = new SMTPConnection({
    host: settings.host,
    port: settings.port,
    secure: settings.secure,
    requireTLS: settings.requireTls,
    connectionTimeout: limits.connectMs,
    greetingTimeout: limits.connectMs,
    dnsTimeout: limits.connectMs,
    socketTimeout: limits.finalReplyMs,
    socketCloseTimeout: 0,
  })
  // Errors reach the promise of connect() or the callback of send(); without a listener Node would end the process.
  connection.on('error', () => {})
  return new Promise((resolve, reject) => {
    const slow = setTimeout(() => fail(new Error('No answer to the greeting or the login')), limits.connectMs * 2)
    const fail = (error: Error) => {
      clearTimeout(slow)
      connection.close()
      reject(error)
    }
    const done = () => {
      clearTimeout(slow)
      resolve(connection)
    }
    connection.once('error', fail)
    connection.connect((error) => {
      if (error) return fail(error)
      if (settings.user === null || !connection.allowsAuth) return done()
      const credentials = { user: settings.user, pass: settings.password ?? '' }
      connection.login({ ...credentials, credentials }, (refused) => (refused ? fail(refused) : done()))
    })
  })
}

/** One MAIL, RCPT, DATA. The body is a stream that notes that it was asked for. */
function transact(
  connection: SMTPConnection,
  envelope: MailEnvelope,
  message: Uint8Array,
  limits: MailLimits,
): Promise<MailResult> {
  let asked = false
  return new Promise((resolve) => {
    const tooSlow = setTimeout(() => {
      connection.close()
      resolve({ kind: 'not_accepted', phase: 'recipient', status: null, reply: 'No answer before the body' })
    }, limits.commandMs)
    const body = new Readable({
      read() {
        asked = true
        clearTimeout(tooSlow)
        this.push(message)
        this.push(null)
      },
    })
    const size = message.byteLength
    connection.send({ from: envelope.from, to: [envelope.to], size }, body, (error, info) => {
      clearTimeout(tooSlow)
      resolve(error ? failed(error, asked) : { kind: 'accepted', reply: info?.response ?? '' })
    })
  })
}

type SmtpError = Error & { command?: string; responseCode?: number; response?: string; code?: string }

/** Once the body was asked for, only a reply of refusal (4yz, 5yz) proves that the message was not taken. */
function failed(error: SmtpError, asked: boolean): MailResult {
  const status = error.responseCode ?? null
  const refused = status !== null && status >= 400 && status < 600
  if (!asked) return notAccepted(error, phaseOf(error))
  if (refused) return { kind: 'not_accepted', phase: 'content', status, reply: replyOf(error) }
  return { kind: 'unknown', reply: replyOf(error) }
}

function notAccepted(error: unknown, phase: MailPhase): MailResult {
  const known: SmtpError = error instanceof Error ? error : new Error(String(error))
  // nodemailer refuses by itself what is larger than the server's SIZE; the server would say 552.
  const status = known.responseCode ?? (known.code === 'EMESSAGE' ? 552 : null)
  return {
    kind: 'not_accepted',
    phase: known.command?.startsWith('AUTH') ? 'login' : phase,
    status,
    reply: replyOf(known),
  }
}

function phaseOf(error: SmtpError): MailPhase {
  if (error.code === 'EMESSAGE') return 'content'
  if (error.command === 'MAIL FROM') return 'sender'
  if (error.command === 'RCPT TO') return 'recipient'
  if (error.command === 'DATA') return 'content'
  return 'connection'
}

function replyOf(error: SmtpError): string {
  return (error.response ?? `${error.code ?? error.name}: ${error.message}`).slice(0, 500)
}

/** After a refusal the session is reset and kept; after a cut it is gone. */
function isReusable(connection: SMTPConnection, result: MailResult): Promise<boolean> {
  if (connection.destroyed || result.kind !== 'not_accepted' || wasCut(result)) return Promise.resolve(false)
  return new Promise((resolve) => {
    const ended = () => resolve(false)
    connection.once('end', ended)
    connection.reset((error) => {
      connection.off('end', ended)
      resolve(!error)
    })
  })
}
