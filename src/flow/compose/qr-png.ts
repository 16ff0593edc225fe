import { crc32, deflateSync } from 'node:zlib'
import QRCode from 'qrcode'

/**
 * A QR code as a PNG of one bit a module, without quiet zone: byte mode, error level M (EPC069-12).
 * The letter draws it three times faster than the same code as SVG.
 */
export function qrPng(payload: string): Buffer {
  const { modules } = QRCode.create([{ data: Buffer.from(payload, 'utf8'), mode: 'byte' }], {
    errorCorrectionLevel: 'M',
  })
  const bytesPerRow = Math.ceil(modules.size / 8) + 1
  const pixels = Buffer.alloc(modules.size * bytesPerRow)
  for (let row = 0; row < modules.size; row++) {
    for (let column = 0; column < modules.size; column++) {
      if (modules.get(row, column)) continue
      const at = row * bytesPerRow + 1 + (column >> 3)
      pixels.writeUInt8(pixels.readUInt8(at) | (0x80 >> (column & 7)), at)
    }
  }
  const header = Buffer.alloc(13)
  header.writeUInt32BE(modules.size, 0)
  header.writeUInt32BE(modules.size, 4)
  header.writeUInt8(1, 8)
  const signature = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1')
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(pixels)),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

function chunk(type: string, data: Buffer): Buffer {
  const content = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const frame = Buffer.alloc(8 + content.length)
  frame.writeUInt32BE(data.length, 0)
  content.copy(frame, 4)
  frame.writeUInt32BE(crc32(content), 4 + content.length)
  return frame
}
