/** What one benchmark printed. */
export type Report = { readonly [key: string]: unknown }

/** One line of what Amiable promises about its speed: measured by a benchmark, held to a goal. */
export type Claim = {
  /** File of `bench/`, without its ending. */
  readonly bench: string
  readonly name: string
  readonly goal: string
  readonly measured: (report: Report) => string
  readonly holds: (report: Report) => boolean
}

/** A number of a report by its path. @throws Error when the benchmark does not print it. */
function numberAt(report: Report, path: string): number {
  const found = path
    .split('.')
    .reduce<unknown>((at, key) => (at as Readonly<Record<string, unknown>> | undefined)?.[key], report)
  if (typeof found !== 'number') throw new Error(`No number at ${path}`)
  return found
}

type Bound = { readonly at: string; readonly most?: number; readonly least?: number; readonly unit: string }

/** Numbers of one report, each at most or at least so much. */
function bounded(bench: string, name: string, goal: string, bounds: readonly Bound[]): Claim {
  return {
    bench,
    name,
    goal,
    measured: (report) => bounds.map(({ at, unit }) => `${written(numberAt(report, at))}${unit}`).join(', '),
    holds: (report) =>
      bounds.every(({ at, most = Number.POSITIVE_INFINITY, least = Number.NEGATIVE_INFINITY }) => {
        const value = numberAt(report, at)
        return value <= most && value >= least
      }),
  }
}

function written(value: number): string {
  return value.toLocaleString('en-GB', {
    maximumSignificantDigits: value >= 100 ? Math.ceil(Math.log10(value + 1)) : 3,
  })
}

const DOWN = ['stops20', 'cuts20', 'stops1000', 'cuts1000'].flatMap((run) => [`${run}.down`, `${run}.back`])
const NEVER = ['markedSentButNotReceived', 'receivedButForgotten', 'twice']

export const CLAIMS: readonly Claim[] = [
  bounded(
    'plan',
    'Plan 100,000 cases, acts and events written',
    'at most 3 times a bare `INSERT … SELECT` of as many rows',
    [{ at: 'planToBare', most: 3, unit: ' times' }],
  ),
  bounded('plan', 'Advance 100,000 cases to their second step', 'at most 3 times the same', [
    { at: 'advanceToBare', most: 3, unit: ' times' },
  ]),
  bounded('plan', 'Idle day, 100,000 waiting cases', 'under 0.5 s', [{ at: 'idleSeconds', most: 0.5, unit: ' s' }]),
  bounded('plan', 'Idle day, 1,000,000 open invoices', 'under 1 % of the time of planning 100,000', [
    { at: 'idleTenfoldToPlan', most: 0.01, unit: ' of it' },
  ]),
  bounded('plan-memory', 'Memory of the planning process, 1,000,000 invoices due the same day', 'under 250 MB', [
    { at: 'whole.peakRssMb', most: 250, unit: ' MB' },
  ]),
  bounded('decide', '`decide()` alone, on one core', 'at least 100,000 cases a second', [
    { at: 'casesPerSecond', least: 100_000, unit: ' a second' },
  ]),
  bounded('simulation', 'Simulation of 90 days for 5,000 cases', 'under 20 s', [
    { at: 'seconds', most: 20, unit: ' s' },
  ]),
  bounded('letters', 'Letters, one PDF each, in a worker', 'at most 1.3 times bare Typst on the same page', [
    { at: 'singleToBare', most: 1.3, unit: ' times' },
  ]),
  bounded('letters', 'One batch PDF for printing', 'at least 3 times the rate of one PDF each', [
    { at: 'singleToBatch', least: 3, unit: ' times' },
  ]),
  {
    bench: 'letters',
    name: 'Memory over 5,000 letters',
    goal: 'flat: the last thousand at most 1.1 times the second',
    measured: (report) => `${thousands(report).join(', ')} MB after each thousand`,
    holds: (report) => (thousands(report).at(-1) ?? Number.NaN) <= 1.1 * (thousands(report)[1] ?? Number.NaN),
  },
  bounded(
    'email',
    'E-mails to a local sink, durable claim and archived bytes, 8 connections',
    'at least 300 a second',
    [{ at: 'connections8.messagesPerSecond', least: 300, unit: ' a second' }],
  ),
  bounded('import-fec', 'Import of a FEC of 200,000 lines, preview and commit', 'under 30 s and 500 MB', [
    { at: 'previewAndCommitSeconds', most: 30, unit: ' s' },
    { at: 'peakRssMb', most: 500, unit: ' MB' },
  ]),
  bounded('api-search', '`GET /search` in 100,000 cases, 95th percentile', 'at most 200 ms', [
    { at: 'search.p95Ms', most: 200, unit: ' ms' },
  ]),
  bounded('api-search', '`GET /cases?search=` in 100,000 cases, 95th percentile', 'at most 200 ms', [
    { at: 'cases.p95Ms', most: 200, unit: ' ms' },
  ]),
  {
    bench: 'mail-down',
    name: 'Mail server stops, or cuts after the final dot, in a run of 20 and of 1,000',
    goal: 'none marked sent that was not, none lost, none twice',
    measured: (report) => NEVER.map((what) => total(report, what)).join(', '),
    holds: (report) =>
      NEVER.every((what) => total(report, what) === 0) &&
      DOWN.filter((run) => run.endsWith('back')).every((run) => numberAt(report, `${run}.waiting`) === 0),
  },
]

const thousands = (report: Report) => report.memoryMbEachThousand as readonly number[]
const total = (report: Report, what: string) => DOWN.reduce((sum, run) => sum + numberAt(report, `${run}.${what}`), 0)
