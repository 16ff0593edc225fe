import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { inTenant } from '../db.ts'
import { type TestDatabase, testDatabase } from './test-database.ts'
import { testTenant } from './test-tenant.ts'

let base: TestDatabase
beforeAll(async () => {
  base = await testDatabase()
})
afterAll(() => base.close())

const creditorNames = (tenantId: string) =>
  inTenant(base.db, tenantId, (tx) => tx.selectFrom('creditor').select(['creditor_id', 'name']).execute())

const addCreditor = (as: string, of: string, id: string) =>
  inTenant(base.db, as, (tx) =>
    tx.insertInto('creditor').values({ tenant_id: of, creditor_id: id, name: 'Menuiserie Ozanne' }).execute(),
  )

describe('row-level security on a real table', () => {
  it('shows an office its own rows only, and none when no office is set', async () => {
    const [mine, other] = [await testTenant(base.db), await testTenant(base.db)]
    await addCreditor(mine, mine, 'crd_0001')
    expect(await creditorNames(mine)).toEqual([{ creditor_id: 'crd_0001', name: 'Menuiserie Ozanne' }])
    expect(await creditorNames(other)).toEqual([])
    expect(await base.db.selectFrom('creditor').selectAll().execute()).toEqual([])
    expect(await base.owner.selectFrom('creditor').selectAll().execute()).toEqual([])
  })

  it('refuses to write a row of another office', async () => {
    const [mine, other] = [await testTenant(base.db), await testTenant(base.db)]
    await expect(addCreditor(mine, other, 'crd_0002')).rejects.toThrow('row-level security')
  })
})
