import type { Day } from '../../domain/day.ts'
import { accept, type Outcome, refuse } from '../../domain/refusal.ts'
import type { Tx } from '../../platform/db.ts'
import { newId } from '../../platform/ids.ts'
import { appendEvent } from '../timeline/append.ts'
import type { HoldWanted } from './contract.ts'

/**
 * Holds a debtor, or one invoice, until a last day or until a person ends it (pitfall 5). Refusals: `case_unknown`, `invoice_unknown`,
 * `hold_in_the_past`, `hold_needs_last_day` (a promise has a date, S0-17), `hold_needs_amount`.
 */
export async function placeHold(
  tx: Tx,
  tenantId: string,
  userId: string,
  caseId: string,
  wanted: HoldWanted,
  today: Day,
): Promise<Outcome<{ id: string }>> {
  const found = await tx
    .selectFrom('collection_case')
    .select('debtor_id')
    .where('tenant_id', '=', tenantId)
    .where('case_id', '=', caseId)
    .executeTakeFirst()
  if (!found) return refuse('case_unknown', { caseId })
  const why = await whyNot(tx, tenantId, found.debtor_id, wanted, today)
  if (why) return refuse(why, { kind: wanted.kind, untilDay: wanted.untilDay ?? null })
  const id = newId('hld')
  await tx
    .insertInto('hold')
    .values({
      tenant_id: tenantId,
      hold_id: id,
      debtor_id: found.debtor_id,
      invoice_id: wanted.invoiceId ?? null,
      kind: wanted.kind,
      reason: wanted.reason ?? null,
      from_day: today,
      until_day: wanted.untilDay ?? null,
      amount_cents: wanted.amountCents ?? null,
      created_by: userId,
    })
    .execute()
  const { kind, invoiceId, untilDay, amountCents, reason } = wanted
  const facts = {
    holdId: id,
    invoiceId: invoiceId ?? null,
    untilDay: untilDay ?? null,
    amountCents: amountCents ?? null,
    reason: reason ?? null,
  }
  await appendEvent(tx, tenantId, { kind: `hold_${kind}`, actor: userId, caseId, debtorId: found.debtor_id, facts })
  return accept({ id })
}

async function whyNot(
  tx: Tx,
  tenantId: string,
  debtorId: string,
  wanted: HoldWanted,
  today: Day,
): Promise<string | null> {
  if (wanted.untilDay && wanted.untilDay < today) return 'hold_in_the_past'
  if (wanted.kind === 'promise' && !wanted.untilDay) return 'hold_needs_last_day'
  if (wanted.kind === 'promise' && !wanted.amountCents) return 'hold_needs_amount'
  if (!wanted.invoiceId) return null
  const invoice = await tx
    .selectFrom('invoice')
    .select('invoice_id')
    .where('tenant_id', '=', tenantId)
    .where('invoice_id', '=', wanted.invoiceId)
    .where('debtor_id', '=', debtorId)
    .executeTakeFirst()
  return invoice ? null : 'invoice_unknown'
}

/** Ends a hold; the case goes on from the next plan. Refusals: `hold_unknown`, `hold_already_ended`. */
export async function endHold(
  tx: Tx,
  tenantId: string,
  userId: string,
  holdId: string,
  reason: string | null,
  now: Date,
): Promise<Outcome<{ done: true }>> {
  const hold = await tx
    .selectFrom('hold')
    .select(['debtor_id', 'kind', 'ended_at'])
    .where('tenant_id', '=', tenantId)
    .where('hold_id', '=', holdId)
    .forUpdate()
    .executeTakeFirst()
  if (!hold) return refuse('hold_unknown', { holdId })
  if (hold.ended_at) return refuse('hold_already_ended', { holdId })
  await tx
    .updateTable('hold')
    .set({ ended_at: now, ended_by: userId, ended_reason: reason })
    .where('tenant_id', '=', tenantId)
    .where('hold_id', '=', holdId)
    .execute()
  await appendEvent(tx, tenantId, {
    kind: 'hold_ended',
    actor: userId,
    debtorId: hold.debtor_id,
    facts: { holdId, hold: hold.kind, reason },
  })
  return accept({ done: true })
}
