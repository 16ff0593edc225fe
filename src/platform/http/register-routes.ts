import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { refuse } from '../../domain/refusal.ts'
import { type Db, inTenant, type Tx } from '../db.ts'
import { fingerprintOf, isKey, keepAnswer, takeKey } from './idempotency.ts'
import { RolledBack } from './problem.ts'
import { type Answered, type Caller, type FileAnswer, ROLES, type Route } from './route.ts'
import { readUpload } from './upload.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** Who asks; null without a session. Set before every route. */
    caller: Caller | null
  }
}

/** Makes routes work: session and role, transaction of the office, idempotency, upload, and the form of the answer. */
export function registerRoutes(app: FastifyInstance, db: Db, routes: readonly Route[]): void {
  for (const route of routes) {
    app.route({
      method: route.method,
      url: route.path,
      schema: schemaOf(route),
      preValidation: async (request) => checkRole(route, request.caller),
      handler: (request, reply) => answer(db, route, request, reply),
    })
  }
}

function schemaOf(route: Route) {
  const { params, query, body, answer: answered, summary } = route
  const response = 'file' in answered ? { content: { [answered.file]: { schema: z.string() } } } : answered
  return {
    summary,
    operationId: `${route.method.toLowerCase()}${route.path.replace(/[/:-]+(\w)/g, (_, letter: string) => letter.toUpperCase())}`,
    tags: [route.path.split('/')[1] ?? ''],
    'x-role': route.role,
    'x-idempotent': route.idempotent,
    ...(params && { params }),
    ...(query && { querystring: query }),
    ...(body && { body }),
    ...(route.idempotent && { headers: z.object({ 'idempotency-key': z.string().optional() }) }),
    ...(route.uploadBytes !== null && { consumes: ['multipart/form-data'] }),
    response: { [route.status]: response },
  }
}

function checkRole(route: Route, caller: Caller | null): void {
  if (route.role === 'anyone') return
  if (!caller) throw new RolledBack(refuse('sign_in_needed'))
  if (ROLES.indexOf(caller.role) < ROLES.indexOf(route.role)) {
    throw new RolledBack(refuse('role_too_low', { role: caller.role, needed: route.role }))
  }
}

async function answer(db: Db, route: Route, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const input = { params: request.params, query: request.query, body: request.body } as never
  const { work } = route
  if (work.kind === 'open') {
    const setCookies = (lines: readonly string[]) => void reply.header('set-cookie', lines)
    const headers = new Headers(Object.entries(request.headers).map(([name, value]) => [name, String(value)]))
    return send(
      route,
      reply,
      await work.handle({ ...(input as object), caller: request.caller, headers, ip: request.ip, setCookies } as never),
    )
  }
  const caller = request.caller
  if (!caller) throw new RolledBack(refuse('sign_in_needed'))
  if (work.kind === 'long') {
    const upload = route.uploadBytes === null ? null : await readUpload(request, route.uploadBytes)
    return send(route, reply, await work.handle({ ...(input as object), caller, upload } as never))
  }
  const handle = (tx: Tx) => work.handle({ ...(input as object), tx, caller } as never)
  const done = await inTenant(db, caller.tenantId, (tx) =>
    route.idempotent ? once(tx, route, request, caller.tenantId, handle) : orRollBack(handle(tx)),
  )
  return send(route, reply, done)
}

async function orRollBack(work: Promise<Answered<unknown>>): Promise<Answered<unknown>> {
  const done = await work
  if (!done.ok) throw new RolledBack(done)
  return done
}

async function once(
  tx: Tx,
  route: Route,
  request: FastifyRequest,
  tenantId: string,
  handle: (tx: Tx) => Promise<Answered<unknown>>,
): Promise<Answered<unknown>> {
  const key = request.headers['idempotency-key']
  if (!isKey(key)) throw new RolledBack(refuse('idempotency_key_missing'))
  const fingerprint = fingerprintOf(`${route.method} ${request.url}`, request.body)
  const taken = await takeKey(tx, tenantId, key, fingerprint)
  if (!taken.ok) throw new RolledBack(taken)
  if (taken.value) return { ok: true, value: taken.value.body }
  const done = await orRollBack(handle(tx))
  if (done.ok) await keepAnswer(tx, tenantId, key, fingerprint, { status: route.status, body: done.value })
  return done
}

function send(route: Route, reply: FastifyReply, done: Answered<unknown>): FastifyReply {
  if (!done.ok) throw new RolledBack(done)
  reply.code(route.status)
  return 'file' in route.answer ? sendFile(reply, done.value as FileAnswer) : reply.send(done.value)
}

/** Nothing of ours runs what it shows: no sniffing, no script, no outside address (A7-48, A7-56). */
const FILE_POLICY = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'"

function sendFile(reply: FastifyReply, { bytes, mediaType, fileName, shown = 'download' }: FileAnswer): FastifyReply {
  const name = `filename="${fileName.replace(/[^\w.-]+/g, '_')}"; filename*=UTF-8''${encodeURIComponent(fileName)}`
  return reply
    .type(mediaType)
    .header('content-disposition', `${shown === 'download' ? 'attachment' : 'inline'}; ${name}`)
    .header('content-security-policy', shown === 'inline' ? "default-src 'none'; frame-ancestors 'self'" : FILE_POLICY)
    .header('x-frame-options', 'SAMEORIGIN')
    .send(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength))
}
