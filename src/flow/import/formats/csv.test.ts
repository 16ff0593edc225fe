import { describe, expect, test } from 'vitest'
import { day } from '../../../domain/day.ts'
import type { ImportedRecord, LineProblem } from '../model.ts'
import { readFile } from '../read-file.ts'
import type { ReadOptions } from './format.ts'

const HEAD = 'N° facture;Date;Échéance;Client;Montant TTC'
const today = day('2026-11-22')

async function read(
  bytes: Buffer | string,
  name = 'f.csv',
  options: Partial<ReadOptions> = {},
): Promise<(ImportedRecord | LineProblem)[]> {
  const records: (ImportedRecord | LineProblem)[] = []
  const source = { name, bytes: Buffer.from(bytes) }
  for await (const record of readFile(source, { today, mapping: null, ...options })) records.push(record)
  return records
}

const problems = async (bytes: Buffer | string) =>
  (await read(bytes))
    .filter((record) => record.type === 'problem')
    .map(({ severity, line, column, code }) => [severity, line, column, code])

async function invoices(bytes: Buffer | string) {
  return (await read(bytes)).filter((record) => record.type === 'invoice')
}

describe('A7-21: encodings', () => {
  const text = `${HEAD}\r\nF1;01/09/2026;01/10/2026;Crème Brûlée – Œuvre;1 234,56 €\r\n`
  const utf16be = Buffer.from(`\uFEFF${text}`, 'utf16le').swap16()
  test.each([
    ['UTF-8', Buffer.from(text)],
    ['UTF-8 with mark', Buffer.from(`\uFEFF${text}`)],
    ['UTF-16 LE with mark', Buffer.from(`\uFEFF${text}`, 'utf16le')],
    ['UTF-16 LE without mark', Buffer.from(text, 'utf16le')],
    ['UTF-16 BE with mark', utf16be],
    ['Windows-1252', Buffer.from(text.replace('Œ', '\u008C').replace('–', '\u0096').replace('€', '\u0080'), 'latin1')],
  ])('%s', async (_, bytes) => {
    expect(await invoices(bytes)).toMatchObject([{ party: { name: 'Crème Brûlée – Œuvre' }, amountCents: 123_456 }])
  })
  test('ISO 8859-15: its own euro and œ', async () => {
    const bytes = Buffer.from(text.replace('Œ', '\u00BC').replace('–', '-').replace('€', '\u00A4'), 'latin1')
    expect(await invoices(bytes)).toMatchObject([{ party: { name: 'Crème Brûlée - Œuvre' }, amountCents: 123_456 }])
  })
  test('one accent after a megabyte of plain letters decides', async () => {
    const lines = Array.from(
      { length: 12_000 },
      (_, at) => `F${at};01/09/2026;01/10/2026;Client numero ${at} de la liste longue et plate;10,00`,
    )
    const bytes = Buffer.from(
      `${HEAD.replaceAll(/[°É]/g, 'e')}\n${lines.join('\n')}\nFX;01/09/2026;01/10/2026;Éloïse;10,00\n`,
      'latin1',
    )
    expect((await invoices(bytes)).at(-1)).toMatchObject({ party: { name: 'Éloïse' } })
  })
})

describe('separators and line ends', () => {
  test.each([';', ',', '\t', '|'])('%j', async (separator) => {
    const text = `${HEAD}\nF1;01/09/2026;01/10/2026;Alpha;"1234,56"\nF2;02/09/2026;01/10/2026;Beta;"20,00"`.replaceAll(
      ';',
      separator,
    )
    expect(await invoices(text)).toMatchObject([{ amountCents: 123_456 }, { amountCents: 2_000 }])
  })
  test.each(['\n', '\r\n', '\r'])('line end %j', async (end) => {
    expect(await invoices([HEAD, 'F1;01/09/2026;;Alpha;1', 'F2;01/09/2026;;Beta;2'].join(end))).toHaveLength(2)
  })
})

describe('A7-28: amounts are decided by the whole column, else asked', () => {
  const table = (...amounts: string[]) =>
    [HEAD, ...amounts.map((amount, at) => `F${at};01/09/2026;;Alpha;${amount}`)].join('\n')
  test('« 1.234 » beside « 12,50 » is 1 234,00; beside « 12.50 » it is more than cents', async () => {
    expect((await invoices(table('1.234', '12,50'))).map(({ amountCents }) => amountCents)).toEqual([123_400, 1_250])
    expect(await problems(table('1.234', '12.50'))).toEqual([['refused', 2, 'Montant TTC', 'amount_not_in_cents']])
  })
  test('a column of « 1.234 » alone is asked', async () => {
    expect(await problems(table('1.234', '2.500'))).toEqual([
      ['refused', 2, 'Montant TTC', 'amount_doubtful'],
      ['refused', 3, 'Montant TTC', 'amount_doubtful'],
    ])
  })
  test('A7-25: −12,50 stays a number, and is a credit note', async () => {
    expect(await read(table('-12,50'))).toContainEqual(
      expect.objectContaining({ type: 'credit_note', amountCents: 1_250 }),
    )
  })
})

describe('dates: French order unless the column contradicts it', () => {
  const table = (...dates: string[]) => [HEAD, ...dates.map((date, at) => `F${at};${date};;Alpha;10,00`)].join('\n')
  test('nothing contradicts: day first', async () => {
    expect(await invoices(table('05/06/2026'))).toMatchObject([{ issuedOn: '2026-06-05' }])
  })
  test('a quarter of the column needs the month first: month first', async () => {
    expect((await invoices(table('05/06/2026', '05/25/2026'))).map(({ issuedOn }) => issuedOn)).toEqual([
      '2026-05-06',
      '2026-05-25',
    ])
  })
  test('one 05/25 among many is a typing error: the doubtful ones are asked', async () => {
    const found = await problems(table('05/25/2026', '01/02/2026', '02/03/2026', '03/04/2026', '04/05/2026'))
    expect(found.map(([, line, , code]) => [line, code])).toContainEqual([3, 'date_doubtful'])
    expect(await invoices(table('05/25/2026', '01/02/2026', '02/03/2026', '03/04/2026', '04/05/2026'))).toHaveLength(0)
  })
  test('both orders shown: the doubtful ones are asked', async () => {
    expect(
      (await problems(table('25/05/2026', '05/25/2026', '05/06/2026'))).map(([, line, , code]) => [line, code]),
    ).toContainEqual([4, 'date_doubtful'])
  })
})

describe('A7: hostile text files are refused in good time, with a reason', () => {
  test.each([
    ['18: one line of 20 MB', `${HEAD}\nF1;01/09/2026;;${'x'.repeat(20_000_000)};1`, 'line_too_long', 2],
    [
      '19: a quote never closed',
      `${HEAD}\nF1;01/09/2026;;Alpha;1\nF2;01/09/2026;;"Beta;1\nF3;01/09/2026;;Gamma;1\n`,
      'quote_not_closed',
      3,
    ],
    ['20: NUL bytes', `${HEAD}\nF1;01/09/2026;;Al\u0000pha;1`, 'nul_bytes', null],
    ['22: a million columns', `${HEAD}\n${';'.repeat(1_000_000)}`, 'too_many_columns', 2],
    ['a page saved as .csv', '<html><table><tr><td>a;b;c</td></tr></table></html>', 'format_unknown', null],
    ['a PDF', '%PDF-1.7\n1;2;3\n4;5;6\n', 'format_unknown', null],
    ['nothing', '', 'file_empty', null],
    ['no table', 'Bonjour,\nvoici la liste.\nMerci', 'format_unknown', null],
    ['no headings', 'a;b\n1;2\n3;4\n', 'headings_not_found', null],
    ['a list without amounts', 'N° facture;Client\nF1;Alpha\n', 'columns_missing', 1],
  ])('%s', async (_, text, code, line) => {
    const started = performance.now()
    expect((await read(text)).at(-1)).toMatchObject({ type: 'problem', severity: 'file_refused', code, line })
    expect(performance.now() - started).toBeLessThan(2_000)
  })

  test('23, 24, 26, 27: formulas, signs, full width and bidi characters are text, kept as they are', async () => {
    const names = ["=cmd|' /C calc'!A0", '+33', '@SUM(A1)', '＝1+1', 'Alpha\u202Egnp.exe']
    const text = [HEAD, ...names.map((name, at) => `F${at};01/09/2026;;"${name} SA";10,00`)].join('\n')
    expect((await invoices(text)).map(({ party }) => party.name)).toEqual(names.map((name) => `${name} SA`))
  })

  test('13: a row of __proto__ and constructor leaves objects alone', async () => {
    await read(`__proto__;constructor;${HEAD}\n{"a":1};x;F1;01/09/2026;;Alpha;1\n`)
    expect(Object.hasOwn(Object.prototype, 'a')).toBe(false)
  })
})

describe('a person corrects what was proposed', () => {
  test('columns, decimal mark and order of dates are obeyed', async () => {
    const text = 'A;B;C;D\nF1;05/06/2026;Alpha;1.234,00\nF2;05/07/2026;Alpha;2.500\n'
    const column = (at: number, field: 'invoiceNumber' | 'issuedOn' | 'partyName' | 'amount') =>
      ({
        column: at,
        heading: '',
        field,
        confidence: 1,
        reason: 'decided',
        decimalMark: 'comma',
        dateOrder: 'month_first',
      }) as const
    const columns = [column(0, 'invoiceNumber'), column(1, 'issuedOn'), column(2, 'partyName'), column(3, 'amount')]
    const mapping = { kind: 'invoices', fingerprint: '', headingLine: 1, columns } as const
    const records = await read(text, 'f.csv', { mapping: { ...mapping, columns: [...columns] } })
    expect(records.filter((record) => record.type === 'invoice')).toMatchObject([
      { issuedOn: '2026-05-06', amountCents: 123_400 },
      { issuedOn: '2026-05-07', amountCents: 250_000 },
    ])
  })
})
