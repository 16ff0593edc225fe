import fastifyHelmet from '@fastify/helmet'
import fastifyRateLimit from '@fastify/rate-limit'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { refuse } from '../../domain/refusal.ts'
import { RolledBack } from './problem.ts'

/** Requests a minute for one address: far above a person at work, far below a flood. */
const REQUESTS_A_MINUTE = 1_200
/** A body that is not a file has this long to come in whole (A7-84). */
const BODY_MS = 15_000

/** Everything from ourselves, nothing inline, no other site may show our pages (experience B5-21, reliability A8). */
const DIRECTIVES = {
  'default-src': ["'none'"],
  'script-src': ["'self'"],
  'style-src': ["'self'"],
  'img-src': ["'self'", 'data:', 'blob:'],
  'font-src': ["'self'"],
  'connect-src': ["'self'"],
  'frame-src': ["'self'", 'blob:'],
  'manifest-src': ["'self'"],
  'base-uri': ["'none'"],
  'form-action': ["'self'"],
  'frame-ancestors': ["'none'"],
}

/** Headers, rate limit, origin and time limits for every request. `publicUrl` is what people type; null when it is not set. */
export async function protect(app: FastifyInstance, publicUrl: string | null): Promise<void> {
  await app.register(fastifyHelmet, {
    contentSecurityPolicy: { useDefaults: false, directives: DIRECTIVES },
    strictTransportSecurity: publicUrl?.startsWith('https:') ? { maxAge: 31_536_000 } : false,
    referrerPolicy: { policy: 'no-referrer' },
  })
  await app.register(fastifyRateLimit, {
    max: REQUESTS_A_MINUTE,
    timeWindow: 60_000,
    errorResponseBuilder: () => new RolledBack(refuse('requests_too_fast')),
  })
  app.addHook('onRequest', async (request) => {
    checkOrigin(request, publicUrl)
    limitBodyTime(request)
  })
}

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * A request that changes something comes from our own pages: same origin, said by the browser (A7-81). Without a public URL the address
 * typed is not known, so the host asked for must be the page's own.
 */
function checkOrigin(request: FastifyRequest, publicUrl: string | null): void {
  if (SAFE.has(request.method)) return
  const { origin, host, 'sec-fetch-site': site } = request.headers
  const fromHere = origin !== undefined && URL.canParse(origin) && isOurs(new URL(origin), host, publicUrl)
  if (!fromHere || (site !== undefined && site !== 'same-origin')) throw new RolledBack(refuse('origin_refused'))
}

function isOurs(origin: URL, host: string | undefined, publicUrl: string | null): boolean {
  return publicUrl === null ? origin.host === host : origin.origin === new URL(publicUrl).origin
}

/** Cuts a body that trickles in; a file has the server's longer limit. */
function limitBodyTime(request: FastifyRequest): void {
  if (SAFE.has(request.method) || request.headers['content-type']?.startsWith('multipart/')) return
  const timer = setTimeout(() => request.raw.destroy(), BODY_MS)
  request.raw.once('end', () => clearTimeout(timer))
  request.raw.once('close', () => clearTimeout(timer))
}
