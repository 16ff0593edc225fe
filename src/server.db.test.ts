import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readConfig } from './platform/config.ts'
import { openDocuments } from './platform/documents.ts'
import { createLog } from './platform/log.ts'
import { type TestDatabase, testDatabase } from './platform/testing/test-database.ts'
import { buildServer } from './server.ts'

const folder = mkdtempSync(join(tmpdir(), 'amiable-server-'))
const ORIGIN = { origin: 'http://localhost:3000', host: 'localhost:3000' }
const OWNER = {
  name: 'Jeanne Ozanne',
  officeName: 'Ozanne',
  email: 'jeanne@ozanne.fr',
  password: 'un mot de passe long',
}
let base: TestDatabase
let app: FastifyInstance
beforeAll(async () => {
  base = await testDatabase()
  const config = readConfig({ AMIABLE_DATA: folder })
  const services = {
    config,
    db: base.db,
    documents: openDocuments(folder),
    secret: 'x'.repeat(40),
    log: createLog('silent'),
    wake: async () => {},
  }
  app = await buildServer(services, { webFolder: folder, clock: () => new Date('2026-11-22T10:00:00Z') })
  await app.ready()
})
afterAll(async () => {
  await app.close()
  await base.close()
  rmSync(folder, { recursive: true })
})

const post = (url: string, payload: object, headers: Record<string, string> = {}) =>
  app.inject({ method: 'POST', url: `/api/v1${url}`, payload, headers: { ...ORIGIN, ...headers } })

describe('first start', () => {
  it('lets the first person make the office, signed in; then sign-up is closed', async () => {
    const before = await app.inject({ url: '/api/v1/session' })
    expect(before.json()).toEqual({ signUpOpen: true, caller: null, office: null, today: '2026-11-22', sending: null })
    const made = await post('/offices', OWNER)
    expect(made.statusCode).toBe(201)
    expect(made.json()).toMatchObject({
      signUpOpen: false,
      caller: { name: 'Jeanne Ozanne', role: 'owner' },
      office: { name: 'Ozanne' },
      sending: { position: 'off', everOn: false },
    })
    const again = await post('/offices', { ...OWNER, email: 'autre@ozanne.fr' })
    expect([again.statusCode, again.json().code]).toEqual([409, 'sign_up_closed'])
  })
})
