import { sql } from 'kysely'
import type { Day } from '../../domain/day.ts'
import type { Currency } from '../../domain/money.ts'
import type { Tx } from '../../platform/db.ts'

/** A payment or a credit note of which some cents are not allocated. */
export type WaitingCredit = {
  readonly entryId: string
  readonly debtorId: string
  readonly currency: Currency
  readonly onDay: Day
  readonly reference: string | null
  readonly label: string | null
  readonly amountCents: number
}

/** The credits of some debtors that are not wholly allocated; a reversed entry is not one (pitfall 23). */
export async function waitingCredits(tx: Tx, tenantId: string, debtorIds: readonly string[]): Promise<WaitingCredit[]> {
  const { rows } = await sql<WaitingCredit>`
    select e.entry_id as "entryId", e.debtor_id as "debtorId", e.currency, e.on_day as "onDay", e.reference, e.label,
           e.amount_cents - s.settled_cents as "amountCents"
    from entry e
    cross join lateral (
      select coalesce(sum(a.amount_cents), 0)::bigint as settled_cents
      from allocation a where a.tenant_id = e.tenant_id and a.entry_id = e.entry_id
    ) s
    where e.tenant_id = ${tenantId} and e.debtor_id = any (${debtorIds}::text[]) and e.kind <> 'reversal'
      and e.amount_cents <> s.settled_cents
      and not exists (select from entry r where r.tenant_id = e.tenant_id and r.reverses_id = e.entry_id)
    order by e.on_day, e.entry_id`.execute(tx)
  return rows
}
