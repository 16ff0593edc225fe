import {
  decodePDFRawStream,
  PDFArray,
  PDFDict,
  PDFDocument,
  PDFName,
  PDFNumber,
  type PDFPage,
  PDFRawStream,
} from '@cantoo/pdf-lib'

/** A piece of text of a PDF page: its words, and its place in millimetres from the top left corner (`y` is its baseline). */
export type PlacedWords = {
  readonly page: number
  readonly text: string
  readonly x: number
  readonly right: number
  readonly y: number
}

type Matrix = readonly [number, number, number, number, number, number]
type Font = { readonly words: ReadonlyMap<number, string>; readonly widths: ReadonlyMap<number, number> }

const MM_PER_POINT = 25.4 / 72

/**
 * Reads the text of a PDF made by Typst with the place of each piece: two-byte glyphs with a ToUnicode table, `cm`, `Tm`, `Tf` and `TJ`.
 * What it reads can be extracted by anyone, so it also proves that the text of the letter is text.
 */
export async function placedWords(pdf: Uint8Array): Promise<PlacedWords[]> {
  const document = await PDFDocument.load(pdf)
  return document.getPages().flatMap((page, index) => wordsOfPage(page, index + 1))
}

function wordsOfPage(page: PDFPage, number: number): PlacedWords[] {
  const contents = page.node.Contents()
  if (!(contents instanceof PDFRawStream)) return []
  const fonts = fontsOf(page)
  const height = page.getHeight()
  const found: PlacedWords[] = []
  const stack: Matrix[] = []
  let matrix: Matrix = [1, 0, 0, 1, 0, 0]
  let text: Matrix = matrix
  let font: Font | undefined
  let size = 0
  const operands: Token[] = []
  for (const token of tokensOf(Buffer.from(decodePDFRawStream(contents).decode()).toString('latin1'))) {
    if (token.kind !== 'operator') {
      operands.push(token)
      continue
    }
    const numbers = operands.flatMap((each) => (each.kind === 'number' ? [each.value] : []))
    if (token.value === 'q') stack.push(matrix)
    else if (token.value === 'Q') matrix = stack.pop() ?? matrix
    else if (token.value === 'cm') matrix = multiply(asMatrix(numbers), matrix)
    else if (token.value === 'Tm') text = asMatrix(numbers)
    else if (token.value === 'Tf') {
      font = fonts.get(nameIn(operands))
      size = numbers.at(-1) ?? 0
    } else if (token.value === 'TJ' || token.value === 'Tj') {
      const shown = font ? showText(operands, font, size) : { words: '', width: 0 }
      const place = multiply(text, matrix)
      found.push({
        page: number,
        text: shown.words,
        x: place[4] * MM_PER_POINT,
        right: (place[4] + shown.width * place[0]) * MM_PER_POINT,
        y: (height - place[5]) * MM_PER_POINT,
      })
    }
    operands.length = 0
  }
  return found
}

function showText(operands: readonly Token[], font: Font, size: number): { words: string; width: number } {
  let [words, thousandths] = ['', 0]
  for (const operand of operands) {
    if (operand.kind === 'number') thousandths -= operand.value
    if (operand.kind !== 'string') continue
    for (let i = 0; i + 1 < operand.value.length; i += 2) {
      const glyph = operand.value.charCodeAt(i) * 256 + operand.value.charCodeAt(i + 1)
      words += font.words.get(glyph) ?? '\uFFFD'
      thousandths += font.widths.get(glyph) ?? 0
    }
  }
  return { words, width: (thousandths * size) / 1000 }
}

function nameIn(operands: readonly Token[]): string {
  for (const operand of operands) if (operand.kind === 'name') return operand.value
  return ''
}

function asMatrix(numbers: readonly number[]): Matrix {
  const [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0] = numbers
  return [a, b, c, d, e, f]
}

function multiply(m: Matrix, n: Matrix): Matrix {
  return [
    m[0] * n[0] + m[1] * n[2],
    m[0] * n[1] + m[1] * n[3],
    m[2] * n[0] + m[3] * n[2],
    m[2] * n[1] + m[3] * n[3],
    m[4] * n[0] + m[5] * n[2] + n[4],
    m[4] * n[1] + m[5] * n[3] + n[5],
  ]
}

type Token =
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'string' | 'name' | 'operator'; readonly value: string }

const TOKEN = /\(|<[0-9A-Fa-f\s]*>|\/[^\s/[\]()<>]+|[-+]?(?:\d+\.?\d*|\.\d+)|[A-Za-z*'"]+/g

function* tokensOf(stream: string): Generator<Token> {
  const scanner = new RegExp(TOKEN)
  for (let match = scanner.exec(stream); match; match = scanner.exec(stream)) {
    const token = match[0]
    if (token === '(') {
      const end = endOfString(stream, match.index)
      scanner.lastIndex = end
      yield { kind: 'string', value: unescaped(stream.slice(match.index + 1, end - 1)) }
    } else if (token.startsWith('<')) {
      yield { kind: 'string', value: Buffer.from(token.slice(1, -1), 'hex').toString('latin1') }
    } else if (token.startsWith('/')) yield { kind: 'name', value: token.slice(1) }
    else if (/^[-+.\d]/.test(token)) yield { kind: 'number', value: Number(token) }
    else yield { kind: 'operator', value: token }
  }
}

/** Index after the parenthesis that closes a string; balanced parentheses inside need no escape (ISO 32000-1, 7.3.4.2). */
function endOfString(stream: string, start: number): number {
  let depth = 0
  for (let at = start; at < stream.length; at++) {
    const sign = stream[at]
    if (sign === '\\') at++
    else if (sign === '(') depth++
    else if (sign === ')' && --depth === 0) return at + 1
  }
  return stream.length
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' }

function unescaped(text: string): string {
  return text.replace(/\\([0-7]{1,3}|[\s\S])/g, (_, code: string) =>
    /^[0-7]/.test(code) ? String.fromCharCode(Number.parseInt(code, 8)) : (ESCAPES[code] ?? code),
  )
}

function fontsOf(page: PDFPage): Map<string, Font> {
  const fonts = page.node.Resources()?.lookupMaybe(PDFName.of('Font'), PDFDict)
  const entries = fonts?.entries() ?? []
  return new Map(
    entries.map(([name]) => {
      const font = fonts?.lookup(name, PDFDict)
      return [name.decodeText(), { words: unicodeOf(font), widths: widthsOf(font) }] as const
    }),
  )
}

function unicodeOf(font: PDFDict | undefined): Map<number, string> {
  const stream = font?.lookup(PDFName.of('ToUnicode'))
  if (!(stream instanceof PDFRawStream)) return new Map()
  const source = Buffer.from(decodePDFRawStream(stream).decode()).toString('latin1')
  const lines = [...source.matchAll(/^<([0-9A-F]{4})> <([0-9A-F]+)>$/gm)]
  return new Map(
    lines.map((line) => [
      Number.parseInt(line[1] ?? '', 16),
      Buffer.from(line[2] ?? '', 'hex')
        .swap16()
        .toString('utf16le'),
    ]),
  )
}

/** `W` is a list of `first last width` or `first [widths]` (ISO 32000-1, 9.7.4.3). */
function widthsOf(font: PDFDict | undefined): Map<number, number> {
  const descendant = font?.lookup(PDFName.of('DescendantFonts'), PDFArray).lookup(0, PDFDict)
  const list = descendant?.lookupMaybe(PDFName.of('W'), PDFArray)
  const widths = new Map<number, number>()
  for (let i = 0; list && i < list.size(); ) {
    const first = list.lookup(i, PDFNumber).asNumber()
    const next = list.lookup(i + 1)
    if (next instanceof PDFArray) {
      for (let k = 0; k < next.size(); k++) widths.set(first + k, next.lookup(k, PDFNumber).asNumber())
      i += 2
    } else {
      const [last, width] = [list.lookup(i + 1, PDFNumber).asNumber(), list.lookup(i + 2, PDFNumber).asNumber()]
      for (let glyph = first; glyph <= last; glyph++) widths.set(glyph, width)
      i += 3
    }
  }
  return widths
}
