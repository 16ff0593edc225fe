import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

const root = join(import.meta.dirname, '..')
const read = (path: string) => readFileSync(join(root, path), 'utf8')
const rows = [...read('docs/bad-input.md').matchAll(/^\| ([^|]+) \| [^|]+ \| `([^`]+)` \| (.+) \|$/gm)].map(
  ([, what = '', file = '', title = '']) => ({ what, file, title }),
)

/** The eleven of the specification: each has a row. */
const ELEVEN = [
  'wrong file',
  'impossible date',
  'amount in two readings',
  'missing address',
  'unknown currency',
  'bad IBAN or SIREN',
  'e-mail address with a line break',
  'error in a text',
  'SMTP refuses',
  'disk is full',
  'database is gone',
]

describe('docs/bad-input.md and the tests say the same', () => {
  it.each(ELEVEN)('%s has its row', (what) => {
    expect(rows.some((row) => row.what.toLowerCase().includes(what.toLowerCase()))).toBe(true)
  })

  it('every test named is there, under its very title', () => {
    const wrong = rows.filter(({ file, title }) => !existsSync(join(root, file)) || !read(file).includes(`'${title}'`))
    expect(wrong).toEqual([])
  })

  it('every case of src/bad-input.db.test.ts is named', () => {
    const titles = [...read('src/bad-input.db.test.ts').matchAll(/^ {2}(?:it\(|\]\)\()'([^']+)'/gm)].map(
      (match) => match[1],
    )
    const named = rows.map(({ title }) => title)
    expect(titles.length).toBeGreaterThan(8)
    expect(titles.filter((title) => title !== undefined && !named.includes(title))).toEqual([])
  })
})
