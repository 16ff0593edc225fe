import { readdirSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { day } from '../../domain/day.ts'
import { detectFormat, inspectFile, readFile } from './read-file.ts'

const ROOT = new URL('../../../fixtures/', import.meta.url).pathname
const OPTIONS = { today: day('2026-11-22'), mapping: null }

/** Each fixture beside what is read from it; a change of reading shows as a change of that text. */
const files = ['csv', 'fec', 'xlsx'].flatMap((format) =>
  readdirSync(`${ROOT}${format}`)
    .filter((name) => !name.endsWith('.expected.jsonl'))
    .map((name) => ({ format, name, path: `${ROOT}${format}/${name}` })),
)

describe('every fixture is told by its own format and read as expected', () => {
  test.each(files)('$format/$name', async ({ format, name, path }) => {
    const source = { name, path }
    const detected = await detectFormat(source)
    expect(detected.ok && detected.value.id).toBe(format)
    const inspection = await inspectFile(source)
    const lines =
      inspection.ok && inspection.value ? inspection.value.mapping.columns.map((column) => JSON.stringify(column)) : []
    for await (const record of readFile(source, OPTIONS)) lines.push(JSON.stringify(record))
    await expect(`${lines.join('\n')}\n`).toMatchFileSnapshot(`${path}.expected.jsonl`)
  })
})
