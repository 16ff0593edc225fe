import type { Tx } from '../../platform/db.ts'

/** One entry, with the reversal that undid it. */
export function entryOf(tx: Tx, tenantId: string, entryId: string) {
  return tx
    .selectFrom('entry as e')
    .leftJoin('entry as r', (join) =>
      join.onRef('r.tenant_id', '=', 'e.tenant_id').onRef('r.reverses_id', '=', 'e.entry_id'),
    )
    .select(['e.tenant_id', 'e.creditor_id', 'e.debtor_id', 'e.kind', 'e.on_day', 'e.amount_cents', 'e.currency'])
    .select(['e.reference', 'e.method', 'r.entry_id as reversed_by'])
    .where('e.tenant_id', '=', tenantId)
    .where('e.entry_id', '=', entryId)
    .executeTakeFirst()
}
