import type { Documents } from '../../platform/documents.ts'
import { shownPhone } from '../../platform/phone.ts'
import type { MessageFacts } from './build-variables.ts'
import type { Letterhead } from './letter-model.ts'
import { readLogo } from './logo.ts'
import { addressOfRow } from './party-variables.ts'

/** The creditor as its paper shows it; a logo that cannot be read is left out rather than stopping the letter. */
export async function letterheadOf(documents: Documents, { creditor, debtor }: MessageFacts): Promise<Letterhead> {
  const logo = creditor.logo_sha256 ? readLogo(await documents.get(creditor.logo_sha256)) : null
  return {
    name: creditor.name,
    legalForm: creditor.legal_form,
    capitalCents: creditor.capital_cents,
    siren: creditor.siren,
    rcsCity: creditor.rcs_city,
    vatNumber: creditor.vat_number,
    address: addressOfRow(creditor),
    phone: creditor.phone === null ? null : shownPhone(creditor.phone, debtor.country),
    email: creditor.email,
    logo: logo?.ok ? logo.value : null,
  }
}
