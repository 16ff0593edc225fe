import type { Language } from '../domain/party.ts'
import type { Api } from './api-routes.ts'

export type FieldFault = { readonly field: string; readonly code: string; readonly fr: string; readonly en: string }

/** The server's answer to what it refuses (RFC 9457): a stable code, its facts, and what to say in both languages. */
export type Problem = {
  readonly status: number
  readonly code: string
  readonly fr: string
  readonly en: string
  readonly facts: Readonly<Record<string, unknown>>
  readonly errors: readonly FieldFault[]
  readonly reference: string | null
}

/** A refused or failed request. `problem` is null when the server could not be reached. */
export class ApiFailure extends Error {
  readonly problem: Problem | null
  constructor(problem: Problem | null) {
    super(problem?.code ?? 'offline')
    this.problem = problem
  }
  get signedOut(): boolean {
    return this.problem?.status === 401
  }
}

export type Route = keyof Api
type Of<R extends Route, Part extends string> = Api[R] extends Record<Part, infer T> ? T : never
export type Answer<R extends Route> = Of<R, 'answer'>
type Wanted<R extends Route> = ('params' extends keyof Api[R] ? { params: Of<R, 'params'> } : { params?: never }) &
  ('query' extends keyof Api[R] ? { query: Of<R, 'query'> } : { query?: never }) &
  ('body' extends keyof Api[R] ? { body: Of<R, 'body'> } : { body?: never }) & {
    /** Given by the caller so that a second try of the same act is the same request. */
    idempotencyKey?: string
    signal?: AbortSignal
  }
type Arguments<R extends Route> = keyof Api[R] extends 'answer' ? [wanted?: Wanted<R>] : [wanted: Wanted<R>]

/** One request to the API, typed by its route: `api('POST /creditors', { body })`. @throws ApiFailure */
export async function api<R extends Route>(route: R, ...[wanted]: Arguments<R>): Promise<Answer<R>> {
  const [method = 'GET', path = ''] = route.split(' ')
  const headers: Record<string, string> = { accept: 'application/json' }
  const body = bodyOf(wanted?.body, headers)
  if (method !== 'GET') headers['idempotency-key'] = wanted?.idempotencyKey ?? crypto.randomUUID()
  const address = addressOf(
    path,
    wanted?.params as Record<string, string> | undefined,
    wanted?.query as Record<string, string> | undefined,
  )
  let response: Response
  try {
    response = await fetch(address, {
      method,
      headers,
      body: body ?? null,
      credentials: 'same-origin',
      signal: wanted?.signal ?? null,
    })
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error
    throw new ApiFailure(null)
  }
  if (!response.ok) throw new ApiFailure(await problemOf(response))
  return (response.status === 204 ? undefined : await response.json()) as Answer<R>
}

/** The address of a route for a link or an image: `addressOf('/letters', undefined, { on })`. */
export function addressOf(
  path: string,
  params: Readonly<Record<string, string>> = {},
  query: Readonly<Record<string, string | number | boolean | undefined>> = {},
): string {
  const filled = path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(params[name] ?? ''))
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== '') search.set(name, String(value))
  }
  const text = search.toString()
  return `/api/v1${filled}${text ? `?${text}` : ''}`
}

function bodyOf(body: unknown, headers: Record<string, string>): BodyInit | undefined {
  if (body === undefined || body instanceof FormData) return body
  headers['content-type'] = 'application/json'
  return JSON.stringify(body)
}

async function problemOf(response: Response): Promise<Problem> {
  const text = await response.text()
  let said: Partial<Problem> = {}
  try {
    said = JSON.parse(text) as Partial<Problem>
  } catch {
    said = {}
  }
  return {
    status: response.status,
    code: said.code ?? `http_${response.status}`,
    fr: said.fr ?? '',
    en: said.en ?? '',
    facts: said.facts ?? {},
    errors: said.errors ?? [],
    reference: said.reference ?? null,
  }
}

/** What to tell the person, in the language of the page; null when the server gave no words. */
export function problemText(problem: Problem, language: Language): string | null {
  return problem[language] || null
}
