/**
 * Memory of the process that plans an office of 1,000,000 open invoices, all of them due that day: the most that it ever held, in a process
 * of its own. Beside it the same with a tenth of the invoices: the memory must follow the batch, not the portfolio. Goal: under 250 MB.
 * Usage: node bench/plan-memory.ts [invoices]
 */
import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { atWorkplace, makePortfolio, round, type Workplace } from './workplace.ts'

const INVOICES = Number(process.argv[2] ?? 1_000_000)
const [DUE, TODAY] = ['2026-10-01', '2026-10-07']

type Planned = { readonly steps: number; readonly planSeconds: number; readonly peakRssMb: number }

await atWorkplace(async (place) => {
  const tenth = await planAlone(place, 'tenth', Math.round(INVOICES / 10))
  const whole = await planAlone(place, 'whole', INVOICES)
  console.log(JSON.stringify({ tenth, whole, wholeToTenth: round(whole.peakRssMb / tenth.peakRssMb, 2) }, null, 2))
})

async function planAlone(place: Workplace, name: string, invoices: number): Promise<Planned> {
  const { tenantId } = await makePortfolio(place, name, invoices, DUE, '2026-12-31')
  const program = join(import.meta.dirname, 'plan-alone.ts')
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [program, JSON.stringify(place.address), tenantId, TODAY],
    // As bin/amiable.js starts Amiable.
    {
      env: { ...process.env, NODE_COMPILE_CACHE: join(import.meta.dirname, '..', 'node_modules', '.cache', 'amiable') },
    },
  )
  const planned = JSON.parse(stdout) as Planned
  if (planned.steps !== invoices) throw new Error(`${planned.steps} acts instead of ${invoices}`)
  return planned
}
