import { allocateExactly, type WantedShare } from '../../domain/allocation.ts'
import type { Day } from '../../domain/day.ts'
import type { Currency } from '../../domain/money.ts'
import { accept, type Outcome, refuse } from '../../domain/refusal.ts'
import type { Tx } from '../../platform/db.ts'
import { newId } from '../../platform/ids.ts'
import { insertMany } from '../../platform/insert-many.ts'
import { appendEvents } from '../timeline/append.ts'
import { lockAccounts } from './lock-accounts.ts'
import { insertShares, type Placing, placeCredits } from './place-credits.ts'
import { accountKey, readClaims } from './read-balance.ts'

/** Money received from a debtor, or a credit note made out to it. */
export type NewCredit = {
  readonly creditorId: string
  readonly debtorId: string
  readonly onDay: Day
  /** Positive. */
  readonly amountCents: number
  readonly currency: Currency
  /** Number of the credit note, reference of the transfer, number of the cheque. */
  readonly reference?: string | null
  /** How it was paid (S2-8): transfer, cheque, cash, card, direct_debit, other. */
  readonly method?: string | null
  readonly label?: string | null
  /** Tells the same movement again in another file (I7). */
  readonly sourceKey?: string | null
  readonly importBatchId?: string | null
  readonly placing: Placing
}

/**
 * Enters payments, any number of them, and allocates them. Returns an id for each, in order, or null where its source key is known
 * already. An import tells its own event; otherwise each payment is told on its debtor's timeline.
 */
export function postPayments(
  tx: Tx,
  tenantId: string,
  actor: string,
  payments: readonly NewCredit[],
): Promise<(string | null)[]> {
  return postCredits(tx, tenantId, actor, 'payment', payments)
}

/** The same for credit notes, which settle an invoice as a payment does (pitfall 20). */
export function postCreditNotes(
  tx: Tx,
  tenantId: string,
  actor: string,
  notes: readonly NewCredit[],
): Promise<(string | null)[]> {
  return postCredits(tx, tenantId, actor, 'credit_note', notes)
}

type CreditKind = 'payment' | 'credit_note'

/**
 * Enters one payment or credit note whose allocation a person gives. Refusals: those of `allocateExactly`; nothing is then entered.
 */
export async function postAllocated(
  tx: Tx,
  tenantId: string,
  actor: string,
  kind: CreditKind,
  credit: Omit<NewCredit, 'placing'>,
  wanted: readonly WantedShare[],
): Promise<Outcome<string>> {
  await lockAccounts(tx, tenantId, [credit.debtorId])
  const account = (await readClaims(tx, tenantId, [credit.debtorId])).get(accountKey(credit.debtorId, credit.currency))
  const shares = allocateExactly(credit.amountCents, wanted, account?.claims ?? [])
  if (!shares.ok) return shares
  const [entryId] = await postCredits(tx, tenantId, actor, kind, [{ ...credit, placing: { by: 'file', shares: [] } }])
  if (!entryId) return refuse('entry_already_there', { sourceKey: credit.sourceKey ?? null })
  await insertShares(
    tx,
    tenantId,
    actor,
    shares.value.map((share) => ({ ...share, entryId })),
  )
  return accept(entryId)
}

async function postCredits(
  tx: Tx,
  tenantId: string,
  actor: string,
  kind: CreditKind,
  credits: readonly NewCredit[],
): Promise<(string | null)[]> {
  const drafts = credits.map((credit) => ({ entryId: newId('ent'), credit }))
  await lockAccounts(tx, tenantId, [...new Set(credits.map((credit) => credit.debtorId))])
  const rows = drafts.map(({ entryId, credit }) => entryRow(tenantId, actor, kind, entryId, credit))
  const inserted = new Set(await insertMany(tx, 'entry', rows, 'entry_id'))
  const posted = drafts.filter(({ entryId }) => inserted.has(entryId))
  await placeCredits(
    tx,
    tenantId,
    actor,
    posted.map(({ entryId, credit }) => toPlace(entryId, credit)),
  )
  const told = posted.filter(({ credit }) => !credit.importBatchId)
  await appendEvents(
    tx,
    tenantId,
    told.map(({ entryId, credit }) => creditEvent(actor, kind, entryId, credit)),
  )
  return drafts.map(({ entryId }) => (inserted.has(entryId) ? entryId : null))
}

function entryRow(tenantId: string, actor: string, kind: CreditKind, entryId: string, credit: NewCredit) {
  return {
    tenant_id: tenantId,
    entry_id: entryId,
    creditor_id: credit.creditorId,
    debtor_id: credit.debtorId,
    kind,
    on_day: credit.onDay,
    amount_cents: credit.amountCents,
    currency: credit.currency,
    reference: credit.reference ?? null,
    method: credit.method ?? null,
    label: credit.label ?? null,
    source_key: credit.sourceKey ?? null,
    import_batch_id: credit.importBatchId ?? null,
    recorded_by: actor,
  }
}

function toPlace(entryId: string, credit: NewCredit) {
  const { debtorId, currency, onDay, amountCents, placing, reference = null, label = null } = credit
  return { entryId, debtorId, currency, onDay, amountCents, placing, reference, label }
}

function creditEvent(actor: string, kind: CreditKind, entryId: string, credit: NewCredit) {
  const { onDay, amountCents, currency, reference = null, method = null } = credit
  const facts = { entryId, onDay, amountCents, currency, reference, method }
  return { kind: `${kind}_recorded`, actor, debtorId: credit.debtorId, facts }
}
