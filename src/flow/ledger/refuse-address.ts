import type { Day } from '../../domain/day.ts'
import type { Tx } from '../../platform/db.ts'

/** Marks the contacts of a debtor whose address the mail server refused: it is not written to again until corrected (pitfall 45). */
export async function refuseAddress(
  tx: Tx,
  tenantId: string,
  debtorId: string,
  isRefused: (email: string) => boolean,
  on: Day,
): Promise<void> {
  const contacts = await tx
    .selectFrom('contact')
    .select(['contact_id', 'email'])
    .where('tenant_id', '=', tenantId)
    .where('debtor_id', '=', debtorId)
    .execute()
  const refused = contacts.flatMap(({ contact_id, email }) => (email !== null && isRefused(email) ? [contact_id] : []))
  if (refused.length === 0) return
  await tx
    .updateTable('contact')
    .set({ email_refused_on: on })
    .where('tenant_id', '=', tenantId)
    .where('contact_id', 'in', refused)
    .execute()
}
