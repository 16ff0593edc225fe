import { sql } from 'kysely'
import type { Day } from '../../domain/day.ts'
import { accept, type Outcome, refuse } from '../../domain/refusal.ts'
import type { Tx } from '../../platform/db.ts'
import { newId } from '../../platform/ids.ts'
import { appendEvent } from '../timeline/append.ts'
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
  const entry = (await entryOf(tx, tenantId, entryId)) ?? found
  if (entry.kind === 'reversal') return refuse('entry_is_a_reversal')
  if (entry.reversed_by) return refuse('entry_already_reversed', { reversedBy: entry.reversed_by })
  if (on < entry.on_day) return refuse('reversal_before_entry', { entryOn: entry.on_day, reversedOn: on })
  const reversalId = newId('ent')
  const { reversed_by: _, ...copied } = entry
  await tx
    .insertInto('entry')
    .values({
      ...copied,
      entry_id: reversalId,
      kind: 'reversal',
      on_day: on,
      label: reason,
      reverses_id: entryId,
      recorded_by: actor,
    })
    .execute()
  await insertShares(tx, tenantId, actor, await negatives(tx, tenantId, entryId, reversalId))
  const facts = {
    entryId,
    reversalId,
    kind: entry.kind,
    amountCents: entry.amount_cents,
    currency: entry.currency,
    on,
    reason,
  }
  await appendEvent(tx, tenantId, { kind: 'entry_reversed', actor, debtorId: entry.debtor_id, facts })
  return accept(reversalId)
}

function entryOf(tx: Tx, tenantId: string, entryId: string) {
  return tx
    .selectFrom('entry as e')
    .leftJoin('entry as r', (join) =>
      join.onRef('r.tenant_id', '=', 'e.tenant_id').onRef('r.reverses_id', '=', 'e.entry_id'),
    )
    .select([
      'e.tenant_id',
      'e.creditor_id',
      'e.debtor_id',
      'e.kind',
      'e.on_day',
      'e.amount_cents',
      'e.currency',
      'e.reference',
      'e.method',
    ])
    .select('r.entry_id as reversed_by')
    .where('e.tenant_id', '=', tenantId)
    .where('e.entry_id', '=', entryId)
    .executeTakeFirst()
}

async function negatives(tx: Tx, tenantId: string, entryId: string, reversalId: string) {
  const { rows } = await sql<{ invoice_id: string; settled_cents: number }>`
    select invoice_id, sum(amount_cents)::bigint as settled_cents from allocation
    where tenant_id = ${tenantId} and entry_id = ${entryId}
    group by invoice_id having sum(amount_cents) <> 0`.execute(tx)
  return rows.map((row) => ({
    entryId: reversalId,
    invoiceId: row.invoice_id,
    amountCents: -row.settled_cents,
    how: 'reversal' as const,
  }))
}
