import { existsSync, statfsSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { OperatorError } from './operator-error.ts'

/** PostgreSQL stops for good on a full disk: Amiable does not start with less than this (reliability A6). */
const LEAST_FREE_BYTES = 200_000_000
const WARNING_BELOW_BYTES = 1_000_000_000

export type DiskSpace = { readonly freeBytes: number; readonly level: 'ok' | 'low' | 'full' }

/** Free space where a folder is, or will be. */
export function diskSpace(folder: string): DiskSpace {
  let existing = resolve(folder)
  while (!existsSync(existing)) existing = dirname(existing)
  const { bavail, bsize } = statfsSync(existing)
  return judgeSpace(bavail * bsize)
}

export function judgeSpace(freeBytes: number): DiskSpace {
  if (freeBytes < LEAST_FREE_BYTES) return { freeBytes, level: 'full' }
  return { freeBytes, level: freeBytes < WARNING_BELOW_BYTES ? 'low' : 'ok' }
}

/** Returns a warning in French, or null. @throws OperatorError below 200 MB. */
export function checkDisk(folder: string, space: DiskSpace = diskSpace(folder)): string | null {
  const free = `${Math.floor(space.freeBytes / 1_000_000)} Mo`
  if (space.level === 'full') {
    throw new OperatorError(
      `Il ne reste que ${free} sur le disque du dossier de données (${folder}). Libérez au moins 200 Mo, puis relancez : ` +
        'sur un disque plein, la base s’arrêterait au milieu d’un envoi.',
    )
  }
  return space.level === 'low'
    ? `Il ne reste que ${free} sur le disque du dossier de données : pensez à libérer de la place.`
    : null
}
