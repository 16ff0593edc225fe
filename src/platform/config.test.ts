import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readConfig, VARIABLES } from './config.ts'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'amiable-config-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const fileWith = (content: string) => {
  const path = join(folder, `value-${Math.abs(content.length)}`)
  writeFileSync(path, content)
  return path
}

describe('readConfig', () => {
  it('needs no variable at all', () => {
    expect(readConfig({})).toEqual({
      dataFolder: resolve('data'),
      databaseUrl: null,
      host: '127.0.0.1',
      port: 3000,
      publicUrl: null,
      smtpUrl: null,
      secret: null,
      logLevel: 'info',
    })
  })

  it('knows at most twelve variables', () => {
    expect(Object.keys(VARIABLES).length).toBeLessThanOrEqual(12)
  })

  it.each([
    ['DATABASE_URL', 'databaseUrl', 'postgres://amiable:x@base/amiable'],
    ['SMTP_URL', 'smtpUrl', 'smtps://compta:x@smtp.exemple.fr:465'],
    ['AMIABLE_SECRET', 'secret', 'x'.repeat(32)],
    ['HOST', 'host', '0.0.0.0'],
    ['LOG_LEVEL', 'logLevel', 'warn'],
    ['AMIABLE_DATA', 'dataFolder', '/srv/amiable'],
    ['AMIABLE_PUBLIC_URL', 'publicUrl', 'https://relances.exemple.fr'],
  ] as const)('%s is read, and from the file of %s_FILE without its last line end', (name, key, value) => {
    expect(readConfig({ [name]: value })[key]).toBe(value)
    expect(readConfig({ [`${name}_FILE`]: fileWith(`${value}\n`) })[key]).toBe(value)
  })

  it('reads PORT as a number, also from PORT_FILE', () => {
    expect(readConfig({ PORT: '8080' }).port).toBe(8080)
    expect(readConfig({ PORT_FILE: fileWith('8081\n') }).port).toBe(8081)
  })

  it.each([
    ['PORT', '70000'],
    ['PORT', '3000x'],
    ['DATABASE_URL', 'mysql://base'],
    ['SMTP_URL', 'messagerie-de-paul'],
    ['AMIABLE_SECRET', 'trop court'],
    ['LOG_LEVEL', 'bavard'],
    ['AMIABLE_PUBLIC_URL', 'chez-paul'],
  ])('%s=%s: refused in French, naming the variable and not the value', (name, value) => {
    const attempt = () => readConfig({ [name]: value })
    expect(attempt).toThrow(`La variable ${name} n’est pas valable. Il faut `)
    expect(attempt).not.toThrow(value)
  })

  it('treats an empty variable as not set, as compose files pass it', () => {
    expect(readConfig({ PORT: '', DATABASE_URL: '', SMTP_URL_FILE: '' })).toEqual(readConfig({}))
  })

  it('refuses a variable given twice, and a file that cannot be read', () => {
    expect(() => readConfig({ PORT: '1', PORT_FILE: fileWith('2') })).toThrow('PORT et PORT_FILE')
    expect(() => readConfig({ SMTP_URL_FILE: join(folder, 'absent') })).toThrow('SMTP_URL_FILE')
  })
})
