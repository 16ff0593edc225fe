import type { Day } from '../../domain/day.ts'
import { accept, type Outcome, refuse } from '../../domain/refusal.ts'
import type { Tx } from '../../platform/db.ts'
import type { CreditTyped } from './contract.ts'
import { type NewCredit, postAllocated, postCreditNotes, postPayments } from './post-credits.ts'

type Typed = CreditTyped & { readonly onDay: Day; readonly method?: string | null }

/**
 * Enters one payment or credit note typed by a person; without allocations it is placed by rule (C. civ. 1342-10). Returns the entry's id.
 * Refusals: `not_found` (debtor), those of `allocateExactly`.
 */
export async function recordCredit(
  tx: Tx,
  tenantId: string,
  actor: string,
  kind: 'payment' | 'credit_note',
  typed: Typed,
): Promise<Outcome<{ id: string }>> {
  const debtor = await tx
    .selectFrom('debtor')
    .select('creditor_id')
    .where('tenant_id', '=', tenantId)
    .where('debtor_id', '=', typed.debtorId)
    .executeTakeFirst()
  if (!debtor) return refuse('not_found', { id: typed.debtorId })
  const { allocations, ...rest } = typed
  const credit = { ...rest, creditorId: debtor.creditor_id }
  if (allocations) {
    const posted = await postAllocated(tx, tenantId, actor, kind, credit, allocations)
    return posted.ok ? accept({ id: posted.value }) : posted
  }
  const placed: NewCredit = { ...credit, placing: { by: 'rule' } }
  const post = kind === 'payment' ? postPayments : postCreditNotes
  const [id] = await post(tx, tenantId, actor, [placed])
  if (!id) throw new Error('An entry without a source key is always new')
  return accept({ id })
}
