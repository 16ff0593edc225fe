import { describe, expect, it } from 'vitest'
import { type ChargedClaim, type ChargedInvoice, chargesOn, LEDGER_SETTINGS } from './charges.ts'
import { day } from './day.ts'
import { STATUTORY_SETTINGS } from './law/interest-claim.ts'
import { creditNote, payment, SEED_RATES } from './law/testing/sample-claim.ts'
import { currency, EUR } from './money.ts'

function invoice(given: Partial<ChargedInvoice> = {}): ChargedInvoice {
  return {
    invoiceId: 'inv_1',
    issuedOn: day('2025-03-01'),
    instalments: [{ dueOn: day('2025-03-31'), amountCents: 100_000 }],
    settlements: [],
    noticeOn: null,
    penalty: 'claim',
    indemnity: 'claim',
    ...given,
  }
}

function claim(invoices: readonly ChargedInvoice[], given: Partial<ChargedClaim> = {}): ChargedClaim {
  return { debtorKind: 'company', applicableLaw: null, currency: EUR, insolvencyOpenedOn: null, invoices, ...given }
}

function charges(given: ChargedClaim, on = '2025-04-30', settings = LEDGER_SETTINGS) {
  const outcome = chargesOn(given, day(on), { rates: SEED_RATES, settings })
  if (!outcome.ok) throw new Error(outcome.refusal.code)
  return outcome.value
}

describe('S0-7, S2-17: charges of a case, invoice by invoice, with their basis', () => {
  it('two invoices late by 30 and 0 days: interest and 40 € of the first only', () => {
    const later = invoice({ invoiceId: 'inv_2', instalments: [{ dueOn: day('2025-04-30'), amountCents: 50_000 }] })
    // 100000 × 13.15 % × 30 / 365 = 1080.8…
    expect(charges(claim([invoice(), later]))).toMatchObject({
      basis: 'articles L441-10, II et D441-5 du code de commerce',
      claimed: { interestCents: 1081, indemnityCents: 4000 },
      invoices: [
        {
          invoiceId: 'inv_1',
          interestCents: 1081,
          lines: [{ days: 30, article: 'article L441-10, II du code de commerce' }],
        },
        { invoiceId: 'inv_2', interestCents: 0, indemnityCents: 0, lines: [], notes: [{ code: 'not_late' }] },
      ],
    })
  })

  it('40 € for each late invoice', () => {
    const all = [1, 2, 3].map((rank) => invoice({ invoiceId: `inv_${rank}` }))
    expect(charges(claim(all)).claimed.indemnityCents).toBe(12_000)
  })

  it('the basis of a public body and of a consumer are their own; none when nothing is due', () => {
    expect(charges(claim([invoice()], { debtorKind: 'public_body' })).basis).toContain('code de la commande publique')
    const noticed = invoice({ noticeOn: day('2025-04-10') })
    expect(charges(claim([noticed], { debtorKind: 'consumer' })).basis).toBe('articles 1231-6 et 1344-1 du code civil')
    expect(charges(claim([invoice()], { debtorKind: 'consumer' })).basis).toBeNull()
  })

  it('a rate that is missing stops the statement, whatever the other invoices', () => {
    const outcome = chargesOn(claim([invoice()]), day('2027-01-01'), { rates: SEED_RATES, settings: LEDGER_SETTINGS })
    expect(outcome).toMatchObject({ ok: false, refusal: { code: 'rate_missing' } })
  })
  it.each(['reserve', 'waive'] as const)(
    'a rate not yet known stops nothing when interest is not claimed (%s): it is left out, and said',
    (penalty) => {
      const outcome = charges(claim([invoice({ penalty, indemnity: penalty })]), '2027-01-15')
      expect(outcome.invoices[0]).toMatchObject({
        interestCents: 0,
        indemnityCents: 4000,
        notes: [{ code: 'interest_not_computed', facts: { semester: '2027-S1' } }],
      })
    },
  )
})

describe('S2-18, pitfall 30: claim, reserve or waive is explicit', () => {
  it('each decision keeps its own total', () => {
    const mixed = [
      invoice({ penalty: 'claim', indemnity: 'waive' }),
      invoice({ penalty: 'reserve', indemnity: 'claim' }),
      invoice({ penalty: 'waive', indemnity: 'reserve' }),
    ]
    expect(charges(claim(mixed))).toMatchObject({
      claimed: { interestCents: 1081, indemnityCents: 4000 },
      reserved: { interestCents: 1081, indemnityCents: 4000 },
      waived: { interestCents: 1081, indemnityCents: 4000 },
    })
  })

  it('interest and 40 € stay due once the principal is paid', () => {
    const paid = invoice({ settlements: [payment('2025-04-30', 100_000)] })
    expect(charges(claim([paid]), '2025-12-31').claimed).toEqual({ interestCents: 1081, indemnityCents: 4000 })
  })

  it('paid 1,050.81 €: principal, then interest, then 40 €, all extinguished', () => {
    const paid = invoice({ settlements: [payment('2025-04-30', 100_000 + 1081 + 4000)] })
    expect(charges(claim([paid]), '2025-12-31')).toMatchObject({
      claimed: { interestCents: 0, indemnityCents: 0 },
      basis: null,
    })
  })

  it('a waiver for a public body is void, and said (CCP L2192-14)', () => {
    const waived = claim([invoice({ penalty: 'waive' })], { debtorKind: 'public_body' })
    expect(charges(waived).notes).toEqual([{ code: 'waiver_void_for_public_body', facts: {} }])
  })
})

describe('settlements, credit notes and instalments', () => {
  it('a deposit paid before the invoice lowers the base and is not refused', () => {
    expect(
      charges(claim([invoice({ settlements: [payment('2025-02-01', 40_000)] })])).invoices[0]?.lines[0]?.baseCents,
    ).toBe(60_000)
  })

  it('an invoice entirely cancelled by credit notes, even late ones, costs nothing', () => {
    const cancelled = invoice({ settlements: [creditNote('2025-06-01', 100_000)] })
    expect(charges(claim([cancelled]), '2025-12-31')).toMatchObject({
      claimed: { interestCents: 0, indemnityCents: 0 },
      invoices: [{ notes: [{ code: 'fully_credited' }] }],
    })
    const almost = invoice({ settlements: [creditNote('2025-06-01', 99_999)] })
    expect(charges(claim([almost]), '2025-12-31').claimed.indemnityCents).toBe(4000)
  })

  it('pitfall 27: each instalment from its own due date, 40 € once', () => {
    const instalments = [
      { dueOn: day('2025-05-31'), amountCents: 60_000 },
      { dueOn: day('2025-03-31'), amountCents: 40_000 },
    ]
    expect(charges(claim([invoice({ instalments })]), '2025-06-10')).toMatchObject({
      claimed: { indemnityCents: 4000 },
      invoices: [
        {
          lines: [
            { from: '2025-04-01', baseCents: 40_000 },
            { from: '2025-06-01', baseCents: 60_000 },
          ],
        },
      ],
    })
  })

  it('a payment covers the oldest instalment first and the rest of it the next', () => {
    const instalments = [
      { dueOn: day('2025-03-31'), amountCents: 40_000 },
      { dueOn: day('2025-05-31'), amountCents: 60_000 },
    ]
    const paid = invoice({ instalments, settlements: [payment('2025-03-20', 30_000), payment('2025-04-10', 50_000)] })
    expect(
      charges(claim([paid]), '2025-06-10').invoices[0]?.lines.map((line) => [line.from, line.to, line.baseCents]),
    ).toEqual([
      ['2025-04-01', '2025-04-10', 10_000],
      ['2025-06-01', '2025-06-10', 20_000],
    ])
  })
})

describe('other debtors and currencies', () => {
  it('association: as a consumer, and said', () => {
    expect(charges(claim([invoice()], { debtorKind: 'association' })).notes).toEqual([
      { code: 'treated_as_consumer', facts: { debtorKind: 'association' } },
    ])
  })

  it('foreign: nothing until the applicable law is known', () => {
    const unknown = charges(claim([invoice()], { debtorKind: 'foreign' }))
    expect(unknown).toMatchObject({ basis: null, invoices: [{ notes: [{ code: 'answer_missing' }] }] })
    expect(charges(claim([invoice()], { debtorKind: 'foreign', applicableLaw: 'FR' })).claimed.indemnityCents).toBe(
      4000,
    )
  })

  it('pitfall 26: the 40 € are euros, never added to dollars', () => {
    const dollars = charges(claim([invoice()], { currency: currency('USD') }))
    expect(dollars.claimed).toEqual({ interestCents: 1081, indemnityCents: 0 })
    expect(dollars.invoices[0]?.notes.map((one) => one.code)).toContain('indemnity_not_in_euros')
  })

  it('insolvency the day after the due date: no interest, the 40 € remain', () => {
    const opened = charges(claim([invoice()], { insolvencyOpenedOn: day('2025-04-01') }))
    expect(opened.claimed).toEqual({ interestCents: 0, indemnityCents: 4000 })
  })

  it('the settings choose the imputation: interest first leaves principal, the ledger pays principal first', () => {
    const paid = claim([invoice({ settlements: [payment('2025-04-30', 50_000)] })])
    expect(charges(paid, '2025-05-31').invoices[0]?.lines[1]?.baseCents).toBe(50_000)
    expect(charges(paid, '2025-05-31', STATUTORY_SETTINGS).invoices[0]?.lines[1]?.baseCents).toBe(51_081)
  })
})
