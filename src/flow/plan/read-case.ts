import { sql } from 'kysely'
import type { Day } from '../../domain/day.ts'
import { progressByClaim } from '../../domain/ladder.ts'
import type { RateTables } from '../../domain/law/rates.ts'
import { moments } from '../../domain/scenario.ts'
import type { Claim } from '../../domain/situation.ts'
import type { Tx } from '../../platform/db.ts'
import { readCharges } from '../ledger/read-balance.ts'
import type { CaseFile } from './contract.ts'
import { type GatheredCase, gatherSituations } from './gather.ts'
import { openScenarioBook } from './scenario-book.ts'

/** All of one case for its page: who owes what, what was said, what holds it. Null when unknown. */
export async function readCase(
  tx: Tx,
  tenantId: string,
  caseId: string,
  today: Day,
  rates: RateTables,
): Promise<CaseFile | null> {
  const book = await openScenarioBook(tx, tenantId)
  const [gathered] = await gatherSituations(tx, tenantId, [caseId], today, book)
  if (!gathered) return null
  const { situation, debtorId, creditorId, scenario } = gathered
  const { currency } = situation
  const charges = await readCharges(tx, tenantId, { debtorId, currency }, today, rates)
  const invoices = await invoicesOf(tx, tenantId, gathered)
  const late = situation.claims.filter((claim) => claim.dueOn < today)
  const open = sum(situation.claims)
  const chargesCents = charges.ok ? totalOf(charges.value) : 0
  return {
    caseId,
    currency,
    scenario,
    debtor: await debtorOf(tx, tenantId, debtorId),
    creditor: { creditorId, name: await creditorName(tx, tenantId, creditorId) },
    contacts: await contactsOf(tx, tenantId, debtorId),
    account: { invoices, entries: await entriesOf(tx, tenantId, debtorId, currency) },
    charges: charges.ok ? charges.value.invoices : [],
    chargesRefusal: charges.ok ? null : { code: charges.refusal.code, facts: plainFacts(charges.refusal.facts) },
    holds: await holdsOf(tx, tenantId, debtorId),
    openCents: open,
    overdueCents: sum(late),
    toComeCents: open - sum(late),
    chargesCents,
    unallocatedCents: situation.unallocatedCents,
    reachedTone: Math.max(0, ...invoices.map((invoice) => invoice.reachedTone)),
  }
}

function sum(claims: readonly Claim[]): number {
  return claims.reduce((total, claim) => total + claim.openCents, 0)
}

/** Claimed or kept for later: what was given up is no longer due. */
function totalOf({ claimed, reserved }: { readonly claimed: Amounts; readonly reserved: Amounts }): number {
  return claimed.interestCents + claimed.indemnityCents + reserved.interestCents + reserved.indemnityCents
}
type Amounts = { readonly interestCents: number; readonly indemnityCents: number }

function plainFacts(facts: Readonly<Record<string, unknown>>): Record<string, string | number | boolean | null> {
  const isPlain = (value: unknown): value is string | number | boolean | null =>
    value === null || typeof value !== 'object'
  return Object.fromEntries(Object.entries(facts).map(([key, value]) => [key, isPlain(value) ? value : String(value)]))
}

async function debtorOf(tx: Tx, tenantId: string, debtorId: string): Promise<CaseFile['debtor']> {
  const row = await tx
    .selectFrom('debtor')
    .select([
      'debtor_id',
      'creditor_id',
      'reference',
      'name',
      'kind',
      'siren',
      'language',
      'address_lines',
      'postcode',
      'city',
      'country',
    ])
    .where('tenant_id', '=', tenantId)
    .where('debtor_id', '=', debtorId)
    .executeTakeFirstOrThrow()
  const { debtor_id, creditor_id, address_lines, ...rest } = row
  return { debtorId: debtor_id, creditorId: creditor_id, addressLines: address_lines, ...rest }
}

async function creditorName(tx: Tx, tenantId: string, creditorId: string): Promise<string> {
  const row = await tx
    .selectFrom('creditor')
    .select('name')
    .where('tenant_id', '=', tenantId)
    .where('creditor_id', '=', creditorId)
    .executeTakeFirstOrThrow()
  return row.name
}

async function contactsOf(tx: Tx, tenantId: string, debtorId: string): Promise<CaseFile['contacts']> {
  const { rows } = await sql<CaseFile['contacts'][number]>`
    select contact_id as "contactId", name, salutation, role, email, phone, mobile, email_refused_on as "emailRefusedOn"
    from contact where tenant_id = ${tenantId} and debtor_id = ${debtorId} and removed_at is null order by rank, contact_id`.execute(
    tx,
  )
  return rows
}

async function holdsOf(tx: Tx, tenantId: string, debtorId: string): Promise<CaseFile['holds']> {
  const { rows } = await sql<CaseFile['holds'][number]>`
    select hold_id as "holdId", kind, invoice_id as "invoiceId", from_day as "fromDay", until_day as "untilDay",
           amount_cents::bigint as "amountCents", reason
    from hold where tenant_id = ${tenantId} and debtor_id = ${debtorId} and ended_at is null order by created_at`.execute(
    tx,
  )
  return rows
}

type InvoiceRow = Omit<
  CaseFile['account']['invoices'][number],
  'stage' | 'reachedTone' | 'limitedOn' | 'instalments' | 'cancelledAt'
> & {
  readonly cancelledAt: Date | null
  readonly parts: readonly { readonly rank: number; readonly dueOn: Day; readonly amountCents: number }[]
}

async function invoicesOf(tx: Tx, tenantId: string, gathered: GatheredCase): Promise<CaseFile['account']['invoices']> {
  const { situation, scenario, debtorId } = gathered
  const { rows } = await sql<InvoiceRow>`
    select i.invoice_id as "invoiceId", i.number, i.label, i.issued_on as "issuedOn", i.due_on as "dueOn", i.due_origin as "dueOrigin",
           i.amount_cents::bigint as "amountCents",
           (i.amount_cents - coalesce((select sum(a.amount_cents) from allocation a where a.tenant_id = i.tenant_id and a.invoice_id = i.invoice_id), 0))::bigint
             as "openCents",
           i.currency, i.document_sha256 as "documentSha256", i.cancelled_at as "cancelledAt",
           (select coalesce(jsonb_agg(jsonb_build_object('rank', n.rank, 'dueOn', n.due_on, 'amountCents', n.amount_cents) order by n.rank), '[]')
            from instalment n where n.tenant_id = i.tenant_id and n.invoice_id = i.invoice_id) as parts
    from invoice i where i.tenant_id = ${tenantId} and i.debtor_id = ${debtorId} and i.currency = ${situation.currency}
    order by i.due_on, i.invoice_id`.execute(tx)
  const progress = progressByClaim(situation.acts, situation.cycle)
  const tones = moments(scenario)
  return rows.map(({ parts, cancelledAt, ...row }) => {
    const claims = situation.claims.filter((claim) => claim.invoiceId === row.invoiceId)
    const stages = [row.invoiceId, ...parts.map((part) => `${row.invoiceId}#${part.rank}`)].map((id) =>
      progress.get(id),
    )
    const doneStage = Math.max(-1, ...stages.map((one) => one?.lastDoneStage ?? -1))
    return {
      ...row,
      cancelledAt: cancelledAt?.toISOString() ?? null,
      stage: Math.max(-1, ...stages.map((one) => one?.stage ?? -1)),
      reachedTone: tones[doneStage]?.tone ?? 0,
      limitedOn: claims[0]?.limitedOn ?? null,
      instalments: parts.map((part) => ({
        ...part,
        openCents: claims.find((claim) => claim.id === `${row.invoiceId}#${part.rank}`)?.openCents ?? 0,
      })),
    }
  })
}

async function entriesOf(
  tx: Tx,
  tenantId: string,
  debtorId: string,
  currency: string,
): Promise<CaseFile['account']['entries']> {
  const { rows } = await sql<CaseFile['account']['entries'][number]>`
    select e.entry_id as "entryId", e.kind, e.on_day as "onDay", e.amount_cents::bigint as "amountCents", e.currency, e.reference, e.method, e.label,
           exists (select from entry r where r.tenant_id = e.tenant_id and r.reverses_id = e.entry_id) as reversed,
           case when e.kind = 'reversal' or exists (select from entry r where r.tenant_id = e.tenant_id and r.reverses_id = e.entry_id) then 0
             else e.amount_cents - coalesce(sum(a.amount_cents), 0) end::bigint as "unallocatedCents",
           coalesce(jsonb_agg(jsonb_build_object('invoiceId', a.invoice_id, 'amountCents', a.amount_cents)) filter (where a.invoice_id is not null), '[]')
             as allocations
    from entry e left join allocation a on a.tenant_id = e.tenant_id and a.entry_id = e.entry_id
    where e.tenant_id = ${tenantId} and e.debtor_id = ${debtorId} and e.currency = ${currency}
    group by e.tenant_id, e.entry_id order by e.on_day desc, e.entry_id desc`.execute(tx)
  return rows
}
