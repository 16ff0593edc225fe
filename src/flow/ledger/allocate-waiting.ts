import { sql } from 'kysely'
import { allocateAtMost, lessShares, type OpenClaim, type WantedShare } from '../../domain/allocation.ts'
import type { Tx } from '../../platform/db.ts'
import { lockAccounts } from './lock-accounts.ts'
import { insertShares, type Placed } from './place-credits.ts'
import { accountKey, readClaims } from './read-balance.ts'
import { waitingCredits } from './waiting-credits.ts'

/** What a newer file says that an entry of ours settles. */
export type WaitingShares = {
  readonly entryId: string
  readonly debtorId: string
  readonly shares: readonly WantedShare[]
}

/**
 * Places credits that wait in the debtor's favour as a newer file says (the books lettered them since), cut to what waits and to what is
 * open. Returns the shares entered, for an undo.
 */
export async function allocateWaiting(
  tx: Tx,
  tenantId: string,
  actor: string,
  wanted: readonly WaitingShares[],
): Promise<readonly Placed[]> {
  const debtorIds = [...new Set(wanted.map(({ debtorId }) => debtorId))]
  await lockAccounts(tx, tenantId, debtorIds)
  const waiting = new Map(
    (await waitingCredits(tx, tenantId, debtorIds)).map((credit) => [credit.entryId, credit] as const),
  )
  const accounts = await readClaims(tx, tenantId, debtorIds)
  const claimsOf = new Map<string, readonly OpenClaim[]>(
    [...accounts].map(([key, { claims }]) => [key, claims] as const),
  )
  const placed = wanted.flatMap(({ entryId, shares }) => {
    const credit = waiting.get(entryId)
    if (!credit) return []
    const key = accountKey(credit.debtorId, credit.currency)
    const claims = claimsOf.get(key) ?? []
    const taken = allocateAtMost(credit.amountCents, shares, claims)
    claimsOf.set(key, lessShares(claims, taken))
    return taken.map((share) => ({ ...share, entryId }))
  })
  await insertShares(tx, tenantId, actor, placed)
  return placed
}

/** Takes such shares back, as far as they still stand: what they settled waits again. */
export async function releaseShares(
  tx: Tx,
  tenantId: string,
  actor: string,
  placed: readonly Pick<Placed, 'entryId' | 'invoiceId' | 'amountCents'>[],
): Promise<void> {
  const entryIds = placed.map(({ entryId }) => entryId)
  const { rows } = await sql<{ entryId: string; invoiceId: string; standingCents: number }>`
    select entry_id as "entryId", invoice_id as "invoiceId", sum(amount_cents)::bigint as "standingCents" from allocation
    where tenant_id = ${tenantId} and entry_id = any (${entryIds}::text[])
    group by entry_id, invoice_id having sum(amount_cents) > 0`.execute(tx)
  const standing = new Map(rows.map((row) => [`${row.entryId} ${row.invoiceId}`, row.standingCents] as const))
  const released = placed.flatMap(({ entryId, invoiceId, amountCents }) => {
    const cents = Math.min(amountCents, standing.get(`${entryId} ${invoiceId}`) ?? 0)
    return cents > 0 ? [{ entryId, invoiceId, amountCents: -cents, how: 'reversal' as const }] : []
  })
  await insertShares(tx, tenantId, actor, released)
}
