import fastifyMultipart from '@fastify/multipart'
import Fastify, {
  type FastifyBaseLogger,
  type FastifyError,
  type FastifyInstance,
  type FastifyRequest,
  LogController,
} from 'fastify'
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod'
import { sql } from 'kysely'
import { refuse } from './domain/refusal.ts'
import { DAILY_JOB } from './flow/plan/routes.ts'
import { openAuth } from './platform/auth.ts'
import { now } from './platform/clock.ts'
import { refusedOf } from './platform/http/map-error.ts'
import { describeApi } from './platform/http/open-api.ts'
import { PROBLEM_MEDIA_TYPE, problemOf } from './platform/http/problem.ts'
import { registerRoutes } from './platform/http/register-routes.ts'
import type { Caller } from './platform/http/route.ts'
import { protect } from './platform/http/security.ts'
import { servePages } from './platform/http/web-pages.ts'
import { newId } from './platform/ids.ts'
import { WEB_FOLDER } from './platform/web-build.ts'
import { allRoutes } from './routes.ts'
import type { Services } from './services.ts'
import { sayRefusal } from './words/say-refusal.ts'

/** A JSON body is a form, not a file. */
const BODY_BYTES = 1_000_000
/** The longest time for a request to come in whole, files included. */
const REQUEST_MS = 300_000

/** The HTTP server, not yet listening: the API under `/api/v1`, the pages everywhere else, and the health of the process. */
export async function buildServer(
  services: Services,
  { webFolder = WEB_FOLDER, clock = now }: { readonly webFolder?: string; readonly clock?: () => Date } = {},
): Promise<FastifyInstance> {
  const { config, db, log, secret } = services
  const auth = openAuth(db, secret, config.publicUrl)
  const app = createApp(log, config.publicUrl)
  answerErrors(app)
  await protect(app, config.publicUrl)
  await app.register(fastifyMultipart)
  await describeApi(app)
  app.decorateRequest('caller', null)
  await app.register(
    async (api) => {
      api.addHook('onRequest', async (request, reply) => {
        reply.header('cache-control', 'no-store')
        request.caller = await callerOf(request, auth.callerOf)
      })
      // What a person changed shows its consequences at once, not at the next tick.
      api.addHook('onResponse', async (request, reply) => {
        if (request.method !== 'GET' && request.caller && reply.statusCode < 300) await services.wake(DAILY_JOB)
      })
      registerRoutes(api, db, allRoutes({ ...services, auth, clock }))
    },
    { prefix: '/api/v1' },
  )
  answerHealth(app, services)
  await servePages(app, webFolder)
  return app
}

function createApp(log: Services['log'], publicUrl: string | null): FastifyInstance {
  const loggerInstance: FastifyBaseLogger = log
  const app = Fastify({
    loggerInstance,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: BODY_BYTES,
    requestTimeout: REQUEST_MS,
    http: { headersTimeout: 10_000, maxHeaderSize: 16_384 },
    // Behind a proxy the client's address is the one it gives; without one it would be anybody's word.
    trustProxy: publicUrl === null ? false : ['loopback', 'linklocal', 'uniquelocal'],
    genReqId: () => newId('req'),
  })
  app.setValidatorCompiler(validatorCompiler)
  app.setSerializerCompiler(serializerCompiler)
  app.removeContentTypeParser('text/plain')
  return app
}

/** A session costs a query: only asked for when there is a cookie. */
async function callerOf(
  request: FastifyRequest,
  find: (headers: Headers) => Promise<Caller | null>,
): Promise<Caller | null> {
  const { cookie } = request.headers
  return cookie === undefined ? null : find(new Headers({ cookie }))
}

/** Every refusal and every error leaves as a problem with its words; nothing of the inside is told. */
function answerErrors(app: FastifyInstance): void {
  app.setErrorHandler((error: FastifyError, request, reply) => {
    const refused = refusedOf(error)
    const problem = problemOf(refused ?? refuse('internal_error', { reference: request.id }), sayRefusal, request.id)
    if (problem.status >= 500) request.log.error({ err: error, reference: request.id, req: request }, 'request failed')
    if (problem.status === 503) reply.header('retry-after', '5')
    return reply
      .code(problem.status)
      .header('cache-control', 'no-store')
      .type(PROBLEM_MEDIA_TYPE)
      .send(JSON.stringify(problem))
  })
}

/** `/healthz`: the process answers. `/readyz`: the database answers too. Nothing more is said to strangers. */
function answerHealth(app: FastifyInstance, { db }: Services): void {
  app.get('/healthz', { schema: { hide: true } }, async (_request, reply) =>
    reply.header('cache-control', 'no-store').send({ status: 'ok' }),
  )
  app.get('/readyz', { schema: { hide: true } }, async (_request, reply) => {
    await sql`select 1`.execute(db)
    return reply.header('cache-control', 'no-store').send({ status: 'ready' })
  })
}
