/**
 * Search and accounts in a portfolio: GET /search through the whole server (session, roles, answer checked), with what people type, from one
 * letter that half the names begin with to one exact number; and `readClaims`, which planning asks for 2,000 debtors at a time.
 * Usage: node bench/search.ts [debtors]
 */
import { readClaims } from '../src/flow/ledger/read-balance.ts'
import { openAuth } from '../src/platform/auth.ts'
import { readConfig } from '../src/platform/config.ts'
import { inTenant } from '../src/platform/db.ts'
import { openDocuments } from '../src/platform/documents.ts'
import { createLog } from '../src/platform/log.ts'
import { buildServer } from '../src/server.ts'
import { atWorkplace, makePortfolio, median, seconds, type Workplace } from './workplace.ts'

const DEBTORS = Number(process.argv[2] ?? 100_000)
const ROUNDS = 40
const ORIGIN = { origin: 'http://localhost:3000', host: 'localhost:3000' }
const SECRET = 'forty characters of a secret for a bench'

const TYPED: readonly ((round: number) => string)[] = [
  () => 's',
  () => 'société',
  (round) => `soc ${round}`,
  (round) => `c${1000 + round}`,
  (round) => `Société ${50_000 + round}`,
  (round) => `FC${round}`,
  (round) => `${90_000 + round}`,
  () => 'introuvable',
]

await atWorkplace(async (place) => {
  const { tenantId } = await makePortfolio(place, 'search', DEBTORS, '2026-10-01', '2026-12-31')
  const times = await measureSearch(place, tenantId)
  const claims = [
    await measureClaims(place, tenantId),
    await measureClaims(place, tenantId),
    await measureClaims(place, tenantId),
  ]
  const sorted = times.toSorted((a, b) => a - b)
  const at = (share: number) => Math.round((sorted[Math.floor(sorted.length * share)] ?? 0) * 10_000) / 10
  console.log(
    JSON.stringify(
      {
        debtors: DEBTORS,
        searches: times.length,
        p50Ms: at(0.5),
        p95Ms: at(0.95),
        p99Ms: at(0.99),
        readClaims2000Ms: median(claims),
      },
      null,
      2,
    ),
  )
})

async function measureSearch(place: Workplace, tenantId: string): Promise<number[]> {
  const auth = openAuth(place.db, SECRET, null)
  const userId =
    (await auth.addUser({ name: 'Bench', email: 'bench@exemple.fr', password: 'un mot de passe long' })) ?? ''
  await place.db
    .insertInto('auth.member')
    .values({ tenant_id: tenantId, user_id: userId, role: 'reader', added_by: userId })
    .execute()
  const services = {
    config: readConfig({ AMIABLE_DATA: place.folder }),
    db: place.db,
    documents: openDocuments(place.folder),
    secret: SECRET,
    log: createLog('silent'),
    wake: async () => {},
  }
  const app = await buildServer(services, { webFolder: place.folder })
  const signIn = { email: 'bench@exemple.fr', password: 'un mot de passe long' }
  const session = await app.inject({ method: 'POST', url: '/api/v1/session', headers: ORIGIN, payload: signIn })
  const cookie = session.cookies.map(({ name, value }) => `${name}=${encodeURIComponent(value)}`).join('; ')
  const times: number[] = []
  for (let round = 0; round < ROUNDS; round++) {
    for (const typed of TYPED) {
      const url = `/api/v1/search?q=${encodeURIComponent(typed(round))}`
      times.push(
        await seconds(async () => {
          const answer = await app.inject({ url, headers: { ...ORIGIN, cookie } })
          if (answer.statusCode !== 200) throw new Error(answer.body)
        }),
      )
    }
  }
  await app.close()
  return times
}

async function measureClaims({ db }: Workplace, tenantId: string): Promise<number> {
  return inTenant(db, tenantId, async (tx) => {
    const rows = await tx
      .selectFrom('debtor')
      .select('debtor_id')
      .where('tenant_id', '=', tenantId)
      .limit(2_000)
      .execute()
    const ids = rows.map((row) => row.debtor_id)
    return Math.round((await seconds(() => readClaims(tx, tenantId, ids))) * 10_000) / 10
  })
}
