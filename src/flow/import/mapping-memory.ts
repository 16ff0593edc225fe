import type { Tx } from '../../platform/db.ts'
import { type Mapping, mappingSchema } from './formats/table/mapping.ts'

/** The meaning that a person gave to these headings for this creditor, the last time; null when nobody did. */
export async function recallMapping(
  tx: Tx,
  tenantId: string,
  creditorId: string,
  fingerprint: string,
): Promise<Mapping | null> {
  const row = await tx
    .selectFrom('import_mapping')
    .select('mapping')
    .where('tenant_id', '=', tenantId)
    .where('creditor_id', '=', creditorId)
    .where('fingerprint', '=', fingerprint)
    .executeTakeFirst()
  return row ? (mappingSchema.safeParse(row.mapping).data ?? null) : null
}

/** Remembers what a person decided of the columns, for the next file with the same headings. */
export async function rememberMapping(
  tx: Tx,
  tenantId: string,
  creditorId: string,
  actor: string,
  mapping: Mapping,
  at: Date,
): Promise<void> {
  const decided = { mapping: JSON.stringify(mapping), decided_by: actor, decided_at: at }
  await tx
    .insertInto('import_mapping')
    .values({ tenant_id: tenantId, creditor_id: creditorId, fingerprint: mapping.fingerprint, ...decided })
    .onConflict((conflict) => conflict.columns(['tenant_id', 'creditor_id', 'fingerprint']).doUpdateSet(decided))
    .execute()
}
