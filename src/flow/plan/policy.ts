import { type ContactPolicy, DEFAULT_CONTACT_POLICY } from '../../domain/contact-policy.ts'
import type { Tx } from '../../platform/db.ts'

/** The contact policy in force in an office: the newest version, else the default. */
export async function contactPolicyOf(tx: Tx, tenantId: string): Promise<ContactPolicy> {
  const row = await tx
    .selectFrom('contact_policy')
    .select('definition')
    .where('tenant_id', '=', tenantId)
    .orderBy('version', 'desc')
    .executeTakeFirst()
  return row ? { ...DEFAULT_CONTACT_POLICY, ...(row.definition as Partial<ContactPolicy>) } : DEFAULT_CONTACT_POLICY
}
