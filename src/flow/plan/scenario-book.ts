import type { Scenario } from '../../domain/scenario.ts'
import type { Tx } from '../../platform/db.ts'

/** Every version of every scenario of an office, read once a run: the same object each time, so that its moments are computed once. */
export type ScenarioBook = {
  /** The newest version of a scenario. @throws Error when the code does not exist. */
  readonly newest: (code: string) => Scenario
  /** The version that a running case keeps (pitfall 42). */
  readonly version: (code: string, version: number) => Scenario
}

export async function openScenarioBook(tx: Tx, tenantId: string): Promise<ScenarioBook> {
  const rows = await tx
    .selectFrom('scenario_version')
    .select(['scenario_code', 'version', 'definition'])
    .where('tenant_id', '=', tenantId)
    .orderBy('version')
    .execute()
  const byVersion = new Map<string, Scenario>()
  const newest = new Map<string, Scenario>()
  for (const row of rows) {
    const scenario = { ...(row.definition as unknown as Scenario), version: row.version }
    byVersion.set(`${row.scenario_code}@${row.version}`, scenario)
    newest.set(row.scenario_code, scenario)
  }
  const known = (scenario: Scenario | undefined, name: string): Scenario => {
    if (!scenario) throw new Error(`Scenario ${name} does not exist in office ${tenantId}`)
    return scenario
  }
  return {
    newest: (code) => known(newest.get(code), code),
    version: (code, version) => known(byVersion.get(`${code}@${version}`), `${code}@${version}`),
  }
}
