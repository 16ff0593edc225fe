import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod'
import { refuse } from '../../domain/refusal.ts'
import { RolledBack } from './problem.ts'
import { type FieldRefusal, type Refused, refuseFields } from './route.ts'

/**
 * What an error thrown while answering means to the client, by its first cause: libraries wrap what the database said. Null: nobody
 * expected it, the answer is 500.
 */
export function refusedOf(error: unknown): Refused | null {
  if (error instanceof Error && error.cause instanceof Error) return refusedOf(error.cause)
  if (error instanceof RolledBack) return error.refused
  if (hasZodFastifySchemaValidationErrors(error)) return refuseFields(error.validation.map(fieldRefusal))
  if (isDiskFull(error)) return refuse('disk_full')
  if (isDatabaseGone(error)) return refuse('database_unavailable')
  const status = (error as { statusCode?: number }).statusCode
  const code = status === undefined ? undefined : CODE_OF_STATUS[status]
  if (code) return refuse(code)
  return status !== undefined && status >= 400 && status < 500 ? refuse('request_unreadable') : null
}

const CODE_OF_STATUS: Readonly<Record<number, string>> = {
  404: 'not_found',
  408: 'request_timeout',
  413: 'request_too_large',
  415: 'media_type_refused',
  429: 'requests_too_fast',
}

type Issue = {
  readonly instancePath: string
  readonly keyword: string
  readonly message?: string
  readonly params: unknown
}

function fieldRefusal({ instancePath, keyword, message, params }: Issue): FieldRefusal {
  const path = instancePath.split('/').filter(Boolean)
  if (keyword === 'unrecognized_keys') {
    const { keys = [] } = params as { keys?: readonly string[] }
    return { field: [...path, ...keys.slice(0, 1)].join('.'), refusal: refuse('field_unknown').refusal }
  }
  // zod says what it received only in its message.
  const isMissing = keyword === 'invalid_type' && message?.endsWith('received undefined') === true
  const said = message !== undefined && SAID_BY_SHAPES.has(message) ? message : (FIELD_CODE[keyword] ?? 'field_invalid')
  const code = isMissing ? 'field_missing' : said
  return { field: path.join('.'), refusal: refuse(code).refusal }
}

/** What a shape says itself of a value (http/shapes.ts). */
const SAID_BY_SHAPES: ReadonlySet<string> = new Set(['field_one_line', 'field_day', 'field_currency'])
const FIELD_CODE: Readonly<Record<string, string>> = { too_small: 'field_too_small', too_big: 'field_too_big' }

/** PostgreSQL classes 08 (connection) and 57P (shutdown), what the network says, and what `pg` says when a connection breaks. */
function isDatabaseGone(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const { code = '' } = error as { code?: string }
  return (
    /^(?:08|57P|53300|ECONNREFUSED|ECONNRESET|ENOENT|EPIPE|ETIMEDOUT)/.test(code) ||
    /Connection terminated|timeout exceeded when trying to connect/.test(error.message)
  )
}

/** What a file system says of no more room, of a quota or of a limit on files, and what PostgreSQL says (class 53, disk_full). */
function isDiskFull(error: unknown): boolean {
  return error instanceof Error && /^(?:ENOSPC|EDQUOT|EFBIG|53100)$/.test((error as { code?: string }).code ?? '')
}
