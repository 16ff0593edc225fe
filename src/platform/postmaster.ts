import { readFileSync, readlinkSync, realpathSync, rmSync } from 'node:fs'
import { basename, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { OperatorError } from './operator-error.ts'
import { processStartMark } from './process-identity.ts'

/** What `postmaster.pid` says of the server that runs on a cluster (PostgreSQL source, miscadmin.h: one fact a line). */
export type Postmaster = { readonly pid: number; readonly socketFolder: string; readonly ready: boolean }

/** The live postmaster of a cluster folder, or null. A file left by a dead server, or a pid since given to another program, is null. */
export function readPostmaster(cluster: string): Postmaster | null {
  const lines = readLines(cluster)
  const pid = readPid(cluster)
  if (pid === null || !isPostgresOf(pid, cluster)) return null
  return { pid, socketFolder: lines[4] ?? '', ready: lines[7]?.trim() === 'ready' }
}

function readLines(cluster: string): string[] {
  try {
    return readFileSync(join(cluster, 'postmaster.pid'), 'utf8').split('\n')
  } catch {
    return []
  }
}

/** Negative for a server run by hand in single-user mode: its number without the sign. */
function readPid(cluster: string): number | null {
  const pid = Math.abs(Number(readLines(cluster)[0]))
  return Number.isInteger(pid) && pid > 1 ? pid : null
}

/** A postmaster's working folder is its cluster: that, with the program's name, says it is ours. */
function isPostgresOf(pid: number, cluster: string): boolean {
  if (processStartMark(pid) === null) return false
  if (process.platform !== 'linux') return true
  try {
    const program = basename(readlinkSync(`/proc/${pid}/exe`)).replace(/ \(deleted\)$/, '')
    return program === 'postgres' && readlinkSync(`/proc/${pid}/cwd`) === realpathSync(cluster)
  } catch {
    return false
  }
}

/**
 * Stops the server left behind by a killed Amiable, so that the new one starts with its own settings.
 * Nothing acknowledged is lost: a fast stop writes a checkpoint, an immediate one is repaired by the log at the next start.
 * @throws OperatorError when it will not stop.
 */
export async function stopPostmaster(cluster: string): Promise<void> {
  const left = readPostmaster(cluster)
  if (left && !(await endProcess(left.pid))) {
    throw new OperatorError(
      `L’ancien serveur PostgreSQL de ce dossier (processus ${left.pid}) ne s’arrête pas. Arrêtez-le (kill ${left.pid}), puis relancez.`,
    )
  }
  forgetReusedPid(cluster)
}

/**
 * PostgreSQL refuses to start when the pid of a leftover file lives, whatever program has it by now. Only then is the file removed:
 * otherwise PostgreSQL reads it to make sure that no orphan of the old server still writes in the folder.
 */
function forgetReusedPid(cluster: string): void {
  const pid = readPid(cluster)
  if (pid !== null && processStartMark(pid) !== null && !isPostgresOf(pid, cluster)) {
    rmSync(join(cluster, 'postmaster.pid'), { force: true })
  }
}

/** Fast stop, then immediate stop after 8 s. Returns whether the process is gone. */
export async function endProcess(pid: number): Promise<boolean> {
  for (const [signal, waitMs] of [
    ['SIGINT', 8_000],
    ['SIGQUIT', 3_000],
    ['SIGKILL', 1_000],
  ] as const) {
    try {
      process.kill(pid, signal)
    } catch (error) {
      return (error as NodeJS.ErrnoException).code === 'ESRCH'
    }
    if (await isGoneWithin(pid, waitMs)) return true
  }
  return false
}

async function isGoneWithin(pid: number, waitMs: number): Promise<boolean> {
  for (let waitedMs = 0; waitedMs < waitMs; waitedMs += 20) {
    if (processStartMark(pid) === null) return true
    await sleep(20)
  }
  return false
}
