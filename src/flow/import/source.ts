import { createReadStream } from 'node:fs'
import { open, stat } from 'node:fs/promises'
import { Readable } from 'node:stream'

/** A file to read: on disk, or bytes already here. Plain data, so that it can be handed to a worker thread. */
export type ImportSource =
  | { readonly name: string; readonly path: string }
  | { readonly name: string; readonly bytes: Uint8Array }

/** Opens the bytes from the start; may be called again: the readers survey a file before they read it. */
export function openSource(source: ImportSource): Readable {
  if ('path' in source) return createReadStream(source.path, { highWaterMark: 1 << 18 })
  return Readable.from(slices(Buffer.from(source.bytes.buffer, source.bytes.byteOffset, source.bytes.byteLength)))
}

function* slices(bytes: Buffer): Generator<Buffer> {
  for (let at = 0; at < bytes.length; at += 1 << 18) yield bytes.subarray(at, at + (1 << 18))
}

export async function sourceSize(source: ImportSource): Promise<number> {
  return 'path' in source ? (await stat(source.path)).size : source.bytes.byteLength
}

/** The first bytes of a file, for telling its format. */
export async function headOf(source: ImportSource, length = 65_536): Promise<Buffer> {
  if (!('path' in source)) return Buffer.from(source.bytes.subarray(0, length))
  const file = await open(source.path)
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, 0)
    return buffer.subarray(0, bytesRead)
  } finally {
    await file.close()
  }
}
