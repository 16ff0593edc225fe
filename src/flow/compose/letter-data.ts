import { createHash } from 'node:crypto'
import type { Block } from './blocks.ts'
import { drawableJson } from './drawable.ts'
import type { LetterModel, Logo } from './letter-model.ts'
import { qrPng } from './qr-png.ts'

/** What `letter.typ` reads, and the images it may open, by path. */
export type LetterData = { readonly json: string; readonly images: ReadonlyMap<string, Uint8Array> }

const LABELS = {
  fr: { page: 'Page', annex: 'Annexe\u00A0: détail du compte', qr: 'Code de virement' },
  en: { page: 'Page', annex: 'Annex: account in detail', qr: 'Credit transfer code' },
} as const

/**
 * Models as the data of one document. `covered` are the characters the fonts can draw: others become their letter without accent,
 * or « ? », so that no page is refused for one sign (PDF/A).
 */
export function letterData(models: readonly LetterModel[], duplex: boolean, covered: ReadonlySet<number>): LetterData {
  const images = new Map<string, Uint8Array>()
  const first = models[0]
  const data = {
    lang: first?.language ?? 'fr',
    title: models.length === 1 ? (first?.subject ?? '') : `${models.length} lettres`,
    author: first?.creditor.name ?? '',
    duplex,
    letters: models.map((model) => letterOf(model, images)),
  }
  return { json: drawableJson(data, covered), images }
}

function letterOf(model: LetterModel, images: Map<string, Uint8Array>) {
  const labels = LABELS[model.language]
  return {
    creditor: { ...model.creditor, logo: logoPath(model.creditor.logo, images) },
    recipient: model.recipient,
    dateline: model.dateline,
    mode: model.mode,
    references: model.references,
    subject: model.subject,
    blocks: model.blocks,
    annex: annexPages(model.annex),
    'annex-line': [model.creditor.name, ...model.references.map((reference) => reference.join(' '))].join(' · '),
    qr: model.qrPayload === null ? null : { png: [...qrPng(model.qrPayload)], alt: labels.qr },
    enclosures: model.enclosures,
    notice: model.notice,
    offset: model.offsetMm,
    labels,
  }
}

/** One file per distinct logo, named by its hash: never by anything a user wrote. */
function logoPath(logo: Logo | null, images: Map<string, Uint8Array>): string | null {
  if (!logo) return null
  const name = createHash('sha256').update(logo.bytes).digest('hex').slice(0, 32)
  const path = `/${name}.${logo.mediaType === 'image/png' ? 'png' : 'jpg'}`
  images.set(path, logo.bytes)
  return path
}

/** Rows that fit an annex page for sure, each on one line; so the number of pages is known before the layout. */
const ROWS_PER_ANNEX_PAGE = 34

/** Tables cut into pages, their heading repeated; short tables share a page. */
function annexPages(annex: readonly Block[]): Block[][] {
  const pages: Block[][] = []
  let room = 0
  for (const block of annex.flatMap(tableParts)) {
    const rows = block.kind === 'table' ? block.rows.length + 2 : 2
    if (rows > room) {
      pages.push([])
      room = ROWS_PER_ANNEX_PAGE + 3
    }
    pages.at(-1)?.push(block)
    room -= rows
  }
  return pages
}

function tableParts(block: Block): Block[] {
  if (block.kind !== 'table') return [block]
  const [head = [], ...rows] = block.rows
  const count = Math.max(1, Math.ceil(rows.length / ROWS_PER_ANNEX_PAGE))
  return Array.from({ length: count }, (_, index) => {
    const part = rows.slice(index * ROWS_PER_ANNEX_PAGE, (index + 1) * ROWS_PER_ANNEX_PAGE)
    return { ...block, rows: [head, ...part] }
  })
}
