import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { buildWeb, sourcesSha256 } from './web-build.ts'

let root: string
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'amiable web '))
  mkdirSync(join(root, 'src', 'web'), { recursive: true })
  write('src/web/index.html', '<!doctype html><title>A</title><script type="module" src="./main.ts"></script>')
  write('src/web/main.ts', 'document.title = "B"')
  write('vite.config.ts', 'export default { root: "src/web" }')
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

const write = (path: string, text: string) => writeFileSync(join(root, path), text)

describe('buildWeb', () => {
  it('builds once, and again only when a source changed', async () => {
    expect(await buildWeb(root)).toBe(true)
    expect(await buildWeb(root)).toBe(false)
    write('src/web/main.ts', 'document.title = "C"')
    expect(await buildWeb(root)).toBe(true)
  })

  it('keeps the pages that work when the new sources do not build, and says why in French', async () => {
    await buildWeb(root)
    const good = sourcesSha256(root)
    write('src/web/main.ts', 'import "./missing.ts"')
    await expect(buildWeb(root)).rejects.toThrow(/Les pages web ne se construisent pas[\s\S]*missing\.ts/)
    write('src/web/main.ts', 'document.title = "B"')
    expect(sourcesSha256(root)).toBe(good)
    expect(await buildWeb(root)).toBe(false)
  })

  it('does not look at tests, and sees a renamed file', () => {
    const before = sourcesSha256(root)
    write('src/web/main.test.ts', 'x')
    expect(sourcesSha256(root)).toBe(before)
    write('src/web/other.ts', 'x')
    expect(sourcesSha256(root)).not.toBe(before)
  })
})
