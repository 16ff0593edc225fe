import { createServer, type Socket } from 'node:net'

/** What becomes of a message: taken, its address refused, or the connection lost once it has been given whole. */
export type Fate = 'taken' | 'refused' | 'silence'

export type PostBox = {
  /** For the sender. */
  readonly url: string
  readonly close: () => Promise<void>
}

/**
 * A mail server of this machine only (RFC 5321) that reads messages and keeps none: the sample data go through the real sender, which
 * hears from it what real servers answer.
 */
export async function openPostBox(fateOf: (recipient: string) => Fate): Promise<PostBox> {
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    socket.on('error', () => {})
    converse(socket, fateOf)
  })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  const close = () => {
    for (const socket of sockets) socket.destroy()
    return new Promise<void>((closed) => void server.close(() => closed()))
  }
  return { url: `smtp://127.0.0.1:${port}`, close }
}

const BODY_END = '\r\n.\r\n'

function converse(socket: Socket, fateOf: (recipient: string) => Fate): void {
  let heard = ''
  let fate: Fate = 'taken'
  let inBody = false
  const say = (line: string) => void socket.write(`${line}\r\n`)
  const command = (line: string) => {
    const verb = line.slice(0, 4).toUpperCase()
    if (verb === 'RCPT') {
      const recipient = /<([^>]*)>/.exec(line)?.[1] ?? ''
      fate = fateOf(recipient)
      say(fate === 'refused' ? `550 5.1.1 <${recipient}>: Recipient address rejected: User unknown` : '250 2.1.5 Ok')
    } else if (verb === 'DATA') {
      inBody = true
      say('354 End data with <CR><LF>.<CR><LF>')
    } else if (verb === 'QUIT') socket.end('221 2.0.0 Bye\r\n')
    else say('250 Ok')
  }
  const body = () => {
    inBody = false
    if (fate === 'silence') socket.destroy()
    else say('250 2.0.0 Ok: queued')
  }
  socket.on('data', (chunk) => {
    heard += chunk.toString('latin1')
    for (
      let end = heard.indexOf(inBody ? BODY_END : '\r\n');
      end >= 0;
      end = heard.indexOf(inBody ? BODY_END : '\r\n')
    ) {
      const line = heard.slice(0, end)
      heard = heard.slice(end + (inBody ? BODY_END.length : 2))
      if (inBody) body()
      else command(line)
    }
  })
  say('220 localhost ready')
}
