import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance, FastifyReply } from 'fastify'
import { refuse } from '../../domain/refusal.ts'
import { RolledBack } from './problem.ts'

/**
 * The built pages: files named by their content are kept by browsers for ever; every other address that a browser asks for is the
 * application, served fresh with a nonce of its own for the styles that its components write (`<meta name="style-nonce">`).
 */
export async function servePages(app: FastifyInstance, folder: string): Promise<void> {
  const file = join(folder, 'index.html')
  const page = existsSync(file) ? readFileSync(file, 'utf8') : null
  if (page !== null) {
    await app.register(fastifyStatic, {
      root: folder,
      wildcard: false,
      globIgnore: ['index.html'],
      index: false,
      cacheControl: false,
      setHeaders: keepHashed,
    })
    app.get('/', { schema: { hide: true } }, (_request, reply) => sendPage(reply, page))
    app.get('/index.html', { schema: { hide: true } }, (_request, reply) => reply.redirect('/'))
  }
  app.setNotFoundHandler((request, reply) => {
    const asksForPage =
      request.method === 'GET' && !request.url.startsWith('/api/') && !/\.\w+(?:\?|$)/.test(request.url)
    if (page === null || !asksForPage)
      throw new RolledBack(refuse('not_found', { path: request.url.split('?')[0] ?? '' }))
    return sendPage(reply, page)
  })
}

function keepHashed(reply: FastifyReply, path: string): void {
  const isHashed = /[/\\]assets[/\\]/.test(path)
  reply.header('cache-control', isHashed ? 'public, max-age=31536000, immutable' : 'no-cache')
}

function sendPage(reply: FastifyReply, page: string): FastifyReply {
  const nonce = randomBytes(16).toString('base64')
  const policy = String(reply.getHeader('content-security-policy')).replace(
    "style-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
  )
  return reply
    .type('text/html; charset=utf-8')
    .header('cache-control', 'no-cache')
    .header('content-security-policy', policy)
    .send(page.replace('<head>', `<head><meta name="style-nonce" content="${nonce}">`))
}
