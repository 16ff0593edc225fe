import type { Day } from './day.ts'
import { accept, type Outcome, refuse } from './refusal.ts'
import type { Claim } from './situation.ts'

/** What a payment or a credit note may settle: the open claims of one debtor in its currency. */
export type OpenClaim = Pick<Claim, 'id' | 'invoiceId' | 'number' | 'issuedOn' | 'dueOn' | 'openCents'>

/** A payment or a credit note, as far as allocation reads it. `amountCents` is what is not allocated yet. */
export type Credit = {
  readonly amountCents: number
  readonly onDay: Day
  readonly reference: string | null
  readonly label: string | null
}

export type WantedShare = { readonly invoiceId: string; readonly amountCents: number }
export type Share = WantedShare & { readonly how: 'explicit' | 'reference' | 'oldest_first' }

/**
 * Places a credit as C. civ. 1342-10 does: on the invoices that its reference or label names, then on the debts already due on its day,
 * oldest first. Nothing beyond what is open; what is left stays unallocated, in the debtor's favour (pitfall 20).
 */
export function allocateByRule(credit: Credit, claims: readonly OpenClaim[]): Share[] {
  const named = allocateByReference(credit, claims)
  const rest = credit.amountCents - totalOf(named)
  const due = lessShares(claims, named).filter((claim) => claim.dueOn <= credit.onDay)
  return [...named, ...pour(rest, due, 'oldest_first')]
}

/** Only on the invoices that the reference or the label names, oldest first. */
export function allocateByReference(credit: Credit, claims: readonly OpenClaim[]): Share[] {
  const names = invoiceNamesIn(`${credit.reference ?? ''} | ${credit.label ?? ''}`)
  return pour(
    credit.amountCents,
    claims.filter((claim) => isNamed(claim.number, names)),
    'reference',
  )
}

/**
 * Exactly what a person asks. Refusals: `allocation_not_positive`, `allocation_beyond_credit` { wantedCents, amountCents },
 * `allocation_beyond_open` { invoiceId, wantedCents, openCents } (also for an invoice of another debtor or currency: nothing is open there).
 */
export function allocateExactly(
  amountCents: number,
  wanted: readonly WantedShare[],
  claims: readonly OpenClaim[],
): Outcome<Share[]> {
  if (wanted.some((share) => share.amountCents <= 0)) return refuse('allocation_not_positive')
  const asked = mergeShares(wanted.map((share) => ({ ...share, how: 'explicit' })))
  const wantedCents = totalOf(asked)
  if (wantedCents > amountCents) return refuse('allocation_beyond_credit', { wantedCents, amountCents })
  const open = openByInvoice(claims)
  const beyond = asked.find((share) => share.amountCents > (open.get(share.invoiceId) ?? 0))
  if (!beyond) return accept(asked)
  const openCents = open.get(beyond.invoiceId) ?? 0
  return refuse('allocation_beyond_open', { invoiceId: beyond.invoiceId, wantedCents: beyond.amountCents, openCents })
}

/** What a file says was settled, cut to what is open and to the credit: a file is never refused for it, the rest stays unallocated. */
export function allocateAtMost(
  amountCents: number,
  wanted: readonly WantedShare[],
  claims: readonly OpenClaim[],
): Share[] {
  const open = openByInvoice(claims)
  let rest = amountCents
  const shares: Share[] = []
  for (const share of mergeShares(wanted.map((one) => ({ ...one, how: 'explicit' })))) {
    const taken = Math.min(share.amountCents, open.get(share.invoiceId) ?? 0, rest)
    if (taken <= 0) continue
    rest -= taken
    shares.push({ ...share, amountCents: taken })
  }
  return shares
}

/** The claims that stay open after some shares: within an invoice the oldest instalment is filled first (pitfall 27). */
export function lessShares<T extends OpenClaim>(claims: readonly T[], shares: readonly WantedShare[]): T[] {
  const left = new Map<string, number>()
  for (const share of shares) left.set(share.invoiceId, (left.get(share.invoiceId) ?? 0) + share.amountCents)
  if (left.size === 0) return [...claims]
  return oldestFirst(claims).flatMap((claim) => {
    const filled = Math.min(claim.openCents, left.get(claim.invoiceId) ?? 0)
    left.set(claim.invoiceId, (left.get(claim.invoiceId) ?? 0) - filled)
    return filled === claim.openCents ? [] : [{ ...claim, openCents: claim.openCents - filled }]
  })
}

function pour(amountCents: number, claims: readonly OpenClaim[], how: Share['how']): Share[] {
  let rest = amountCents
  const shares: Share[] = []
  for (const claim of oldestFirst(claims)) {
    const taken = Math.min(rest, claim.openCents)
    if (taken <= 0) continue
    rest -= taken
    shares.push({ invoiceId: claim.invoiceId, amountCents: taken, how })
  }
  return mergeShares(shares)
}

/** By due date, then issue date, then number, then id: the order of the input never matters. */
function oldestFirst<T extends OpenClaim>(claims: readonly T[]): T[] {
  return claims.toSorted(
    (a, b) =>
      order(a.dueOn, b.dueOn) || order(a.issuedOn, b.issuedOn) || order(a.number, b.number) || order(a.id, b.id),
  )
}

const order = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)

const totalOf = (shares: readonly WantedShare[]) => shares.reduce((sum, share) => sum + share.amountCents, 0)

function mergeShares(shares: readonly Share[]): Share[] {
  const byInvoice = new Map<string, Share>()
  for (const share of shares) {
    const before = byInvoice.get(share.invoiceId)
    byInvoice.set(share.invoiceId, before ? { ...before, amountCents: before.amountCents + share.amountCents } : share)
  }
  return [...byInvoice.values()]
}

function openByInvoice(claims: readonly OpenClaim[]): Map<string, number> {
  const open = new Map<string, number>()
  for (const claim of claims) open.set(claim.invoiceId, (open.get(claim.invoiceId) ?? 0) + claim.openCents)
  return open
}

const LONGEST_NAME_TOKENS = 6
const YEAR = /^(?:19|20)\d\d$/

function tokensOf(text: string): string[] {
  return text.toUpperCase().match(/[\p{L}\p{N}]+/gu) ?? []
}

/**
 * All that could be an invoice number in a bank label. Banks drop separators: « F-2026-0102 » comes as « F20260102 », so neighbouring
 * words are also read joined, but only with a letter among them: « 2026-01-02 » is a day, not the invoice 20260102.
 */
function invoiceNamesIn(text: string): Set<string> {
  const tokens = tokensOf(text)
  const names = new Set<string>()
  for (let from = 0; from < tokens.length; from++) {
    for (let size = 1; size <= LONGEST_NAME_TOKENS && from + size <= tokens.length; size++) {
      const words = tokens.slice(from, from + size)
      names.add(words.join(' '))
      if (words.some((word) => /\p{L}/u.test(word))) names.add(words.join(''))
    }
  }
  return names
}

/** A number of fewer than four digits, or that reads as a year, is in too many labels to name an invoice. */
function isNamed(number: string, names: ReadonlySet<string>): boolean {
  const tokens = tokensOf(number)
  const joined = tokens.join('')
  const tooCommon = /^\d*$/.test(joined) ? joined.length < 4 || YEAR.test(joined) : joined.length < 3
  return !tooCommon && (names.has(tokens.join(' ')) || (/\p{L}/u.test(joined) && names.has(joined)))
}
