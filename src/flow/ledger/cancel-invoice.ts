import { sql } from 'kysely'
import { accept, type Outcome, refuse } from '../../domain/refusal.ts'
import type { Tx } from '../../platform/db.ts'
import { appendEvent } from '../timeline/append.ts'
import { lockAccounts } from './lock-accounts.ts'
import { insertShares } from './place-credits.ts'

/**
 * Cancels an invoice: it is never chased again (pitfall 11) and what had settled it waits in the debtor's favour.
 * Refusals: `not_found`, `invoice_already_cancelled`.
 */
export async function cancelInvoice(
  tx: Tx,
  tenantId: string,
  actor: string,
  invoiceId: string,
  reason: string,
  at: Date,
): Promise<Outcome<{ done: true }>> {
  const invoice = await tx
    .selectFrom('invoice')
    .select(['debtor_id', 'number'])
    .where('tenant_id', '=', tenantId)
    .where('invoice_id', '=', invoiceId)
    .executeTakeFirst()
  if (!invoice) return refuse('not_found', { id: invoiceId })
  await lockAccounts(tx, tenantId, [invoice.debtor_id])
  const cancelled = await tx
    .updateTable('invoice')
    .set({ cancelled_at: at })
    .where('tenant_id', '=', tenantId)
    .where('invoice_id', '=', invoiceId)
    .where('cancelled_at', 'is', null)
    .returning('invoice_id')
    .executeTakeFirst()
  if (!cancelled) return refuse('invoice_already_cancelled', { number: invoice.number })
  await insertShares(tx, tenantId, actor, await releases(tx, tenantId, invoiceId))
  const facts = { invoiceId, number: invoice.number, reason }
  await appendEvent(tx, tenantId, { kind: 'invoice_cancelled', actor, debtorId: invoice.debtor_id, facts })
  return accept({ done: true })
}

async function releases(tx: Tx, tenantId: string, invoiceId: string) {
  const { rows } = await sql<{ entryId: string; amountCents: number }>`
    select entry_id as "entryId", -sum(amount_cents)::bigint as "amountCents" from allocation
    where tenant_id = ${tenantId} and invoice_id = ${invoiceId} group by entry_id having sum(amount_cents) <> 0`.execute(
    tx,
  )
  return rows.map((row) => ({ ...row, invoiceId, how: 'reversal' as const }))
}
