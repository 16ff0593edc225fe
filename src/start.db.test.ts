import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { readPostmaster } from './platform/postmaster.ts'

const CLI = join(import.meta.dirname, 'cli.ts')
let top: string
let folder: string
const alive = new Set<ChildProcess>()

beforeAll(() => {
  top = mkdtempSync(join(tmpdir(), 'amiable start '))
  folder = join(top, 'Données')
})
afterEach(async () => {
  for (const child of alive) child.kill('SIGTERM')
  await expect.poll(() => alive.size, { timeout: 12_000 }).toBe(0)
})
afterAll(() => rmSync(top, { recursive: true, force: true }))

type Run = {
  child: ChildProcess
  out: () => string
  err: () => string
  ended: Promise<number | null>
  startedAt: number
}

function amiable(args: readonly string[], env: Record<string, string> = {}): Run {
  const startedAt = performance.now()
  const child = spawn(process.execPath, [CLI, ...args], {
    // Away from the tree, so that a developer's .env is not read.
    cwd: top,
    env: { PATH: process.env.PATH, AMIABLE_DATA: folder, PORT: '0', LOG_LEVEL: 'warn', ...env },
  })
  alive.add(child)
  const heard = { out: '', err: '' }
  child.stdout.on('data', (chunk) => (heard.out += String(chunk)))
  child.stderr.on('data', (chunk) => (heard.err += String(chunk)))
  const ended = new Promise<number | null>((done) =>
    child.on('close', (code) => {
      alive.delete(child)
      done(code)
    }),
  )
  return { child, out: () => heard.out, err: () => heard.err, ended, startedAt }
}

async function started(run: Run): Promise<{ url: string; afterMs: number }> {
  await expect.poll(() => run.out() || run.err(), { timeout: 60_000, interval: 20 }).toMatch(/^http/)
  return { url: run.out().trim(), afterMs: performance.now() - run.startedAt }
}

describe('amiable start', () => {
  it('serves pages and health from an empty folder, and a second start refuses within 2 s naming the pid', {
    timeout: 90_000,
  }, async () => {
    const first = amiable(['start'])
    const { url } = await started(first)
    expect(await (await fetch(`${url}/healthz`)).json()).toEqual({ status: 'ok' })
    expect(await (await fetch(url)).text()).toContain('<div id="root">')
    const second = amiable(['start'])
    expect(await second.ended).toBe(1)
    expect(performance.now() - second.startedAt).toBeLessThan(2_000)
    expect(second.err()).toContain(`processus ${first.child.pid}`)
    expect(second.out()).toBe('')
  })

  it('starts again within 5 s, stops within 10 s of SIGTERM with code 0, and leaves no process and no lock', async () => {
    const run = amiable(['start'])
    const { afterMs } = await started(run)
    expect(afterMs).toBeLessThan(5_000)
    const stopping = performance.now()
    run.child.kill('SIGTERM')
    expect(await run.ended).toBe(0)
    expect(performance.now() - stopping).toBeLessThan(10_000)
    expect(existsSync(join(folder, 'amiable.lock'))).toBe(false)
    expect(readPostmaster(join(folder, 'postgres'))).toBeNull()
  })

  it('starts again after kill -9', async () => {
    const first = amiable(['start'])
    await started(first)
    first.child.kill('SIGKILL')
    await first.ended
    expect(readPostmaster(join(folder, 'postgres'))).not.toBeNull()
    const { url, afterMs } = await started(amiable(['start']))
    expect(afterMs).toBeLessThan(5_000)
    expect((await fetch(`${url}/healthz`)).status).toBe(200)
  })

  it('says in French that the port is taken, and stops what it had started', async () => {
    const other = createServer().listen(0, '127.0.0.1')
    await new Promise((done) => other.once('listening', done))
    const { port } = other.address() as { port: number }
    const run = amiable(['start'], { PORT: String(port) })
    expect(await run.ended).toBe(1)
    other.close()
    expect(run.err()).toContain(`Le port ${port} est déjà pris`)
    expect(existsSync(join(folder, 'amiable.lock'))).toBe(false)
  })

  it('names a wrong variable and starts nothing', async () => {
    const run = amiable(['start'], { PORT: 'trois mille' })
    expect(await run.ended).toBe(1)
    expect(run.err()).toMatch(/^La variable PORT n’est pas valable/)
  })
})

describe('a command', () => {
  it('works while a server runs, by its database, and while none runs, by starting it for itself', async () => {
    const alone = amiable(['doctor', '--json'])
    expect(await alone.ended).toBe(0)
    expect(JSON.parse(alone.out())).toMatchObject({ ok: true })
    expect(readPostmaster(join(folder, 'postgres'))).toBeNull()
    await started(amiable(['start']))
    const joined = amiable(['doctor', '--json'])
    expect(await joined.ended).toBe(0)
    expect(JSON.parse(joined.out())).toMatchObject({ ok: true })
    expect(joined.out()).toContain('en marche')
  })

  it('waits for another command that has the folder instead of failing', async () => {
    const both = [amiable(['doctor', '--json']), amiable(['doctor', '--json'])]
    expect(await Promise.all(both.map(({ ended }) => ended))).toEqual([0, 0])
  })
})
