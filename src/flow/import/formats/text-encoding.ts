import { isUtf8 } from 'node:buffer'
import { type ImportSource, openSource } from '../source.ts'
import { FileRefused } from './format.ts'

export type TextEncoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252' | 'iso-8859-15'

function fromMark(head: Buffer): TextEncoding | null {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return 'utf-8'
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le'
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be'
  return null
}

/** UTF-16 without a mark: in European text one byte of two is zero. */
function fromZeros(head: Buffer): TextEncoding | null {
  let [even, odd] = [0, 0]
  for (let at = 0; at < head.length; at++) if (head[at] === 0) at % 2 === 0 ? even++ : odd++
  if (odd > head.length * 0.3 && even < odd / 10) return 'utf-16le'
  return even > head.length * 0.3 && odd < even / 10 ? 'utf-16be' : null
}

/** Where the two French 8-bit sets differ: 0x80–0x9F are signs only in Windows-1252; 0xA4 is €, 0xBC and 0xBD are Œ œ only in ISO 8859-15. */
class EightBitCensus {
  windows = 0
  latin9 = 0

  add(bytes: Uint8Array): void {
    for (let at = 0; at < bytes.length; at++) {
      const byte = bytes[at] ?? 0
      if (byte < 0x80) continue
      if (byte < 0xa0) this.windows++
      else if (byte === 0xa4 || byte === 0xbc || byte === 0xbd) this.latin9++
    }
  }

  verdict(): TextEncoding {
    return this.latin9 > 0 && this.windows === 0 ? 'iso-8859-15' : 'windows-1252'
  }
}

/** Length of the UTF-8 sequence cut at the end of a chunk, so that it is judged with the next one. */
function cutTail(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back] ?? 0
    if (byte >= 0xc0) return back
    if (byte < 0x80) return 0
  }
  return 0
}

/** Tells the encoding from all the bytes of a file: one accent after a megabyte of plain letters is enough to change the answer. */
export async function detectEncoding(source: ImportSource): Promise<TextEncoding> {
  const census = new EightBitCensus()
  let [utf8, rest] = [true, Buffer.alloc(0)]
  let first = true
  for await (const chunk of openSource(source) as AsyncIterable<Buffer>) {
    const marked = first ? (fromMark(chunk) ?? fromZeros(chunk.subarray(0, 65_536))) : null
    if (marked) return marked
    first = false
    census.add(chunk)
    if (!utf8) continue
    const joined = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk
    const tail = cutTail(joined)
    utf8 = isUtf8(joined.subarray(0, joined.length - tail))
    rest = Buffer.from(joined.subarray(joined.length - tail))
  }
  return utf8 && rest.length === 0 ? 'utf-8' : census.verdict()
}

/** The text of a file, chunk by chunk, without its byte order mark. @throws FileRefused `nul_bytes`: it is no text. */
export async function* decodedText(source: ImportSource, encoding: TextEncoding): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding)
  for await (const chunk of openSource(source) as AsyncIterable<Buffer>) {
    const text = decoder.decode(chunk, { stream: true })
    if (text.includes('\u0000')) throw new FileRefused('nul_bytes')
    yield text
  }
  yield decoder.decode()
}

/** The first characters of a file, decoded, for telling its format and its separator. */
export function decodeHead(head: Buffer): string {
  const encoding = fromMark(head) ?? fromZeros(head)
  if (encoding) return new TextDecoder(encoding).decode(head)
  const whole = head.subarray(0, head.length - cutTail(head))
  return new TextDecoder(isUtf8(whole) ? 'utf-8' : 'windows-1252').decode(whole)
}
