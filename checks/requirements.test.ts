import { describe, expect, it } from 'vitest'
import { sourceFiles } from './source-files.ts'

/** Requirements drawn from the five source texts, by text: S0-1 to S0-32, and so on. */
const REQUIREMENT_COUNTS = { S0: 32, S1: 38, S2: 33, S3: 19, S4: 42 } as const

/** Numbered bugs that other systems had. */
const PITFALL_COUNT = 54

/** What no test names yet, and what it waits for. */
const WAITING: Readonly<Record<string, readonly string[]>> = {
  'the log of a call: explanations, agreement, its confirmation in writing': [
    'S0-1',
    'S0-18',
    'S0-19',
    'S0-20',
    'S1-19',
    'S1-36',
  ],
  'what the debtor answers: the eight causes and what each changes, the plan accepted and followed': [
    'S4-24',
    'S4-25',
    'S4-27',
  ],
  'the pages: what is folded during a call, spacing of steps, warnings about a debtor, results by text, starting early':
    ['S1-12', 'S2-4', 'S3-17', 'S4-10', 'S4-41'],
  'the file for a court or a lawyer, its proofs and its costs': [
    'S0-28',
    'S0-29',
    'S0-30',
    'S0-31',
    'S0-32',
    'S2-15',
    'S2-25',
    'S2-33',
    'S4-29',
    'S4-30',
    'S4-31',
  ],
  'reports for a supervisor and for other software': ['S1-27', 'S1-28'],
  'limitation shown ahead and adjusted by case': ['S4-34', 'S4-37'],
  'nothing to test: there is no commission anywhere': ['S4-42'],
  'imports that recognise the reminders of the accounting software': ['pitfall 50'],
  'texts of the office in a language that has none of its own': ['pitfall 52'],
}

const files = sourceFiles('src', 'scenarios', 'checks', 'e2e').filter(
  ({ path, isTest }) => isTest && path !== 'checks/requirements.test.ts',
)
const titles = files.flatMap(({ text }) =>
  [...text.matchAll(/(['"`])((?:(?!\1).)*?(?:\bpitfalls? \d|\bS[0-4]-\d).*?)\1/g)].map((match) => match[2] ?? ''),
)
const named = new Set(titles.flatMap((title) => [...requirementsOf(title), ...pitfallsOf(title)]))
const waiting = Object.values(WAITING).flat()

/** « S3-10 to S3-12 » names three. */
function requirementsOf(title: string): string[] {
  return [...title.matchAll(/\b(S[0-4])-(\d+)(?: to \1-(\d+))?/g)].flatMap(([, text = '', from, to]) =>
    range(Number(from), Number(to ?? from)).map((number) => `${text}-${number}`),
  )
}

/** « pitfalls 1 to 3, 7 and 9 » names five. */
function pitfallsOf(title: string): string[] {
  return [...title.matchAll(/\bpitfalls? (\d+(?:(?:, | and | to )\d+)*)/g)].flatMap(([, list = '']) =>
    list.split(/, | and /).flatMap((part) => {
      const [from, to] = part.split(' to ').map(Number)
      return range(from ?? 0, to ?? from ?? 0).map((number) => `pitfall ${number}`)
    }),
  )
}

function range(from: number, to: number): number[] {
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, at) => from + at)
}

describe('every requirement and every known bug of others is a test, or waits for something that is said', () => {
  const all = [
    ...Object.entries(REQUIREMENT_COUNTS).flatMap(([text, count]) =>
      range(1, count).map((number) => `${text}-${number}`),
    ),
    ...range(1, PITFALL_COUNT).map((number) => `pitfall ${number}`),
  ]
  it('none is forgotten', () => {
    expect(all.filter((id) => !named.has(id) && !waiting.includes(id))).toEqual([])
  })
  it('none waits once a test names it, none is listed twice or does not exist', () => {
    expect(waiting.filter((id) => named.has(id) || !all.includes(id))).toEqual([])
    expect(waiting).toEqual([...new Set(waiting)])
  })
  it('the bugs 1 to 46 are all tests', () => {
    expect(range(1, 46).filter((number) => !named.has(`pitfall ${number}`))).toEqual([])
  })
  it('reads ranges and lists of ids', () => {
    expect(requirementsOf('S3-10 to S3-12, S4-1: …')).toEqual(['S3-10', 'S3-11', 'S3-12', 'S4-1'])
    expect(pitfallsOf('I1, pitfalls 1 to 3, 7 and 9: …')).toEqual([1, 2, 3, 7, 9].map((number) => `pitfall ${number}`))
  })
})
