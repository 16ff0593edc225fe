import { FileRefused } from '../format.ts'
import { type Archive, openArchive } from './archive.ts'
import { type CellStyle, readStyles } from './styles.ts'
import { attribute, readXml } from './xml.ts'

const MOST_STRINGS = 500_000
const MOST_STRING_CHARACTERS = 40_000_000

export type Sheet = { readonly name: string; readonly part: string }

export type Workbook = {
  readonly archive: Archive
  /** Visible sheets, in the order of their tabs. */
  readonly sheets: readonly Sheet[]
  readonly dateSystem: '1900' | '1904'
  readonly styles: readonly CellStyle[]
  readonly strings: readonly string[]
}

/** What a ZIP or an old Office file is when it is not a workbook we read: each has its own way to be saved again. */
function refuseOtherKinds(names: ReadonlySet<string>): void {
  if (names.has('xl/vbaProject.bin')) throw new FileRefused('workbook_with_macros')
  if (names.has('xl/workbook.bin')) throw new FileRefused('save_as_xlsx', { found: 'xlsb' })
  if (names.has('content.xml')) throw new FileRefused('save_as_xlsx', { found: 'ods' })
  if (names.has('Index/Document.iwa')) throw new FileRefused('save_as_xlsx', { found: 'numbers' })
  if (names.has('word/document.xml')) throw new FileRefused('save_as_xlsx', { found: 'docx' })
  if (!names.has('xl/workbook.xml')) throw new FileRefused('archive_not_a_workbook')
}

/** Old Office files hold either a workbook of before 2007, or a new one encrypted with a password. */
function refuseCompoundFile(bytes: Buffer): void {
  if (bytes.readUInt32BE(0) !== 0xd0cf11e0) return
  if (bytes.includes(Buffer.from('EncryptedPackage', 'utf16le'))) throw new FileRefused('workbook_encrypted')
  throw new FileRefused('save_as_xlsx', { found: 'xls' })
}

async function readRelations(archive: Archive): Promise<Map<string, string>> {
  const parts = new Map<string, string>()
  await readXml(archive.text('xl/_rels/workbook.xml.rels'), {
    open: (name, { Id, Target, TargetMode }) => {
      if (name !== 'Relationship' || !Id || !Target || TargetMode === 'External') return
      parts.set(Id, Target.startsWith('/') ? Target.slice(1) : `xl/${Target.replace(/^\.\//, '')}`)
    },
  })
  return parts
}

async function readSheets(archive: Archive): Promise<Pick<Workbook, 'sheets' | 'dateSystem'>> {
  const parts = await readRelations(archive)
  const sheets: Sheet[] = []
  let dateSystem: Workbook['dateSystem'] = '1900'
  await readXml(archive.text('xl/workbook.xml'), {
    open: (name, attributes) => {
      if (name === 'workbookPr' && /^(1|true)$/.test(attributes.date1904 ?? '')) dateSystem = '1904'
      const part = parts.get(attribute(attributes, 'id') ?? '')
      if (name === 'sheet' && part && (attributes.state ?? 'visible') === 'visible')
        sheets.push({ name: attributes.name ?? '', part })
    },
  })
  return { sheets, dateSystem }
}

async function readStrings(archive: Archive): Promise<string[]> {
  if (!archive.names.has('xl/sharedStrings.xml')) return []
  const strings: string[] = []
  let [text, length, inText, inPhonetic] = ['', 0, false, false]
  await readXml(archive.text('xl/sharedStrings.xml'), {
    open: (name) => {
      if (name === 'si') text = ''
      if (name === 'rPh') inPhonetic = true
      inText = name === 't'
    },
    text: (part) => {
      if (inText && !inPhonetic) text += part
    },
    close: (name) => {
      inText = false
      if (name === 'rPh') inPhonetic = false
      if (name !== 'si') return
      length += text.length
      strings.push(text)
      if (strings.length > MOST_STRINGS || length > MOST_STRING_CHARACTERS)
        throw new FileRefused('workbook_too_many_texts', { limit: MOST_STRINGS })
    },
  })
  return strings
}

/**
 * Opens an XLSX workbook. @throws FileRefused those of `openArchive`, `workbook_encrypted`, `workbook_with_macros`,
 * `save_as_xlsx` { found: xls | xlsb | ods | numbers | docx }, `archive_not_a_workbook`, `workbook_too_many_texts`, `xml_doctype`.
 */
export async function openWorkbook(bytes: Buffer): Promise<Workbook> {
  if (bytes.length < 22) throw new FileRefused('archive_damaged')
  refuseCompoundFile(bytes)
  const archive = await openArchive(bytes)
  refuseOtherKinds(archive.names)
  const { sheets, dateSystem } = await readSheets(archive)
  return { archive, sheets, dateSystem, styles: await readStyles(archive), strings: await readStrings(archive) }
}
