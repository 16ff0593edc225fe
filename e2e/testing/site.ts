import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readConfig } from '../../src/platform/config.ts'
import { openDocuments } from '../../src/platform/documents.ts'
import { createLog } from '../../src/platform/log.ts'
import { testDatabase } from '../../src/platform/testing/test-database.ts'
import { buildServer } from '../../src/server.ts'
import type { Services } from '../../src/services.ts'
import { runOffices } from '../../src/worker.ts'

export type Site = {
  readonly url: string
  readonly services: Services
  /** Moves the clock that the server and the worker read, then lets the worker pass. */
  readonly setClock: (at: string) => void
  readonly close: () => Promise<void>
}

const TICK_MS = 50
const TICKS_A_SECOND = 20

/**
 * The real server and worker on a real PostgreSQL, on a free port, on the day that the journey wants: every route, page and rule is the
 * one of `amiable start`. Only the clock is given. The worker passes when it is woken, as the queue makes it.
 */
export async function openSite(at: string): Promise<Site> {
  const base = await testDatabase()
  const folder = mkdtempSync(join(tmpdir(), 'amiable-e2e-'))
  let now = new Date(at)
  const clock = () => now
  const worker = makeWorker(() => runOffices(services, clock))
  const services: Services = {
    config: readConfig({ AMIABLE_DATA: folder }),
    db: base.db,
    documents: openDocuments(folder),
    secret: 'forty characters of secret for the tests',
    log: createLog('error'),
    wake: async () => worker.wake(),
  }
  const server = await buildServer(services, { clock })
  const url = await server.listen({ host: '127.0.0.1', port: 0 })
  const close = async () => {
    await worker.stop()
    await server.close()
    await base.close()
    rmSync(folder, { recursive: true, force: true })
  }
  const setClock = (to: string) => {
    now = new Date(to)
    worker.wake()
  }
  return { url, services, setClock, close }
}

/** Passes soon after a wake, and every second besides: a wake comes before its transaction has committed. Never twice at once. */
function makeWorker(pass: () => Promise<void>) {
  let awake = false
  let busy = false
  let ticks = 0
  let running: Promise<void> = Promise.resolve()
  const timer = setInterval(() => {
    ticks++
    if (busy || (!awake && ticks % TICKS_A_SECOND !== 0)) return
    awake = false
    busy = true
    running = pass().finally(() => {
      busy = false
    })
  }, TICK_MS)
  return {
    wake: () => {
      awake = true
    },
    stop: () => {
      clearInterval(timer)
      return running
    },
  }
}
