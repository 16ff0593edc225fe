import { readEmailAddress } from '../../domain/email-address.ts'
import { paymentTermsField, postcodeField, sirenField, vatNumberField } from '../../domain/identity-fields.ts'
import { accept, refuse } from '../../domain/refusal.ts'
import type { Tx } from '../../platform/db.ts'
import { checkFields, type FieldReader } from '../../platform/http/check-fields.ts'
import { type Answered, refuseFields } from '../../platform/http/route.ts'
import { readPhone } from '../../platform/phone.ts'
import type { ContactTyped, DebtorTyped } from './contract.ts'

/**
 * Reads the fields of a debtor as typed. Refused fields: `siren_invalid`, `vat_number_invalid`, `postcode_invalid`,
 * `payment_terms_invalid`, `scenario_unknown`, `address_partial`.
 */
export async function checkDebtor<T extends DebtorTyped>(tx: Tx, tenantId: string, typed: T): Promise<Answered<T>> {
  const address = [typed.addressLines, typed.postcode, typed.city]
  if (address.includes(undefined) && address.some((part) => part !== undefined)) {
    return refuseFields([{ field: 'addressLines', refusal: refuse('address_partial').refusal }])
  }
  if (typed.scenarioCode && !(await scenarioExists(tx, tenantId, typed.scenarioCode))) {
    return refuseFields([
      { field: 'scenarioCode', refusal: refuse('scenario_unknown', { code: typed.scenarioCode }).refusal },
    ])
  }
  const checked = checkFields<DebtorTyped>(typed, {
    siren: sirenField,
    vatNumber: vatNumberField,
    postcode: postcodeField(typed.country ?? 'FR'),
    paymentTerms: paymentTermsField,
  })
  return checked.ok ? accept({ ...typed, ...checked.value }) : checked
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

/** Reads the fields of a contact as typed, numbers as +33… Refused fields: those of `readEmailAddress`, `phone_invalid`, `mobile_invalid`. */
export function checkContact(typed: ContactTyped): Answered<ContactTyped> {
  return checkFields(typed, { email: readEmailAddress, phone: phoneField, mobile: mobileField })
}

const phoneField: FieldReader = (text) => {
  const number = readPhone(text)
  return number ? accept(number.e164) : refuse('phone_invalid')
}

/** A reminder by SMS needs a number that receives them. */
const mobileField: FieldReader = (text) => {
  const number = readPhone(text)
  return number?.isMobile ? accept(number.e164) : refuse('mobile_invalid')
}
