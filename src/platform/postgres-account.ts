import { spawnSync } from 'node:child_process'
import { chownSync, existsSync, lchownSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'

/**
 * How the PostgreSQL programs are started so that they accept to run: they refuse root.
 * `command` goes before the program; `uid`/`gid` are given to spawn.
 */
export type PostgresAccount = {
  readonly command: readonly string[]
  readonly uid?: number
  readonly gid?: number
}

const NOBODY = 65534

/**
 * Ordinary user: as is. Root: in a user namespace of its own (`unshare --user`: no user to create, works in a 0700 home);
 * where namespaces are forbidden (some containers), as `nobody`; on a cluster that belongs to a user, as that user.
 * @param cluster the folder of the cluster, which may not exist yet.
 */
export function postgresAccount(cluster: string, unshareWorks: () => boolean = tryUnshare): PostgresAccount {
  if (process.getuid?.() !== 0) return { command: [] }
  if (existsSync(cluster)) {
    const { uid, gid } = statSync(cluster)
    if (uid !== 0) return { command: [], uid, gid }
  }
  return unshareWorks() ? { command: ['unshare', '--user'] } : { command: [], uid: NOBODY, gid: NOBODY }
}

function tryUnshare(): boolean {
  return spawnSync('unshare', ['--user', 'true']).status === 0
}

/** Gives a folder and all it holds to the account, when that account is another user. */
export function giveTo(account: PostgresAccount, path: string): void {
  const { uid, gid } = account
  if (uid === undefined || gid === undefined) return
  chownSync(path, uid, gid)
  for (const entry of readdirSync(path, { withFileTypes: true })) {
    const inside = join(path, entry.name)
    if (entry.isDirectory()) giveTo(account, inside)
    else lchownSync(inside, uid, gid)
  }
}
