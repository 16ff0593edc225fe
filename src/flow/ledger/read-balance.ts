import { sql } from 'kysely'
import type { Day } from '../../domain/day.ts'
import type { Currency } from '../../domain/money.ts'
import type { Claim } from '../../domain/situation.ts'
import type { Tx } from '../../platform/db.ts'
import { waitingCredits } from './waiting-credits.ts'

/** What one owes is read through this door: the principal here, its charges beside. */
export { openCharges, readCharges } from './read-charges.ts'

/** What one debtor owes in one currency, recomputed from the entries: nothing of it is stored. */
export type DebtorAccount = {
  readonly debtorId: string
  readonly currency: Currency
  /** Open ones only; an invoice in instalments gives one claim for each open instalment, payments filling the oldest first (pitfall 27). */
  readonly claims: readonly Claim[]
  /** Payments and credit notes not allocated yet, in the debtor's favour (pitfall 20). */
  readonly unallocatedCents: number
}

/** The accounts of some debtors; one that owes nothing and is owed nothing is not in it. */
export type DebtorAccounts = ReadonlyMap<string, DebtorAccount>

/** The key of an account in `DebtorAccounts`. */
export const accountKey = (debtorId: string, currency: string) => `${debtorId} ${currency}`

/**
 * Reads the accounts of any number of debtors in three queries; planning asks for 2,000 at a time.
 * Cancelled invoices and reversed entries count for nothing (pitfalls 11, 23).
 */
export async function readClaims(tx: Tx, tenantId: string, debtorIds: readonly string[]): Promise<DebtorAccounts> {
  const [invoices, credits, instalments] = [
    await openInvoices(tx, tenantId, debtorIds),
    await waitingCredits(tx, tenantId, debtorIds),
    await instalmentsByInvoice(tx, tenantId, debtorIds),
  ]
  const accounts = new Map<string, DebtorAccount & { readonly claims: Claim[] }>()
  for (const row of invoices) {
    const key = accountKey(row.debtor_id, row.currency)
    const claims = claimsOf(row, instalments.get(row.invoice_id))
    const account = accounts.get(key)
    if (account) account.claims.push(...claims)
    else accounts.set(key, { debtorId: row.debtor_id, currency: row.currency, claims, unallocatedCents: 0 })
  }
  for (const row of credits) {
    const key = accountKey(row.debtorId, row.currency)
    const account = accounts.get(key) ?? {
      debtorId: row.debtorId,
      currency: row.currency,
      claims: [],
      unallocatedCents: 0,
    }
    accounts.set(key, { ...account, unallocatedCents: account.unallocatedCents + row.amountCents })
  }
  return accounts
}

type InvoiceRow = {
  readonly invoice_id: string
  readonly debtor_id: string
  readonly currency: Currency
  readonly number: string
  readonly issued_on: Day
  readonly due_on: Day
  readonly amount_cents: number
  readonly open_cents: number
  readonly direct_debit: boolean
}

async function openInvoices(tx: Tx, tenantId: string, debtorIds: readonly string[]): Promise<InvoiceRow[]> {
  const { rows } = await sql<InvoiceRow>`
    select i.invoice_id, i.debtor_id, i.currency, i.number, i.issued_on, i.due_on, i.amount_cents,
           i.amount_cents - s.settled_cents as open_cents, i.direct_debit or d.direct_debit as direct_debit
    from invoice i
    join debtor d on d.tenant_id = i.tenant_id and d.debtor_id = i.debtor_id
    cross join lateral (
      select coalesce(sum(a.amount_cents), 0)::bigint as settled_cents
      from allocation a where a.tenant_id = i.tenant_id and a.invoice_id = i.invoice_id
    ) s
    where i.tenant_id = ${tenantId} and i.debtor_id = any (${debtorIds}::text[]) and i.cancelled_at is null
      and i.amount_cents <> s.settled_cents
    order by i.due_on, i.issued_on, i.invoice_id`.execute(tx)
  return rows
}

type InstalmentRow = {
  readonly invoice_id: string
  readonly rank: number
  readonly due_on: Day
  readonly amount_cents: number
}

async function instalmentsByInvoice(
  tx: Tx,
  tenantId: string,
  debtorIds: readonly string[],
): Promise<ReadonlyMap<string, InstalmentRow[]>> {
  const { rows } = await sql<InstalmentRow>`
    select n.invoice_id, n.rank, n.due_on, n.amount_cents
    from instalment n join invoice i on i.tenant_id = n.tenant_id and i.invoice_id = n.invoice_id
    where n.tenant_id = ${tenantId} and i.debtor_id = any (${debtorIds}::text[])
    order by n.invoice_id, n.rank`.execute(tx)
  return Map.groupBy(rows, (row) => row.invoice_id)
}

/** One claim for the invoice, or one for each instalment that what was received has not filled yet. */
function claimsOf(row: InvoiceRow, instalments: readonly InstalmentRow[] | undefined): Claim[] {
  const whole = {
    id: row.invoice_id,
    invoiceId: row.invoice_id,
    number: row.number,
    issuedOn: row.issued_on,
    dueOn: row.due_on,
    openCents: row.open_cents,
    directDebit: row.direct_debit,
    limitedOn: null,
  }
  if (!instalments) return [whole]
  let received = row.amount_cents - row.open_cents
  return instalments.flatMap((part) => {
    const filled = Math.min(received, part.amount_cents)
    received -= filled
    if (filled === part.amount_cents) return []
    return [
      { ...whole, id: `${row.invoice_id}#${part.rank}`, dueOn: part.due_on, openCents: part.amount_cents - filled },
    ]
  })
}
