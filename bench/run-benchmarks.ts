/**
 * Runs the benchmarks one after the other, keeps what they print in docs/benchmarks.json and writes docs/benchmarks.md from it.
 * Ends with code 1 when a claim does not hold. Usage: npm run bench [-- name…]
 */
import { execFile, spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { arch, cpus, loadavg, platform, totalmem } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { now } from '../src/platform/clock.ts'
import { benchmarksDoc, type Measure, type Measures } from './benchmarks-doc.ts'
import { CLAIMS, type Claim, type Report } from './claims.ts'
import { round } from './workplace.ts'

const root = join(import.meta.dirname, '..')
const kept = join(root, 'docs', 'benchmarks.json')

const known = [...new Set(CLAIMS.map(({ bench }) => bench))]
const asked = process.argv.slice(2)
const unknown = asked.filter((name) => !known.includes(name))
if (unknown.length > 0) throw new Error(`No benchmark ${unknown.join(', ')}; there are ${known.join(', ')}`)

let measures = JSON.parse(readFileSync(kept, 'utf8')) as Measures
for (const bench of asked.length > 0 ? asked : known) {
  const found = await measure(bench)
  measures = { ...measures, [bench]: found }
  writeFileSync(kept, `${JSON.stringify(measures, null, 2)}\n`)
  writeFileSync(join(root, 'docs', 'benchmarks.md'), benchmarksDoc(measures))
  for (const claim of CLAIMS.filter((one) => one.bench === bench)) tell(claim, found.report)
}
spawnSync('npx', ['biome', 'format', '--write', kept], { cwd: root })

function tell(claim: Claim, report: Report): void {
  const holds = claim.holds(report)
  console.log(`${holds ? '✓' : '✗'} ${claim.name}: ${claim.measured(report)} (${claim.goal})`)
  if (!holds) process.exitCode = 1
}

async function measure(bench: string): Promise<Measure> {
  const { stdout } = await promisify(execFile)(process.execPath, [join(root, 'bench', `${bench}.ts`)], {
    maxBuffer: 10_000_000,
  })
  const cores = cpus()
  return {
    report: JSON.parse(stdout) as Report,
    on: now().toISOString().slice(0, 10),
    machine: `${cores.length} cores (${cores[0]?.model.trim()}), ${Math.round(totalmem() / 1e9)} GB, ${platform()} ${arch()}, Node ${process.version}`,
    load: round(loadavg()[1] ?? 0, 1),
  }
}
