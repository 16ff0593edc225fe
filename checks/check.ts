/** `npm run check`: everything that says whether the tree is right, tests last. Ends with one line: `N passed, N failed`. */
import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'

type Step = { readonly name: string; readonly command: readonly string[] }

const root = join(import.meta.dirname, '..')
const results = join(root, 'dist', 'tests.json')
const bin = (name: string) => join(root, 'node_modules', '.bin', name)

/** Boundaries, tidiness, documentation and generated files are tests of `checks/`. */
const steps: readonly Step[] = [
  { name: 'types', command: [bin('tsc'), '--noEmit'] },
  { name: 'lint and format', command: [bin('biome'), 'check', '--error-on-warnings', '.'] },
  { name: 'unused code', command: [bin('knip'), '--no-progress'] },
]

const tests: Step = {
  name: 'tests',
  command: [
    process.execPath,
    join(root, 'node_modules', 'vitest', 'vitest.mjs'),
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${results}`,
  ],
}

function run({ name, command }: Step): boolean {
  const [program = '', ...args] = command
  const started = performance.now()
  const { status } = spawnSync(program, args, { cwd: root, stdio: 'inherit' })
  console.log(`${status === 0 ? '✓' : '✗'} ${name} (${((performance.now() - started) / 1000).toFixed(1)} s)`)
  return status === 0
}

type Counts = { readonly numPassedTests: number; readonly numFailedTests: number; readonly success: boolean }

/** What the test run left; a run that died before its report counts as one failure. */
function readCounts(ran: boolean): { passed: number; failed: number } {
  try {
    const { numPassedTests, numFailedTests } = JSON.parse(readFileSync(results, 'utf8')) as Counts
    const failed = ran ? numFailedTests : Math.max(1, numFailedTests)
    return { passed: numPassedTests, failed }
  } catch {
    return { passed: 0, failed: 1 }
  }
}

mkdirSync(join(root, 'dist'), { recursive: true })
rmSync(results, { force: true })
const failedSteps = steps.filter((step) => !run(step)).length
const { passed, failed } = readCounts(run(tests))
console.log(`${passed + steps.length - failedSteps} passed, ${failed + failedSteps} failed`)
process.exitCode = failed + failedSteps === 0 ? 0 : 1
