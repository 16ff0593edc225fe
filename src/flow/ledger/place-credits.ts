import {
  allocateAtMost,
  allocateByReference,
  allocateByRule,
  type Credit,
  lessShares,
  type OpenClaim,
  type Share,
  type WantedShare,
} from '../../domain/allocation.ts'
import type { Currency } from '../../domain/money.ts'
import type { Tx } from '../../platform/db.ts'
import { newId } from '../../platform/ids.ts'
import { insertMany } from '../../platform/insert-many.ts'
import { accountKey, type DebtorAccounts, readClaims } from './read-balance.ts'
import { waitingCredits } from './waiting-credits.ts'

/** On what it names then the oldest due; only on what it names; or as a file states it, cut to what is open. */
export type Placing =
  | { readonly by: 'rule' | 'reference' }
  | { readonly by: 'file'; readonly shares: readonly WantedShare[] }

export type CreditToPlace = Credit & {
  readonly entryId: string
  readonly debtorId: string
  readonly currency: Currency
  readonly placing: Placing
}

/**
 * Allocates credits: first what a file states, then by day. The order in which they are given does not matter.
 * The caller holds the accounts (lock-accounts).
 */
export async function placeCredits(
  tx: Tx,
  tenantId: string,
  actor: string,
  credits: readonly CreditToPlace[],
): Promise<void> {
  if (credits.length === 0) return
  const accounts = await readClaims(tx, tenantId, [...new Set(credits.map((credit) => credit.debtorId))])
  await insertShares(tx, tenantId, actor, shareAll(credits, accounts))
}

/** Places the credits that waited for an invoice they name: a deposit, or a payment that came before the invoice was entered. */
export async function placeWaitingCredits(
  tx: Tx,
  tenantId: string,
  actor: string,
  debtorIds: readonly string[],
): Promise<void> {
  const waiting = await waitingCredits(tx, tenantId, debtorIds)
  await placeCredits(
    tx,
    tenantId,
    actor,
    waiting.map((credit) => ({ ...credit, placing: { by: 'reference' } })),
  )
}

export type Placed = {
  readonly entryId: string
  readonly invoiceId: string
  readonly amountCents: number
  readonly how: Share['how'] | 'reversal'
}

export async function insertShares(tx: Tx, tenantId: string, actor: string, placed: readonly Placed[]): Promise<void> {
  const rows = placed.map((share) => ({
    tenant_id: tenantId,
    allocation_id: newId('alc'),
    entry_id: share.entryId,
    invoice_id: share.invoiceId,
    amount_cents: share.amountCents,
    how: share.how,
    recorded_by: actor,
  }))
  await insertMany(tx, 'allocation', rows, 'allocation_id')
}

function shareAll(credits: readonly CreditToPlace[], accounts: DebtorAccounts): Placed[] {
  const byAccount = Map.groupBy(credits, (credit) => accountKey(credit.debtorId, credit.currency))
  return [...byAccount].flatMap(([key, list]) => {
    let claims: readonly OpenClaim[] = accounts.get(key)?.claims ?? []
    return list.toSorted(byPrecedence).flatMap((credit) => {
      const shares = sharesOf(credit, claims)
      claims = lessShares(claims, shares)
      return shares.map((share) => ({ ...share, entryId: credit.entryId }))
    })
  })
}

function sharesOf(credit: CreditToPlace, claims: readonly OpenClaim[]): Share[] {
  const { placing } = credit
  if (placing.by === 'file') return allocateAtMost(credit.amountCents, placing.shares, claims)
  return placing.by === 'rule' ? allocateByRule(credit, claims) : allocateByReference(credit, claims)
}

function byPrecedence(a: CreditToPlace, b: CreditToPlace): number {
  return (
    compare(stated(a), stated(b)) ||
    compare(a.onDay, b.onDay) ||
    a.amountCents - b.amountCents ||
    compare(wording(a), wording(b))
  )
}

const stated = (credit: CreditToPlace) => (credit.placing.by === 'file' ? '0' : '1')
const wording = (credit: CreditToPlace) => `${credit.reference ?? ''} ${credit.label ?? ''}`
const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)
