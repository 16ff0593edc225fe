import { readPaymentTerms } from './law/delais-de-paiement.ts'
import { accept, type Outcome, refuse } from './refusal.ts'
import { readSiren, readVatNumber } from './siren.ts'

/** Readers of the fields that identify a party, as typed in a form: the value in its one form, or why it cannot be. */

/** Refusal: `siren_invalid`. */
export function sirenField(text: string): Outcome<string> {
  return orRefuse(readSiren(text), 'siren_invalid')
}

/** Refusal: `vat_number_invalid`. */
export function vatNumberField(text: string): Outcome<string> {
  return orRefuse(readVatNumber(text), 'vat_number_invalid')
}

/** Five digits in France, anything elsewhere. Refusal: `postcode_invalid`. */
export function postcodeField(country: string): (text: string) => Outcome<string> {
  return (text) => orRefuse(country !== 'FR' || /^\d{5}$/.test(text) ? text : null, 'postcode_invalid')
}

/** ISO 9362: bank, country, place, and an optional branch. Refusal: `bic_invalid`. */
export function bicField(text: string): Outcome<string> {
  const bic = text.replace(/\s/g, '').toUpperCase()
  return orRefuse(/^[A-Z]{6}[A-Z0-9]{2}(?:[A-Z0-9]{3})?$/.test(bic) ? bic : null, 'bic_invalid')
}

/** Terms that `readPaymentTerms` reads (`30`, `45fdm-a`…). Refusal: `payment_terms_invalid`. */
export function paymentTermsField(text: string): Outcome<string> {
  return orRefuse(readPaymentTerms(text) ? text.trim().toLowerCase() : null, 'payment_terms_invalid')
}

function orRefuse(value: string | null, code: string): Outcome<string> {
  return value === null ? refuse(code) : accept(value)
}
