import { createHash, randomBytes } from 'node:crypto'
import { mkdir, open, readFile, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'

/**
 * Exact bytes kept under their SHA-256 in the data folder: what was sent, what was imported. The same bytes are kept once.
 * Nothing is ever changed in place (invariant I14: bytes archived = bytes sent).
 */
export type Documents = {
  /** Keeps bytes and returns their SHA-256 in hexadecimal. When it returns, they are on the disk. */
  readonly put: (bytes: Uint8Array) => Promise<string>
  /** The bytes, checked. @throws DocumentError when they are missing or no longer what was kept. */
  readonly get: (sha256: string) => Promise<Buffer>
  readonly has: (sha256: string) => Promise<boolean>
}

/** A kept document is missing or damaged: the disk or somebody changed it. */
class DocumentError extends Error {
  override readonly name = 'DocumentError'
  readonly sha256: string
  constructor(problem: 'missing' | 'damaged', sha256: string) {
    super(`Document ${problem}: ${sha256}`)
    this.sha256 = sha256
  }
}

/** The SHA-256 of bytes, in hexadecimal: the name of a document. */
export function sha256Of(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

/** Opens the store of a data folder (`folder/documents/ab/abcd…`, 256 folders); each is made at its first use. */
export function openDocuments(folder: string): Documents {
  const root = join(folder, 'documents')
  const made = new Map<string, Promise<void>>()
  const makeOnce = (path: string): Promise<void> => {
    const making = made.get(path) ?? makeFolder(path)
    made.set(path, making)
    making.catch(() => made.delete(path))
    return making
  }
  return {
    put: async (bytes) => {
      const sha256 = sha256Of(bytes)
      const path = pathOf(root, sha256)
      await makeOnce(dirname(path))
      // Known bytes are written over by the same: cheaper than asking first, and it mends a damaged document.
      await write(path, bytes)
      return sha256
    },
    get: async (sha256) => {
      const bytes = await read(pathOf(root, sha256), sha256)
      if (sha256Of(bytes) !== sha256) throw new DocumentError('damaged', sha256)
      return bytes
    },
    has: (sha256) => isFile(pathOf(root, sha256)),
  }
}

/** @throws RangeError on anything but a SHA-256: a name from outside never becomes a path. */
function pathOf(root: string, sha256: string): string {
  if (!/^[0-9a-f]{64}$/.test(sha256)) throw new RangeError('Not a SHA-256')
  return join(root, sha256.slice(0, 2), sha256)
}

async function isFile(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isFile()
  } catch {
    return false
  }
}

async function read(path: string, sha256: string): Promise<Buffer> {
  try {
    return await readFile(path)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') throw new DocumentError('missing', sha256)
    throw error
  }
}

/** Written beside, synced, renamed, and the folder synced: a power cut leaves the whole document or none. */
async function write(path: string, bytes: Uint8Array): Promise<void> {
  const draft = `${path}.${randomBytes(6).toString('hex')}`
  try {
    const file = await open(draft, 'wx', 0o600)
    try {
      await file.writeFile(bytes)
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(draft, path)
  } catch (error) {
    await rm(draft, { force: true })
    throw error
  }
  await syncFolder(dirname(path))
}

/** New folders are entries of their parents, which must reach the disk too. */
async function makeFolder(folder: string): Promise<void> {
  const firstMade = await mkdir(folder, { recursive: true, mode: 0o700 })
  if (firstMade !== undefined) await syncUpTo(dirname(firstMade), dirname(folder))
}

async function syncUpTo(top: string, folder: string): Promise<void> {
  await syncFolder(folder)
  if (folder !== top && folder.length > top.length) await syncUpTo(top, dirname(folder))
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
