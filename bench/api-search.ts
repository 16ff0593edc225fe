/**
 * A search in 100,000 cases, over loopback through the whole server (session, roles, row-level security, answer checked), by four people at
 * once: `GET /search` and `GET /cases?search=`, with what people type, from one letter that all names begin with to one exact number.
 * Client and server share one process, which makes the figures worse, not better. Medians of three.
 * Usage: node bench/api-search.ts [debtors]
 */
import { Agent, get, type IncomingMessage } from 'node:http'
import { text } from 'node:stream/consumers'
import { openAuth } from '../src/platform/auth.ts'
import { readConfig } from '../src/platform/config.ts'
import { openDocuments } from '../src/platform/documents.ts'
import { createLog } from '../src/platform/log.ts'
import { buildServer } from '../src/server.ts'
import { atWorkplace, makePortfolio, median, round, seconds, type Workplace } from './workplace.ts'

const DEBTORS = Number(process.argv[2] ?? 100_000)
const PEOPLE = 4
const SEARCHES_EACH = 80
const SECRET = 'forty characters of a secret for a bench'
const PERSON = { email: 'bench@exemple.fr', password: 'un mot de passe long' }

const TYPED: readonly ((turn: number) => string)[] = [
  () => 's',
  () => 'société',
  (turn) => `soc ${turn}`,
  (turn) => `c${1000 + turn}`,
  (turn) => `Société ${50_000 + turn}`,
  (turn) => `FC${turn}`,
  (turn) => `${90_000 + turn}`,
  () => 'introuvable',
]
const ROUTES = { search: '/api/v1/search?q=', cases: '/api/v1/cases?search=' } as const

await atWorkplace(async (place) => {
  const { tenantId } = await makePortfolio(place, 'search', DEBTORS, '2026-10-01', '2026-12-31')
  const server = await openServer(place, tenantId)
  const report: Record<string, unknown> = { debtors: DEBTORS, people: PEOPLE }
  for (const [name, address] of Object.entries(ROUTES)) {
    const runs: (readonly number[])[] = []
    for (let run = 0; run < 3; run++) runs.push(await measure(server, address))
    report[name] = summary(runs)
  }
  await server.close()
  console.log(JSON.stringify(report, null, 2))
})

/** Sorted times of the answers of each run, in seconds. */
function summary(runs: readonly (readonly number[])[]) {
  const at = (share: number) =>
    round(median(runs.map((times) => times[Math.floor(times.length * share)] ?? 0)) * 1_000, 1)
  return { searches: runs[0]?.length, p50Ms: at(0.5), p95Ms: at(0.95), p99Ms: at(0.99) }
}

type Server = { readonly url: string; readonly cookie: string; readonly close: () => Promise<void> }

/** The server as it is started for its users, on a port of its own, with one person signed in. */
async function openServer({ db, folder }: Workplace, tenantId: string): Promise<Server> {
  const userId = (await openAuth(db, SECRET, null).addUser({ name: 'Bench', ...PERSON })) ?? ''
  await db
    .insertInto('auth.member')
    .values({ tenant_id: tenantId, user_id: userId, role: 'reader', added_by: userId })
    .execute()
  const services = {
    config: readConfig({ AMIABLE_DATA: folder }),
    db,
    documents: openDocuments(folder),
    secret: SECRET,
    log: createLog('silent'),
    wake: async () => {},
  }
  const app = await buildServer(services, { webFolder: folder })
  const url = await app.listen({ port: 0, host: '127.0.0.1' })
  const answer = await fetch(`${url}/api/v1/session`, {
    method: 'POST',
    headers: { origin: url, 'content-type': 'application/json' },
    body: JSON.stringify(PERSON),
  })
  if (!answer.ok) throw new Error(await answer.text())
  const cookie = answer.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ')
  return { url, cookie, close: () => app.close() }
}

async function measure(server: Server, address: string): Promise<readonly number[]> {
  const times: number[] = []
  const person = async (_: unknown, place: number) => {
    // Each from an address of its own, as the limit of requests a minute counts them.
    const agent = new Agent({ keepAlive: true, localAddress: `127.0.0.${place + 2}` })
    for (let turn = 0; turn < SEARCHES_EACH; turn++) {
      const typed = TYPED[(turn + place) % TYPED.length]?.(turn) ?? ''
      times.push(await seconds(() => ask(server, agent, `${address}${encodeURIComponent(typed)}`)))
    }
    agent.destroy()
  }
  await Promise.all(Array.from({ length: PEOPLE }, person))
  return times.sort((a, b) => a - b)
}

async function ask({ url, cookie }: Server, agent: Agent, address: string): Promise<void> {
  const answer = Promise.withResolvers<IncomingMessage>()
  get(`${url}${address}`, { agent, headers: { cookie } }, answer.resolve).on('error', answer.reject)
  const message = await answer.promise
  const body = await text(message)
  if (message.statusCode !== 200) throw new Error(`${address}: ${message.statusCode} ${body}`)
}
