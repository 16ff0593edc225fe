import { type Insertable, sql } from 'kysely'
import type { Day } from '../../domain/day.ts'
import type { DebtorKind, Language, PostalAddress, Territory } from '../../domain/party.ts'
import { searchText } from '../../domain/search-text.ts'
import type { Database, Tx } from '../../platform/db.ts'
import { newId } from '../../platform/ids.ts'
import { insertMany } from '../../platform/insert-many.ts'
import { appendEvents } from '../timeline/append.ts'

/** What is known of a debtor; what is left out keeps its default (new debtor) or its value (change). */
export type DebtorFields = {
  readonly name: string
  /** Customer code of the accounting software. */
  readonly reference?: string | null
  readonly kind?: DebtorKind
  readonly siren?: string | null
  readonly vatNumber?: string | null
  readonly language?: Language
  readonly address?: PostalAddress
  readonly territory?: Territory
  readonly directDebit?: boolean
  /** The treasurer or the accounts department is written to first (S2-3). */
  readonly largeAccount?: boolean
  /** No cheque is proposed (S2-9). */
  readonly badPayer?: boolean
  readonly termsAcceptedOn?: Day | null
  readonly paymentTerms?: string | null
  readonly scenarioCode?: string | null
  readonly chargesDefault?: 'claim' | 'reserve' | 'waive' | null
}

export type NewDebtor = DebtorFields & { readonly creditorId: string; readonly importBatchId?: string | null }

/**
 * Enters debtors, any number of them. Returns an id for each, in order, or null where the creditor already has that reference.
 * An import tells its own event; otherwise each debtor is told on its timeline.
 */
export async function postDebtors(
  tx: Tx,
  tenantId: string,
  actor: string,
  debtors: readonly NewDebtor[],
): Promise<(string | null)[]> {
  const drafts = debtors.map((debtor) => ({ debtorId: newId('deb'), debtor }))
  const rows = drafts.map(({ debtorId, debtor }) => debtorRow(tenantId, debtorId, debtor))
  const inserted = new Set(await insertMany(tx, 'debtor', rows, 'debtor_id'))
  const told = drafts.filter(({ debtorId, debtor }) => inserted.has(debtorId) && !debtor.importBatchId)
  await appendEvents(
    tx,
    tenantId,
    told.map(({ debtorId }) => ({ kind: 'debtor_recorded', actor, debtorId })),
  )
  return drafts.map(({ debtorId }) => (inserted.has(debtorId) ? debtorId : null))
}

function debtorRow(tenantId: string, debtorId: string, debtor: NewDebtor): Insertable<Database['debtor']> {
  const { address } = debtor
  return {
    tenant_id: tenantId,
    debtor_id: debtorId,
    creditor_id: debtor.creditorId,
    reference: debtor.reference ?? null,
    name: debtor.name,
    kind: debtor.kind ?? 'company',
    siren: debtor.siren ?? null,
    vat_number: debtor.vatNumber ?? null,
    language: debtor.language ?? 'fr',
    address_lines: [...(address?.lines ?? [])],
    postcode: address?.postcode ?? '',
    city: address?.city ?? '',
    country: address?.country ?? 'FR',
    territory: debtor.territory ?? 'metropole',
    direct_debit: debtor.directDebit ?? false,
    large_account: debtor.largeAccount ?? false,
    bad_payer: debtor.badPayer ?? false,
    terms_accepted_on: debtor.termsAcceptedOn ?? null,
    payment_terms: debtor.paymentTerms ?? null,
    scenario_code: debtor.scenarioCode ?? null,
    charges_default: debtor.chargesDefault ?? null,
    import_batch_id: debtor.importBatchId ?? null,
    search_text: searchText(debtor.name, debtor.reference, debtor.siren),
  }
}

/** A change of one debtor: only what is given changes. */
export type DebtorChange = { readonly debtorId: string } & Partial<DebtorFields>

/** Changes debtors, any number of them. Returns the ids found. An import tells its own event (`importBatchId`); otherwise each change is told. */
export async function changeDebtors(
  tx: Tx,
  tenantId: string,
  actor: string,
  changes: readonly DebtorChange[],
  importBatchId: string | null = null,
): Promise<string[]> {
  const found: string[] = []
  for (const change of changes) if (await changeDebtor(tx, tenantId, change)) found.push(change.debtorId)
  const told = importBatchId ? [] : changes.filter(({ debtorId }) => found.includes(debtorId))
  await appendEvents(
    tx,
    tenantId,
    told.map(({ debtorId, ...fields }) => ({
      kind: 'debtor_changed',
      actor,
      debtorId,
      facts: { fields: Object.keys(fields) },
    })),
  )
  return found
}

async function changeDebtor(tx: Tx, tenantId: string, change: DebtorChange): Promise<boolean> {
  const { address } = change
  const row = await tx
    .updateTable('debtor')
    .set({
      name: change.name,
      reference: change.reference,
      kind: change.kind,
      siren: change.siren,
      vat_number: change.vatNumber,
      language: change.language,
      address_lines: address && [...address.lines],
      postcode: address?.postcode,
      city: address?.city,
      country: address?.country,
      territory: change.territory,
      direct_debit: change.directDebit,
      large_account: change.largeAccount,
      bad_payer: change.badPayer,
      terms_accepted_on: change.termsAcceptedOn,
      payment_terms: change.paymentTerms,
      scenario_code: change.scenarioCode,
      charges_default: change.chargesDefault,
      archived_at: null,
    })
    .where('tenant_id', '=', tenantId)
    .where('debtor_id', '=', change.debtorId)
    .returning(['name', 'reference', 'siren'])
    .executeTakeFirst()
  if (!row) return false
  await sql`
    update debtor set search_text = ${searchText(row.name, row.reference, row.siren)}
    where tenant_id = ${tenantId} and debtor_id = ${change.debtorId}`.execute(tx)
  return true
}
