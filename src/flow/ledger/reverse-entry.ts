import type { Day } from '../../domain/day.ts'
import { accept, type Outcome, refuse } from '../../domain/refusal.ts'
import type { Tx } from '../../platform/db.ts'
import { newId } from '../../platform/ids.ts'
import { appendEvent } from '../timeline/append.ts'
import { netShares } from './change-allocations.ts'
import { entryOf } from './entry-of.ts'
import { lockAccounts } from './lock-accounts.ts'
import { insertShares } from './place-credits.ts'

/**
 * Undoes a payment or a credit note (bounced cheque, direct debit sent back, mistyped amount): the entry stays, a reversal carries the
 * negative of each thing it settled, and only those invoices open again, by exactly that much (pitfalls 23, 37). Returns the reversal's id.
 * Refusals: `not_found`, `entry_is_a_reversal`, `entry_already_reversed` { reversedBy }, `reversal_before_entry` { entryOn, reversedOn }.
 */
export async function reverseEntry(
  tx: Tx,
  tenantId: string,
  actor: string,
  entryId: string,
  on: Day,
  reason: string,
): Promise<Outcome<string>> {
  const found = await entryOf(tx, tenantId, entryId)
  if (!found) return refuse('not_found', { id: entryId })
  await lockAccounts(tx, tenantId, [found.debtor_id])
  // Read again under the lock: another reversal may have come in between.
  const { reversed_by: reversedBy, ...entry } = (await entryOf(tx, tenantId, entryId)) ?? found
  if (entry.kind === 'reversal') return refuse('entry_is_a_reversal')
  if (reversedBy) return refuse('entry_already_reversed', { reversedBy })
  if (on < entry.on_day) return refuse('reversal_before_entry', { entryOn: entry.on_day, reversedOn: on })
  const reversalId = newId('ent')
  const reversal = { entry_id: reversalId, kind: 'reversal', on_day: on, label: reason, reverses_id: entryId } as const
  await tx
    .insertInto('entry')
    .values({ ...entry, ...reversal, recorded_by: actor })
    .execute()
  const undone = (await netShares(tx, tenantId, entryId)).map((share) => ({
    ...share,
    amountCents: -share.amountCents,
  }))
  await insertShares(
    tx,
    tenantId,
    actor,
    undone.map((share) => ({ ...share, entryId: reversalId, how: 'reversal' })),
  )
  const { kind, amount_cents: amountCents, currency } = entry
  const facts = { entryId, reversalId, kind, amountCents, currency, on, reason }
  await appendEvent(tx, tenantId, { kind: 'entry_reversed', actor, debtorId: entry.debtor_id, facts })
  return accept(reversalId)
}
