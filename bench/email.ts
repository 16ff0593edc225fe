/**
 * E-mails a second to a local SMTP sink, with everything that a real sending does: facts gathered and decided again, text written from
 * the real templates, bytes archived and synced, claim committed with fsync before the connection, result committed after the reply.
 * Beside it, in the same run: the sink alone, with messages of the same size and as many connections. Medians of three.
 * Usage: node bench/email.ts [messages]
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { sendDue } from '../src/flow/dispatch/send-due.ts'
import type { DispatchServices } from '../src/flow/dispatch/services.ts'
import { inTenant } from '../src/platform/db.ts'
import { openMailer, readSmtpUrl } from '../src/platform/mail.ts'
import { openMailOffice, sendingServices, TEN_IN_THE_MORNING } from './mail-office.ts'
import { atWorkplace, median, type Portfolio, seconds, type Workplace } from './workplace.ts'

const MESSAGES = Number(process.argv[2] ?? 3_000)
// What Amiable uses by itself, and more, for a server of the house.
const LANES = [8, 16, 32]

await atWorkplace(async (place) => {
  const sink = await openSink()
  const report: Record<string, unknown> = { messages: MESSAGES }
  for (const lanes of LANES) {
    const runs: Measured[] = []
    for (const round of [1, 2, 3]) runs.push(await measure(place, `mail${lanes}x${round}`, sink, lanes))
    report[`connections${lanes}`] = summary(runs)
  }
  console.log(JSON.stringify({ ...report, peakRssMb: Math.round(process.resourceUsage().maxRSS / 1024) }, null, 2))
  sink.process.kill()
})

type Measured = {
  readonly sent: number
  readonly received: number
  readonly seconds: number
  /** Of this process and its threads while sending; PostgreSQL and the sink have theirs. */
  readonly cpuMs: number
  readonly bareSeconds: number
}

function summary(runs: readonly Measured[]) {
  const rate = median(runs.map((run) => run.sent / run.seconds))
  const bare = median(runs.map((run) => run.sent / run.bareSeconds))
  return {
    sent: runs.map((run) => run.sent),
    received: runs.map((run) => run.received),
    messagesPerSecond: Math.round(rate),
    bareMessagesPerSecond: Math.round(bare),
    cpuMsPerMessage: Number(median(runs.map((run) => run.cpuMs / run.sent)).toFixed(2)),
    ratioToBare: Number((bare / rate).toFixed(2)),
  }
}

async function measure(place: Workplace, name: string, sink: Sink, lanes: number): Promise<Measured> {
  const portfolio = await openMailOffice(place, name, MESSAGES)
  const services = sendingServices(place, sink.url, () => TEN_IN_THE_MORNING)
  const before = await sink.count()
  let sent = 0
  const cpuBefore = process.cpuUsage()
  const took = await seconds(async () => {
    sent = (await sendDue(services, portfolio.tenantId, { lanes })).sent
  })
  const { user, system } = process.cpuUsage(cpuBefore)
  const received = (await sink.count()) - before
  const bareSeconds = await seconds(() => sendBare(place, portfolio, services, sink.url, lanes))
  return { sent, received, seconds: took, cpuMs: (user + system) / 1_000, bareSeconds }
}

/** The same bytes to the same sink over as many connections, and nothing else. */
async function sendBare(
  place: Workplace,
  { tenantId }: Portfolio,
  services: DispatchServices,
  url: string,
  lanes: number,
): Promise<void> {
  const messages = await inTenant(place.db, tenantId, (tx) =>
    tx.selectFrom('message').select('content_sha256').execute(),
  )
  const bytes = await services.documents.get(messages[0]?.content_sha256 ?? '')
  const settings = readSmtpUrl(url)
  if (!settings) throw new Error('No sink')
  const mailer = openMailer(settings)
  let left = messages.length
  const lane = async () => {
    while (left-- > 0) await mailer.send({ from: 'compta@exemple.test', to: 'client@exemple.test' }, bytes)
  }
  await Promise.all(Array.from({ length: lanes }, lane))
  mailer.close()
}

type Sink = { readonly process: ChildProcess; readonly url: string; readonly count: () => Promise<number> }

async function openSink(): Promise<Sink> {
  const child = spawn(process.execPath, [`${import.meta.dirname}/smtp-sink.ts`], { stdio: ['pipe', 'pipe', 'inherit'] })
  const line = async () => Number(String((await once(child.stdout, 'data'))[0]))
  const url = `smtp://127.0.0.1:${await line()}`
  const count = async () => {
    child.stdin.write('\n')
    return line()
  }
  return { process: child, url, count }
}
