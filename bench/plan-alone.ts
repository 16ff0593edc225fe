/** Plans one office in this process and prints what it took: `bench/plan-memory.ts` starts it, so that nothing else counts in its memory. */
import { day } from '../src/domain/day.ts'
import { planDay } from '../src/flow/plan/plan-day.ts'
import { openDb } from '../src/platform/db.ts'
import { round, seconds } from './workplace.ts'

const [address = '', tenantId = '', today = ''] = process.argv.slice(2)

const db = await openDb(JSON.parse(address))
let steps = 0
const planSeconds = round(
  await seconds(async () => {
    steps = (await planDay(db, tenantId, day(today), new Date(`${today}T08:00:00Z`))).steps
  }),
  1,
)
await db.destroy()
console.log(JSON.stringify({ steps, planSeconds, peakRssMb: Math.ceil((process.resourceUsage().maxRSS * 1024) / 1e6) }))
