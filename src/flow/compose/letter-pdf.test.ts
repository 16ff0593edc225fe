import { deflateSync, inflateSync } from 'node:zlib'
import { PDFDocument, PDFName, PDFRawStream } from '@cantoo/pdf-lib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { CALL_CODES } from '../../domain/text-catalogue.ts'
import { callSheet } from './call-sheet.ts'
import { sampleLetter } from './golden/sample-letter.ts'
import { sampleVariables } from './golden/sample-variables.ts'
import type { LetterModel } from './letter-model.ts'
import { batchLetters, closeLetterPress, renderCallSheetPdf, renderLetterPdf } from './letter-pdf.ts'
import { readLogo } from './logo.ts'
import { placedWords } from './testing/placed-words.ts'

async function printed(model: LetterModel): Promise<{ pdf: Uint8Array; pages: number }> {
  const outcome = await renderLetterPdf(model)
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.refusal))
  return outcome.value
}
const words = async (pdf: Uint8Array) => (await placedWords(pdf)).map((word) => word.text).join(' ')

beforeAll(async () => void (await printed(sampleLetter('first-reminder', 'consumer'))), 60_000)
afterAll(closeLetterPress)

describe('S2-11: one page with up to five invoices and three charge lines', () => {
  test.each([
    ['first-reminder', 'professional'],
    ['first-reminder', 'consumer'],
    ['firm-reminder', 'professional'],
    ['firm-reminder', 'public'],
    ['warning-letter', 'professional'],
    ['warning-letter', 'consumer'],
    ['formal-notice', 'professional'],
    ['formal-notice', 'public'],
    ['formal-notice', 'consumer'],
    ['instalment-agreement', 'professional'],
    ['instalment-agreement', 'consumer'],
    ['insolvency-claim', 'professional'],
  ] as const)('%s for %s', async (code, regime) => {
    expect(
      (await printed(sampleLetter(code, regime, 'fr', { invoices: 5, charges: true, talkative: true }))).pages,
    ).toBe(1)
  })
  test('six invoices move to an annex page, and the body says so', async () => {
    const model = sampleLetter('first-reminder', 'professional', 'fr', { invoices: 6 })
    const { pdf, pages } = await printed(model)
    expect(pages).toBe(2)
    expect(await words(pdf)).toContain('Détail en annexe')
    expect(await words(pdf)).toContain('Page 2 / 2')
  })
  test('200 invoices take as many annex pages as they need, none lost', async () => {
    const { pdf, pages } = await printed(sampleLetter('first-reminder', 'professional', 'fr', { invoices: 200 }))
    expect(pages).toBe(1 + Math.ceil(200 / 34))
    expect((await words(pdf)).match(/F2026-\d{3}/g)?.length).toBe(200)
  })
})

describe('window envelope (formats §10): block at 110 mm from the left, 55 to 79 mm from the top', () => {
  test.each([
    ['five lines', sampleLetter('first-reminder', 'professional')],
    [
      'six lines of 38 letters',
      { ...sampleLetter('formal-notice', 'professional'), recipient: Array.from({ length: 6 }, () => 'W'.repeat(38)) },
    ],
  ])('%s are inside the visible zone, and nothing else is within 5 mm of it', async (_, model) => {
    const placed = (await placedWords((await printed(model)).pdf)).filter((word) => word.page === 1)
    const isInside = (word: { x: number; y: number; right: number }) =>
      word.x >= 109.9 && word.right <= 190.1 && word.y >= 55 && word.y <= 79
    const recipient = placed.filter(isInside)
    expect(
      recipient
        .map((word) => word.text)
        .join(' ')
        .replace(/\s+/g, ' ')
        .trim(),
    ).toBe(model.recipient.join(' '))
    const near = placed.filter((word) => !isInside(word) && word.right > 105 && word.y > 50 && word.y < 84)
    expect(near).toEqual([])
  })
  test('the offset of the printer moves the block alone', async () => {
    const model = sampleLetter('first-reminder', 'professional')
    const moved = await placedWords((await printed({ ...model, offsetMm: { x: -2, y: 1.5 } })).pdf)
    const straight = await placedWords((await printed(model)).pdf)
    const at = (all: typeof moved, text: string) => all.find((word) => word.text.startsWith(text))
    const [before, after] = [at(straight, '49000'), at(moved, '49000')]
    expect((after?.x ?? 0) - (before?.x ?? 0)).toBeCloseTo(-2, 1)
    expect((after?.y ?? 0) - (before?.y ?? 0)).toBeCloseTo(1.5, 1)
    expect(at(moved, 'Menuiserie')?.x).toBeCloseTo(at(straight, 'Menuiserie')?.x ?? 0, 2)
  })
})

describe('the file', () => {
  test('same letter, same bytes', async () => {
    const model = sampleLetter('formal-notice', 'consumer')
    expect(Buffer.from((await printed(model)).pdf).equals(Buffer.from((await printed(model)).pdf))).toBe(true)
  })
  test('every font is embedded, and the file says PDF/A-2b', async () => {
    const { pdf } = await printed(sampleLetter('first-reminder', 'professional', 'fr', { invoices: 2, charges: true }))
    const document = await PDFDocument.load(pdf)
    const objects = document.context.enumerateIndirectObjects().map(([, object]) => object.toString())
    const descriptors = objects.filter((object) => object.includes('/Type /FontDescriptor'))
    expect(descriptors.length).toBeGreaterThan(0)
    for (const descriptor of descriptors) expect(descriptor).toMatch(/\/FontFile[23] /)
    expect(metadataOf(document)).toMatch(/pdfaid:part>2<[\s\S]*pdfaid:conformance>B</)
  })
  test('S2-29, S2-30: the words can be extracted, mandatory ones included', async () => {
    const text = await words((await printed(sampleLetter('formal-notice', 'professional'))).pdf)
    for (const mention of [
      'MISE EN DEMEURE',
      'Nantes, le 23 novembre 2026',
      '12 rue de l’Huissier',
      '4 impasse du Moulin',
      'IBAN',
      'RCS Nantes',
    ]) {
      expect(text.replace(/\s+/g, ' ')).toContain(mention)
    }
  })
  test('signs no font has, controls and reversals never refuse a letter', async () => {
    const model = { ...sampleLetter('first-reminder', 'professional'), subject: 'Ễ 漢字 \u202Eabc\u0000 ﬁ ☃ 👍 Ω Ж' }
    const text = await words((await printed(model)).pdf)
    expect(text.replace(/\s+/g, ' ')).toContain('Ễ ?? abc ﬁ ? ? Ω Ж')
  })
  test('Typst markup and code in data are plain words (reliability A7 76)', async () => {
    const model = {
      ...sampleLetter('first-reminder', 'professional'),
      subject: '#read("/etc/passwd") *a* $x$ @b <c> #panic()',
    }
    expect(await words((await printed(model)).pdf)).toContain('#read("/etc/passwd") *a* $x$ @b <c> #panic()')
  })
})

describe('batch in folding order', () => {
  const models = [
    sampleLetter('first-reminder', 'professional'),
    sampleLetter('first-reminder', 'professional', 'fr', { invoices: 6 }),
    sampleLetter('formal-notice', 'consumer'),
  ]
  test('letters follow one another; in duplex each begins on a new sheet', async () => {
    const [simplex, duplex] = [await batchLetters(models), await batchLetters(models, { duplex: true })]
    expect([simplex.ok && simplex.value.pages, duplex.ok && duplex.value.pages]).toEqual([4, 5])
    if (!duplex.ok) return
    const starts = (await placedWords(duplex.value.pdf)).filter((word) => word.text.startsWith('49000'))
    expect(starts.map((word) => word.page)).toEqual([1, 3, 5])
  })
  test('no letter, no file', async () => {
    expect(await batchLetters([])).toMatchObject({ ok: false, refusal: { code: 'letters_none' } })
  })
})

describe('call sheet on paper', () => {
  test.each(CALL_CODES)('%s holds the facts, the ten steps, the outcomes and the answers', async (code) => {
    const sheet = callSheet(
      code,
      sampleVariables('professional', 'fr', { invoices: 2, talkative: true }),
      '02 41 00 00 00',
    )
    if (!sheet.ok) throw new Error(JSON.stringify(sheet.refusal))
    const outcome = await renderCallSheetPdf(sheet.value)
    if (!outcome.ok) throw new Error(JSON.stringify(outcome.refusal))
    const text = (await words(outcome.value.pdf)).replace(/\s+/g, ' ')
    for (const needed of [
      'Ateliers Lœwenberg SAS',
      '02 41 00 00 00',
      'F2026-041',
      '1. Présentation',
      '10. Formalisation',
      'sans accord',
    ]) {
      expect(text).toContain(needed)
    }
    expect(outcome.value.pages).toBeLessThanOrEqual(5)
  })
})

describe('logo (reliability A7 63)', () => {
  test('a PNG is accepted and printed', async () => {
    const logo = readLogo(onePixelPng())
    if (!logo.ok) throw new Error(logo.refusal.code)
    const model = sampleLetter('first-reminder', 'professional')
    const { pdf } = await printed({ ...model, creditor: { ...model.creditor, logo: logo.value } })
    const objects = (await PDFDocument.load(pdf)).context.enumerateIndirectObjects()
    const images = objects.filter(
      ([, object]) => object instanceof PDFRawStream && object.dict.get(PDFName.of('Subtype')) === PDFName.of('Image'),
    )
    expect(images.length).toBeGreaterThanOrEqual(2)
  })
  test.each([
    ['SVG', '<svg xmlns="http://www.w3.org/2000/svg"><script>x</script></svg>'],
    ['HTML', '<html></html>'],
    ['nothing', ''],
  ])('%s is refused by its bytes', (_, text) => {
    expect(readLogo(Buffer.from(text))).toMatchObject({ refusal: { code: 'logo_not_png_or_jpeg' } })
  })
})

function metadataOf(document: PDFDocument): string {
  const stream = document.catalog.lookup(PDFName.of('Metadata'))
  if (!(stream instanceof PDFRawStream)) return ''
  const bytes = Buffer.from(stream.contents)
  return bytes[0] === 0x78 ? inflateSync(bytes).toString('utf8') : bytes.toString('utf8')
}

function onePixelPng(): Buffer {
  const png = Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  )
  return deflateSync(png).length > 0 ? png : png
}
