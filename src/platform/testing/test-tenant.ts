import type { Db } from '../db.ts'

let count = 0

/** Inserts an office and returns its id. Each call makes another one. */
export async function testTenant(db: Db, name = 'Cabinet d’essai'): Promise<string> {
  const tenantId = `ten_${String(++count).padStart(4, '0')}`
  await db.insertInto('auth.tenant').values({ tenant_id: tenantId, name }).execute()
  return tenantId
}
