import { accept, type Outcome, refuse } from '../../domain/refusal.ts'
import type { Scenario } from '../../domain/scenario.ts'
import type { Tx } from '../../platform/db.ts'

/** The newest version of each scenario of the office, in the order of their codes. */
export async function readScenarios(tx: Tx, tenantId: string): Promise<Scenario[]> {
  const rows = await tx
    .selectFrom('scenario_version')
    .distinctOn('scenario_code')
    .select(['version', 'definition'])
    .where('tenant_id', '=', tenantId)
    .orderBy('scenario_code')
    .orderBy('version', 'desc')
    .execute()
  return rows.map((row) => ({ ...(row.definition as Scenario), version: row.version }))
}

/** Refusal: `not_found`. */
export async function readScenario(tx: Tx, tenantId: string, code: string): Promise<Outcome<Scenario>> {
  const found = (await readScenarios(tx, tenantId)).find((scenario) => scenario.code === code)
  return found ? accept(found) : refuse('not_found', { id: code })
}
