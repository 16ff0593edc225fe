import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import type { Scenario } from '../src/domain/scenario.ts'
import { BUILT_IN_SCENARIOS } from '../src/domain/scenarios/index.ts'
import { type DatabaseAddress, withDatabase } from '../src/platform/database-address.ts'
import { type Db, inTenant, openDb, openOwnerDb } from '../src/platform/db.ts'
import { startEmbeddedPostgres } from '../src/platform/embedded-postgres.ts'
import { migrate } from '../src/platform/migrate.ts'

/** A durable PostgreSQL of its own for one benchmark, as Amiable starts it for its users (fsync on), thrown away afterwards. */
export type Workplace = {
  readonly db: Db
  readonly owner: Db
  readonly folder: string
  /** To open a pool in another process. */
  readonly address: DatabaseAddress
}

export async function atWorkplace(work: (place: Workplace) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'amiable-bench-'))
  const postgres = await startEmbeddedPostgres(folder)
  try {
    await migrate(postgres.address)
    const db = await openDb(postgres.address)
    const owner = openOwnerDb(
      withDatabase(postgres.adminAddress, 'database' in postgres.address ? postgres.address.database : 'amiable'),
    )
    await work({ db, owner, folder, address: postgres.address }).finally(() =>
      Promise.all([db.destroy(), owner.destroy()]),
    )
  } finally {
    await postgres.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Three e-mails 5, 15 and 30 days after the due date: the ladder of the planning benchmarks. */
export const THREE_STEPS: Scenario = {
  ...(BUILT_IN_SCENARIOS[0] as Scenario),
  code: 'three-steps',
  steps: [
    {
      code: 'one',
      channel: 'email',
      offsetDays: 5,
      template: 'first-reminder',
      tone: 2,
      approval: 'automatic',
      payWithinDays: 6,
    },
    {
      code: 'two',
      channel: 'email',
      offsetDays: 15,
      template: 'firm-reminder',
      tone: 3,
      approval: 'automatic',
      payWithinDays: 8,
    },
    {
      code: 'three',
      channel: 'email',
      offsetDays: 30,
      template: 'warning-letter',
      tone: 4,
      approval: 'confirm',
      payWithinDays: 8,
    },
  ],
}

export type Portfolio = { readonly tenantId: string; readonly creditorId: string }

/**
 * An office with `debtors` debtors of one invoice each (`invoicesEach` for more), due on `dueOn`, each with an e-mail address, payments
 * known until `knownUntil`. Rows are made inside PostgreSQL: the generator is the same for every workload.
 */
export async function makePortfolio(
  place: Workplace,
  name: string,
  debtors: number,
  dueOn: string,
  knownUntil: string,
): Promise<Portfolio> {
  const tenantId = `ten_${name}`
  const creditorId = `crd_${name}`
  await place.db.insertInto('auth.tenant').values({ tenant_id: tenantId, name }).execute()
  await inTenant(place.db, tenantId, async (tx) => {
    await tx
      .insertInto('creditor')
      .values({
        tenant_id: tenantId,
        creditor_id: creditorId,
        name: 'Menuiserie Dupré',
        scenario_code: THREE_STEPS.code,
      })
      .execute()
    await tx
      .insertInto('scenario_version')
      .values({
        tenant_id: tenantId,
        scenario_code: THREE_STEPS.code,
        version: 1,
        definition: JSON.stringify(THREE_STEPS),
        decided_by: 'bench',
      })
      .execute()
    await tx
      .insertInto('payments_known')
      .values({
        tenant_id: tenantId,
        creditor_id: creditorId,
        until_day: knownUntil as never,
        source: 'bench',
        recorded_by: 'bench',
      })
      .execute()
    await sql`
      insert into debtor (tenant_id, debtor_id, creditor_id, reference, name, address_lines, postcode, city, search_text)
      select ${tenantId}, 'deb_' || ${name} || lpad(n::text, 8, '0'), ${creditorId}, 'C' || n, 'Société ' || n, array['1 rue Neuve'], '44000', 'Nantes',
             'societe ' || n || ' c' || n
      from generate_series(1, ${debtors}) n`.execute(tx)
    await sql`
      insert into contact (tenant_id, contact_id, debtor_id, email, role)
      select tenant_id, replace(debtor_id, 'deb_', 'con_'), debtor_id, reference || '@exemple.test', 'accounts_payable' from debtor where tenant_id = ${tenantId}`.execute(
      tx,
    )
    await sql`
      insert into invoice (tenant_id, invoice_id, creditor_id, debtor_id, number, issued_on, due_on, due_origin, amount_cents)
      select tenant_id, replace(debtor_id, 'deb_', 'inv_'), creditor_id, debtor_id, 'F' || reference, ${dueOn}::date - 30, ${dueOn}::date, 'invoice', 123456
      from debtor where tenant_id = ${tenantId}`.execute(tx)
  })
  await sql`vacuum analyze`.execute(place.owner)
  return { tenantId, creditorId }
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
}

export async function seconds(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now()
  await work()
  return (performance.now() - start) / 1000
}

/** Rounded for a report. */
export function round(value: number, digits: number): number {
  return Number(value.toFixed(digits))
}
