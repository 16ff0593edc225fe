import { describe, expect, test } from 'vitest'
import { fieldsNamedBy, headingWords } from './headings.ts'
import { fingerprintOf, kindOf, mappingSchema, missingFields, proposeMapping } from './mapping.ts'
import type { Row } from './table.ts'

const row = (line: number, ...cells: string[]): Row => ({ line, cells: cells.map((text) => ({ text })) })
const fieldsOf = (headings: string[], ...rows: string[][]) => {
  const { mapping } = proposeMapping(
    row(1, ...headings),
    rows.map((cells, at) => row(at + 2, ...cells)),
  )
  return mapping.columns.map(({ field }) => field)
}

describe('headings in French or English, accents, case and punctuation ignored', () => {
  test.each([
    ['N° facture', 'invoiceNumber'],
    ['NUMERO DE FACTURE', 'invoiceNumber'],
    ['Invoice #', 'invoiceNumber'],
    ['Date d’échéance', 'dueOn'],
    ["Date d'Echeance", 'dueOn'],
    ['DueDate', 'dueOn'],
    ['Montant T.T.C. (en €)', 'amount'],
    ['Reste dû', 'balance'],
    ['Amount Due', 'balance'],
    ['Tél.', 'phone'],
    ['CP', 'postcode'],
    ['N° TVA intracom.', 'vatNumber'],
    ['Montant HT', 'ignored'],
    ['Code client', 'partyReference'],
    ['Raison sociale', 'partyName'],
    ['CompAuxNum', 'partyReference'],
    ['Montant TTC de la facture', 'amount'],
  ])('%s is %s', (heading, field) => expect(fieldsNamedBy(heading)[0]?.field).toBe(field))

  test.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty'])(
    'A7-13: « %s » is plain text without meaning',
    (heading) => {
      expect(fieldsNamedBy(heading)).toEqual([])
      expect(fieldsOf([heading, 'Client', 'E-mail'], ['x', 'Alpha SARL', 'a@b.fr'])).toEqual([
        null,
        'partyName',
        'email',
      ])
    },
  )
})

describe('a heading of two meanings is decided by what the column holds', () => {
  test('« Réglé » is an amount, a day or a state', () => {
    expect(fieldsOf(['Réglé'], ['120,00'])).toEqual(['paid'])
    expect(fieldsOf(['Réglé'], ['05/10/2026'])).toEqual(['paidOn'])
    expect(fieldsOf(['Réglé'], ['oui'])).toEqual(['status'])
  })
  test('« Tiers » is the name alone, the code beside « Raison sociale »', () => {
    expect(fieldsOf(['Tiers'], ['DUVAL'])).toEqual(['partyName'])
    expect(fieldsOf(['Tiers', 'Raison sociale'], ['DUVAL', 'Menuiserie Duval'])).toEqual([
      'partyReference',
      'partyName',
    ])
  })
  test('« Réf. client » that changes from line to line of one customer is his order number', () => {
    const lines = [
      ['BC1', 'Alpha'],
      ['BC2', 'Alpha'],
      ['BC3', 'Beta'],
      ['', 'Beta'],
    ]
    expect(fieldsOf(['Réf. client', 'Client'], ...lines)).toEqual(['purchaseOrder', 'partyName'])
    expect(fieldsOf(['Réf. client', 'Client'], ['A', 'Alpha'], ['A', 'Alpha'], ['B', 'Beta'])).toEqual([
      'partyReference',
      'partyName',
    ])
  })
  test('a heading contradicted by its column is left to the person, with the reason', () => {
    const { mapping } = proposeMapping(row(1, 'E-mail'), [row(2, '12,50'), row(3, '13,50')])
    expect(mapping.columns[0]).toMatchObject({ field: null, reason: 'content_disagrees' })
  })
  test('addresses are known without a heading', () => {
    expect(fieldsOf(['Client', ''], ['Alpha', 'a@b.fr'])).toEqual(['partyName', 'email'])
  })
})

describe('kind of a table and what it misses', () => {
  test.each([
    [['invoiceNumber', 'issuedOn', 'amount', 'partyName'], 'invoices'],
    [['invoiceNumber', 'issuedOn', 'dueOn', 'amount', 'paid', 'paidOn', 'partyName'], 'invoices'],
    [['paidOn', 'paid', 'partyName'], 'payments'],
    [['issuedOn', 'amount', 'paymentMethod', 'partyName'], 'payments'],
    [['partyName', 'email'], 'contacts'],
    [['city', 'email'], null],
  ] as const)('%j: %s', (fields, kind) => expect(kindOf(new Set(fields))).toBe(kind))

  test('an invoice without number, date, amount or customer cannot be chased', () => {
    expect(missingFields('invoices', new Set(['dueOn']), false)).toEqual([
      'invoiceNumber',
      'issuedOn',
      'amount',
      'partyName',
    ])
    expect(missingFields('invoices', new Set(['invoiceNumber', 'issuedOn', 'balance']), true)).toEqual([])
  })
})

test('a mapping is remembered by its headings, and is plain data', () => {
  expect(fingerprintOf(['N° Facture', 'Échéance'])).toBe(fingerprintOf(['numero facture', 'ECHEANCE']))
  expect(fingerprintOf(['Facture', 'Échéance'])).not.toBe(fingerprintOf(['Échéance', 'Facture']))
  const { mapping } = proposeMapping(row(1, 'Client', 'E-mail'), [])
  expect(mappingSchema.parse(JSON.parse(JSON.stringify(mapping)))).toEqual(mapping)
  expect(headingWords('Date de la facture')).toBe('date facture')
})
