import type { Selectable, Updateable } from 'kysely'
import type { Day } from '../../domain/day.ts'
import { readEmailAddress } from '../../domain/email-address.ts'
import { readIban } from '../../domain/iban.ts'
import { bicField, paymentTermsField, postcodeField, sirenField, vatNumberField } from '../../domain/identity-fields.ts'
import { accept, refuse } from '../../domain/refusal.ts'
import type { Database, Tx } from '../../platform/db.ts'
import { checkFields } from '../../platform/http/check-fields.ts'
import { type Answered, refuseFields } from '../../platform/http/route.ts'
import { newId } from '../../platform/ids.ts'
import { readPhone } from '../../platform/phone.ts'
import { appendEvent } from '../timeline/append.ts'
import type { Creditor, CreditorInput } from './contract.ts'

type Change = Partial<CreditorInput>

/** Adds a creditor (a legal entity that invoices). Refused fields: see `checkCreditor`. */
export async function addCreditor(
  tx: Tx,
  tenantId: string,
  actor: string,
  typed: CreditorInput,
): Promise<Answered<Creditor>> {
  const checked = await checkCreditor(tx, tenantId, typed)
  if (!checked.ok) return checked
  const creditorId = newId('crd')
  await tx
    .insertInto('creditor')
    .values({ ...rowOf(checked.value), name: typed.name, tenant_id: tenantId, creditor_id: creditorId })
    .execute()
  await appendEvent(tx, tenantId, { kind: 'creditor_recorded', actor, facts: { creditorId, name: typed.name } })
  return oneCreditor(tx, tenantId, creditorId)
}

/** Changes what is given of a creditor. Refusals: `not_found`, and the fields of `checkCreditor`. */
export async function changeCreditor(
  tx: Tx,
  tenantId: string,
  actor: string,
  creditorId: string,
  typed: Change,
): Promise<Answered<Creditor>> {
  const checked = await checkCreditor(tx, tenantId, typed)
  if (!checked.ok) return checked
  const changed = await tx
    .updateTable('creditor')
    .set({ ...rowOf(checked.value), creditor_id: creditorId })
    .where('tenant_id', '=', tenantId)
    .where('creditor_id', '=', creditorId)
    .returning('creditor_id')
    .executeTakeFirst()
  if (!changed) return refuse('not_found', { id: creditorId })
  await appendEvent(tx, tenantId, {
    kind: 'creditor_changed',
    actor,
    facts: { creditorId, fields: Object.keys(typed) },
  })
  return oneCreditor(tx, tenantId, creditorId)
}

/**
 * Refused fields: `siren_invalid`, `vat_number_invalid`, `postcode_invalid`, those of `readIban`, `bic_invalid`, `phone_invalid`, those of
 * `readEmailAddress`, `payment_terms_invalid`, `scenario_unknown`.
 */
async function checkCreditor<T extends Change>(tx: Tx, tenantId: string, typed: T): Promise<Answered<T>> {
  const country = typed.country ?? 'FR'
  const checked = checkFields<Change>(typed, {
    siren: sirenField,
    vatNumber: vatNumberField,
    postcode: postcodeField(country),
    iban: readIban,
    bic: bicField,
    phone: (text) => {
      const number = readPhone(text, country)
      return number ? accept(number.e164) : refuse('phone_invalid')
    },
    email: readEmailAddress,
    paymentTerms: paymentTermsField,
  })
  if (!checked.ok) return checked
  if (typed.scenarioCode !== undefined && !(await scenarioExists(tx, tenantId, typed.scenarioCode))) {
    return refuseFields([
      { field: 'scenarioCode', refusal: refuse('scenario_unknown', { code: typed.scenarioCode }).refusal },
    ])
  }
  return accept({ ...typed, ...checked.value })
}

async function scenarioExists(tx: Tx, tenantId: string, code: string): Promise<boolean> {
  const row = await tx
    .selectFrom('scenario_version')
    .select('version')
    .where('tenant_id', '=', tenantId)
    .where('scenario_code', '=', code)
    .executeTakeFirst()
  return row !== undefined
}

function rowOf(fields: Change): Updateable<Database['creditor']> {
  return {
    name: fields.name,
    legal_form: fields.legalForm,
    siren: fields.siren,
    vat_number: fields.vatNumber,
    address_lines: fields.addressLines,
    postcode: fields.postcode,
    city: fields.city,
    country: fields.country,
    territory: fields.territory,
    rcs_city: fields.rcsCity,
    capital_cents: fields.capitalCents,
    iban: fields.iban,
    bic: fields.bic,
    account_holder: fields.accountHolder,
    signatory_name: fields.signatoryName,
    signatory_role: fields.signatoryRole,
    phone: fields.phone,
    email: fields.email,
    mediator_name: fields.mediatorName,
    mediator_address: fields.mediatorAddress,
    mediator_site: fields.mediatorSite,
    payment_terms: fields.paymentTerms,
    penalty_rate_pct: fields.penaltyRatePct,
    discount_terms: fields.discountTerms,
    charges_default: fields.chargesDefault,
    scenario_code: fields.scenarioCode,
  }
}

async function oneCreditor(tx: Tx, tenantId: string, creditorId: string): Promise<Answered<Creditor>> {
  const [creditor] = await readCreditors(tx, tenantId, creditorId)
  return creditor ? accept(creditor) : refuse('not_found', { id: creditorId })
}

/** The creditors of an office by name; an office has tens of them, not thousands. */
export async function readCreditors(tx: Tx, tenantId: string, only?: string): Promise<Creditor[]> {
  const rows = await tx
    .selectFrom('creditor as c')
    .selectAll()
    .select((eb) =>
      eb
        .selectFrom('payments_known as k')
        .select((k) => k.fn.max('k.until_day').as('until'))
        .whereRef('k.tenant_id', '=', 'c.tenant_id')
        .whereRef('k.creditor_id', '=', 'c.creditor_id')
        .as('known_until'),
    )
    .where('c.tenant_id', '=', tenantId)
    .$if(only !== undefined, (query) => query.where('c.creditor_id', '=', only ?? ''))
    .orderBy('c.name')
    .orderBy('c.creditor_id')
    .execute()
  return rows.map(creditorOf)
}

type CreditorRow = Selectable<Database['creditor']> & { readonly known_until: Day | null }

function creditorOf(row: CreditorRow): Creditor {
  return {
    creditorId: row.creditor_id,
    name: row.name,
    legalForm: row.legal_form,
    siren: row.siren,
    vatNumber: row.vat_number,
    addressLines: row.address_lines,
    postcode: row.postcode,
    city: row.city,
    country: row.country,
    territory: row.territory,
    rcsCity: row.rcs_city,
    capitalCents: row.capital_cents,
    iban: row.iban,
    bic: row.bic,
    accountHolder: row.account_holder,
    signatoryName: row.signatory_name,
    signatoryRole: row.signatory_role,
    phone: row.phone,
    email: row.email,
    mediatorName: row.mediator_name,
    mediatorAddress: row.mediator_address,
    mediatorSite: row.mediator_site,
    paymentTerms: row.payment_terms,
    penaltyRatePct: row.penalty_rate_pct === null ? null : Number(row.penalty_rate_pct),
    discountTerms: row.discount_terms,
    chargesDefault: row.charges_default,
    scenarioCode: row.scenario_code,
    paymentsKnownUntil: row.known_until,
  }
}
