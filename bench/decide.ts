/**
 * `decide()` alone, on one core: cases of one to four invoices at every place of the default scenario, on days spread over a year.
 * Time of the processor, so that what else the machine does counts for nothing; median of three runs. Usage: node bench/decide.ts [cases]
 */
import { DEFAULT_CONTACT_POLICY } from '../src/domain/contact-policy.ts'
import { day } from '../src/domain/day.ts'
import { decide } from '../src/domain/decide.ts'
import { DEFAULT_SCENARIO } from '../src/domain/scenarios/index.ts'
import { makeCases } from './cases.ts'
import { median } from './workplace.ts'

const CASES = Number(process.argv[2] ?? 200_000)
const TODAY = day('2026-10-20')

const situations = makeCases(CASES, TODAY)
const runs: number[] = []
const states: Record<string, number> = {}
for (const round of [1, 2, 3]) {
  const start = process.cpuUsage()
  for (const situation of situations) {
    const { state } = decide(situation, DEFAULT_SCENARIO, DEFAULT_CONTACT_POLICY, TODAY)
    if (round === 1) states[state] = (states[state] ?? 0) + 1
  }
  const { user, system } = process.cpuUsage(start)
  runs.push((user + system) / 1_000_000)
}
const cpuSeconds = median(runs)
console.log(
  JSON.stringify({ cases: CASES, cpuSeconds, casesPerSecond: Math.round(CASES / cpuSeconds), states }, null, 2),
)
