import { sql } from 'kysely'
import { allocateExactly, type WantedShare } from '../../domain/allocation.ts'
import { accept, type Outcome, refuse } from '../../domain/refusal.ts'
import type { Tx } from '../../platform/db.ts'
import { appendEvent } from '../timeline/append.ts'
import { entryOf } from './entry-of.ts'
import { lockAccounts } from './lock-accounts.ts'
import { insertShares } from './place-credits.ts'
import { accountKey, readClaims } from './read-balance.ts'

/**
 * Moves what a payment or a credit note settles: a person says all of it, and what it settled before is undone by as much, row against
 * row. Refusals: `not_found`, `entry_is_a_reversal`, `entry_already_reversed`, those of `allocateExactly`.
 */
export async function changeAllocations(
  tx: Tx,
  tenantId: string,
  actor: string,
  entryId: string,
  wanted: readonly WantedShare[],
): Promise<Outcome<{ done: true }>> {
  const found = await entryOf(tx, tenantId, entryId)
  if (!found) return refuse('not_found', { id: entryId })
  await lockAccounts(tx, tenantId, [found.debtor_id])
  // Read again under the lock: a reversal may have come in between.
  const entry = (await entryOf(tx, tenantId, entryId)) ?? found
  if (entry.kind === 'reversal') return refuse('entry_is_a_reversal')
  if (entry.reversed_by) return refuse('entry_already_reversed', { reversedBy: entry.reversed_by })
  const undone = (await netShares(tx, tenantId, entryId)).map((share) => ({
    ...share,
    amountCents: -share.amountCents,
  }))
  await insertShares(
    tx,
    tenantId,
    actor,
    undone.map((share) => ({ ...share, entryId, how: 'reversal' })),
  )
  const account = (await readClaims(tx, tenantId, [entry.debtor_id])).get(accountKey(entry.debtor_id, entry.currency))
  const shares = allocateExactly(entry.amount_cents, wanted, account?.claims ?? [])
  if (!shares.ok) return shares
  await insertShares(
    tx,
    tenantId,
    actor,
    shares.value.map((share) => ({ ...share, entryId })),
  )
  const facts = { entryId, allocations: wanted }
  await appendEvent(tx, tenantId, { kind: 'allocations_changed', actor, debtorId: entry.debtor_id, facts })
  return accept({ done: true })
}

/** What an entry settles now, invoice by invoice: additions less what was undone. */
export async function netShares(tx: Tx, tenantId: string, entryId: string): Promise<WantedShare[]> {
  const { rows } = await sql<WantedShare>`
    select invoice_id as "invoiceId", sum(amount_cents)::bigint as "amountCents" from allocation
    where tenant_id = ${tenantId} and entry_id = ${entryId}
    group by invoice_id having sum(amount_cents) <> 0 order by invoice_id`.execute(tx)
  return rows
}
