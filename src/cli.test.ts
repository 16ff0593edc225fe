import { spawnSync } from 'node:child_process'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

const amiable = (...args: string[]) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(import.meta.dirname, 'cli.ts'), ...args], {
    cwd: tmpdir(),
    encoding: 'utf8',
  })
  return { status, out: stdout, err: stderr }
}

const list = amiable('--help')
const commands = [...list.out.matchAll(/^ {2}([a-z-]+) /gm)].map(([, name = '']) => name)

describe('the command line', () => {
  it('lists its commands', () => {
    expect(list.status).toBe(0)
    expect(commands).toContain('start')
    expect(commands).toContain('doctor')
  })

  it.each(commands)('%s --help gives its usage and examples that begin with amiable', (name) => {
    const { status, out } = amiable(name, '--help')
    expect(status).toBe(0)
    expect(out).toContain(`Usage : amiable ${name}`)
    expect(out).toMatch(new RegExp(`Exemples :\\n  .*amiable ${name}`))
    expect(out).toContain('--json')
  })

  it('answers an unknown command or option in French on standard error, with code 64', () => {
    expect(amiable('relancer')).toEqual({
      status: 64,
      out: '',
      err: 'Commande inconnue : relancer. La liste : amiable --help\n',
    })
    const { status, out, err } = amiable('doctor', '--vite')
    expect({ status, out }).toEqual({ status: 64, out: '' })
    expect(err).toMatch(/^Option inconnue : --vite\. Usage : amiable doctor/)
  })
})

describe('bin/amiable.js', () => {
  it('runs under the Node of Amiable and passes arguments and exit code on', () => {
    const shim = join(import.meta.dirname, '..', 'bin', 'amiable.js')
    const { status, stderr } = spawnSync('node', [shim, 'relancer'], { cwd: tmpdir(), encoding: 'utf8' })
    expect(status).toBe(64)
    expect(stderr).toContain('Commande inconnue')
  })
})
