import { type Selectable, sql } from 'kysely'
import type { DebtorKind, Language, PostalAddress } from '../../domain/party.ts'
import { accept, type Outcome, refuse } from '../../domain/refusal.ts'
import type { Database, Tx } from '../../platform/db.ts'
import { readCursor, writeCursor } from '../../platform/http/cursor.ts'
import { type Answered, refuseFields } from '../../platform/http/route.ts'
import { holdsWords } from '../../platform/text-match.ts'
import { checkDebtor } from './check-party.ts'
import type { ContactRow, Debtor, DebtorTyped } from './contract.ts'
import { changeDebtors, postDebtors } from './post-debtors.ts'

/** Adds a debtor typed by hand. Refusals: `not_found` (creditor), field `reference` (`reference_taken`), the fields of `checkDebtor`. */
export async function addDebtor(
  tx: Tx,
  tenantId: string,
  actor: string,
  typed: DebtorTyped & { readonly creditorId: string; readonly name: string },
): Promise<Answered<Debtor>> {
  const checked = await checkDebtor(tx, tenantId, typed)
  if (!checked.ok) return checked
  const creditor = await tx
    .selectFrom('creditor')
    .select('creditor_id')
    .where('tenant_id', '=', tenantId)
    .where('creditor_id', '=', typed.creditorId)
    .executeTakeFirst()
  if (!creditor) return refuse('not_found', { id: typed.creditorId })
  const { value } = checked
  const [debtorId] = await postDebtors(tx, tenantId, actor, [{ ...value, address: addressOf(value) }])
  if (!debtorId) return referenceTaken(typed.reference ?? '')
  return readDebtor(tx, tenantId, debtorId)
}

/** Changes what is given of a debtor. Refusals: `not_found`, field `reference` (`reference_taken`), the fields of `checkDebtor`. */
export async function changeDebtor(
  tx: Tx,
  tenantId: string,
  actor: string,
  debtorId: string,
  typed: DebtorTyped,
): Promise<Answered<Debtor>> {
  const checked = await checkDebtor(tx, tenantId, typed)
  if (!checked.ok) return checked
  const { value } = checked
  if (value.reference && (await referenceOfAnother(tx, tenantId, debtorId, value.reference)))
    return referenceTaken(value.reference)
  const found = await changeDebtors(tx, tenantId, actor, [{ ...value, address: addressOf(value), debtorId }])
  return found.length > 0 ? readDebtor(tx, tenantId, debtorId) : refuse('not_found', { id: debtorId })
}

const referenceTaken = (reference: string) =>
  refuseFields([{ field: 'reference', refusal: refuse('reference_taken', { reference }).refusal }])

async function referenceOfAnother(tx: Tx, tenantId: string, debtorId: string, reference: string): Promise<boolean> {
  const row = await tx
    .selectFrom('debtor as d')
    .innerJoin('debtor as o', (join) =>
      join.onRef('o.tenant_id', '=', 'd.tenant_id').onRef('o.creditor_id', '=', 'd.creditor_id'),
    )
    .select('o.debtor_id')
    .where('d.tenant_id', '=', tenantId)
    .where('d.debtor_id', '=', debtorId)
    .where('o.reference', '=', reference)
    .where('o.debtor_id', '<>', debtorId)
    .executeTakeFirst()
  return row !== undefined
}

function addressOf({ addressLines, postcode, city, country }: DebtorTyped): PostalAddress | undefined {
  if (addressLines === undefined || postcode === undefined || city === undefined) return undefined
  return { lines: addressLines, postcode, city, country: country ?? 'FR' }
}

/** Refusal: `not_found`. */
export async function readDebtor(tx: Tx, tenantId: string, debtorId: string): Promise<Outcome<Debtor>> {
  const row = await tx
    .selectFrom('debtor')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('debtor_id', '=', debtorId)
    .executeTakeFirst()
  return row ? accept(debtorOf(row)) : refuse('not_found', { id: debtorId })
}

export async function readContacts(tx: Tx, tenantId: string, debtorId: string): Promise<ContactRow[]> {
  const { rows } = await sql<ContactRow>`
    select contact_id as "contactId", name, salutation, role, email, phone, mobile, rank, email_refused_on as "emailRefusedOn"
    from contact where tenant_id = ${tenantId} and debtor_id = ${debtorId} and removed_at is null
    order by rank, contact_id`.execute(tx)
  return rows
}

export type DebtorListQuery = {
  readonly limit: number
  readonly cursor?: string | undefined
  readonly search?: string | undefined
  readonly creditorId?: string | undefined
}

/** Debtors by name. Refusal: `cursor_invalid`. */
export async function listDebtors(
  tx: Tx,
  tenantId: string,
  { limit, cursor, search, creditorId }: DebtorListQuery,
): Promise<Outcome<{ items: Debtor[]; nextCursor: string | null }>> {
  const after = cursor === undefined ? null : readCursor(cursor, 2)
  if (after && !after.ok) return after
  const [name, id] = after?.value ?? []
  const rows = await tx
    .selectFrom('debtor')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('archived_at', 'is', null)
    .$if(creditorId !== undefined, (query) => query.where('creditor_id', '=', creditorId ?? ''))
    .$if(search !== undefined, (query) => query.where(holdsWords('search_text', search ?? '')))
    .$if(after !== null, (query) => query.where(sql<boolean>`(name, debtor_id) > (${name}::text, ${id}::text)`))
    .orderBy('name')
    .orderBy('debtor_id')
    .limit(limit + 1)
    .execute()
  const last = rows.length > limit ? rows[limit - 1] : undefined
  return accept({
    items: rows.slice(0, limit).map(debtorOf),
    nextCursor: last ? writeCursor([last.name, last.debtor_id]) : null,
  })
}

function debtorOf(row: Selectable<Database['debtor']>): Debtor {
  return {
    debtorId: row.debtor_id,
    creditorId: row.creditor_id,
    reference: row.reference,
    name: row.name,
    kind: row.kind as DebtorKind,
    siren: row.siren,
    vatNumber: row.vat_number,
    language: row.language as Language,
    addressLines: row.address_lines,
    postcode: row.postcode,
    city: row.city,
    country: row.country,
    territory: row.territory,
    directDebit: row.direct_debit,
    largeAccount: row.large_account,
    badPayer: row.bad_payer,
    termsAcceptedOn: row.terms_accepted_on,
    paymentTerms: row.payment_terms,
    scenarioCode: row.scenario_code,
    chargesDefault: row.charges_default,
  }
}
