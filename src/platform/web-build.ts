import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import { OperatorError } from './operator-error.ts'

/** Where the built pages are. */
export const WEB_FOLDER = join(import.meta.dirname, '..', '..', 'dist', 'web')

/** What the pages are made of: their sources, the pure functions of the domain, the versions of the libraries, the settings of the build. */
const SOURCES = ['src/web', 'src/domain', 'package-lock.json', 'vite.config.ts']
const MARK = '.sources-sha256'

/**
 * Builds the web pages when their sources changed since the last build (about 3 s the first time, 30 ms to see that nothing changed).
 * Returns whether it built. @throws OperatorError when the build fails.
 */
export async function buildWeb(root: string = join(import.meta.dirname, '..', '..')): Promise<boolean> {
  const mark = join(root, 'dist', 'web', MARK)
  const sha256 = sourcesSha256(root)
  if (existsSync(mark) && readFileSync(mark, 'utf8') === sha256) return false
  const draft = join(root, 'dist', `web-${process.pid}`)
  await runVite(root, draft)
  writeFileSync(join(draft, MARK), sha256)
  replaceFolder(draft, join(root, 'dist', 'web'))
  return true
}

/** Of two processes that build the same sources together, the second one finds the place taken, by the same pages. */
function replaceFolder(draft: string, target: string): void {
  rmSync(target, { recursive: true, force: true })
  try {
    renameSync(draft, target)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOTEMPTY') throw error
    rmSync(draft, { recursive: true, force: true })
  }
}

/** The hash of all source files, by path and content. */
export function sourcesSha256(root: string): string {
  const hash = createHash('sha256')
  for (const path of SOURCES.flatMap((source) => filesUnder(root, source))) {
    hash
      .update(`${path}\0`)
      .update(readFileSync(join(root, path)))
      .update('\0')
  }
  return hash.digest('hex')
}

function filesUnder(root: string, source: string): string[] {
  const path = join(root, source)
  if (!existsSync(path)) return []
  const inside = readdirOrNull(path)
  if (inside === null) return [source]
  return inside.filter((name) => !/\.test\.tsx?$/.test(name)).flatMap((name) => filesUnder(root, `${source}/${name}`))
}

function readdirOrNull(path: string): string[] | null {
  try {
    return readdirSync(path).sort()
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOTDIR') return null
    throw error
  }
}

/** In a process of its own: the memory of the build goes with it. */
function runVite(root: string, outDir: string): Promise<void> {
  const vite = join(createRequire(import.meta.url).resolve('vite/package.json'), '..', 'bin', 'vite.js')
  const child = spawn(process.execPath, [vite, 'build', '--logLevel', 'warn', '--outDir', outDir, '--emptyOutDir'], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += String(chunk)))
  return new Promise((done, fail) => {
    child.on('error', fail)
    child.on('close', (code) =>
      code === 0
        ? done()
        : fail(
            new OperatorError(
              `Les pages web ne se construisent pas. Détail :\n${stripVTControlCharacters(output).trim()}`,
            ),
          ),
    )
  })
}
