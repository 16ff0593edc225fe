import { sql } from 'kysely'
import {
  type ChargeDecision,
  type ChargedClaim,
  type ChargedInvoice,
  type Charges,
  chargesOn,
  LEDGER_SETTINGS,
} from '../../domain/charges.ts'
import type { Day } from '../../domain/day.ts'
import type { InterestSettings, Settlement } from '../../domain/law/interest-claim.ts'
import { readPercent } from '../../domain/law/percent.ts'
import type { RateTables } from '../../domain/law/rates.ts'
import type { Currency } from '../../domain/money.ts'
import type { DebtorKind } from '../../domain/party.ts'
import type { Outcome } from '../../domain/refusal.ts'
import type { Tx } from '../../platform/db.ts'

/** The invoices of one debtor in one currency whose charges are asked for; all those that are due when `invoiceIds` is left out. */
export type ChargesWanted = {
  readonly debtorId: string
  readonly currency: Currency
  readonly invoiceIds?: readonly string[]
}

/**
 * Interest and indemnity due by a debtor in one currency on a day, with each line explained (S0-7, S2-17). Computed from the ledger each
 * time, never written on the invoice (pitfall 33). Refusals: those of `chargesOn` (`rate_missing` first of all).
 */
export async function readCharges(
  tx: Tx,
  tenantId: string,
  wanted: ChargesWanted,
  on: Day,
  rates: RateTables,
): Promise<Outcome<Charges>> {
  const chargesOf = await openCharges(tx, tenantId, [wanted.debtorId], on, rates)
  return chargesOf(wanted)
}

/** The same for any number of debtors: four queries, then each one is computed when asked. */
export async function openCharges(
  tx: Tx,
  tenantId: string,
  debtorIds: readonly string[],
  on: Day,
  rates: RateTables,
): Promise<(wanted: ChargesWanted) => Outcome<Charges>> {
  const terms = new Map((await termsOf(tx, tenantId, debtorIds)).map((row) => [row.debtor_id, row]))
  const invoices = Map.groupBy(await chargedRows(tx, tenantId, debtorIds, on), (row) => row.debtor_id)
  const instalments = await instalmentsOf(tx, tenantId, debtorIds)
  const notices = await noticesOf(tx, tenantId, debtorIds)
  return ({ debtorId, currency, invoiceIds }) => {
    const own = terms.get(debtorId)
    if (!own) throw new RangeError(`No debtor ${debtorId} in office ${tenantId}`)
    const isWanted = (row: ChargedRow) =>
      row.currency === currency && (invoiceIds === undefined || invoiceIds.includes(row.invoice_id))
    const claim: ChargedClaim = {
      debtorKind: own.kind as DebtorKind,
      applicableLaw: null,
      currency,
      insolvencyOpenedOn: own.insolvency_on,
      invoices: (invoices.get(debtorId) ?? [])
        .filter(isWanted)
        .map((row) =>
          chargedInvoice(row, own.charges, notices.get(row.invoice_id) ?? null, instalments.get(row.invoice_id)),
        ),
    }
    return chargesOn(claim, on, { rates, settings: settingsOf(own.penalty_rate_pct) })
  }
}

function settingsOf(penaltyRatePct: string | null): InterestSettings {
  if (penaltyRatePct === null) return LEDGER_SETTINGS
  const milli = readPercent(penaltyRatePct)
  if (milli === null) throw new RangeError(`Not a rate: ${penaltyRatePct}`)
  return { ...LEDGER_SETTINGS, contractRateMilliPct: milli }
}

type TermsRow = {
  readonly debtor_id: string
  readonly kind: string
  readonly charges: ChargeDecision
  readonly penalty_rate_pct: string | null
  readonly insolvency_on: Day | null
}

async function termsOf(tx: Tx, tenantId: string, debtorIds: readonly string[]): Promise<TermsRow[]> {
  const { rows } = await sql<TermsRow>`
    select d.debtor_id, d.kind, coalesce(d.charges_default, c.charges_default) as charges, c.penalty_rate_pct,
           (select min(h.from_day) from hold h where h.tenant_id = d.tenant_id and h.debtor_id = d.debtor_id
              and h.kind = 'insolvency' and h.ended_at is null) as insolvency_on
    from debtor d join creditor c on c.tenant_id = d.tenant_id and c.creditor_id = d.creditor_id
    where d.tenant_id = ${tenantId} and d.debtor_id = any (${debtorIds}::text[])`.execute(tx)
  return rows
}

type ChargedRow = {
  readonly invoice_id: string
  readonly debtor_id: string
  readonly currency: Currency
  readonly issued_on: Day
  readonly due_on: Day
  readonly amount_cents: number
  readonly settlements: readonly {
    readonly on: Day
    readonly amountCents: number
    readonly kind: 'payment' | 'credit_note'
  }[]
  readonly penalty: ChargeDecision | null
  readonly indemnity: ChargeDecision | null
}

/** Invoices that are due, with what settled them (reversed entries left out, moved allocations netted), what was decided, and the notice that names them. */
async function chargedRows(tx: Tx, tenantId: string, debtorIds: readonly string[], on: Day): Promise<ChargedRow[]> {
  const { rows } = await sql<ChargedRow>`
    select i.invoice_id, i.debtor_id, i.currency, i.issued_on, i.due_on, i.amount_cents::bigint as amount_cents,
      (select coalesce(jsonb_agg(jsonb_build_object('on', s.on_day, 'amountCents', s.cents, 'kind', s.kind) order by s.on_day), '[]')
       from (
         select e.on_day, e.kind, sum(a.amount_cents)::bigint as cents
         from allocation a join entry e on e.tenant_id = a.tenant_id and e.entry_id = a.entry_id
         where a.tenant_id = i.tenant_id and a.invoice_id = i.invoice_id and e.kind <> 'reversal'
           and not exists (select from entry r where r.tenant_id = e.tenant_id and r.reverses_id = e.entry_id)
         group by e.entry_id, e.on_day, e.kind having sum(a.amount_cents) <> 0
       ) s) as settlements,
      (select c.decision from charge_decision c where c.tenant_id = i.tenant_id and c.invoice_id = i.invoice_id and c.charge = 'penalty'
       order by c.decision_id desc limit 1) as penalty,
      (select c.decision from charge_decision c where c.tenant_id = i.tenant_id and c.invoice_id = i.invoice_id and c.charge = 'indemnity'
       order by c.decision_id desc limit 1) as indemnity
    from invoice i
    where i.tenant_id = ${tenantId} and i.debtor_id = any (${debtorIds}::text[]) and i.cancelled_at is null and i.due_on < ${on}
    order by i.due_on, i.issued_on, i.invoice_id`.execute(tx)
  return rows
}

/** The first formal notice that names each invoice, on the day it took effect (S4-14). */
async function noticesOf(tx: Tx, tenantId: string, debtorIds: readonly string[]): Promise<Map<string, Day>> {
  const { rows } = await sql<{ invoice_id: string; notice_on: Day }>`
    select split_part(claim, '#', 1) as invoice_id, min(coalesce(l.presented_on, l.received_on, l.done_on)) as notice_on
    from collection_case k
    join action n on n.tenant_id = k.tenant_id and n.case_id = k.case_id and n.template_code = 'formal-notice'
    join delivery l on l.tenant_id = n.tenant_id and l.action_id = n.action_id and l.state = 'sent'
    cross join unnest(n.invoice_ids) as claim
    where k.tenant_id = ${tenantId} and k.debtor_id = any (${debtorIds}::text[])
    group by 1`.execute(tx)
  return new Map(rows.map((row) => [row.invoice_id, row.notice_on]))
}

type Instalment = { readonly invoice_id: string; readonly due_on: Day; readonly amount_cents: number }

async function instalmentsOf(
  tx: Tx,
  tenantId: string,
  debtorIds: readonly string[],
): Promise<Map<string, Instalment[]>> {
  const { rows } = await sql<Instalment>`
    select n.invoice_id, n.due_on, n.amount_cents::bigint as amount_cents
    from instalment n join invoice i on i.tenant_id = n.tenant_id and i.invoice_id = n.invoice_id
    where n.tenant_id = ${tenantId} and i.debtor_id = any (${debtorIds}::text[]) order by n.invoice_id, n.rank`.execute(
    tx,
  )
  return Map.groupBy(rows, (row) => row.invoice_id)
}

function chargedInvoice(
  row: ChargedRow,
  byDefault: ChargeDecision,
  noticeOn: Day | null,
  instalments: readonly Instalment[] | undefined,
): ChargedInvoice {
  const parts = instalments ?? [row]
  return {
    invoiceId: row.invoice_id,
    issuedOn: row.issued_on,
    instalments: parts.map((part) => ({ dueOn: part.due_on, amountCents: part.amount_cents })),
    settlements: row.settlements.filter((one): one is Settlement => one.amountCents > 0),
    noticeOn,
    penalty: row.penalty ?? byDefault,
    indemnity: row.indemnity ?? byDefault,
  }
}
