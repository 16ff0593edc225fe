import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ORIGIN, PASSWORD, type TestServer, testServer } from '../../testing/test-server.ts'

const OWNER = { name: 'Jeanne Ozanne', officeName: 'Ozanne', email: 'jeanne@Ozanne.fr', password: PASSWORD }
let server: TestServer
beforeAll(async () => {
  server = await testServer()
})
afterAll(() => server.close())

const post = (path: string, payload: object, ip = '127.0.0.1') =>
  server.app.inject({
    method: 'POST',
    url: `/api/v1${path}`,
    payload,
    remoteAddress: ip,
    headers: { origin: ORIGIN, host: 'localhost:3000' },
  })

describe('first start', () => {
  it('lets the first person make the office, signed in, sending off; then sign-up is closed', async () => {
    const before = await server.app.inject({ url: '/api/v1/session' })
    expect(before.json()).toEqual({ signUpOpen: true, caller: null, office: null, today: '2026-11-22', sending: null })
    const made = await post('/offices', OWNER)
    expect(made.statusCode).toBe(201)
    expect(made.json()).toMatchObject({
      signUpOpen: false,
      caller: { name: 'Jeanne Ozanne', email: 'jeanne@ozanne.fr', role: 'owner' },
      office: { name: 'Ozanne' },
      sending: { position: 'off', everOn: false, since: null },
    })
    const again = await post('/offices', { ...OWNER, email: 'autre@ozanne.fr' })
    expect([again.statusCode, again.json().code]).toEqual([409, 'sign_up_closed'])
  })

  it('two people at once make one office', async () => {
    const other = await testServer()
    try {
      const names = ['a', 'b', 'c'].map((name) => ({ ...OWNER, email: `${name}@ozanne.fr` }))
      const send = (payload: object) =>
        other.app.inject({
          method: 'POST',
          url: '/api/v1/offices',
          payload,
          headers: { origin: ORIGIN, host: 'localhost:3000' },
        })
      const statuses = (await Promise.all(names.map(send))).map((answer) => answer.statusCode)
      expect(statuses.sort()).toEqual([201, 409, 409])
      const { rows } = await other.base.owner.executeQuery<{ count: number }>(
        other.base.owner
          .selectFrom('auth.tenant')
          .select((eb) => eb.fn.countAll<number>().as('count'))
          .compile(),
      )
      expect(rows).toEqual([{ count: 1 }])
    } finally {
      await other.close()
    }
  })
})

describe('signing in', () => {
  it('V3.3: the cookie is for our server alone, unseen by scripts, and secure when the public address is https', async () => {
    const answer = await post('/session', { email: 'jeanne@ozanne.fr', password: PASSWORD })
    const [cookie] = answer.cookies
    expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Lax', path: '/' })
    expect(cookie?.name).toBe('amiable.session_token')
  })

  it('ends with sign-out: the cookie kept by somebody else opens nothing', async () => {
    const client = await server.office()
    await client.ok('DELETE', '/session')
    expect((await client.get('/creditors')).status).toBe(401)
  })

  it('A7-82: an unknown address and a wrong password get the same answer', async () => {
    const wrong = await post('/session', { email: 'jeanne@ozanne.fr', password: 'ce n’est pas le bon' }, '10.0.0.1')
    const unknown = await post('/session', { email: 'inconnue@ozanne.fr', password: 'ce n’est pas le bon' }, '10.0.0.1')
    expect([wrong.statusCode, unknown.statusCode]).toEqual([401, 401])
    const { reference: _, ...first } = wrong.json()
    expect(unknown.json()).toMatchObject(first)
  })

  it('A7-82: after 20 wrong tries the account waits, from anywhere, even with the right password', async () => {
    const client = await server.office()
    const { email } = await server.base.db
      .selectFrom('auth.user')
      .select('email')
      .where('id', '=', client.userId)
      .executeTakeFirstOrThrow()
    for (let count = 0; count < 20; count++) {
      expect((await post('/session', { email, password: 'faux' }, `10.1.0.${count}`)).statusCode).toBe(401)
    }
    const right = await post('/session', { email, password: PASSWORD }, '10.2.0.1')
    expect([right.statusCode, right.json().code]).toEqual([429, 'too_many_requests'])
  })

  it('A7-82: after 20 wrong tries an address waits, whatever the account', async () => {
    for (let count = 0; count < 20; count++)
      await post('/session', { email: `x${count}@ozanne.fr`, password: 'faux' }, '10.3.0.1')
    expect((await post('/session', { email: 'jeanne@ozanne.fr', password: PASSWORD }, '10.3.0.1')).statusCode).toBe(429)
    expect((await post('/session', { email: 'jeanne@ozanne.fr', password: PASSWORD }, '10.3.0.2')).statusCode).toBe(200)
  })
})

describe('members', () => {
  it('enter by a link shown once, with the role of the invitation; the link serves once', async () => {
    const owner = await server.office()
    const { path = '' } = await owner.ok('POST', '/users', { email: 'Paul@Cabinet.fr', role: 'collector' })
    const token = path.replace('/invitation/', '')
    const invited = (await owner.get('/users')).body as { invited: { email: string }[] }
    expect(invited.invited.map(({ email }) => email)).toEqual(['paul@cabinet.fr'])
    expect((await server.app.inject({ url: `/api/v1/invitations/${token}` })).json()).toEqual({
      officeName: 'Cabinet d’essai',
      email: 'paul@cabinet.fr',
      role: 'collector',
    })
    const accepted = await post(`/invitations/${token}/acceptances`, { name: 'Paul', password: PASSWORD })
    expect(accepted.json()).toEqual({ email: 'paul@cabinet.fr' })
    const session = await post('/session', { email: 'paul@cabinet.fr', password: PASSWORD }, '10.4.0.1')
    expect(session.json()).toMatchObject({
      caller: { name: 'Paul', role: 'collector' },
      office: { name: 'Cabinet d’essai' },
    })
    const twice = await post(`/invitations/${token}/acceptances`, { name: 'Paul', password: PASSWORD })
    expect([twice.statusCode, twice.json().code]).toEqual([404, 'invitation_unknown'])
  })

  it('V7.4.2: taken out, a member’s session ends at once, and the address can be invited again', async () => {
    const owner = await server.office()
    const reader = await server.member(owner.tenantId, 'reader')
    expect((await reader.get('/creditors')).status).toBe(200)
    await owner.ok('DELETE', `/users/${reader.userId}`)
    expect((await reader.get('/creditors')).status).toBe(401)
  })

  it('a changed role counts from the next request', async () => {
    const owner = await server.office()
    const reader = await server.member(owner.tenantId, 'reader')
    await owner.ok('PATCH', `/users/${reader.userId}`, { role: 'collector' })
    expect((await reader.send('POST', '/sending-switch', { position: 'off' })).status).toBe(200)
  })

  it('an office keeps an owner', async () => {
    const owner = await server.office()
    const left = [
      await owner.send('PATCH', `/users/${owner.userId}`, { role: 'reader' }),
      await owner.send('DELETE', `/users/${owner.userId}`),
    ]
    expect(left.map((answer) => (answer.body as { code: string }).code)).toEqual(['last_owner', 'last_owner'])
  })
})
