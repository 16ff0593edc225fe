import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

/**
 * An opaque mark of when a process started, or null when no such process lives. A pid alone proves nothing: after a
 * reboot or in a new container the same number belongs to somebody else; pid and mark together name one process.
 */
export function processStartMark(pid: number): string | null {
  return process.platform === 'linux' ? linuxStartMark(pid) : posixStartMark(pid)
}

/** Field 22 of /proc/PID/stat (ticks since boot) with the boot id; a zombie counts as dead. */
function linuxStartMark(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    if (fields[0] === 'Z') return null
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
    return `${boot}:${fields[19]}`
  } catch {
    return null
  }
}

function posixStartMark(pid: number): string | null {
  const ps = spawnSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' })
  return ps.status === 0 && ps.stdout.trim() !== '' ? ps.stdout.trim() : null
}
