import { linkSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { now } from './clock.ts'
import { processStartMark } from './process-identity.ts'

/** Who works in a data folder. */
export type FolderHolder = {
  readonly pid: number
  /** See process-identity.ts: tells a live holder from a program that got its number later. */
  readonly startMark: string
  readonly host: string
  /** A `server` may be joined by commands through its database socket; a `command` is alone and short. */
  readonly purpose: 'server' | 'command'
}

export type FolderLock =
  | { readonly taken: true; readonly release: () => void }
  | { readonly taken: false; readonly holder: FolderHolder }

const FILE = 'amiable.lock'
const BEAT_MS = 5_000
const SILENT_AFTER_MS = 15_000

/**
 * Takes the folder for this process, or tells who has it; never waits. A lock left by a dead process is taken over.
 * The lock is touched every 5 s: on a volume shared by containers a foreign pid says nothing, and a fresh touch does.
 */
export function lockFolder(folder: string, purpose: FolderHolder['purpose']): FolderLock {
  const path = join(folder, FILE)
  const me = { pid: process.pid, startMark: processStartMark(process.pid) ?? '', host: hostname(), purpose }
  for (;;) {
    if (claim(path, me)) return { taken: true, release: keep(path, me) }
    const holder = readHolder(path)
    if (holder && isAlive(path, holder)) return { taken: false, holder }
    removeStale(path, holder)
  }
}

/** Who has the folder now, or null. */
export function folderHolder(folder: string): FolderHolder | null {
  const path = join(folder, FILE)
  const holder = readHolder(path)
  return holder && isAlive(path, holder) ? holder : null
}

/** Written whole beside, then linked: the lock appears at once with its content, for one process only. */
function claim(path: string, me: FolderHolder): boolean {
  const draft = `${path}.${me.pid}`
  writeFileSync(draft, JSON.stringify(me), { mode: 0o600 })
  try {
    linkSync(draft, path)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  } finally {
    rmSync(draft, { force: true })
  }
}

function readHolder(path: string): FolderHolder | null {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as FolderHolder
  } catch {
    return null
  }
}

function isAlive(path: string, { pid, startMark, host }: FolderHolder): boolean {
  if (host === hostname()) return processStartMark(pid) === startMark
  try {
    return now().getTime() - statSync(path).mtimeMs < SILENT_AFTER_MS
  } catch {
    return false
  }
}

/** Moved aside before it is removed: when another process has just taken the folder, what was moved is its lock, and goes back. */
function removeStale(path: string, seen: FolderHolder | null): void {
  const aside = `${path}.stale-${process.pid}`
  try {
    renameSync(path, aside)
  } catch {
    return
  }
  const moved = readHolder(aside)
  if (moved && !isSame(moved, seen)) {
    try {
      linkSync(aside, path)
    } catch {
      // A third process has taken the folder meanwhile.
    }
  }
  rmSync(aside, { force: true })
}

function isSame(one: FolderHolder, other: FolderHolder | null): boolean {
  return one.pid === other?.pid && one.startMark === other.startMark && one.host === other.host
}

/** Keeps the lock fresh; returns what gives it back. */
function keep(path: string, me: FolderHolder): () => void {
  const beat = setInterval(() => {
    const at = now()
    try {
      utimesSync(path, at, at)
    } catch {
      // The folder may be out of reach for a moment (network disk): the next beat tries again.
    }
  }, BEAT_MS)
  beat.unref()
  return () => {
    clearInterval(beat)
    const holder = readHolder(path)
    if (holder && isSame(holder, me)) rmSync(path, { force: true })
  }
}
