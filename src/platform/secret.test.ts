import { mkdtempSync, rmSync, statSync, truncateSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { installationSecret } from './secret.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'amiable-secret-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

describe('installationSecret', () => {
  it('is drawn once, then read again, from a file closed to others', () => {
    const first = installationSecret(folder, null)
    expect(first.length).toBeGreaterThanOrEqual(43)
    expect(installationSecret(folder, null)).toBe(first)
    expect(statSync(join(folder, 'secret.key')).mode & 0o777).toBe(0o600)
  })

  it('is the one given, without a file', () => {
    expect(installationSecret(folder, 'g'.repeat(32))).toBe('g'.repeat(32))
    expect(() => statSync(join(folder, 'secret.key'))).toThrow()
  })

  it('refuses a damaged file instead of drawing another key in silence', () => {
    installationSecret(folder, null)
    truncateSync(join(folder, 'secret.key'), 0)
    expect(() => installationSecret(folder, null)).toThrow('est abîmé')
  })
})
