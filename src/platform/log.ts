import { destination, type Logger, pino } from 'pino'

export type Log = Logger

export const LOG_LEVELS = ['debug', 'info', 'warn', 'error', 'silent'] as const
export type LogLevel = (typeof LOG_LEVELS)[number]

/**
 * The log of a process, on standard error. Written by hand: identifiers, counts and codes, never a name, an address or a message's text.
 * What could slip in is removed: known keys are replaced, and of an error only its kind, code and stack frames are kept, because
 * PostgreSQL and SMTP servers quote the values they refuse.
 * JSON lines; short lines for people when standard error is a terminal.
 */
export function createLog(level: LogLevel, stream: LogStream = standardError()): Log {
  return pino(
    { level, base: null, redact: { paths: REDACTED, censor: '…' }, serializers: { err: bareError, req: bareRequest } },
    stream,
  )
}

export type LogStream = { write(line: string): void }

const PERSONAL = [
  'email',
  'to',
  'name',
  'phone',
  'mobile',
  'iban',
  'password',
  'token',
  'cookie',
  'authorization',
  'url',
  'address',
]
const REDACTED = PERSONAL.flatMap((key) => [key, `*.${key}`])

/** Kind, code and frames of an error, without its message. */
function bareError(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { kind: typeof error }
  const { code, constraint, table } = error as Error & { code?: unknown; constraint?: unknown; table?: unknown }
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line))
  return { kind: error.name, code, constraint, table, stack: frames.slice(0, 12).map((line) => line.trim()) }
}

/** Method and path of a request: a query may hold a name that someone searched. */
function bareRequest(request: { method?: string; url?: string }): Record<string, unknown> {
  return { method: request.method, path: request.url?.split('?')[0] }
}

function standardError(): LogStream {
  const raw = destination({ fd: 2, sync: true })
  return process.stderr.isTTY ? { write: (line) => raw.write(forPeople(line)) } : raw
}

const LABELS: Readonly<Record<number, string>> = {
  20: 'détail',
  30: 'info',
  40: 'attention',
  50: 'erreur',
  60: 'erreur',
}

function forPeople(line: string): string {
  const { level, time, msg = '', ...rest } = JSON.parse(line) as { level: number; time: number; msg?: string }
  const at = new Date(time).toLocaleTimeString('fr-FR', { timeZone: 'Europe/Paris' })
  const facts = Object.keys(rest).length === 0 ? '' : ` ${JSON.stringify(rest)}`
  return `${at} ${LABELS[level] ?? level} ${msg}${facts}\n`
}
