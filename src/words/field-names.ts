/** What people call the fields that a refusal lists: in the columns of a file, or in the facts of an invoice or of a debtor. */
const FIELD_NAMES: Readonly<Record<string, readonly [fr: string, en: string]>> = {
  invoiceNumber: ['numéro de facture', 'invoice number'],
  issuedOn: ['date de facture', 'invoice date'],
  dueOn: ['date d’échéance', 'due date'],
  amount: ['montant TTC', 'amount including tax'],
  currency: ['devise', 'currency'],
  paidOn: ['date de règlement', 'payment date'],
  partyName: ['nom du client', 'customer name'],
  address: ['adresse', 'address'],
  siren: ['SIREN', 'SIREN'],
  vatNumber: ['numéro de TVA', 'VAT number'],
  name: ['nom', 'name'],
  street: ['rue', 'street'],
  postcode: ['code postal', 'postcode'],
  city: ['ville', 'city'],
}

/** The name of a field in a language; any other text as it is. */
export function sayFieldName(field: string, locale: string): string {
  const names = Object.hasOwn(FIELD_NAMES, field) ? FIELD_NAMES[field] : undefined
  return names ? names[locale.startsWith('fr') ? 0 : 1] : field
}
