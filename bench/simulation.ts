/**
 * Simulation of 90 days for 5,000 cases, on one core. Median of three runs. Usage: node bench/simulation.ts [cases] [days]
 */
import { DEFAULT_CONTACT_POLICY } from '../src/domain/contact-policy.ts'
import { day } from '../src/domain/day.ts'
import { BUILT_IN_SCENARIOS, DEFAULT_SCENARIO } from '../src/domain/scenarios/index.ts'
import { simulate } from '../src/domain/simulate.ts'
import { makeCases } from './cases.ts'
import { median } from './workplace.ts'

const CASES = Number(process.argv[2] ?? 5000)
const DAYS = Number(process.argv[3] ?? 90)
const FROM = day('2026-10-20')

const situations = makeCases(CASES, FROM)
let acts = 0
const runs = [1, 2, 3].map(() => {
  acts = 0
  const start = performance.now()
  for (const [at, situation] of situations.entries()) {
    const scenario = BUILT_IN_SCENARIOS[at % BUILT_IN_SCENARIOS.length] ?? DEFAULT_SCENARIO
    acts += simulate(situation, scenario, DEFAULT_CONTACT_POLICY, FROM, DAYS).acts.length
  }
  return (performance.now() - start) / 1000
})
console.log(JSON.stringify({ cases: CASES, days: DAYS, seconds: median(runs), acts }, null, 2))
