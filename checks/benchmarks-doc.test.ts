import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { benchmarksDoc, type Measures } from '../bench/benchmarks-doc.ts'
import { CLAIMS } from '../bench/claims.ts'

const root = join(import.meta.dirname, '..')
const measures = JSON.parse(readFileSync(join(root, 'docs/benchmarks.json'), 'utf8')) as Measures

it('docs/benchmarks.md is what the last measures say', () => {
  expect(readFileSync(join(root, 'docs/benchmarks.md'), 'utf8')).toBe(benchmarksDoc(measures))
})

it('every claim has its benchmark, and every benchmark was measured', () => {
  for (const { bench } of CLAIMS) {
    expect(existsSync(join(root, 'bench', `${bench}.ts`)), bench).toBe(true)
    expect(Object.keys(measures)).toContain(bench)
  }
})
