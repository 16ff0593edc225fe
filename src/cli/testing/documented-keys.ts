import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Objects whose keys are words of the data (a reason, a state), not of the form: described as one. */
const OPEN = new Set(['facts', 'byState', 'held'])

/** The keys of an answer as paths: `cases[].steps[].stepCode`. Every item of a list counts. */
export function keysOf(value: unknown, path = ''): string[] {
  return [...new Set(pathsOf(value, path))].sort()
}

function pathsOf(value: unknown, path: string): string[] {
  if (Array.isArray(value)) return value.flatMap((item) => pathsOf(item, `${path}[]`))
  if (value === null || typeof value !== 'object') return []
  return Object.entries(value).flatMap(([key, inner]) => {
    const here = path === '' ? key : `${path}.${key}`
    return OPEN.has(key) ? [here] : [here, ...pathsOf(inner, here)]
  })
}

const GUIDE = readFileSync(join(import.meta.dirname, '..', '..', '..', 'docs', 'cli.md'), 'utf8')

/** The keys that docs/cli.md gives under the heading of a command. */
export function documentedKeys(command: string): string[] {
  return [...sectionOf(command).matchAll(/^\| `([^`]+)` \|/gm)].map(([, key = '']) => key).sort()
}

/** What docs/cli.md says under the heading `amiable COMMAND`, up to the next heading. */
export function sectionOf(command: string): string {
  const heading = `## \`amiable ${command}\`\n`
  const from = GUIDE.indexOf(heading)
  if (from < 0) throw new Error(`docs/cli.md has no heading for ${command}`)
  const body = GUIDE.slice(from + heading.length)
  const end = body.search(/^## /m)
  return end < 0 ? body : body.slice(0, end)
}
