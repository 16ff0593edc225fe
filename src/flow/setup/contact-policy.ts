import { sql } from 'kysely'
import { type ContactPolicy, DEFAULT_CONTACT_POLICY } from '../../domain/contact-policy.ts'
import type { Tx } from '../../platform/db.ts'
import { appendEvent } from '../timeline/append.ts'

/** The policy in force: the newest version, else the default one. */
export async function readContactPolicy(tx: Tx, tenantId: string): Promise<ContactPolicy> {
  const row = await tx
    .selectFrom('contact_policy')
    .select('definition')
    .where('tenant_id', '=', tenantId)
    .orderBy('version', 'desc')
    .executeTakeFirst()
  return row ? { ...DEFAULT_CONTACT_POLICY, ...(row.definition as Partial<ContactPolicy>) } : DEFAULT_CONTACT_POLICY
}

/** Adds a version of the policy and has every open case decided again. */
export async function setContactPolicy(
  tx: Tx,
  tenantId: string,
  actor: string,
  policy: ContactPolicy,
): Promise<ContactPolicy> {
  await sql`
    insert into contact_policy (tenant_id, version, definition, decided_by)
    select ${tenantId}, coalesce(max(version), 0) + 1, ${JSON.stringify(policy)}::jsonb, ${actor}
    from contact_policy where tenant_id = ${tenantId}`.execute(tx)
  await appendEvent(tx, tenantId, { kind: 'contact_policy_changed', actor })
  return policy
}
