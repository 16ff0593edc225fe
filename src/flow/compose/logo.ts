import { accept, type Outcome, refuse } from '../../domain/refusal.ts'
import type { Logo } from './letter-model.ts'

const MAX_BYTES = 1_000_000
const MAX_SIDE = 4000

/**
 * Accepts a creditor's logo: PNG or JPEG by its bytes, never by its name (reliability A7 63).
 * Refusals: `logo_not_png_or_jpeg`, `logo_too_large` (1 MB, 4000 pixels a side).
 */
export function readLogo(bytes: Uint8Array): Outcome<Logo> {
  const image = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const size = pngSize(image) ?? jpegSize(image)
  if (!size) return refuse('logo_not_png_or_jpeg')
  const { width, height } = size
  if (image.length > MAX_BYTES || width > MAX_SIDE || height > MAX_SIDE) {
    return refuse('logo_too_large', { bytes: image.length, width, height, maxBytes: MAX_BYTES, maxSide: MAX_SIDE })
  }
  return accept({ mediaType: size.mediaType, bytes })
}

type Size = { mediaType: Logo['mediaType']; width: number; height: number }

function pngSize(image: Buffer): Size | null {
  if (image.length < 24 || image.toString('latin1', 0, 8) !== '\x89PNG\r\n\x1a\n') return null
  return { mediaType: 'image/png', width: image.readUInt32BE(16), height: image.readUInt32BE(20) }
}

/** Walks the segments up to the frame header (SOF0 to SOF15, tables left out), ITU T.81. */
function jpegSize(image: Buffer): Size | null {
  if (image.length < 4 || image.readUInt16BE(0) !== 0xffd8) return null
  for (let at = 2; at + 9 < image.length && image[at] === 0xff; at += 2 + image.readUInt16BE(at + 2)) {
    const marker = image[at + 1] ?? 0
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)
    if (!isFrame) continue
    return { mediaType: 'image/jpeg', height: image.readUInt16BE(at + 5), width: image.readUInt16BE(at + 7) }
  }
  return null
}
