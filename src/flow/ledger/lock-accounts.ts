import { sql } from 'kysely'
import type { Tx } from '../../platform/db.ts'

/**
 * Holds the accounts of some debtors until the end of the transaction, always in the same order: two payments typed at once are allocated
 * one after the other, so that no invoice receives more than is open on it.
 */
export async function lockAccounts(tx: Tx, tenantId: string, debtorIds: readonly string[]): Promise<void> {
  await sql`
    select from debtor where tenant_id = ${tenantId} and debtor_id = any (${debtorIds}::text[])
    order by debtor_id for no key update`.execute(tx)
}
