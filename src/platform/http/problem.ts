import type { Refusal } from '../../domain/refusal.ts'
import type { Refused } from './route.ts'

/** What is said of a refusal, in both languages. */
export type SayRefusal = (refusal: Refusal) => { readonly fr: string; readonly en: string }

/** The body of every answer that is not a success (RFC 9457), with our stable `code` and the words in both languages. */
export type Problem = {
  readonly type: string
  readonly title: string
  readonly status: number
  readonly code: string
  readonly facts: Refusal['facts']
  readonly fr: string
  readonly en: string
  readonly errors: readonly { field: string; code: string; facts: Refusal['facts']; fr: string; en: string }[]
  /** To quote when asking for help; the log has it. */
  readonly reference: string
}

/** HTTP status by code; a refusal that is not here is a rule of the trade saying no: 422. */
const STATUS: Readonly<Record<string, number>> = {
  cursor_invalid: 400,
  fields_invalid: 400,
  idempotency_key_missing: 400,
  request_unreadable: 400,
  sign_in_needed: 401,
  sign_in_refused: 401,
  origin_refused: 403,
  role_too_low: 403,
  not_found: 404,
  action_unknown: 404,
  case_unknown: 404,
  document_unknown: 404,
  hold_unknown: 404,
  invitation_unknown: 404,
  request_timeout: 408,
  idempotency_in_progress: 409,
  sign_up_closed: 409,
  request_too_large: 413,
  media_type_refused: 415,
  too_many_requests: 429,
  requests_too_fast: 429,
  internal_error: 500,
  database_unavailable: 503,
  disk_full: 507,
}

export const PROBLEM_MEDIA_TYPE = 'application/problem+json; charset=utf-8'

export function problemOf({ refusal, fields = [] }: Omit<Refused, 'ok'>, say: SayRefusal, reference: string): Problem {
  const words = say(refusal)
  return {
    type: `urn:amiable:problem:${refusal.code}`,
    title: words.fr,
    status: STATUS[refusal.code] ?? 422,
    code: refusal.code,
    facts: refusal.facts,
    ...words,
    errors: fields.map(({ field, refusal: fault }) => ({ field, code: fault.code, facts: fault.facts, ...say(fault) })),
    reference,
  }
}

/** Thrown inside a transaction so that it is rolled back; caught at the edge of the route and answered as a value. */
export class RolledBack extends Error {
  override readonly name = 'RolledBack'
  readonly refused: Refused
  constructor(refused: Refused) {
    super(refused.refusal.code)
    this.refused = refused
  }
}
