import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { day } from '../../domain/day.ts'
import { EUR } from '../../domain/money.ts'
import { inTenant } from '../../platform/db.ts'
import { type TestDatabase, testDatabase } from '../../platform/testing/test-database.ts'
import { testTenant } from '../../platform/testing/test-tenant.ts'
import { postContacts, postDebtors, postInvoices, postPayments, reverseEntry, withdrawImport } from './post-entries.ts'
import { accountKey, readClaims } from './read-balance.ts'

const [ACTOR, CREDITOR, BATCH] = ['usr_test', 'crd_0001', 'imp_0001']
let base: TestDatabase
beforeAll(async () => {
  base = await testDatabase()
})
afterAll(() => base.close())

const invoice = {
  creditorId: CREDITOR,
  issuedOn: day('2026-08-01'),
  dueOn: day('2026-09-01'),
  dueOrigin: 'invoice',
  currency: EUR,
} as const
const payment = { creditorId: CREDITOR, onDay: day('2026-10-01'), currency: EUR, placing: { by: 'rule' } } as const

describe('an import is taken out whole', () => {
  it('leaves what was there before it, frees what had settled its invoices, and can come again', async () => {
    const tenantId = await testTenant(base.db)
    await inTenant(base.db, tenantId, async (tx) => {
      const key = { tenant_id: tenantId, creditor_id: CREDITOR }
      await tx
        .insertInto('creditor')
        .values({ ...key, name: 'Ozanne' })
        .execute()
      const batch = {
        import_batch_id: BATCH,
        file_name: 'a.csv',
        file_sha256: '',
        format: 'csv',
        state: 'committed',
      } as const
      await tx
        .insertInto('import_batch')
        .values({ ...key, ...batch, created_by: ACTOR })
        .execute()
      const [old = ''] = (
        await postDebtors(tx, tenantId, ACTOR, [{ creditorId: CREDITOR, name: 'Ancien', reference: 'C1' }])
      ).map(String)
      await postInvoices(tx, tenantId, ACTOR, [{ ...invoice, debtorId: old, number: 'F-1001', amountCents: 5_000 }])

      const fromFile = async () => {
        const [fresh] = await postDebtors(tx, tenantId, ACTOR, [
          { creditorId: CREDITOR, name: 'Nouveau', reference: 'C2', importBatchId: BATCH },
        ])
        const debtorId = fresh ?? ''
        await postContacts(tx, tenantId, ACTOR, [{ debtorId, email: 'a@b.fr', importBatchId: BATCH }])
        await postInvoices(tx, tenantId, ACTOR, [
          { ...invoice, debtorId, number: 'F-2001', amountCents: 7_000, importBatchId: BATCH },
          { ...invoice, debtorId: old, number: 'F-2002', amountCents: 9_000, importBatchId: BATCH },
        ])
        await postPayments(tx, tenantId, ACTOR, [{ ...payment, debtorId, amountCents: 1_000, importBatchId: BATCH }])
      }
      await fromFile()
      await postPayments(tx, tenantId, ACTOR, [{ ...payment, debtorId: old, amountCents: 8_000, label: 'F-2002' }])
      expect(await withdrawImport(tx, tenantId, BATCH)).toEqual({ invoices: 2, entries: 1, contacts: 1, debtors: 1 })
      const account = (await readClaims(tx, tenantId, [old])).get(accountKey(old, 'EUR'))
      expect(account?.claims.map((claim) => [claim.number, claim.openCents])).toEqual([['F-1001', 5_000]])
      expect(account?.unallocatedCents).toBe(8_000)
      await fromFile()
      expect(await withdrawImport(tx, tenantId, BATCH)).toMatchObject({ invoices: 2, debtors: 1 })
    })
  })

  it('takes the reversal of its payment with it, and keeps a debtor whose timeline has something to tell', async () => {
    const tenantId = await testTenant(base.db)
    await inTenant(base.db, tenantId, async (tx) => {
      const key = { tenant_id: tenantId, creditor_id: CREDITOR }
      await tx
        .insertInto('creditor')
        .values({ ...key, name: 'Ozanne' })
        .execute()
      const batch = {
        import_batch_id: BATCH,
        file_name: 'a.csv',
        file_sha256: '',
        format: 'csv',
        state: 'committed',
      } as const
      await tx
        .insertInto('import_batch')
        .values({ ...key, ...batch, created_by: ACTOR })
        .execute()
      const [debtorId] = await postDebtors(tx, tenantId, ACTOR, [
        { creditorId: CREDITOR, name: 'Duval', importBatchId: BATCH },
      ])
      const paid = { ...payment, debtorId: debtorId ?? '', amountCents: 1_000, importBatchId: BATCH }
      const [entryId] = await postPayments(tx, tenantId, ACTOR, [paid])
      await reverseEntry(tx, tenantId, ACTOR, entryId ?? '', day('2026-10-02'), 'impayé')
      expect(await withdrawImport(tx, tenantId, BATCH)).toEqual({ invoices: 0, entries: 2, contacts: 0, debtors: 0 })
    })
  })
})
