/**
 * The mail server fails in the middle of a run of 20 and of 1,000 e-mails, then comes back: what is marked sent, what the server has, what
 * is in doubt. Two failures: it stops for good half-way, and it cuts one connection in seven after the final dot, when only it knows whether
 * it has the message. Goals: nothing marked sent that was not, nothing lost, nothing twice; in doubt at most what the server did take.
 * Usage: node bench/mail-down.ts
 */
import { sendDue } from '../src/flow/dispatch/send-due.ts'
import { inTenant } from '../src/platform/db.ts'
import { type FaultSmtp, startFaultSmtp } from '../src/platform/testing/fault-smtp.ts'
import { openMailOffice, sendingServices, TEN_IN_THE_MORNING } from './mail-office.ts'
import { atWorkplace, type Workplace } from './workplace.ts'

const SIZES = [20, 1_000]
const TEN_MINUTES_MS = 600_000
/** The delays of a try again grow up to six hours; the server is well again at the first. */
const MOST_RUNS = 5

type Failure = {
  readonly name: string
  readonly begin: (smtp: FaultSmtp, messages: number) => void
  readonly end: (smtp: FaultSmtp) => Promise<void>
}

const FAILURES: readonly Failure[] = [
  {
    name: 'stops',
    begin: (smtp, messages) => {
      smtp.onDot = async () => {
        if (smtp.received.length === messages / 2) setTimeout(() => void smtp.close(), 0)
      }
    },
    end: async (smtp) => {
      smtp.onDot = null
      await smtp.reopen()
    },
  },
  {
    name: 'cuts',
    begin: (smtp) => {
      smtp.fault = (point, { count }) => (point === 'dot' && count % 7 === 0 ? 'drop' : null)
    },
    end: async (smtp) => {
      smtp.fault = null
    },
  },
]

await atWorkplace(async (place) => {
  const report: Record<string, unknown> = {}
  for (const messages of SIZES) {
    for (const failure of FAILURES) report[`${failure.name}${messages}`] = await measure(place, failure, messages)
  }
  console.log(JSON.stringify(report, null, 2))
})

async function measure(place: Workplace, failure: Failure, messages: number) {
  const smtp = await startFaultSmtp()
  const { tenantId } = await openMailOffice(place, `${failure.name}${messages}`, messages)
  let now = TEN_IN_THE_MORNING
  const services = sendingServices(place, smtp.url, () => now)
  failure.begin(smtp, messages)
  await sendDue(services, tenantId)
  const down = await compare(place, tenantId, smtp, messages)
  await failure.end(smtp)
  for (let run = 0; run < MOST_RUNS; run++) {
    now = new Date(now.getTime() + TEN_MINUTES_MS)
    await sendDue(services, tenantId)
  }
  const back = await compare(place, tenantId, smtp, messages)
  await smtp.close()
  return { down, back }
}

/** What Amiable says beside what the server has, message by message. */
async function compare(place: Workplace, tenantId: string, smtp: FaultSmtp, messages: number) {
  const rows = await inTenant(place.db, tenantId, (tx) =>
    tx.selectFrom('delivery').select(['state', 'mail_message_id']).execute(),
  )
  const ids = smtp.received.map(({ messageId }) => messageId)
  const has = new Set(ids)
  const recipients = new Set(smtp.received.map(({ to }) => to))
  const inState = (state: string) => rows.filter((row) => row.state === state)
  const sent = inState('sent')
  const accounted = new Set(
    [...sent, ...inState('uncertain')].map(({ mail_message_id }) => mail_message_id).filter((id) => id !== null),
  )
  return {
    sent: sent.length,
    inDoubt: inState('uncertain').length,
    waiting: messages - accounted.size,
    received: ids.length,
    markedSentButNotReceived: sent.filter(({ mail_message_id }) => !has.has(mail_message_id ?? '')).length,
    receivedButForgotten: ids.filter((id) => !accounted.has(id)).length,
    twice: ids.length - recipients.size,
  }
}
