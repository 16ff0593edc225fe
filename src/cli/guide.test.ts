import { readdirSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readConfig } from '../platform/config.ts'
import { createLog } from '../platform/log.ts'
import type { Command } from './command.ts'
import { command as law } from './law.ts'
import { documentedKeys, keysOf, sectionOf } from './testing/documented-keys.ts'
import { runCommand } from './testing/run-command.ts'

const modules = readdirSync(import.meta.dirname).filter((name) => /^[a-z-]+\.ts$/.test(name))
const loaded = await Promise.all(
  modules.map(
    async (name) => [name.replace('.ts', ''), (await import(join(import.meta.dirname, name))) as object] as const,
  ),
)
const commands = loaded.flatMap(([name, found]) =>
  'command' in found ? [[name, found.command as Command] as const] : [],
)
const listed = readFileSync(join(import.meta.dirname, '..', 'cli.ts'), 'utf8')

const examplesIn = (section: string) =>
  [...section.matchAll(/```sh\n([\s\S]*?)```/g)].flatMap(([, block = '']) => block.trim().split('\n'))

describe('docs/cli.md', () => {
  it('has one heading for each command of src/cli, all of them listed by cli.ts', () => {
    expect(commands.map(([name]) => name)).toContain('plan')
    for (const [name] of commands) {
      expect(sectionOf(name)).not.toBe('')
      expect(listed).toContain(`import('./cli/${name}.ts')`)
    }
  })

  it.each(commands)('gives the examples of `amiable %s`, the same as --help', (name, { examples }) => {
    expect(examplesIn(sectionOf(name))).toEqual(examples)
  })

  it('reads the keys of an answer, whatever item of a list has them', () => {
    const answer = { list: [{ one: 1 }, { two: { three: null } }], facts: { any: 1 } }
    expect(keysOf(answer)).toEqual(['facts', 'list', 'list[].one', 'list[].two', 'list[].two.three'])
  })
})

describe('the keys of `amiable law`', () => {
  const services = {
    config: { ...readConfig({}), dataFolder: join(tmpdir(), 'amiable-nowhere') },
    log: createLog('silent'),
  }
  const wordsOf = (line: string) => line.split(' ').slice(2)
  it.each(law.examples)('%s', async (example) => {
    const args = wordsOf(example)
    const { out } = await runCommand(law, services, () => new Date('2026-11-24T09:00:00Z'), [...args, '--json'])
    const keys = keysOf(JSON.parse(out))
    const documented = documentedKeys(`law ${args[0]}`)
    expect(keys.filter((key) => !documented.includes(key))).toEqual([])
    expect(documented.filter((key) => !key.includes('.') && !keys.includes(key))).toEqual([])
  })
})
