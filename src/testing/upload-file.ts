import type { FastifyInstance } from 'fastify'
import { type Answer, ORIGIN } from './test-server.ts'

/** Drops a file for a creditor, as the pages send it. */
export async function uploadFile(
  app: FastifyInstance,
  cookie: string,
  creditorId: string,
  name: string,
  content: string | Uint8Array,
): Promise<Answer> {
  const form = new FormData()
  form.set('creditorId', creditorId)
  form.set('file', new Blob([new Uint8Array(Buffer.from(content))]), name)
  const request = new Request(`${ORIGIN}/api/v1/imports`, { method: 'POST', body: form })
  const contentType = request.headers.get('content-type') ?? ''
  const answer = await app.inject({
    method: 'POST',
    url: '/api/v1/imports',
    headers: { origin: ORIGIN, host: 'localhost:3000', cookie, 'content-type': contentType },
    payload: Buffer.from(await request.arrayBuffer()),
  })
  return { status: answer.statusCode, body: answer.json(), headers: answer.headers }
}
