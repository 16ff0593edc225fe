import { type Entry, fromBufferPromise, type ZipFile } from 'yauzl'
import { FileRefused } from '../format.ts'

/** A workbook of a hundred thousand lines has about 20 parts and unpacks to 60 MB. */
const MOST_ENTRIES = 2_000
const MOST_UNPACKED = 200_000_000
/** Text of a sheet packs 5 to 30 times; only small parts and bombs pack more (A7-5). */
const MOST_RATIO = 100
const RATIO_FROM = 1_000_000

/** The parts of a workbook, by name. Nothing is ever written to disk, and no link in it is followed (A7-14). */
export type Archive = {
  readonly names: ReadonlySet<string>
  /** Text of one part, chunk by chunk. @throws FileRefused `archive_damaged` when it is not there or not what it says. */
  text(name: string): AsyncGenerator<string>
}

const isSymlink = (entry: Entry) => ((entry.externalFileAttributes >>> 16) & 0o170000) === 0o120000

function refuseEntry(entry: Entry): void {
  if (entry.generalPurposeBitFlag & 1) throw new FileRefused('workbook_encrypted')
  if (isSymlink(entry)) throw new FileRefused('archive_unsafe', { entry: entry.fileName })
  const ratio = entry.uncompressedSize / Math.max(entry.compressedSize, 1)
  if (entry.uncompressedSize > RATIO_FROM && ratio > MOST_RATIO)
    throw new FileRefused('archive_bomb', { ratio: Math.round(ratio), limit: MOST_RATIO })
}

/** Two parts that share bytes are how a small file says that it is large (A7-3). */
function refuseOverlaps(entries: readonly Entry[]): void {
  const ordered = [...entries].sort((one, other) => one.relativeOffsetOfLocalHeader - other.relativeOffsetOfLocalHeader)
  for (const [index, entry] of ordered.entries()) {
    const next = ordered[index + 1]
    const end = entry.relativeOffsetOfLocalHeader + 30 + entry.compressedSize
    if (next && end > next.relativeOffsetOfLocalHeader)
      throw new FileRefused('archive_unsafe', { entry: entry.fileName })
  }
}

async function entriesOf(zip: ZipFile): Promise<Entry[]> {
  if (zip.entryCount > MOST_ENTRIES)
    throw new FileRefused('archive_too_many_entries', { found: zip.entryCount, limit: MOST_ENTRIES })
  const entries: Entry[] = []
  let unpacked = 0
  for await (const entry of zip.eachEntry()) {
    refuseEntry(entry)
    unpacked += entry.uncompressedSize
    if (unpacked > MOST_UNPACKED) throw new FileRefused('archive_too_large', { limit: MOST_UNPACKED })
    entries.push(entry)
  }
  refuseOverlaps(entries)
  return entries
}

/** yauzl checks names (`../`, absolute) and sizes itself, and says so in words of its own. */
function refusalOf(error: unknown): unknown {
  if (error instanceof FileRefused || !(error instanceof Error)) return error
  return new FileRefused(
    /relative path|absolute path|invalid characters/.test(error.message) ? 'archive_unsafe' : 'archive_damaged',
    { reason: error.message.slice(0, 200) },
  )
}

/**
 * Opens a ZIP and judges its directory before anything is unpacked (A7-1 to A7-9).
 * @throws FileRefused `archive_damaged`, `archive_unsafe`, `archive_bomb`, `archive_too_large`, `archive_too_many_entries`, `workbook_encrypted`.
 */
export async function openArchive(bytes: Buffer): Promise<Archive> {
  try {
    const zip = await fromBufferPromise(bytes)
    const byName = new Map((await entriesOf(zip)).map((entry) => [entry.fileName, entry] as const))
    return { names: new Set(byName.keys()), text: (name) => partText(zip, byName.get(name), name) }
  } catch (error) {
    throw refusalOf(error)
  }
}

async function* partText(zip: ZipFile, entry: Entry | undefined, name: string): AsyncGenerator<string> {
  if (!entry) throw new FileRefused('archive_damaged', { reason: name })
  try {
    const stream = await zip.openReadStreamPromise(entry)
    let decoder: TextDecoder | null = null
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      decoder ??= new TextDecoder(
        chunk[0] === 0xff && chunk[1] === 0xfe
          ? 'utf-16le'
          : chunk[0] === 0xfe && chunk[1] === 0xff
            ? 'utf-16be'
            : 'utf-8',
      )
      yield decoder.decode(chunk, { stream: true })
    }
  } catch (error) {
    throw refusalOf(error)
  }
}
