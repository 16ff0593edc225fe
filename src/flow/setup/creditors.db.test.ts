import { SMTPServer } from 'smtp-server'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { inTenant } from '../../platform/db.ts'
import { type Answer, type TestServer, testServer } from '../../testing/test-server.ts'
import { smtpUrlOf } from './mail-account.ts'
import { isSendingOn } from './sending-switch.ts'

let server: TestServer
beforeAll(async () => {
  server = await testServer()
})
afterAll(() => server.close())

const codesOf = ({ body }: Answer) => {
  const { code, errors } = body as { code: string; errors: { field: string; code: string }[] }
  return errors.length === 0 ? [code] : errors.map((error) => `${error.field} ${error.code}`)
}

describe('a creditor', () => {
  it('is read into one form; all that is wrong is said at once, each at its field', async () => {
    const owner = await server.office()
    const typed = {
      name: 'Ozanne',
      siren: '732 829 320',
      iban: 'fr14 2004 1010 0505 0001 3M02 606',
      bic: 'agrifrpp',
      email: 'compta@Ozanne.FR',
      postcode: '44000',
      paymentTerms: '45FDM-A',
      penaltyRatePct: 12.5,
    }
    const made = await owner.send('POST', '/creditors', typed)
    expect(made.body).toMatchObject({
      siren: '732829320',
      iban: 'FR1420041010050500013M02606',
      bic: 'AGRIFRPP',
      email: 'compta@ozanne.fr',
      paymentTerms: '45fdm-a',
      penaltyRatePct: 12.5,
    })
    const wrong = {
      ...typed,
      siren: '732829321',
      iban: 'FR14 2004 1010 0505 0001 3M02 607',
      bic: 'X',
      email: 'compta',
      postcode: '440',
      paymentTerms: 'un jour',
      phone: '12',
      scenarioCode: undefined,
    }
    expect(codesOf(await owner.send('POST', '/creditors', wrong)).sort()).toEqual([
      'bic bic_invalid',
      'email email_invalid',
      'iban iban_check',
      'paymentTerms payment_terms_invalid',
      'phone phone_invalid',
      'postcode postcode_invalid',
      'siren siren_invalid',
    ])
    expect(codesOf(await owner.send('POST', '/creditors', { ...typed, scenarioCode: 'inconnu' }))).toEqual([
      'scenarioCode scenario_unknown',
    ])
  })

  it('keeps what a change does not name', async () => {
    const owner = await server.office()
    const { creditorId } = await owner.ok('POST', '/creditors', { name: 'Ozanne', city: 'Nantes' })
    const changed = await owner.send('PATCH', `/creditors/${creditorId}`, { name: 'Ozanne SARL' })
    expect(changed.body).toMatchObject({ name: 'Ozanne SARL', city: 'Nantes' })
  })
})

describe('sending', () => {
  it('is off until a person switches it on, and off again for the next transaction after « Tout arrêter »', async () => {
    const owner = await server.office()
    const isOn = () => inTenant(server.base.db, owner.tenantId, (tx) => isSendingOn(tx, owner.tenantId))
    expect(await isOn()).toBe(false)
    expect((await owner.send('POST', '/sending-switch', { position: 'on' })).body).toMatchObject({
      position: 'on',
      everOn: true,
    })
    expect(await isOn()).toBe(true)
    const stopped = await owner.send('POST', '/sending-switch', { position: 'off', reason: 'une erreur' })
    expect(stopped.body).toMatchObject({ position: 'off', everOn: true })
    expect(await isOn()).toBe(false)
    const events = await inTenant(server.base.db, owner.tenantId, (tx) =>
      tx.selectFrom('event').select(['kind', 'actor', 'facts']).orderBy('event_id').execute(),
    )
    expect(events.map((event) => event.kind)).toEqual(['sending_on', 'sending_off'])
    expect(events[1]).toMatchObject({ actor: owner.userId, facts: { reason: 'une erreur' } })
  })
})

describe('the contact policy', () => {
  it('is the default one until changed, each change a version; hours must end after they begin', async () => {
    const owner = await server.office()
    const policy = (await owner.get('/contact-policy')).body as {
      minGapDays: number
      hours: { sms: { consumer: object[] } }
    }
    expect(policy.minGapDays).toBe(5)
    await owner.ok('PUT', '/contact-policy', { ...policy, minGapDays: 8 })
    expect((await owner.get('/contact-policy')).body).toMatchObject({ minGapDays: 8 })
    const backwards = {
      ...policy,
      hours: { ...policy.hours, sms: { ...policy.hours.sms, consumer: [{ fromMinute: 900, toMinute: 600 }] } },
    }
    expect((await owner.send('PUT', '/contact-policy', backwards)).status).toBe(400)
  })
})

describe('scenarios', () => {
  it('a new office has the six built-in ones', async () => {
    const owner = await server.office()
    const list = (await owner.get('/scenarios')).body as { items: { code: string; steps: object[] }[] }
    expect(list.items.map((scenario) => scenario.code)).toEqual([
      'equilibre',
      's0-lettre-ou-appel',
      's1-relance-amiable',
      's2-appel-d-abord',
      's3-pre-contentieux',
      's4-methode',
    ])
    expect((await owner.get('/scenarios/equilibre')).body).toMatchObject({ code: 'equilibre', version: 1 })
    expect((await owner.get('/scenarios/aucun')).status).toBe(404)
  })
})

describe('the mail account', () => {
  const account = {
    fromName: 'Ozanne',
    fromEmail: 'compta@ozanne.fr',
    host: '127.0.0.1',
    security: 'none',
    user: 'compta',
    password: 'p@ss:mot/é',
  }
  const smtp = new SMTPServer({
    disabledCommands: ['STARTTLS'],
    allowInsecureAuth: true,
    onAuth: ({ username, password }, _session, done) =>
      username === 'compta' && password === 'p@ss:mot/é'
        ? done(null, { user: 'compta' })
        : done(new Error('535 bad credentials')),
  })
  let port = 0
  beforeAll(async () => {
    await new Promise<void>((resolve) => smtp.listen(0, '127.0.0.1', resolve))
    const address = smtp.server.address()
    port = typeof address === 'object' && address ? address.port : 0
  })
  afterAll(() => new Promise<void>((resolve) => smtp.close(() => resolve())))

  async function withAccount(more: object = {}) {
    const owner = await server.office()
    const { creditorId = '' } = await owner.ok('POST', '/creditors', { name: 'Ozanne' })
    const path = `/creditors/${creditorId}/mail-account`
    await owner.ok('PUT', path, { ...account, port, ...more })
    return { owner, creditorId, path, test: () => owner.send('POST', `${path}/tests`) }
  }

  it('never gives its password back, and keeps it sealed with the installation’s secret', async () => {
    const { owner, creditorId, path } = await withAccount()
    const read = await owner.get(path)
    expect(read.body).toEqual({
      account: {
        fromName: 'Ozanne',
        fromEmail: 'compta@ozanne.fr',
        replyTo: null,
        host: '127.0.0.1',
        port,
        security: 'none',
        user: 'compta',
      },
    })
    const url = (secret: string) =>
      inTenant(server.base.db, owner.tenantId, (tx) => smtpUrlOf(tx, owner.tenantId, creditorId, secret, null))
    const [row] = await inTenant(server.base.db, owner.tenantId, (tx) =>
      tx.selectFrom('mail_account').select('sealed_url').execute(),
    )
    expect(row?.sealed_url).not.toContain('compta')
    expect(await url(server.services.secret)).toBe(`smtp://compta:p%40ss%3Amot%2F%C3%A9@127.0.0.1:${port}?tls=none`)
    expect(await url('another secret of at least 32 characters')).toBeNull()
  })

  it('keeps the password when a change does not give one', async () => {
    const { owner, path, test } = await withAccount()
    const { password: _, ...without } = account
    await owner.ok('PUT', path, { ...without, port, fromName: 'Ozanne SARL' })
    expect((await test()).body).toEqual({ done: true })
  })

  it.each([
    ['mail_login_refused', { password: 'faux' }],
    ['mail_server_closed', { port: 1 }],
    ['mail_server_unknown', { host: 'smtp.n-existe-pas.invalid' }],
    ['mail_tls_failed', { security: 'tls' }],
  ])('signs in for real and says what to do: %s', async (code, more) => {
    const { test } = await withAccount(more)
    const answer = await test()
    expect([answer.status, codesOf(answer)]).toEqual([422, [code]])
    expect((answer.body as { fr: string }).fr.length).toBeGreaterThan(40)
  })

  it('asks for an account first', async () => {
    const owner = await server.office()
    const { creditorId } = await owner.ok('POST', '/creditors', { name: 'Ozanne' })
    expect(codesOf(await owner.send('POST', `/creditors/${creditorId}/mail-account/tests`))).toEqual([
      'mail_account_missing',
    ])
  })
})
