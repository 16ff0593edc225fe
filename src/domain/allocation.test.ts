import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  allocateAtMost,
  allocateByReference,
  allocateByRule,
  allocateExactly,
  type Credit,
  lessShares,
  type OpenClaim,
} from './allocation.ts'
import { addDays, day } from './day.ts'

const TODAY = day('2026-11-22')

const claim = (number: string, dueOn: string, openCents: number): OpenClaim => ({
  id: `inv_${number}`,
  invoiceId: `inv_${number}`,
  number,
  issuedOn: day('2026-01-01'),
  dueOn: day(dueOn),
  openCents,
})
const credit = (amountCents: number, label: string | null = null, reference: string | null = null): Credit => ({
  amountCents,
  onDay: TODAY,
  reference,
  label,
})
const shares = (list: readonly { invoiceId: string; amountCents: number; how: string }[]) =>
  list.map((share) => `${share.invoiceId.slice(4)} ${share.amountCents} ${share.how}`)

const anyClaims = fc
  .uniqueArray(fc.integer({ min: 1000, max: 1030 }), { minLength: 0, maxLength: 8 })
  .chain((numbers) =>
    fc.tuple(
      ...numbers.map((number) =>
        fc
          .record({ late: fc.integer({ min: -60, max: 60 }), openCents: fc.integer({ min: 1, max: 1_000_000 }) })
          .map(({ late, openCents }) => claim(`F${number}`, addDays(TODAY, -late), openCents)),
      ),
    ),
  )
const anyCredit = fc
  .record({
    amountCents: fc.integer({ min: 1, max: 3_000_000 }),
    named: fc.option(fc.integer({ min: 1000, max: 1030 })),
  })
  .map(({ amountCents, named }) => credit(amountCents, named === null ? null : `VIR F${named}`))

describe('allocation by rule, whatever the claims and the credit', () => {
  it('conserves every cent, never goes below zero, and never beyond what is open', () => {
    fc.assert(
      fc.property(anyCredit, anyClaims, (one, claims) => {
        const given = allocateByRule(one, claims)
        const total = given.reduce((sum, share) => sum + share.amountCents, 0)
        const left = lessShares(claims, given).reduce((sum, item) => sum + item.openCents, 0)
        const before = claims.reduce((sum, item) => sum + item.openCents, 0)
        expect(total).toBeLessThanOrEqual(one.amountCents)
        expect(left + total).toBe(before)
        for (const share of given) {
          expect(share.amountCents).toBeGreaterThan(0)
          const open = claims
            .filter((item) => item.invoiceId === share.invoiceId)
            .reduce((sum, item) => sum + item.openCents, 0)
          expect(
            given
              .filter((other) => other.invoiceId === share.invoiceId)
              .reduce((sum, other) => sum + other.amountCents, 0),
          ).toBeLessThanOrEqual(open)
        }
      }),
    )
  })

  it('does not depend on the order of the claims', () => {
    fc.assert(
      fc.property(anyCredit, anyClaims, (one, claims) => {
        const byId = (list: ReturnType<typeof allocateByRule>) => shares(list).sort()
        expect(byId(allocateByRule(one, claims.toReversed()))).toEqual(byId(allocateByRule(one, claims)))
      }),
    )
  })

  it('leaves cents unallocated only when every claim due on the day is settled', () => {
    fc.assert(
      fc.property(anyCredit, anyClaims, (one, claims) => {
        const given = allocateByRule(one, claims)
        const rest = one.amountCents - given.reduce((sum, share) => sum + share.amountCents, 0)
        if (rest > 0) expect(lessShares(claims, given).filter((item) => item.dueOn <= one.onDay)).toEqual([])
      }),
    )
  })
})

describe('C. civ. 1342-10: what the debtor names first, then the debts due, oldest first', () => {
  const claims = [
    claim('F-2026-0101', '2026-09-01', 100),
    claim('F-2026-0102', '2026-10-01', 200),
    claim('F-2026-0103', '2026-12-31', 300),
  ]

  it('nothing named: the oldest due; what is not due yet receives nothing', () => {
    expect(shares(allocateByRule(credit(450), claims))).toEqual([
      'F-2026-0101 100 oldest_first',
      'F-2026-0102 200 oldest_first',
    ])
  })

  it('a number in the reference or in the label names its invoice, due or not, and the surplus goes to the oldest due', () => {
    expect(shares(allocateByRule(credit(350, null, 'F-2026-0103'), claims))).toEqual([
      'F-2026-0103 300 reference',
      'F-2026-0101 50 oldest_first',
    ])
  })

  it.each([
    ['VIR SEPA F20260102 DUVAL', ['F-2026-0102']],
    ['f 2026 0102', ['F-2026-0102']],
    ['REGLT F-2026-0101/F-2026-0102', ['F-2026-0101', 'F-2026-0102']],
    ['F-2026-01', []],
    ['F-2026-01023', []],
  ])('« %s » names %j', (label, named) => {
    expect(allocateByReference(credit(1_000, label), claims).map((share) => share.invoiceId.slice(4))).toEqual(named)
  })

  it.each([
    ['12', 'Paiement du 12 mars'],
    ['2026', 'Loyer janvier 2026'],
    ['20260102', 'VIR DU 2026-01-02'],
    ['211126', 'VIR 21/11/26'],
  ])('the number %s is not named by « %s »', (number, label) => {
    expect(allocateByReference(credit(1_000, label), [claim(number, '2026-09-01', 100)])).toEqual([])
  })

  it('a number of digits with separators is named when it is written the same way', () => {
    expect(allocateByReference(credit(100, 'FACT 2026/0102'), [claim('2026-0102', '2026-09-01', 100)])).toHaveLength(1)
  })
})

describe('allocation given by a person', () => {
  const claims = [claim('F1001', '2026-09-01', 100), claim('F1002', '2026-12-31', 200)]

  it('is taken to the cent, also on an invoice that is not due', () => {
    const done = allocateExactly(150, [{ invoiceId: 'inv_F1002', amountCents: 150 }], claims)
    expect(done.ok && shares(done.value)).toEqual(['F1002 150 explicit'])
  })

  it.each([
    ['allocation_not_positive', 100, [{ invoiceId: 'inv_F1001', amountCents: 0 }]],
    ['allocation_beyond_credit', 100, [{ invoiceId: 'inv_F1002', amountCents: 101 }]],
    [
      'allocation_beyond_open',
      300,
      [
        { invoiceId: 'inv_F1001', amountCents: 60 },
        { invoiceId: 'inv_F1001', amountCents: 41 },
      ],
    ],
    ['allocation_beyond_open', 300, [{ invoiceId: 'inv_other', amountCents: 1 }]],
  ])('is refused: %s', (code, amountCents, wanted) => {
    expect(allocateExactly(amountCents, wanted, claims)).toMatchObject({ ok: false, refusal: { code } })
  })

  it('given by a file, is cut to what is open and to the credit instead of refused', () => {
    const wanted = [
      { invoiceId: 'inv_F1001', amountCents: 900 },
      { invoiceId: 'inv_F1002', amountCents: 900 },
    ]
    expect(shares(allocateAtMost(250, wanted, claims))).toEqual(['F1001 100 explicit', 'F1002 150 explicit'])
  })
})
