import { afterEach, describe, expect, it } from 'vitest'
import { MAIL_LIMITS, type Mailer, openMailer, readSmtpUrl } from './mail.ts'
import { type Fault, type FaultPoint, type FaultSmtp, startFaultSmtp } from './testing/fault-smtp.ts'

const SHORT = { connectMs: 300, commandMs: 300, finalReplyMs: 600, idleMs: 1_000 }
const ENVELOPE = { from: 'compta@ozanne.fr', to: 'ap@client.fr' }
const MESSAGE = Buffer.from('Message-ID: <one@ozanne.fr>\r\nSubject: x\r\n\r\nBonjour\r\n.commence par un point\r\n')

let server: FaultSmtp
let mailer: Mailer
const open = async (options: Parameters<typeof startFaultSmtp>[0] = {}) => {
  server = await startFaultSmtp(options)
  const settings = readSmtpUrl(server.url)
  if (!settings) throw new Error('no settings')
  mailer = openMailer(settings, SHORT)
}
afterEach(async () => {
  mailer?.close()
  await server?.close()
})
const at = (point: FaultPoint, fault: Fault) => (met: FaultPoint) => (met === point ? fault : null)

describe('what is known of a sending (reliability A3)', () => {
  it('accepted: the reply of the server, and the very bytes given (I14)', async () => {
    await open()
    expect(await mailer.send(ENVELOPE, MESSAGE)).toEqual({ kind: 'accepted', reply: '250 2.0.0 queued' })
    expect(server.received.map((one) => one.raw)).toEqual([MESSAGE.toString()])
  })

  it.each([
    ['connect', '421', 'connection', 421],
    ['connect', '554', 'connection', 554],
    ['EHLO', '421', 'connection', 421],
    ['AUTH', '535', 'login', 535],
    ['MAIL', '450', 'sender', 450],
    ['MAIL', '550', 'sender', 550],
    ['MAIL', '452', 'sender', 452],
    ['RCPT', '450', 'recipient', 450],
    ['RCPT', '451', 'recipient', 451],
    ['RCPT', '452', 'recipient', 452],
    ['RCPT', '550', 'recipient', 550],
    ['DATA', '451', 'content', 451],
    ['DATA', '554', 'content', 554],
    ['dot', '421', 'content', 421],
    ['dot', '450', 'content', 450],
    ['dot', '451', 'content', 451],
    ['dot', '452', 'content', 452],
    ['dot', '550', 'content', 550],
    ['dot', '552', 'content', 552],
    ['dot', '554', 'content', 554],
  ] as const)('%s answers %s: not accepted, at %s', async (point, code, phase, status) => {
    for (const extensions of [[], ['PIPELINING']]) {
      await open({ extensions, login: 'moi:secret' })
      server.fault = at(point, { reply: `${code} no` })
      expect(await mailer.send(ENVELOPE, MESSAGE)).toMatchObject({ kind: 'not_accepted', phase, status })
      expect(server.received).toEqual([])
      mailer.close()
      await server.close()
    }
  })

  it('421 to RCPT: the server closes, whatever is said first; not accepted', async () => {
    await open()
    server.fault = at('RCPT', { reply: '421 4.3.2 closing' })
    expect(await mailer.send(ENVELOPE, MESSAGE)).toMatchObject({ kind: 'not_accepted', status: 421 })
  })

  it('STARTTLS taken out on the way: the password does not leave', async () => {
    await open({ login: 'moi:secret' })
    const settings = readSmtpUrl(server.url)
    const strict = openMailer(
      { host: '127.0.0.1', port: 0, secure: false, user: 'moi', password: 'secret', ...settings, requireTls: true },
      SHORT,
    )
    expect(await strict.send(ENVELOPE, MESSAGE)).toMatchObject({ kind: 'not_accepted', phase: 'connection' })
    expect(server.received).toEqual([])
  })

  it.each(['connect', 'EHLO', 'MAIL', 'RCPT', 'DATA'] as const)(
    '%s cut or silent: the body was never asked for, nothing left',
    async (point) => {
      await open()
      for (const fault of ['drop', 'hang'] as const) {
        server.fault = at(point, fault)
        expect(await mailer.send(ENVELOPE, MESSAGE)).toMatchObject({ kind: 'not_accepted', status: null })
      }
      expect(server.received).toEqual([])
    },
  )

  it.each([
    ['cut after the final dot', at('dot', 'drop')],
    ['no reply to the final dot', at('dot', 'hang')],
    ['cut in the body', at('mid-body', 'drop')],
    ['a reply that is neither yes nor no', at('dot', { reply: '354 go on' })],
    ['a reply that is not SMTP', at('dot', { reply: 'HTTP/1.1 400 Bad Request' })],
  ])('%s: unknown, and never sent again here', async (_, fault) => {
    await open()
    server.fault = fault
    expect(await mailer.send(ENVELOPE, MESSAGE)).toMatchObject({ kind: 'unknown' })
    expect(server.received.length).toBeLessThanOrEqual(1)
    expect(server.sessions()).toBe(1)
  })

  it.each([['250-2.0.0 two\r\n250 2.0.0 lines'], ['251 will forward']])('%j after the dot: accepted', async (reply) => {
    await open()
    server.fault = at('dot', { reply })
    expect(await mailer.send(ENVELOPE, MESSAGE)).toMatchObject({ kind: 'accepted' })
  })

  it('a server that refuses larger messages: not accepted, 552, nothing sent', async () => {
    await open({ extensions: ['SIZE 40'] })
    expect(await mailer.send(ENVELOPE, MESSAGE)).toMatchObject({ kind: 'not_accepted', phase: 'content', status: 552 })
  })

  it('waits 10 minutes for the reply to the final dot (RFC 5321 4.5.3.2.6)', () => {
    expect(MAIL_LIMITS.finalReplyMs).toBe(600_000)
  })
})

describe('connections', () => {
  it('one is used for many messages, also after a refused recipient', async () => {
    await open()
    server.fault = (point, { to }) =>
      point === 'RCPT' && to === 'bad@client.fr' ? { reply: '550 5.1.1 unknown' } : null
    for (const to of ['a@client.fr', 'bad@client.fr', 'b@client.fr']) await mailer.send({ ...ENVELOPE, to }, MESSAGE)
    expect(server.received.map((one) => one.to)).toEqual(['a@client.fr', 'b@client.fr'])
    expect(server.sessions()).toBe(1)
  })

  it('one dropped while it waited is replaced at once: the message leaves, once', async () => {
    await open()
    await mailer.send(ENVELOPE, MESSAGE)
    server.fault = (point, { count }) => (point === 'MAIL' && count === 2 ? 'drop' : null)
    expect(await mailer.send(ENVELOPE, MESSAGE)).toMatchObject({ kind: 'accepted' })
    expect([server.received.length, server.sessions()]).toEqual([2, 2])
  })

  it('none: a refused connection is a result, not an exception', async () => {
    await open()
    await server.close()
    expect(await mailer.send(ENVELOPE, MESSAGE)).toMatchObject({
      kind: 'not_accepted',
      phase: 'connection',
      status: null,
    })
  })

  it('check signs in without sending', async () => {
    await open({ login: 'moi:secret' })
    expect(await mailer.check()).toBeNull()
    server.fault = at('AUTH', { reply: '535 5.7.8 bad' })
    expect(await mailer.check()).toMatchObject({ phase: 'login', status: 535 })
  })
})

describe('readSmtpUrl', () => {
  it('reads user and password, ports by default 465 and 587', () => {
    expect(readSmtpUrl('smtps://compta%40ozanne.fr:p%3Aw@smtp.ozanne.fr')).toEqual({
      host: 'smtp.ozanne.fr',
      port: 465,
      secure: true,
      requireTls: false,
      user: 'compta@ozanne.fr',
      password: 'p:w',
    })
    expect(readSmtpUrl('smtp://smtp.ozanne.fr')).toMatchObject({ port: 587, user: null, requireTls: false })
  })

  it('a password never leaves in clear text to another machine, unless asked for', () => {
    expect(readSmtpUrl('smtp://u:p@smtp.ozanne.fr')?.requireTls).toBe(true)
    expect(readSmtpUrl('smtp://u:p@smtp.ozanne.fr?tls=none')?.requireTls).toBe(false)
    expect(readSmtpUrl('smtp://u:p@localhost:1025')?.requireTls).toBe(false)
  })

  it.each(['', 'smtp.ozanne.fr', 'https://smtp.ozanne.fr', 'smtp://', 'smtp://%zz@h'])(
    '%j is not an address',
    (text) => {
      expect(readSmtpUrl(text)).toBeNull()
    },
  )
})
