import type { Creditor, NewCreditor } from '../../api-routes.ts'
import { typedCents } from '../../design/typed-fields.tsx'
import { formatIban, formatSiren } from '../../format-identifier.ts'
import { formatPhone } from '../../format-phone.ts'

/** The fields of the form, as typed. */
export type CreditorValues = Record<
  | 'name'
  | 'legalForm'
  | 'siren'
  | 'vatNumber'
  | 'rcsCity'
  | 'capital'
  | 'addressLines'
  | 'postcode'
  | 'city'
  | 'iban'
  | 'bic'
  | 'accountHolder'
  | 'paymentTerms'
  | 'penaltyRate'
  | 'signatoryName'
  | 'signatoryRole'
  | 'phone'
  | 'email'
  | 'scenarioCode',
  string
> & { chargesDefault: Creditor['chargesDefault'] }

export function valuesOfCreditor(creditor: Creditor | null): CreditorValues {
  return {
    name: creditor?.name ?? '',
    legalForm: creditor?.legalForm ?? '',
    siren: formatSiren(creditor?.siren ?? ''),
    vatNumber: creditor?.vatNumber ?? '',
    rcsCity: creditor?.rcsCity ?? '',
    capital: creditor?.capitalCents == null ? '' : String(creditor.capitalCents / 100).replace('.', ','),
    addressLines: creditor?.addressLines.join('\n') ?? '',
    postcode: creditor?.postcode ?? '',
    city: creditor?.city ?? '',
    iban: formatIban(creditor?.iban ?? ''),
    bic: creditor?.bic ?? '',
    accountHolder: creditor?.accountHolder ?? '',
    paymentTerms: creditor?.paymentTerms ?? '30',
    penaltyRate: creditor?.penaltyRatePct == null ? '' : String(creditor.penaltyRatePct).replace('.', ','),
    signatoryName: creditor?.signatoryName ?? '',
    signatoryRole: creditor?.signatoryRole ?? '',
    phone: formatPhone(creditor?.phone ?? ''),
    email: creditor?.email ?? '',
    chargesDefault: creditor?.chargesDefault ?? 'reserve',
    scenarioCode: creditor?.scenarioCode ?? 'equilibre',
  }
}

/** What is sent: empty fields are null, so that emptying one erases it. What is wrong is said by the API, at the field. */
export function bodyOfCreditor(values: CreditorValues): NewCreditor {
  const {
    capital,
    penaltyRate,
    addressLines,
    name,
    postcode,
    city,
    paymentTerms,
    chargesDefault,
    scenarioCode,
    ...texts
  } = values
  const optional = Object.fromEntries(Object.entries(texts).map(([field, text]) => [field, text.trim() || null]))
  return {
    ...optional,
    name,
    postcode: postcode.trim(),
    city: city.trim(),
    paymentTerms,
    chargesDefault,
    scenarioCode,
    addressLines: addressLines
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== ''),
    capitalCents: capital.trim() === '' ? null : typedCents(capital),
    penaltyRatePct: penaltyRate.trim() === '' ? null : Number(penaltyRate.replace(',', '.')),
  }
}
