import { chmodSync, mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { SMTPServer } from 'smtp-server'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { diagnose } from './diagnose.ts'
import { type Config, readConfig } from './platform/config.ts'
import { createLog } from './platform/log.ts'
import { type TestDatabase, testDatabase } from './platform/testing/test-database.ts'
import { openServices, type Services } from './services.ts'

let base: TestDatabase
let folder: string
const closing: (() => Promise<void>)[] = []
beforeAll(async () => {
  base = await testDatabase()
})
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'amiable-doctor-'))
})
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
  rmSync(folder, { recursive: true, force: true })
})
afterAll(() => base.close())

const configOf = (env: Record<string, string> = {}): Config => readConfig({ AMIABLE_DATA: folder, ...env })

const open = (config: Config) => async (): Promise<Services> => {
  const { services, close } = await openServices(config, createLog('silent'), base.address, async () => {})
  closing.push(close)
  return services
}

async function found(id: string, config: Config = configOf(), opening: () => Promise<Services> = open(config)) {
  return (await diagnose(config, opening)).find((check) => check.id === id)
}

describe('doctor', () => {
  it('is content with a folder in order and a migrated database, and gives no advice', async () => {
    mkdirSync(join(folder, 'postgres'))
    const config = configOf()
    const checks = await diagnose(config, open(config))
    expect(checks.filter(({ state }) => state === 'fail')).toEqual([])
    expect(checks.map(({ id }) => id)).toEqual(
      expect.arrayContaining(['folder', 'disk', 'clock', 'secret', 'database', 'rates']),
    )
  })

  it('leaves a folder that was never started alone', async () => {
    const config = configOf({ AMIABLE_DATA: join(folder, 'absent') })
    const checks = await diagnose(config, () => Promise.reject(new Error('must not be opened')))
    expect(checks.find(({ id }) => id === 'folder')).toMatchObject({
      state: 'warn',
      advice: 'Lancez npm start : il le crée.',
    })
    expect(checks.some(({ id }) => id === 'database')).toBe(false)
  })

  it('reports a database that cannot be opened with its French reason', async () => {
    mkdirSync(join(folder, 'postgres'))
    const check = await found('database', configOf(), () =>
      Promise.reject(new Error('La base PostgreSQL intégrée ne démarre pas.')),
    )
    expect(check).toMatchObject({ state: 'fail', found: 'La base PostgreSQL intégrée ne démarre pas.' })
  })

  it('warns about a key that others can read and says how to close it', async () => {
    writeFileSync(join(folder, 'secret.key'), 'x'.repeat(43))
    chmodSync(join(folder, 'secret.key'), 0o644)
    expect(await found('secret')).toMatchObject({ state: 'warn', advice: expect.stringContaining('chmod 600') })
  })

  it('fails when the clock is before the last write of Amiable (A4)', async () => {
    const log = join(folder, 'postgres.log')
    writeFileSync(log, '')
    const tomorrow = new Date(Date.now() + 24 * 3600 * 1000)
    utimesSync(log, tomorrow, tomorrow)
    expect(await found('clock')).toMatchObject({ state: 'fail', advice: expect.stringContaining('NTP') })
  })
})

describe('doctor signs in to the mail server of SMTP_URL', () => {
  async function mailServer(accepts: boolean): Promise<number> {
    const server = new SMTPServer({
      authOptional: false,
      allowInsecureAuth: true,
      hideSTARTTLS: true,
      onAuth: (_auth, _session, answer) =>
        answer(accepts ? null : new Error('no'), accepts ? { user: 'compta' } : undefined),
    })
    closing.push(() => new Promise((done) => server.close(done)))
    const listening = server.listen(0, '127.0.0.1')
    await new Promise((done) => listening.once('listening', done))
    return (listening.address() as AddressInfo).port
  }

  it('ok when it accepts the user and the password', async () => {
    const port = await mailServer(true)
    expect(await found('mail', configOf({ SMTP_URL: `smtp://compta:secret@127.0.0.1:${port}` }))).toMatchObject({
      state: 'ok',
    })
  })

  it('fails when it refuses them, or when nothing answers, without repeating the password', async () => {
    const refusing = await found(
      'mail',
      configOf({ SMTP_URL: `smtp://compta:mot-de-passe@127.0.0.1:${await mailServer(false)}` }),
    )
    expect(refusing).toMatchObject({ state: 'fail', advice: expect.stringContaining('SMTP_URL') })
    expect(JSON.stringify(refusing)).not.toContain('mot-de-passe@')
    expect(await found('mail', configOf({ SMTP_URL: 'smtp://compta:x@127.0.0.1:1' }))).toMatchObject({ state: 'fail' })
  })
})
