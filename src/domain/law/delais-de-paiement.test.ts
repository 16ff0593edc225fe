import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, type Day, day } from '../day.ts'
import { DEBTOR_KINDS } from '../party.ts'
import { type DueDateFacts, dueDate, readPaymentTerms } from './delais-de-paiement.ts'
import { SECTORS } from './plafonds-sectoriels.ts'

type Given = Omit<Partial<DueDateFacts>, 'terms'> & { terms?: string | null }

function due(issuedOn: string, { terms = null, ...given }: Given = {}) {
  const outcome = dueDate({
    debtorKind: 'company',
    issuedOn: day(issuedOn),
    deliveredOn: null,
    receivedOn: null,
    sector: null,
    periodic: false,
    ...given,
    terms: terms === null ? null : readPaymentTerms(terms),
  })
  if (!outcome.ok) return { refusal: outcome.refusal.code }
  const { dueOn, capOn, exceedsCapDays, notes } = outcome.value
  return { dueOn, capOn, exceedsCapDays, codes: notes.map((note) => note.code) }
}

describe('terms as people write them', () => {
  it.each(['', 'x', '30j', '-5', '1000', '30fdm-c', '30fdm-le-0', '30fdm-le-32', '30-order'])(
    '%j is not one',
    (text) => {
      expect(readPaymentTerms(text)).toBeNull()
    },
  )

  it('« fdm » alone is the end of the month of the invoice', () => {
    expect(due('2026-02-03', { terms: 'fdm' }).dueOn).toBe('2026-02-28')
  })
})

describe('agreed term, calendar days (L441-10, I)', () => {
  it.each([
    ['2026-01-31', '30', '2026-03-02'],
    ['2024-01-31', '30', '2024-03-01'],
    ['2026-07-03', '60', '2026-09-01'],
    ['2026-11-22', '0', '2026-11-22'],
    ['2023-07-20', '45fdm-a', '2023-09-30'],
    ['2023-07-20', '45fdm-b', '2023-09-14'],
    ['2026-01-15', '45fdm-a', '2026-03-31'],
    ['2026-01-15', '45fdm-b', '2026-03-17'],
    ['2026-01-16', '45fdm-a', '2026-03-31'],
    ['2026-02-14', '45fdm-a', '2026-03-31'],
    ['2026-02-15', '45fdm-a', '2026-04-30'],
    ['2026-11-22', '30fdm', '2026-12-31'],
    ['2026-11-22', '30fdm-le-10', '2027-01-10'],
    ['2025-12-15', '30fdm-le-31', '2026-02-28'],
    ['2026-11-22', 'receipt', '2026-11-22'],
  ])('%s at %s: %s', (issuedOn, terms, dueOn) => {
    expect(due(issuedOn, { terms }).dueOn).toBe(dueOn)
  })

  it('from delivery or receipt when the contract says so', () => {
    const given = { deliveredOn: day('2026-11-10'), receivedOn: day('2026-11-25') }
    expect(due('2026-11-22', { terms: '30-delivery', ...given }).dueOn).toBe('2026-12-10')
    expect(due('2026-11-22', { terms: '30-receipt', ...given }).dueOn).toBe('2026-12-25')
    expect(due('2026-11-22', { terms: '30-receipt' })).toMatchObject({
      dueOn: '2026-12-22',
      codes: ['supply_date_unknown_invoice_date_used'],
    })
  })

  it('a due date on a Sunday or a holiday is not moved', () => {
    expect(due('2026-10-23', { terms: '30' }).dueOn).toBe('2026-11-22')
    expect(due('2026-11-25', { terms: '30' }).dueOn).toBe('2026-12-25')
  })
})

describe('nothing agreed', () => {
  it('professional: 30 days from delivery; the invoice date stands in when it is unknown, and this is said', () => {
    expect(due('2026-11-22', { deliveredOn: day('2026-11-20') }).dueOn).toBe('2026-12-20')
    expect(due('2026-11-22')).toMatchObject({ dueOn: '2026-12-22', codes: ['supply_date_unknown_invoice_date_used'] })
  })

  it('delivered 40 days before its invoice: never due before the invoice', () => {
    expect(due('2026-11-22', { deliveredOn: day('2026-10-13') })).toMatchObject({
      dueOn: '2026-11-22',
      codes: ['due_raised_to_invoice_date'],
    })
  })

  it('consumer: no legal term, the answer is asked', () => {
    expect(due('2026-11-22', { debtorKind: 'consumer' })).toEqual({ refusal: 'terms_missing' })
  })
})

describe('cap: 60 days from issue, or 45 days end of month; the excess is shown, not corrected', () => {
  it.each([
    ['60', '2026-11-22', '2027-01-21', 0],
    ['61', '2026-11-22', '2027-01-21', 1],
    ['90', '2026-11-22', '2027-01-21', 30],
    ['30', '2026-11-22', '2027-01-21', 0],
    ['45fdm-a', '2023-07-20', '2023-09-30', 0],
    ['45fdm-b', '2023-07-20', '2023-09-14', 0],
    ['46fdm-a', '2023-07-20', '2023-09-18', 12],
    ['60fdm', '2026-11-22', '2027-01-21', 10],
  ])('%s on %s: cap %s, %i days above', (terms, issuedOn, capOn, exceedsCapDays) => {
    expect(due(issuedOn, { terms })).toMatchObject({ capOn, exceedsCapDays })
  })

  it('summary invoice: 45 days from issue', () => {
    expect(due('2026-11-22', { terms: '60', periodic: true })).toMatchObject({
      capOn: '2027-01-06',
      exceedsCapDays: 15,
      codes: ['term_above_cap'],
    })
  })

  it('30 days end of month never exceeds 60 days from issue', () => {
    for (let on = day('2024-01-01'); on < day('2028-01-01'); on = addDays(on, 1)) {
      expect(due(on, { terms: '30fdm' }).exceedsCapDays).toBe(0)
    }
  })

  it('consumer: no cap', () => {
    expect(due('2026-11-22', { terms: '120', debtorKind: 'consumer' })).toMatchObject({
      capOn: null,
      exceedsCapDays: 0,
      codes: ['no_cap_for_this_debtor'],
    })
  })
})

describe('sector caps (L441-11), each from its own clock', () => {
  const delivered = { terms: '60', deliveredOn: day('2026-11-05') }
  it.each([
    ['perishable_food', false, '2026-12-05'],
    ['perishable_food', true, '2026-12-10'],
    ['livestock', false, '2026-11-25'],
    ['alcohol', false, '2026-12-30'],
    ['wine', false, '2027-01-31'],
    ['road_transport', false, '2026-12-22'],
    ['grand_export', false, '2027-02-20'],
  ])('%s, periodic %s: %s', (sector, periodic, capOn) => {
    expect(due('2026-11-22', { ...delivered, sector, periodic })).toMatchObject({ capOn })
  })

  it.each([
    ['2026-11-10', '2026-12-10'],
    ['2026-11-11', '2026-12-20'],
    ['2026-11-20', '2026-12-20'],
    ['2026-11-21', '2026-12-30'],
  ])('perishable food delivered %s, periodic: 30 days from the end of the ten days, %s', (deliveredOn, capOn) => {
    expect(
      due('2026-11-30', { terms: '30', deliveredOn: day(deliveredOn), sector: 'perishable_food', periodic: true }),
    ).toMatchObject({ capOn })
  })

  it('a preset that was not verified says so', () => {
    expect(due('2026-11-22', { ...delivered, sector: 'wine' }).codes).toContain('sector_cap_not_verified')
    expect(due('2026-11-22', { ...delivered, sector: 'livestock' }).codes).not.toContain('sector_cap_not_verified')
  })

  it('an unknown sector is refused', () => {
    expect(due('2026-11-22', { sector: 'perfume' })).toEqual({ refusal: 'sector_unknown' })
  })
})

describe('public body: 30 days from receipt, 50 public health, 60 public undertaking (CCP R2192-10 to -15)', () => {
  const received = { debtorKind: 'public_body', receivedOn: day('2026-11-24') } as const
  it.each([
    [null, '2026-12-24'],
    ['public_health', '2027-01-13'],
    ['public_undertaking', '2027-01-23'],
  ])('%s: %s', (sector, dueOn) => {
    expect(due('2026-11-22', { ...received, sector })).toMatchObject({ dueOn, capOn: dueOn, exceedsCapDays: 0 })
  })

  it('from performance when it is later than receipt', () => {
    expect(due('2026-11-22', { ...received, deliveredOn: day('2026-11-30') }).dueOn).toBe('2026-12-30')
  })

  it('no recorded receipt: date of the request plus two days', () => {
    expect(due('2026-11-22', { debtorKind: 'public_body' })).toMatchObject({
      dueOn: '2026-12-24',
      codes: ['receipt_unknown_two_days_added'],
    })
  })

  it('a contract may shorten, never lengthen', () => {
    expect(due('2026-11-22', { ...received, terms: '20' })).toMatchObject({ dueOn: '2026-12-12', exceedsCapDays: 0 })
    expect(due('2026-11-22', { ...received, terms: '60' })).toMatchObject({ dueOn: '2027-01-21', exceedsCapDays: 28 })
  })
})

it('received before the invoice was issued: refused', () => {
  expect(due('2026-11-22', { receivedOn: day('2026-11-21') })).toEqual({ refusal: 'receipt_before_invoice' })
})

it('property: a due date is never before its invoice, whatever the terms, kind and sector', () => {
  const someDay = fc.integer({ min: 0, max: 3000 }).map((days): Day => addDays(day('2020-01-01'), days))
  const terms = fc.constantFrom(
    null,
    '0',
    '30',
    '60',
    '30-delivery',
    'receipt',
    '45fdm-a',
    '45fdm-b',
    'fdm',
    '30fdm-le-31',
  )
  fc.assert(
    fc.property(
      someDay,
      fc.option(someDay),
      terms,
      fc.constantFrom(...DEBTOR_KINDS),
      fc.option(fc.constantFrom(...SECTORS)),
      (issuedOn, deliveredOn, text, debtorKind, sector) => {
        const { dueOn } = due(issuedOn, { deliveredOn, terms: text, debtorKind, sector })
        if (dueOn !== undefined) expect(dueOn >= issuedOn).toBe(true)
      },
    ),
  )
})
