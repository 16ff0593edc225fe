import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fecLines } from '../../../../bench/generate.ts'
import { day } from '../../../domain/day.ts'
import type { ImportedRecord, LineProblem } from '../model.ts'
import { readFile } from '../read-file.ts'
import { type CustomerItems, customerItems } from './fec/customer-items.ts'
import type { CustomerLine } from './fec/customer-lines.ts'
import { fec } from './fec.ts'

const HEADINGS =
  'JournalCode JournalLib EcritureNum EcritureDate CompteNum CompteLib CompAuxNum CompAuxLib PieceRef PieceDate EcritureLib Debit Credit EcritureLet DateLet ValidDate Montantdevise Idevise'.split(
    ' ',
  )

type Entry = {
  journal?: string
  entry: string
  on?: string
  account: string
  aux?: string
  piece?: string
  debit?: string
  credit?: string
  letter?: string
  currency?: string
}
const line = ({
  journal = 'VE',
  entry,
  on = '20260901',
  account,
  aux = '',
  piece = 'F1',
  debit = '0,00',
  credit = '0,00',
  letter = '',
  currency = '',
}: Entry) =>
  [
    journal,
    journal,
    entry,
    on,
    account,
    'Compte',
    aux,
    aux && `Client ${aux}`,
    piece,
    on,
    `Libellé ${piece}`,
    debit,
    credit,
    letter,
    '',
    on,
    '',
    currency,
  ].join('\t')
const file = (...entries: Entry[]) => [HEADINGS.join('\t'), ...entries.map(line)].join('\r\n')
const sale = (entry: string, aux: string, piece: string, cents: string, more: Partial<Entry> = {}): Entry[] => [
  { entry, account: '411000', aux, piece, debit: cents, ...more },
  { entry, account: '706000', piece, credit: cents },
]

async function read(text: string, name = 'fec.txt'): Promise<(ImportedRecord | LineProblem)[]> {
  const records: (ImportedRecord | LineProblem)[] = []
  const options = { today: day('2026-11-22'), mapping: null }
  for await (const record of readFile({ name, bytes: Buffer.from(text) }, options)) records.push(record)
  return records
}

describe('A47 A-1 LPF: a FEC is known by its columns, in any case, order, separator', () => {
  const text = file(...sale('1', 'A', 'F1', '120,00'))
  test.each(['\t', '|', ';', ','])('separator %j', async (separator) => {
    const other = text.replaceAll(/(\d),(\d\d)/g, '$1.$2').replaceAll('\t', separator)
    expect(await read(other)).toContainEqual(
      expect.objectContaining({ type: 'invoice', number: 'F1', amountCents: 12_000 }),
    )
  })
  test('capitals, and another order of columns', async () => {
    const reversed = text
      .split('\r\n')
      .map((one) => one.split('\t').toReversed().join('\t'))
      .join('\n')
    expect(await read(reversed.replace(/^.*/, (headings) => headings.toUpperCase()))).toContainEqual(
      expect.objectContaining({ type: 'invoice', number: 'F1' }),
    )
  })
  test('eighteen columns without headings', async () => {
    expect(await read(text.split('\r\n').slice(1).join('\r\n'))).toContainEqual(
      expect.objectContaining({ type: 'invoice', number: 'F1' }),
    )
  })
  test('a list of invoices is not a FEC', () => {
    expect(fec.detect(Buffer.from('N° facture;Date;Client;Montant\nF1;01/01/2026;A;1\n'), 'x.csv')).toBe(0)
  })
  test('its name says whose books they are and the end of their year', async () => {
    expect((await read(text, '123456782FEC20261231.txt'))[0]).toMatchObject({
      type: 'file',
      siren: '123456782',
      yearEndOn: '2026-12-31',
    })
  })
})

test('S0-3: no due date is in a FEC, and none is made up here: it is computed from the terms, and said so', async () => {
  const [invoice] = (await read(file(...sale('1', 'A', 'F1', '120,00')))).filter((record) => record.type === 'invoice')
  expect(invoice).toMatchObject({ issuedOn: '2026-09-01', dueOn: null })
})

describe('a FEC that lost lines is refused whole', () => {
  test('A7-29: debit and credit differ by 0,01: refused with the sums and the entry', async () => {
    const entries = [...sale('1', 'A', 'F1', '120,00'), ...sale('2', 'B', 'F2', '60,00')]
    const [last] = (await read(file(...entries).replace('\t60,00\t', '\t60,01\t'))).slice(-1)
    expect(last).toMatchObject({
      severity: 'file_refused',
      code: 'fec_unbalanced',
      facts: { debitCents: 18_001, creditCents: 18_000, differenceCents: 1, entries: ['VE 2 (4)'] },
    })
  })
  test.each([
    ['an amount in two readings', file(...sale('1', 'A', 'F1', '1,234')), 'amount_unreadable', 2],
    ['an amount that is none', file(...sale('1', 'A', 'F1', 'douze')), 'amount_unreadable', 2],
    [
      'a day that does not exist on a customer’s line',
      file(...sale('1', 'A', 'F1', '12,00', { on: '20260231' })),
      'date_unreadable',
      2,
    ],
    [
      'no customer',
      file({ entry: '1', account: '607000', debit: '1,00' }, { entry: '1', account: '512000', credit: '1,00' }),
      'fec_without_customers',
      null,
    ],
    ['customers on one collective account', file(...sale('1', '', 'F1', '12,00')), 'fec_customers_not_detailed', null],
    [
      'A7-18: an endless line',
      `${file(...sale('1', 'A', 'F1', '12,00'))}\r\n${'x'.repeat(5_000_000)}`,
      'line_too_long',
      4,
    ],
  ])('%s', async (_, text, code, at) => {
    expect((await read(text)).at(-1)).toMatchObject({ severity: 'file_refused', code, line: at })
  })
})

test('an unreadable PieceDate falls back on EcritureDate, with a warning', async () => {
  const records = await read(file(...sale('1', 'A', 'F1', '12,00')).replace('F1\t20260901', 'F1\t20269999'))
  expect(records).toContainEqual(
    expect.objectContaining({ code: 'piece_date_unreadable', line: 2, column: 'PieceDate' }),
  )
  expect(records).toContainEqual(expect.objectContaining({ type: 'invoice', issuedOn: '2026-09-01' }))
})

test('an open invoice in another currency is said: its amount is the euros of the books', async () => {
  expect(await read(file(...sale('1', 'A', 'F1', '12,00', { currency: 'USD' })))).toContainEqual(
    expect.objectContaining({ code: 'fec_foreign_currency', line: 2 }),
  )
})

describe('formats §1: what the lettering says', () => {
  const base = {
    customer: 'A',
    account: '411000',
    journal: 'J',
    on: day('2026-05-01'),
    pieceOn: day('2026-05-01'),
    pieceRef: '',
    label: '',
    letteredOn: '',
    letter: '',
    foreignCurrency: '',
  }
  let number = 0
  const debit = (netCents: number, more: Partial<CustomerLine> = {}): CustomerLine => ({
    ...base,
    line: ++number,
    entry: `E${number}`,
    nature: 'sale',
    pieceRef: `F${number}`,
    netCents,
    ...more,
  })
  const credit = (cents: number, more: Partial<CustomerLine> = {}): CustomerLine =>
    debit(-cents, { nature: 'cash', pieceRef: `V${number}`, ...more })
  const open = (lines: CustomerLine[], lettered = true) =>
    customerItems(lines, new Set(), lettered).debts.map(({ openCents }) => openCents)

  test('a balanced group is settled, the rest is open', () => {
    expect(open([debit(100, { letter: 'AA' }), debit(70), credit(100, { letter: 'AA' })])).toEqual([0, 70])
  })
  test('a code used again after ZZ is told apart by its date', () => {
    const [first, second] = [
      { letter: 'AA', letteredOn: '20260101' },
      { letter: 'AA', letteredOn: '20260601' },
    ]
    expect(open([debit(100, first), credit(100, first), debit(80, second), credit(30, second)])).toEqual([0, 50])
  })
  test('one code whose lines were lettered on several days is one group when only together they balance', () => {
    expect(
      open([
        debit(100, { letter: 'AA', letteredOn: '1' }),
        credit(40, { letter: 'AA', letteredOn: '2' }),
        credit(60, { letter: 'AA', letteredOn: '3' }),
      ]),
    ).toEqual([0])
  })
  test('a partial lettering pays the oldest first and leaves the rest open', () => {
    expect(
      open([
        debit(100, { letter: 'a' }),
        debit(100, { letter: 'a', pieceOn: day('2026-06-01') }),
        credit(150, { letter: 'a' }),
      ]),
    ).toEqual([0, 50])
  })
  test('codes restart for each account', () => {
    expect(open([debit(100, { letter: 'AA' }), credit(100, { letter: 'AA', account: '416000' })])).toEqual([100])
  })
  test('a payment that came back takes the payment with it and the invoice is open again', () => {
    const [sold, paid] = [debit(100, { letter: 'AA' }), credit(100, { letter: 'AA' })]
    const bounced = debit(100, { nature: 'cash', letter: 'AA' })
    const items = customerItems([sold, paid, bounced], new Set(), true)
    expect(items.debts.map(({ bare, openCents }) => [bare, openCents])).toEqual([
      [null, 100],
      ['bounced_payment', 0],
    ])
  })
  test('two lines of one piece are one invoice: the first half paid, the second open', () => {
    const piece = { pieceRef: 'F9' }
    const items = customerItems(
      [debit(50, { ...piece, letter: 'AA' }), debit(50, piece), credit(50, { letter: 'AA' })],
      new Set(),
      true,
    )
    expect(items.debts).toMatchObject([{ number: 'F9', amountCents: 100, openCents: 50 }])
  })
  test('a debt moved from 411 to 416 is the same debt', () => {
    const moved = [
      credit(100, { nature: 'other', entry: 'OD', letter: 'AA' }),
      debit(100, { nature: 'other', entry: 'OD', account: '416000', letter: 'BB' }),
    ]
    expect(open([debit(100, { letter: 'AA' }), ...moved, credit(30, { account: '416000', letter: 'BB' })])).toEqual([
      70,
    ])
  })
  test('an unlettered payment settles the invoice that its piece or its label names, in whole words only', () => {
    expect(
      open([
        debit(100, { pieceRef: 'FA-12' }),
        debit(100, { pieceRef: 'FA-1' }),
        credit(100, { label: 'VIR facture FA-12' }),
      ]),
    ).toEqual([0, 100])
  })
  test('equal amounts are matched only in a file without any lettering, and only without a rival', () => {
    expect(open([debit(100), credit(100)], true)).toEqual([100])
    expect(open([debit(100), credit(100)], false)).toEqual([0])
    expect(open([debit(100), debit(100), credit(100)], false)).toEqual([100, 100])
    expect(open([debit(100, { pieceOn: day('2026-06-01') }), credit(100)], false)).toEqual([100])
  })
  test('pitfall 35: an opening line without its own piece is a debt that waits for its detail, not an invoice', () => {
    const opening = { nature: 'opening' } as const
    const items = customerItems(
      [
        debit(100, { ...opening, pieceRef: 'AN2026' }),
        debit(50, { ...opening, pieceRef: 'FA-2025-9' }),
        debit(20, { ...opening, pieceRef: 'X' }),
      ],
      new Set(['X']),
      true,
    )
    expect(items.debts.map(({ bare }) => bare)).toEqual(['opening_balance', null, 'opening_balance'])
  })

  test('I6: whatever the lines, open debts less free credits are the balance of the account', () => {
    const anyLine = fc.record({
      netCents: fc.integer({ min: -300, max: 300 }).filter((cents) => cents !== 0),
      nature: fc.constantFrom('sale' as const, 'cash' as const, 'opening' as const, 'other' as const),
      account: fc.constantFrom('411000', '416000'),
      letter: fc.constantFrom('', '', 'AA', 'AB'),
      letteredOn: fc.constantFrom('', '20260101', '20260201'),
      entry: fc.constantFrom('E1', 'E2', 'E3', 'E4'),
      pieceRef: fc.constantFrom('', 'AN', 'FA-1', 'FA-2', 'V1'),
      label: fc.constantFrom('', 'avoir FA-1', 'virement FA-2'),
    })
    fc.assert(
      fc.property(fc.array(anyLine, { maxLength: 14 }), fc.boolean(), (drafts, lettered) => {
        const lines = drafts.map((draft, at) => ({ ...base, ...draft, line: at + 1 }))
        const items: CustomerItems = customerItems(lines, new Set(['V1']), lettered)
        const owed = items.debts.reduce((sum, debt) => sum + debt.openCents, 0)
        const free = items.credits.reduce((sum, credit) => sum + credit.leftCents, 0)
        expect(owed - free).toBe(lines.reduce((sum, { netCents }) => sum + netCents, 0))
        for (const debt of items.debts) expect(debt.openCents).toBeGreaterThanOrEqual(0)
      }),
      { numRuns: 500 },
    )
  })
})

test('the generated books of the benchmarks are read to their balance', async () => {
  const text = [...fecLines(5_000, 7)].join('\r\n')
  const balance = text
    .split('\r\n')
    .map((one) => one.split('\t'))
    .filter((cells) => cells[4]?.startsWith('411'))
    .reduce(
      (sum, cells) => sum + Number((cells[11] ?? '').replace(',', '')) - Number((cells[12] ?? '').replace(',', '')),
      0,
    )
  const records = await read(text)
  const total = records.reduce(
    (sum, record) =>
      sum + (record.type === 'invoice' ? record.amountCents : record.type === 'payment' ? -record.amountCents : 0),
    0,
  )
  expect(total).toBe(balance)
  expect(records.filter((record) => record.type === 'problem')).toEqual([])
})
