import type { Socket } from 'node:net'
import { createServer } from 'node:net'
import { sha256Of } from '../documents.ts'

/** What the server does when it meets a command: answers something else, never answers, or cuts. */
export type Fault = { readonly reply: string } | 'hang' | 'drop'

/** Where: the greeting, a command, the body once the final dot has come, or the body half-way. */
export type FaultPoint = 'connect' | 'EHLO' | 'AUTH' | 'MAIL' | 'RCPT' | 'DATA' | 'mid-body' | 'dot'

export type Received = {
  readonly from: string
  readonly to: string
  readonly messageId: string
  readonly sha256: string
  readonly raw: string
}

export type FaultSmtp = {
  readonly url: string
  /** Messages the server has taken charge of, answered or not. */
  readonly received: Received[]
  /** Decides for each point whether something goes wrong; null is a server in good health. */
  fault: ((point: FaultPoint, session: { readonly to: string; readonly count: number }) => Fault | null) | null
  /** Called when the final dot has come, before the answer. */
  onDot: (() => Promise<void>) | null
  /** Sessions opened so far. */
  readonly sessions: () => number
  readonly close: () => Promise<void>
  /** Opens again on the same port. */
  readonly reopen: () => Promise<void>
}

export type FaultSmtpOptions = { readonly extensions?: readonly string[]; readonly login?: string }

/**
 * A real SMTP server over a real socket, written here because a library's server cannot be told to drop after the final dot, answer
 * nothing, or answer wrongly at will.
 */
export async function startFaultSmtp(options: FaultSmtpOptions = {}): Promise<FaultSmtp> {
  const sockets = new Set<Socket>()
  const counts = new Map<FaultPoint, number>()
  let sessions = 0
  const state: FaultSmtp = {
    url: '',
    received: [],
    fault: null,
    onDot: null,
    sessions: () => sessions,
    close: async () => {
      for (const socket of sockets) socket.destroy()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
    reopen: () => new Promise<void>((resolve) => server.listen(port, '127.0.0.1', () => resolve())),
  }
  const meet = (point: FaultPoint, to: string): Fault | null => {
    const count = (counts.get(point) ?? 0) + 1
    counts.set(point, count)
    return state.fault?.(point, { to, count }) ?? null
  }
  const server = createServer((socket) => {
    sessions++
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    socket.on('error', () => {})
    serve(socket, state, meet, options)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()))
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  const login = options.login === undefined ? '' : `${options.login}@`
  return Object.assign(state, { url: `smtp://${login}127.0.0.1:${port}` })
}

type Meet = (point: FaultPoint, to: string) => Fault | null

function serve(socket: Socket, state: FaultSmtp, meet: Meet, options: FaultSmtpOptions): void {
  let buffer = ''
  let from = ''
  let to = ''
  // RFC 2920: with pipelining, the commands after a refused one come all the same, and are refused.
  let accepted = { mail: false, rcpt: false }
  let inBody = false
  let busy = Promise.resolve()

  const say = (point: FaultPoint, right: string) => {
    const fault = meet(point, to)
    if (fault === 'hang') return
    if (fault === 'drop') socket.destroy()
    else socket.write(`${fault?.reply ?? right}\r\n`)
    return fault === null
  }
  const command = (line: string) => {
    const verb = line.slice(0, 4).toUpperCase()
    if (verb === 'EHLO')
      say(
        'EHLO',
        ['250-sink', ...(options.extensions ?? []), 'AUTH PLAIN'].join('\r\n250-').replace(/250-(?=AUTH)/, '250 '),
      )
    else if (verb === 'AUTH') say('AUTH', '235 2.7.0 ok')
    else if (verb === 'MAIL') {
      from = /<(.*?)>/.exec(line)?.[1] ?? ''
      accepted = { mail: say('MAIL', '250 2.1.0 ok') === true, rcpt: false }
    } else if (verb === 'RCPT') {
      to = /<(.*?)>/.exec(line)?.[1] ?? ''
      if (accepted.mail) accepted = { ...accepted, rcpt: say('RCPT', '250 2.1.5 ok') === true }
      else socket.write('503 5.5.1 MAIL first\r\n')
    } else if (verb === 'DATA') {
      if (accepted.rcpt) inBody = say('DATA', '354 go ahead') === true
      else socket.write('554 5.5.1 no valid recipients\r\n')
    } else if (verb === 'QUIT') socket.end('221 bye\r\n')
    else socket.write('250 ok\r\n')
  }
  const body = async (text: string) => {
    const raw = text.replace(/^\.\./gm, '.')
    const messageId = /^message-id: (.*)$/im.exec(raw)?.[1] ?? ''
    const received = { from, to, messageId, sha256: sha256Of(Buffer.from(raw, 'latin1')), raw }
    await state.onDot?.()
    const fault = meet('dot', to)
    const refused = typeof fault === 'object' && fault !== null && /^[45]/.test(fault.reply)
    if (!refused) state.received.push(received)
    if (fault === 'hang') return
    if (fault === 'drop') socket.destroy()
    else socket.write(`${fault?.reply ?? '250 2.0.0 queued'}\r\n`)
  }
  const read = async () => {
    while (!socket.destroyed) {
      const end = inBody ? buffer.indexOf('\r\n.\r\n') : buffer.indexOf('\r\n')
      if (end < 0) break
      const text = buffer.slice(0, end)
      buffer = buffer.slice(end + (inBody ? 5 : 2))
      if (inBody) {
        inBody = false
        await body(`${text}\r\n`)
      } else command(text)
    }
  }
  socket.on('data', (chunk) => {
    buffer += chunk.toString('latin1')
    if (inBody && state.fault && meet('mid-body', to) === 'drop') socket.destroy()
    busy = busy.then(read)
  })
  say('connect', '220 sink ready')
}
