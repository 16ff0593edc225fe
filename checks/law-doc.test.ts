import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { LAW } from '../src/domain/law/index.ts'
import { lawDoc } from './generate-law-doc.ts'

const root = join(import.meta.dirname, '..')

it('docs/law.md says what the rules say (run: node checks/generate-law-doc.ts)', () => {
  expect(readFileSync(join(root, 'docs/law.md'), 'utf8')).toBe(lawDoc(LAW))
})

it.each(LAW.map((rule) => rule.id))('the rule %s is the file of that name', (id) => {
  expect(readFileSync(join(root, 'src/domain/law', `${id}.ts`), 'utf8')).toContain(`id: '${id}'`)
})
