import { accept, type Outcome, refuse } from '../../domain/refusal.ts'
import type { Tx } from '../../platform/db.ts'
import { appendEvent } from '../timeline/append.ts'

export type ChargeWish = {
  readonly invoiceId: string
  readonly charge: 'penalty' | 'indemnity'
  readonly decision: 'claim' | 'reserve' | 'waive'
  readonly reason?: string | undefined
}

/** Claims, keeps for later or gives up the interest or the 40 € of one invoice; the newest decision counts (pitfall 30). Refusal: `not_found`. */
export async function decideCharge(
  tx: Tx,
  tenantId: string,
  actor: string,
  wish: ChargeWish,
): Promise<Outcome<{ done: true }>> {
  const { invoiceId, charge, decision, reason = null } = wish
  const invoice = await tx
    .selectFrom('invoice')
    .select(['debtor_id', 'number'])
    .where('tenant_id', '=', tenantId)
    .where('invoice_id', '=', invoiceId)
    .executeTakeFirst()
  if (!invoice) return refuse('not_found', { id: invoiceId })
  await tx
    .insertInto('charge_decision')
    .values({ tenant_id: tenantId, invoice_id: invoiceId, charge, decision, reason, decided_by: actor })
    .execute()
  const facts = { invoiceId, number: invoice.number, charge, decision, reason }
  await appendEvent(tx, tenantId, { kind: 'charge_decided', actor, debtorId: invoice.debtor_id, facts })
  return accept({ done: true })
}
