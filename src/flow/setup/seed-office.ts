import { BUILT_IN_SCENARIOS } from '../../domain/scenarios/index.ts'
import type { Tx } from '../../platform/db.ts'
import { AMIABLE } from '../timeline/append.ts'

/**
 * Makes an office: its row, and the built-in scenarios as its first versions. In a transaction of that office (`inTenant`).
 * Sending stays off: nobody has switched it on.
 */
export async function seedOffice(tx: Tx, tenantId: string, name: string): Promise<void> {
  await tx.insertInto('auth.tenant').values({ tenant_id: tenantId, name }).execute()
  await tx
    .insertInto('scenario_version')
    .values(
      BUILT_IN_SCENARIOS.map((scenario) => ({
        tenant_id: tenantId,
        scenario_code: scenario.code,
        version: scenario.version,
        definition: JSON.stringify(scenario),
        decided_by: AMIABLE,
      })),
    )
    .execute()
}
