import type { z } from 'zod'
import type { Outcome, Refusal } from '../../domain/refusal.ts'
import type { Tx } from '../db.ts'

/** What a member of an office may do: an owner what a collector may, a collector what a reader may. */
export const ROLES = ['reader', 'collector', 'owner'] as const
export type Role = (typeof ROLES)[number]

/** Who asks, always from the session, never from the request. */
export type Caller = { readonly tenantId: string; readonly userId: string; readonly role: Role }

/** A refusal that is about fields of the form: each one is shown at its field. */
export type FieldRefusal = { readonly field: string; readonly refusal: Refusal }
export type Refused = { readonly ok: false; readonly refusal: Refusal; readonly fields?: readonly FieldRefusal[] }
export type Answered<T> = Outcome<T> | Refused

/** Refuses a form for some of its fields. */
export function refuseFields(fields: readonly FieldRefusal[]): Refused {
  return { ok: false, refusal: { code: 'fields_invalid', facts: { fields: fields.map(({ field }) => field) } }, fields }
}

/** Bytes to give: saved by default; `frame` shows them in a page of ours without any right (no script, no link out). */
export type FileAnswer = {
  readonly bytes: Uint8Array
  readonly mediaType: string
  readonly fileName: string
  readonly shown?: 'download' | 'inline' | 'frame'
}

/** A file that came in, kept on disk until the answer has left, with the other fields of its form. */
export type Upload = {
  readonly fileName: string
  readonly path: string
  readonly fields: Readonly<Record<string, string>>
}

type Schema = z.ZodType
type Read<S> = S extends Schema ? z.output<S> : undefined

type Common<P, Q, B> = {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** Under `/api/v1`, parameters as `:id`. */
  readonly path: `/${string}`
  /** What it is for, in one English sentence, for the OpenAPI description. */
  readonly summary: string
  readonly params?: P
  readonly query?: Q
  readonly body?: B
}

export type Input<P, Q, B> = { readonly params: Read<P>; readonly query: Read<Q>; readonly body: Read<B> }
export type OfficeInput<P, Q, B> = Input<P, Q, B> & {
  /** Rolled back when the handler refuses or throws. Sees the rows of the caller's office only. */
  readonly tx: Tx
  readonly caller: Caller
}
export type LongInput<P, Q, B> = Input<P, Q, B> & { readonly caller: Caller; readonly upload: Upload | null }
export type OpenInput<P, Q, B> = Input<P, Q, B> & {
  readonly caller: Caller | null
  readonly headers: Headers
  /** Address of the client. */
  readonly ip: string
  /** Cookies to give back, as `set-cookie` lines. */
  readonly setCookies: (lines: readonly string[]) => void
}

/** A route as data: `registerRoutes` makes it work, tests walk it. */
export type Route = Common<Schema | undefined, Schema | undefined, Schema | undefined> & {
  /** The least role that may call it; `anyone` needs no session. */
  readonly role: Role | 'anyone'
  /** The schema of the answer, or `file` with its media type. */
  readonly answer: Schema | { readonly file: string }
  readonly status: 200 | 201 | 202
  /** It sends or pays: asked for with an `Idempotency-Key`, done once for a key. */
  readonly idempotent: boolean
  /** Takes a file of at most so many bytes as `multipart/form-data`. */
  readonly uploadBytes: number | null
  readonly work:
    | {
        readonly kind: 'office'
        readonly handle: (input: OfficeInput<Schema, Schema, Schema>) => Promise<Answered<unknown>>
      }
    | {
        readonly kind: 'long'
        readonly handle: (input: LongInput<Schema, Schema, Schema>) => Promise<Answered<unknown>>
      }
    | {
        readonly kind: 'open'
        readonly handle: (input: OpenInput<Schema, Schema, Schema>) => Promise<Answered<unknown>>
      }
}

type OfficeSpec<P, Q, B, R extends Schema> = Common<P, Q, B> & {
  readonly role: Role
  readonly answer: R
  readonly status?: 200 | 201 | 202
  readonly idempotent?: boolean
  readonly handle: (input: OfficeInput<P, Q, B>) => Promise<Answered<z.output<R>>>
}

/** The ordinary route: reads or writes in one transaction of the caller's office. */
export function officeRoute<
  R extends Schema,
  P extends Schema | undefined = undefined,
  Q extends Schema | undefined = undefined,
  B extends Schema | undefined = undefined,
>(spec: OfficeSpec<P, Q, B, R>): Route {
  const { handle, ...rest } = spec
  return { ...DEFAULTS, ...rest, work: { kind: 'office', handle: handle as never } }
}

/** A route of the office that gives a file. */
export function fileRoute<
  P extends Schema | undefined = undefined,
  Q extends Schema | undefined = undefined,
  B extends Schema | undefined = undefined,
>(
  spec: Common<P, Q, B> & {
    readonly role: Role
    readonly mediaType: string
    readonly handle: (input: OfficeInput<P, Q, B>) => Promise<Answered<FileAnswer>>
  },
): Route {
  const { handle, mediaType, ...rest } = spec
  return { ...DEFAULTS, ...rest, answer: { file: mediaType }, work: { kind: 'office', handle: handle as never } }
}

type LongSpec<P, Q, B, R extends Schema> = Common<P, Q, B> & {
  readonly role: Role
  readonly answer: R
  readonly status?: 200 | 201 | 202
  readonly uploadBytes?: number
  readonly handle: (input: LongInput<P, Q, B>) => Promise<Answered<z.output<R>>>
}

/** A route that works outside a transaction (reading a file, asking a mail server): it opens its own with `inTenant`. */
export function longRoute<
  R extends Schema,
  P extends Schema | undefined = undefined,
  Q extends Schema | undefined = undefined,
  B extends Schema | undefined = undefined,
>(spec: LongSpec<P, Q, B, R>): Route {
  const { handle, ...rest } = spec
  return { ...DEFAULTS, ...rest, work: { kind: 'long', handle: handle as never } }
}

type OpenSpec<P, Q, B, R extends Schema> = Common<P, Q, B> & {
  readonly answer: R
  readonly status?: 200 | 201 | 202
  readonly handle: (input: OpenInput<P, Q, B>) => Promise<Answered<z.output<R>>>
}

/** A route that needs no session: signing in, and what comes before it. */
export function openRoute<
  R extends Schema,
  P extends Schema | undefined = undefined,
  Q extends Schema | undefined = undefined,
  B extends Schema | undefined = undefined,
>(spec: OpenSpec<P, Q, B, R>): Route {
  const { handle, ...rest } = spec
  return { ...DEFAULTS, ...rest, role: 'anyone', work: { kind: 'open', handle: handle as never } }
}

const DEFAULTS = { status: 200, idempotent: false, uploadBytes: null } as const
