import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { day } from '../../domain/day.ts'
import type { NewInvoice } from '../../domain/invoice.ts'
import { currency, EUR } from '../../domain/money.ts'
import { inTenant, type Tx } from '../../platform/db.ts'
import { type TestDatabase, testDatabase } from '../../platform/testing/test-database.ts'
import { testTenant } from '../../platform/testing/test-tenant.ts'
import {
  type NewCredit,
  postCreditNotes,
  postDebtors,
  postInvoices,
  postPayments,
  reverseEntry,
} from './post-entries.ts'
import { accountKey, readClaims } from './read-balance.ts'

const ACTOR = 'usr_test'
const CREDITOR = 'crd_0001'
let base: TestDatabase
beforeAll(async () => {
  base = await testDatabase()
})
afterAll(() => base.close())

type Bench = { readonly tenantId: string; readonly debtorId: string; readonly tx: Tx }

/** One office, one creditor, one debtor, in one transaction. */
async function withDebtor(work: (bench: Bench) => Promise<void>): Promise<void> {
  const tenantId = await testTenant(base.db)
  await inTenant(base.db, tenantId, async (tx) => {
    await tx.insertInto('creditor').values({ tenant_id: tenantId, creditor_id: CREDITOR, name: 'Ozanne' }).execute()
    const [debtorId] = await postDebtors(tx, tenantId, ACTOR, [
      { creditorId: CREDITOR, name: 'Duval', reference: 'C1' },
    ])
    await work({ tenantId, debtorId: debtorId ?? '', tx })
  })
}

const invoice = (debtorId: string, number: string, dueOn: string, amountCents: number): NewInvoice => ({
  creditorId: CREDITOR,
  debtorId,
  number,
  issuedOn: day('2026-08-01'),
  dueOn: day(dueOn),
  dueOrigin: 'invoice',
  amountCents,
  currency: EUR,
})

const payment = (debtorId: string, onDay: string, amountCents: number, label: string | null = null): NewCredit => ({
  creditorId: CREDITOR,
  debtorId,
  onDay: day(onDay),
  amountCents,
  currency: EUR,
  label,
  placing: { by: 'rule' },
})

/** `number open`, in order of due date, then what is not allocated. */
async function account({ tx, tenantId, debtorId }: Bench, of = 'EUR'): Promise<string[]> {
  const found = (await readClaims(tx, tenantId, [debtorId])).get(accountKey(debtorId, of))
  if (!found) return []
  return [...found.claims.map((claim) => `${claim.number} ${claim.openCents}`), `+${found.unallocatedCents}`]
}

const post = async ({ tx, tenantId }: Bench, ...credits: NewCredit[]) => postPayments(tx, tenantId, ACTOR, credits)
const enter = async ({ tx, tenantId }: Bench, ...invoices: NewInvoice[]) => postInvoices(tx, tenantId, ACTOR, invoices)

describe('payments settle invoices', () => {
  it('the one that the label names first, then the oldest due; never beyond what is open; the rest waits in the debtor’s favour', () =>
    withDebtor(async (bench) => {
      const { debtorId } = bench
      await enter(
        bench,
        invoice(debtorId, 'F-2026-0101', '2026-09-01', 10_000),
        invoice(debtorId, 'F-2026-0102', '2026-10-01', 20_000),
        invoice(debtorId, 'F-2026-0103', '2026-12-31', 30_000),
      )
      await post(bench, payment(debtorId, '2026-11-02', 25_000, 'VIR SEPA F20260102 DUVAL'))
      expect(await account(bench)).toEqual(['F-2026-0101 5000', 'F-2026-0103 30000', '+0'])
      await post(bench, payment(debtorId, '2026-11-03', 6_000))
      expect(await account(bench)).toEqual(['F-2026-0103 30000', '+1000'])
    }))

  it('pitfall 19: a partial payment leaves the invoice open for the rest, to the cent', () =>
    withDebtor(async (bench) => {
      await enter(bench, invoice(bench.debtorId, 'F-1001', '2026-09-01', 10_001))
      await post(bench, payment(bench.debtorId, '2026-11-02', 3_333), payment(bench.debtorId, '2026-11-02', 3_333))
      expect(await account(bench)).toEqual(['F-1001 3335', '+0'])
    }))

  it('a payment that came before the invoice it names is placed when the invoice is entered', () =>
    withDebtor(async (bench) => {
      await post(bench, payment(bench.debtorId, '2026-08-02', 4_000, 'acompte F-2002'))
      expect(await account(bench)).toEqual(['+4000'])
      await enter(bench, invoice(bench.debtorId, 'F-2002', '2026-12-31', 10_000))
      expect(await account(bench)).toEqual(['F-2002 6000', '+0'])
    }))

  it('pitfall 20: a credit note is netted as a payment is', () =>
    withDebtor(async (bench) => {
      await enter(bench, invoice(bench.debtorId, 'F-3001', '2026-09-01', 10_000))
      const note = { ...payment(bench.debtorId, '2026-10-01', 2_500), reference: 'AV-12' }
      await postCreditNotes(bench.tx, bench.tenantId, ACTOR, [note])
      expect(await account(bench)).toEqual(['F-3001 7500', '+0'])
    }))

  it('pitfall 26: a payment in another currency settles nothing and is kept apart', () =>
    withDebtor(async (bench) => {
      await enter(bench, invoice(bench.debtorId, 'F-4001', '2026-09-01', 10_000))
      await post(bench, { ...payment(bench.debtorId, '2026-10-01', 10_000, 'F-4001'), currency: currency('CHF') })
      expect(await account(bench)).toEqual(['F-4001 10000', '+0'])
      expect(await account(bench, 'CHF')).toEqual(['+10000'])
    }))

  it('pitfall 27: instalments are filled oldest first, and each open one is a claim with its own due date', () =>
    withDebtor(async (bench) => {
      const parts = [
        { dueOn: day('2026-09-01'), amountCents: 3_000 },
        { dueOn: day('2026-10-01'), amountCents: 3_000 },
        { dueOn: day('2026-12-31'), amountCents: 4_000 },
      ]
      const [id] = await enter(bench, {
        ...invoice(bench.debtorId, 'F-5001', '2026-12-31', 10_000),
        instalments: parts,
      })
      await post(bench, payment(bench.debtorId, '2026-11-02', 4_000))
      const found = (await readClaims(bench.tx, bench.tenantId, [bench.debtorId])).get(
        accountKey(bench.debtorId, 'EUR'),
      )
      expect(found?.claims.map((claim) => [claim.id, claim.dueOn, claim.openCents])).toEqual([
        [`${id}#2`, '2026-10-01', 2_000],
        [`${id}#3`, '2026-12-31', 4_000],
      ])
    }))
})

describe('the same thing twice adds nothing (I7)', () => {
  it('an invoice number of a debtor, and the source key of a payment', () =>
    withDebtor(async (bench) => {
      const one = invoice(bench.debtorId, 'F-6001', '2026-09-01', 10_000)
      const paid = { ...payment(bench.debtorId, '2026-10-01', 4_000), sourceKey: 'fec:1' }
      expect((await enter(bench, one))[0]).toMatch(/^inv_/)
      expect((await post(bench, paid))[0]).toMatch(/^ent_/)
      expect(await enter(bench, one)).toEqual([null])
      expect(await post(bench, paid)).toEqual([null])
      expect(await account(bench)).toEqual(['F-6001 6000', '+0'])
    }))
})

describe('pitfalls 23 and 37: a reversal', () => {
  it('opens again exactly what its payment settled, and nothing that another payment settled', () =>
    withDebtor(async (bench) => {
      const { debtorId, tx, tenantId } = bench
      await enter(
        bench,
        invoice(debtorId, 'F-7001', '2026-09-01', 10_000),
        invoice(debtorId, 'F-7002', '2026-10-01', 10_000),
      )
      const [, second] = await post(
        bench,
        payment(debtorId, '2026-11-01', 4_000, 'F-7002'),
        payment(debtorId, '2026-11-02', 12_000),
      )
      expect(await account(bench)).toEqual(['F-7002 4000', '+0'])
      const done = await reverseEntry(tx, tenantId, ACTOR, second ?? '', day('2026-11-10'), 'chèque sans provision')
      expect(done.ok).toBe(true)
      expect(await account(bench)).toEqual(['F-7001 10000', 'F-7002 6000', '+0'])
    }))

  it('is refused twice, of a reversal, before its entry, and of what does not exist', () =>
    withDebtor(async (bench) => {
      const [entryId = null] = await post(bench, payment(bench.debtorId, '2026-11-01', 4_000))
      const reverse = (id: string, on = '2026-11-02') =>
        reverseEntry(bench.tx, bench.tenantId, ACTOR, id, day(on), 'erreur')
      expect(await reverse(entryId ?? '', '2026-10-31')).toMatchObject({ refusal: { code: 'reversal_before_entry' } })
      const first = await reverse(entryId ?? '')
      expect(await reverse(entryId ?? '')).toMatchObject({ refusal: { code: 'entry_already_reversed' } })
      expect(await reverse(first.ok ? first.value : '')).toMatchObject({ refusal: { code: 'entry_is_a_reversal' } })
      expect(await reverse('ent_0000')).toMatchObject({ refusal: { code: 'not_found' } })
      expect(await account(bench)).toEqual([])
    }))
})
