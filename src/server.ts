import fastifyStatic from '@fastify/static'
import Fastify, { type FastifyBaseLogger, type FastifyInstance, LogController } from 'fastify'
import { sql } from 'kysely'
import { WEB_FOLDER } from './platform/web-build.ts'
import type { Services } from './services.ts'

/** The HTTP server, not yet listening: the health of the process, and the built pages for every other address. */
export async function buildServer(services: Services): Promise<FastifyInstance> {
  const loggerInstance: FastifyBaseLogger = services.log
  const server = Fastify({ loggerInstance, logController: new LogController({ disableRequestLogging: true }) })
  server.get('/healthz', async (_request, reply) => {
    await sql`select 1`.execute(services.db)
    return reply.header('cache-control', 'no-store').send({ status: 'ok' })
  })
  await server.register(fastifyStatic, { root: WEB_FOLDER, wildcard: false })
  server.setNotFoundHandler((request, reply) => {
    if (request.method !== 'GET' || request.url.startsWith('/api/')) return reply.code(404).send()
    return reply.sendFile('index.html')
  })
  return server
}
