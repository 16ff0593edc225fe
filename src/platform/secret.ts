import { randomBytes } from 'node:crypto'
import { linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { OperatorError } from './operator-error.ts'

const FILE = 'secret.key'
const SHORTEST = 32

/**
 * The installation's secret, which seals passwords and signs links: the one given, or one drawn once and kept in the data
 * folder, readable by its owner only. Never in a backup: losing it means typing the mail passwords again.
 * @throws OperatorError when the kept file is damaged.
 */
export function installationSecret(folder: string, given: string | null): string {
  if (given !== null) return given
  const path = join(folder, FILE)
  const kept = readKept(path) ?? draw(folder, path)
  if (kept.length >= SHORTEST) return kept
  throw new OperatorError(
    `Le fichier ${path} est abîmé. Remettez-le depuis votre copie, ou supprimez-le : une nouvelle clé sera tirée et ` +
      'les mots de passe de messagerie seront à saisir de nouveau.',
  )
}

function readKept(path: string): string | null {
  try {
    return readFileSync(path, 'utf8').trim()
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}

/** Written whole beside, then linked: of two processes that start together, one draws and both read the same. */
function draw(folder: string, path: string): string {
  const draft = join(folder, `${FILE}.${process.pid}`)
  writeFileSync(draft, `${randomBytes(32).toString('base64url')}\n`, { mode: 0o600, flush: true })
  try {
    linkSync(draft, path)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  } finally {
    rmSync(draft)
  }
  return readKept(path) ?? ''
}
