import { describe, expect, test } from 'vitest'
import { buildWorkbook, buildZip, workbookEntries } from '../../../../fixtures/build-workbook.ts'
import { day } from '../../../domain/day.ts'
import type { ImportedRecord, LineProblem } from '../model.ts'
import { readFile } from '../read-file.ts'
import { styleOf } from './xlsx/styles.ts'

const today = day('2026-11-22')
const text = (reference: string, value: string) => `<c r="${reference}" t="inlineStr"><is><t>${value}</t></is></c>`
const HEADINGS = ['N° facture', 'Date', 'Client', 'Montant TTC']
  .map((heading, at) => text(`${'ABCD'[at]}1`, heading))
  .join('')
const sheet = (rows: string) => `<worksheet><sheetData><row r="1">${HEADINGS}</row>${rows}</sheetData></worksheet>`
const LINE = `<row r="2">${text('A2', 'F1')}${text('B2', '01/09/2026')}${text('C2', 'Alpha')}<c r="D2"><v>12.5</v></c></row>`

async function read(bytes: Buffer): Promise<(ImportedRecord | LineProblem)[]> {
  const records: (ImportedRecord | LineProblem)[] = []
  for await (const record of readFile({ name: 'f.xlsx', bytes }, { today, mapping: null })) records.push(record)
  return records
}

/** The refusal of a file, and the time it took. */
async function refusal(bytes: Buffer): Promise<string> {
  const started = performance.now()
  const last = (await read(bytes)).at(-1)
  expect(performance.now() - started).toBeLessThan(2_000)
  return last?.type === 'problem' && last.severity === 'file_refused' ? last.code : `read: ${last?.type}`
}

test('a plain workbook is read', async () => {
  expect(await read(buildWorkbook({ sheets: { S: sheet(LINE) } }))).toContainEqual(
    expect.objectContaining({ type: 'invoice', number: 'F1', amountCents: 1_250 }),
  )
})

describe('A7-1 to A7-16: hostile workbooks are refused, with a reason', () => {
  const plain = workbookEntries({ sheets: { S: sheet(LINE) } })
  const with_ = (...more: Parameters<typeof buildZip>[0]) => buildZip([...plain, ...more])

  test('1: a directory that says 4 GB', async () => {
    expect(await refusal(with_({ name: 'xl/a', data: 'x'.repeat(50_000), claimedSize: 4_000_000_000 }))).toBe(
      'archive_bomb',
    )
  })
  test('5: a part packed more than 100 times', async () => {
    expect(await refusal(with_({ name: 'xl/media/a', data: Buffer.alloc(5_000_000) }))).toBe('archive_bomb')
  })
  test('1: many parts that unpack to more than 200 MB', async () => {
    const part = Buffer.alloc(900_000, 'abcdefghij')
    expect(await refusal(with_(...Array.from({ length: 250 }, (_, at) => ({ name: `xl/p${at}`, data: part }))))).toBe(
      'archive_too_large',
    )
  })
  test('2: an archive of archives is no workbook', async () => {
    expect(await refusal(buildZip([{ name: 'a.zip', data: buildZip([{ name: 'b', data: 'x' }]) }]))).toBe(
      'archive_not_a_workbook',
    )
  })
  test('3: parts that overlap', async () => {
    const bytes = with_({ name: 'xl/a', data: 'some text' }, { name: 'xl/b', data: 'other text' })
    const at = bytes.lastIndexOf(Buffer.from('xl/b')) - 4
    bytes.writeUInt32LE(bytes.readUInt32LE(at) - 20, at)
    expect(await refusal(bytes)).toBe('archive_unsafe')
  })
  test('4: 3,000 parts', async () => {
    expect(await refusal(with_(...Array.from({ length: 3_000 }, (_, at) => ({ name: `f${at}`, data: '' }))))).toBe(
      'archive_too_many_entries',
    )
  })
  test.each(['../evil', '/etc/passwd', 'C:/evil'])('6, 7: a part named %s', async (name) => {
    expect(await refusal(with_({ name, data: 'x' }))).toBe('archive_unsafe')
  })
  test('8: a symbolic link', async () => {
    expect(await refusal(with_({ name: 'xl/link', data: '/etc/passwd', attributes: 0xa1ff0000 }))).toBe(
      'archive_unsafe',
    )
  })
  test('9: a sheet larger than it says is cut', async () => {
    const [first, ...rest] = workbookEntries({ sheets: { S: sheet(LINE.repeat(2_000)) } })
    const lying = rest.map((entry) => (entry.name.includes('sheet1') ? { ...entry, claimedSize: 400 } : entry))
    expect(await refusal(buildZip([...(first ? [first] : []), ...lying]))).toBe('archive_damaged')
  })
  test('10: a DOCTYPE, wherever it is', async () => {
    const bomb = '<!DOCTYPE r [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>'
    expect(await refusal(buildWorkbook({ sheets: { S: `${bomb}${sheet(LINE)}` } }))).toBe('xml_doctype')
    expect(await refusal(buildWorkbook({ sheets: { S: sheet(LINE) }, strings: `${bomb}<sst/>` }))).toBe('xml_doctype')
  })
  test('11: more than 500,000 shared strings', { timeout: 20_000 }, async () => {
    const strings = `<sst>${Array.from({ length: 500_001 }, (_, at) => `<si><t>${at.toString(36)}</t></si>`).join('')}</sst>`
    const last = (await read(buildWorkbook({ sheets: { S: sheet(LINE) }, strings }))).at(-1)
    expect(last).toMatchObject({ severity: 'file_refused', code: 'workbook_too_many_texts' })
  })
  test('15: macros', async () => {
    expect(await refusal(with_({ name: 'xl/vbaProject.bin', data: 'x' }))).toBe('workbook_with_macros')
  })
  test('16: encrypted, by the archive or by Office', async () => {
    expect(await refusal(with_({ name: 'xl/secret', data: 'x', flags: 1 }))).toBe('workbook_encrypted')
    const office = Buffer.concat([
      Buffer.from('d0cf11e0a1b11ae1', 'hex'),
      Buffer.alloc(600),
      Buffer.from('EncryptedPackage', 'utf16le'),
    ])
    expect(await refusal(office)).toBe('workbook_encrypted')
  })
  test.each([
    ['xls', Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(600)])],
    [
      'ods',
      buildZip([
        { name: 'mimetype', data: 'application/vnd.oasis.opendocument.spreadsheet' },
        { name: 'content.xml', data: '<a/>' },
      ]),
    ],
    ['xlsb', buildZip([{ name: 'xl/workbook.bin', data: 'x' }])],
    ['numbers', buildZip([{ name: 'Index/Document.iwa', data: 'x' }])],
  ])('an %s file: how to save it again', async (found, bytes) => {
    expect((await read(bytes)).at(-1)).toMatchObject({ code: 'save_as_xlsx', facts: { found } })
  })
  test('a cut archive, and bytes that only begin as one', async () => {
    const whole = buildWorkbook({ sheets: { S: sheet(LINE) } })
    expect(await refusal(whole.subarray(0, whole.length - 30))).toBe('archive_damaged')
    expect(await refusal(Buffer.concat([Buffer.from('PK\u0003\u0004'), Buffer.alloc(2_000, 7)]))).toBe(
      'archive_damaged',
    )
  })
  test('XML that is not well formed', async () => {
    expect(await refusal(buildWorkbook({ sheets: { S: '<worksheet><sheetData><row>' } }))).toBe('archive_damaged')
  })
})

test('A7-12: one cell in XFD1048576 costs one cell', async () => {
  const far = `<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>`
  const started = performance.now()
  expect(await read(buildWorkbook({ sheets: { S: sheet(LINE + far) } }))).toContainEqual(
    expect.objectContaining({ type: 'invoice' }),
  )
  expect(performance.now() - started).toBeLessThan(2_000)
})

test('A7-17: a formula without its value is empty, with a warning', async () => {
  const row = `<row r="2">${text('A2', 'F1')}${text('B2', '01/09/2026')}${text('C2', 'Alpha')}<c r="D2"><f>1+1</f></c></row>`
  const found = (await read(buildWorkbook({ sheets: { S: sheet(row) } }))).filter((record) => record.type === 'problem')
  expect(found.map(({ severity, code, line, column }) => [severity, code, line, column])).toEqual([
    ['warning', 'formula_without_value', 2, 'Montant TTC'],
    ['refused', 'amount_missing', 2, 'Montant TTC'],
  ])
})

describe('number formats', () => {
  test.each([
    ['dd/mm/yyyy', true],
    ['jj/mm/aaaa', true],
    ['[$-40C]d mmmm yyyy;@', true],
    ['mm:ss', false],
    ['General', false],
    ['Standard', false],
    ['#,##0.00 "jours"', false],
    ['0.00', false],
    ['[Red]0.00', false],
  ])('%s shows a date: %s', (code, isDate) => expect(styleOf(code).isDate).toBe(isDate))
  test.each([
    ['#,##0.00\\ "€"', '€'],
    ['#,##0.00 [$€-40C]', '€'],
    ['[$$-409]#,##0.00', '$'],
    ['[$USD] 0.00', 'USD'],
    ['[$-40C]0.00', null],
    ['0.00', null],
  ])('%s shows the currency %s', (code, currency) => expect(styleOf(code).currencyText).toBe(currency))
})
