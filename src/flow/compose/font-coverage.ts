/**
 * Characters a TrueType font can draw, controls and direction signs left out, from its `cmap` table (formats 4 and 12, OpenType specification).
 * The letter uses it to replace what its fonts lack: under PDF/A a missing glyph would refuse the whole page.
 */
export function fontCoverage(font: Buffer): Set<number> {
  const covered = new Set<number>()
  const cmap = tableOffset(font, 'cmap')
  const count = font.readUInt16BE(cmap + 2)
  for (let i = 0; i < count; i++) {
    const offset = cmap + font.readUInt32BE(cmap + 8 + i * 8)
    const format = font.readUInt16BE(offset)
    if (format === 4) addSegments(font, offset, covered)
    if (format === 12) addGroups(font, offset, covered)
  }
  for (const code of covered) if (INVISIBLE.test(String.fromCodePoint(code))) covered.delete(code)
  return covered
}

const INVISIBLE = /[\p{Cc}\p{Cf}\p{Cs}]/u

/** @throws RangeError when the font has no such table. */
function tableOffset(font: Buffer, tag: string): number {
  const count = font.readUInt16BE(4)
  for (let i = 0; i < count; i++) {
    const entry = 12 + i * 16
    if (font.toString('latin1', entry, entry + 4) === tag) return font.readUInt32BE(entry + 8)
  }
  throw new RangeError(`The font has no ${tag} table`)
}

function addSegments(font: Buffer, offset: number, covered: Set<number>): void {
  const double = font.readUInt16BE(offset + 6)
  const [ends, starts] = [offset + 14, offset + 16 + double]
  const [deltas, ranges] = [starts + double, starts + 2 * double]
  for (let at = 0; at < double; at += 2) {
    const [first, last] = [font.readUInt16BE(starts + at), font.readUInt16BE(ends + at)]
    const [delta, range] = [font.readUInt16BE(deltas + at), font.readUInt16BE(ranges + at)]
    for (let code = first; code <= last && code < 0xffff; code++) {
      const glyph = range === 0 ? code : font.readUInt16BE(ranges + at + range + 2 * (code - first))
      if (glyph !== 0 && ((glyph + delta) & 0xffff) !== 0) covered.add(code)
    }
  }
}

function addGroups(font: Buffer, offset: number, covered: Set<number>): void {
  const count = font.readUInt32BE(offset + 12)
  for (let i = 0; i < count; i++) {
    const group = offset + 16 + i * 12
    const [first, last] = [font.readUInt32BE(group), font.readUInt32BE(group + 4)]
    for (let code = first; code <= last; code++) covered.add(code)
  }
}
