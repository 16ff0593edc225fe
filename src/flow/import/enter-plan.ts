import type { Day } from '../../domain/day.ts'
import type { Tx } from '../../platform/db.ts'
import {
  allocateWaiting,
  changeDebtors,
  correctInvoices,
  type NewCredit,
  postContacts,
  postCreditNotes,
  postDebtors,
  postInvoices,
  postPayments,
} from '../ledger/post-entries.ts'
import type { Batch, BatchOptions } from './import-batch.ts'
import { LedgerMoved } from './ledger-moved.ts'
import type { FileDebtor } from './match-debtors.ts'
import type { PlannedCredit, ShareTarget } from './plan-credits.ts'
import { type ImportPlan, newInvoiceOf, type PlannedInvoice } from './plan-import.ts'

/** What an undo must write back, beside the rows that carry the import's id. */
export type Entered = Pick<BatchOptions, 'corrected' | 'filled' | 'placed'>

type Entering = { readonly tx: Tx; readonly tenantId: string; readonly actor: string; readonly batch: Batch }
type DebtorIds = (debtor: FileDebtor | null) => string | null

/** Writes a plan through the doors of the ledger. @throws LedgerMoved when a row is refused that the plan saw free. */
export async function enterPlan(
  tx: Tx,
  tenantId: string,
  actor: string,
  batch: Batch,
  plan: ImportPlan,
  today: Day,
): Promise<Entered> {
  const entering = { tx, tenantId, actor, batch }
  const idOf = await enterDebtors(entering, plan)
  const filled = await fillDebtors(entering, plan)
  await enterContacts(entering, plan, idOf)
  const corrected = await correct(entering, plan)
  const invoiceIds = await enterInvoices(entering, plan, idOf)
  await enterCredits(entering, plan, idOf, invoiceIds, today)
  const placed = await placeKnown(entering, plan, invoiceIds)
  return { corrected, filled, placed }
}

function allThere(ids: readonly (string | null)[]): string[] {
  return ids.map((id) => {
    if (id === null) throw new LedgerMoved()
    return id
  })
}

async function enterDebtors({ tx, tenantId, actor, batch }: Entering, { debtors }: ImportPlan): Promise<DebtorIds> {
  const fresh = debtors.filter(({ verdict }) => verdict === 'new').map(({ debtor }) => debtor)
  const ids = allThere(
    await postDebtors(
      tx,
      tenantId,
      actor,
      fresh.map(({ identity, kind, vatNumber, address }) => ({
        creditorId: batch.creditorId,
        name: identity.name ?? identity.reference ?? '',
        reference: identity.reference,
        siren: identity.siren,
        kind: kind ?? undefined,
        vatNumber,
        address: address ?? undefined,
        importBatchId: batch.importBatchId,
      })),
    ),
  )
  const byKey = new Map(fresh.map((debtor, at) => [debtor.key, ids[at] ?? null] as const))
  return (debtor) => debtor?.known?.debtorId ?? byKey.get(debtor?.key ?? '') ?? null
}

async function fillDebtors(
  { tx, tenantId, actor, batch }: Entering,
  { debtors }: ImportPlan,
): Promise<Entered['filled']> {
  const changed = debtors.filter(({ verdict }) => verdict === 'changed')
  const changes = changed.map(({ debtor, fill }) => ({ debtorId: debtor.known?.debtorId ?? '', ...fill }))
  await changeDebtors(tx, tenantId, actor, changes, batch.importBatchId)
  return changes.map(({ debtorId, ...fill }) => ({
    debtorId,
    fields: Object.keys(fill) as Entered['filled'][number]['fields'],
  }))
}

async function enterContacts(
  { tx, tenantId, actor, batch }: Entering,
  { contacts }: ImportPlan,
  idOf: DebtorIds,
): Promise<void> {
  const fresh = contacts.filter(({ verdict }) => verdict === 'new')
  await postContacts(
    tx,
    tenantId,
    actor,
    fresh.flatMap(({ debtor, contact }) => {
      const { name, salutation, role, email, phone, mobile } = contact
      const debtorId = idOf(debtor)
      return debtorId
        ? [{ debtorId, name, salutation, role, email, phone, mobile, importBatchId: batch.importBatchId }]
        : []
    }),
  )
}

async function correct({ tx, tenantId, actor }: Entering, { invoices }: ImportPlan): Promise<Entered['corrected']> {
  const corrections = invoices.flatMap(({ verdict, known, invoice, dueOn, dueOrigin }) => {
    if (verdict !== 'changed' || !known) return []
    // A due date that the file does not give leaves the one of the ledger.
    const due = invoice.dueOn === null ? { dueOn: known.dueOn, dueOrigin: known.dueOrigin } : { dueOn, dueOrigin }
    return [
      {
        invoiceId: known.invoiceId,
        debtorId: known.debtorId,
        to: { issuedOn: invoice.issuedOn, amountCents: invoice.amountCents, ...due },
      },
    ]
  })
  const corrected = await correctInvoices(tx, tenantId, actor, corrections)
  if (corrected.length < corrections.length) throw new LedgerMoved()
  return corrected
}

async function enterInvoices(
  { tx, tenantId, actor, batch }: Entering,
  { invoices }: ImportPlan,
  idOf: DebtorIds,
): Promise<Map<PlannedInvoice, string>> {
  const fresh = invoices.filter(({ verdict }) => verdict === 'new')
  const drafts = fresh.map((planned) => ({
    ...newInvoiceOf(planned, batch.creditorId, idOf(planned.debtor) ?? ''),
    importBatchId: batch.importBatchId,
  }))
  const ids = allThere(await postInvoices(tx, tenantId, actor, drafts))
  return new Map(fresh.map((planned, at) => [planned, ids[at] ?? ''] as const))
}

/** The shares of a credit, on the invoices as the ledger now names them. */
function sharesOf({ shares }: PlannedCredit, invoiceIds: ReadonlyMap<PlannedInvoice, string>) {
  const idOf = (target: ShareTarget) =>
    'known' in target
      ? target.known.invoiceId
      : (invoiceIds.get(target.planned) ?? target.planned.known?.invoiceId ?? null)
  return shares.flatMap(({ target, amountCents }) => {
    const invoiceId = idOf(target)
    return invoiceId === null ? [] : [{ invoiceId, amountCents }]
  })
}

/** Credits that waited, and that the file now places. */
async function placeKnown(
  { tx, tenantId, actor }: Entering,
  { credits }: ImportPlan,
  invoiceIds: ReadonlyMap<PlannedInvoice, string>,
): Promise<Entered['placed']> {
  const wanted = credits.flatMap((credit) =>
    credit.verdict === 'changed' && credit.entry ? [{ ...credit.entry, shares: sharesOf(credit, invoiceIds) }] : [],
  )
  const placed = await allocateWaiting(tx, tenantId, actor, wanted)
  return placed.map(({ entryId, invoiceId, amountCents }) => ({ entryId, invoiceId, amountCents }))
}

async function enterCredits(
  { tx, tenantId, actor, batch }: Entering,
  { credits }: ImportPlan,
  idOf: DebtorIds,
  invoiceIds: ReadonlyMap<PlannedInvoice, string>,
  today: Day,
): Promise<void> {
  const fresh = credits.filter(({ verdict }) => verdict === 'new')
  const draft = (credit: PlannedCredit): NewCredit => {
    const { amountCents, currency, reference, method, label, sourceKey } = credit
    const shares = sharesOf(credit, invoiceIds)
    const debtorId = credit.debtorId ?? idOf(credit.debtor)
    if (debtorId === null) throw new LedgerMoved()
    const placing = credit.placing === 'rule' ? { by: 'rule' as const } : { by: 'file' as const, shares }
    return {
      creditorId: batch.creditorId,
      debtorId,
      onDay: credit.on ?? today,
      amountCents,
      currency,
      reference,
      method,
      label,
      sourceKey,
      importBatchId: batch.importBatchId,
      placing,
    }
  }
  const of = (kind: PlannedCredit['kind']) => fresh.filter((credit) => credit.kind === kind).map(draft)
  allThere([
    ...(await postPayments(tx, tenantId, actor, of('payment'))),
    ...(await postCreditNotes(tx, tenantId, actor, of('credit_note'))),
  ])
}
