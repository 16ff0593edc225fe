import { spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type FolderHolder, folderHolder, lockFolder } from './folder-lock.ts'
import { processStartMark } from './process-identity.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'amiable lock '))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const LOCK = 'amiable.lock'
const leave = (holder: Omit<FolderHolder, 'purpose'>) =>
  writeFileSync(join(folder, LOCK), JSON.stringify({ purpose: 'server', ...holder }))

/** Another process that takes the lock, says what it got, and stays until it is killed. */
async function otherProcess(): Promise<{ pid: number; answer: string; kill: () => Promise<void> }> {
  const script = `import { lockFolder } from ${JSON.stringify(join(import.meta.dirname, 'folder-lock.ts'))}
    console.log(JSON.stringify(lockFolder(process.argv[1], 'server'))); setTimeout(() => {}, 60_000)`
  const child = spawn(process.execPath, ['--input-type=module', '-e', script, folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const answer = await new Promise<string>((done) => child.stdout.once('data', (chunk) => done(String(chunk))))
  const kill = () =>
    new Promise<void>((done) => {
      child.once('exit', () => done())
      child.kill('SIGKILL')
    })
  return { pid: child.pid ?? 0, answer, kill }
}

describe('lockFolder', () => {
  it('is taken once; given back, it can be taken again, and nothing stays in the folder', () => {
    const first = lockFolder(folder, 'server')
    expect(first.taken).toBe(true)
    expect(lockFolder(folder, 'command')).toMatchObject({
      taken: false,
      holder: { pid: process.pid, purpose: 'server' },
    })
    if (first.taken) first.release()
    expect(readdirSync(folder)).toEqual([])
    const second = lockFolder(folder, 'command')
    expect(second.taken).toBe(true)
    if (second.taken) second.release()
  })

  it('refuses at once while another process has it and names its pid; takes over when that process is killed with -9', async () => {
    const other = await otherProcess()
    expect(JSON.parse(other.answer)).toEqual({ taken: true })
    const before = performance.now()
    expect(lockFolder(folder, 'server')).toMatchObject({ taken: false, holder: { pid: other.pid } })
    expect(performance.now() - before).toBeLessThan(200)
    await other.kill()
    const mine = lockFolder(folder, 'server')
    expect(mine.taken).toBe(true)
    if (mine.taken) mine.release()
  })

  it('is given to exactly one of six processes that find a stale lock together', async () => {
    leave({ pid: 4_194_304, startMark: 'dead', host: hostname() })
    const others = await Promise.all(Array.from({ length: 6 }, otherProcess))
    const taken = others.filter(({ answer }) => answer.includes('"taken":true'))
    await Promise.all(others.map(({ kill }) => kill()))
    expect(taken).toHaveLength(1)
  })

  it('takes over a lock whose pid now belongs to another program: the start mark differs', () => {
    leave({ pid: process.ppid, startMark: 'an earlier start', host: hostname() })
    const mine = lockFolder(folder, 'server')
    expect(mine.taken).toBe(true)
    if (mine.taken) mine.release()
  })

  it('believes a lock of another machine (shared volume) while it is touched, not after 15 s of silence', () => {
    leave({ pid: 1, startMark: 'x', host: 'another-container' })
    expect(lockFolder(folder, 'server')).toMatchObject({ taken: false, holder: { host: 'another-container' } })
    const silentSince = new Date(Date.now() - 16_000)
    utimesSync(join(folder, LOCK), silentSince, silentSince)
    expect(folderHolder(folder)).toBeNull()
    const mine = lockFolder(folder, 'server')
    expect(mine.taken).toBe(true)
    if (mine.taken) mine.release()
  })

  it('takes over a lock that was cut while being written', () => {
    writeFileSync(join(folder, LOCK), '{"pid":')
    const mine = lockFolder(folder, 'server')
    expect(mine.taken).toBe(true)
    if (mine.taken) mine.release()
  })
})

describe('processStartMark', () => {
  it('is stable for a live process, differs between two, and is null for none', () => {
    expect(processStartMark(process.pid)).toBe(processStartMark(process.pid))
    expect(processStartMark(process.pid)).not.toBe(processStartMark(process.ppid))
    expect(processStartMark(4_194_304)).toBeNull()
  })
})
