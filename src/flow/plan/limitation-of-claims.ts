import { sql } from 'kysely'
import { addDays, type Day } from '../../domain/day.ts'
import { limitation } from '../../domain/law/prescription.ts'
import type { DebtorKind } from '../../domain/party.ts'
import type { Claim } from '../../domain/situation.ts'
import type { Tx } from '../../platform/db.ts'
import type { DebtorAccount, DebtorAccounts } from '../ledger/read-balance.ts'
import type { CaseRow } from './gather-rows.ts'

// The shortest limitation period is one year: a younger claim cannot be time-barred, and most claims are younger.
const CANNOT_BE_BARRED_DAYS = 360

/**
 * Gives each old claim the last day on which a court can be asked, the prudent one of the two clocks; a part payment interrupts
 * (C. civ. 2240), one that bounced does not: nothing was acknowledged. Young claims are left as they are: it is two queries for the few old ones, none otherwise.
 */
export async function withLimitation(
  tx: Tx,
  tenantId: string,
  accounts: DebtorAccounts,
  cases: readonly CaseRow[],
  today: Day,
): Promise<DebtorAccounts> {
  const oldest = addDays(today, -CANNOT_BE_BARRED_DAYS)
  const old = [...accounts.values()].flatMap((account) => account.claims).filter((claim) => claim.issuedOn < oldest)
  if (old.length === 0) return accounts
  const facts = await factsOf(
    tx,
    tenantId,
    old.map((claim) => claim.invoiceId),
  )
  const kinds = new Map(cases.map((row) => [row.debtor_id, row.kind as DebtorKind]))
  const limited = (account: DebtorAccount): DebtorAccount => ({
    ...account,
    claims: account.claims.map((claim) => ({
      ...claim,
      limitedOn:
        claim.issuedOn < oldest
          ? limitedOn(claim, kinds.get(account.debtorId) ?? 'company', facts.get(claim.invoiceId))
          : null,
    })),
  })
  return new Map([...accounts].map(([key, account]) => [key, limited(account)]))
}

type LimitationRow = { readonly invoice_id: string; readonly completed_on: Day | null; readonly paid_on: Day[] | null }

async function factsOf(
  tx: Tx,
  tenantId: string,
  invoiceIds: readonly string[],
): Promise<ReadonlyMap<string, LimitationRow>> {
  const { rows } = await sql<LimitationRow>`
    select i.invoice_id, i.completed_on, array_agg(distinct e.on_day::text) filter (where e.on_day is not null) as paid_on
    from invoice i
    left join allocation a on a.tenant_id = i.tenant_id and a.invoice_id = i.invoice_id and a.amount_cents > 0
    left join entry e on e.tenant_id = a.tenant_id and e.entry_id = a.entry_id and e.kind = 'payment'
      and not exists (select from entry r where r.tenant_id = e.tenant_id and r.reverses_id = e.entry_id)
    where i.tenant_id = ${tenantId} and i.invoice_id = any (${invoiceIds}::text[])
    group by i.invoice_id, i.completed_on`.execute(tx)
  return new Map(rows.map((row) => [row.invoice_id, row]))
}

/** Null when the law of the claim is not known (a foreign debtor): no text then speaks of limitation, a person decides. */
function limitedOn(claim: Claim, debtorKind: DebtorKind, row: LimitationRow | undefined): Day | null {
  const found = limitation({
    debtorKind,
    applicableLaw: null,
    nature: debtorKind === 'public_body' ? 'public' : 'services',
    dueOn: claim.dueOn < claim.issuedOn ? claim.issuedOn : claim.dueOn,
    completedOn: row?.completed_on ?? null,
    invoicedOn: claim.issuedOn,
    events: (row?.paid_on ?? []).map((on) => ({ kind: 'part_payment', on, endedOn: null })),
  })
  return found.ok ? found.value.expiresOn : null
}
