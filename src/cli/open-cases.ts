import { sql } from 'kysely'
import type { Currency } from '../domain/money.ts'
import { type Db, inTenant } from '../platform/db.ts'

/** A case in which something may be owed, with the names that people know it by. */
export type OpenCase = {
  readonly caseId: string
  readonly debtorId: string
  readonly debtor: string
  readonly reference: string | null
  readonly creditor: string
  readonly currency: Currency
}

// As many as the plan takes in one transaction: a fixed number of queries for each.
const BATCH = 2000

/** The open cases of an office in batches, whatever their number. One settled since it was last decided is still among them. */
export async function* openCases(db: Db, tenantId: string): AsyncGenerator<readonly OpenCase[]> {
  let after = ''
  for (;;) {
    const { rows } = await inTenant(db, tenantId, (tx) =>
      sql<OpenCase>`
        select c.case_id as "caseId", c.debtor_id as "debtorId", d.name as debtor, d.reference, r.name as creditor, c.currency
        from collection_case c
        join debtor d on d.tenant_id = c.tenant_id and d.debtor_id = c.debtor_id
        join creditor r on r.tenant_id = c.tenant_id and r.creditor_id = c.creditor_id
        where c.tenant_id = ${tenantId} and c.case_id > ${after} and (c.state <> 'settled' or c.look_on is not null)
        order by c.case_id limit ${BATCH}`.execute(tx),
    )
    if (rows.length > 0) yield rows
    if (rows.length < BATCH) return
    after = rows.at(-1)?.caseId ?? after
  }
}
