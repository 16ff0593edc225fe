/** A local SMTP server that takes everything, in a process of its own: prints its port, then the count of messages when asked by a line. */
import { SMTPServer } from 'smtp-server'

let count = 0
const server = new SMTPServer({
  authOptional: true,
  disabledCommands: ['STARTTLS', 'AUTH'],
  disableReverseLookup: true,
  onData(stream, _session, done) {
    stream.resume()
    stream.on('end', () => {
      count++
      done(null)
    })
  },
})
server.listen(0, '127.0.0.1', () => {
  const address = server.server.address()
  console.log(typeof address === 'object' && address ? address.port : 0)
})
process.stdin.on('data', () => console.log(count))
process.stdin.on('end', () => process.exit(0))
