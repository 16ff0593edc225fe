import type { Mapping } from '../../api-routes.ts'
import type { WordKey } from '../../words.ts'

type Field = NonNullable<Mapping['columns'][number]['field']>

/** Every meaning a column can have, in the order in which a person looks for it. Exhaustive by type. */
const WORDS: Record<Field, WordKey> = {
  ignored: 'imports.ignored',
  invoiceNumber: 'imports.field.invoiceNumber',
  issuedOn: 'imports.field.issuedOn',
  dueOn: 'imports.field.dueOn',
  amount: 'imports.field.amount',
  balance: 'imports.field.balance',
  paid: 'imports.field.paid',
  debit: 'imports.field.debit',
  credit: 'imports.field.credit',
  currency: 'imports.field.currency',
  documentType: 'imports.field.documentType',
  status: 'imports.field.status',
  label: 'imports.field.label',
  purchaseOrder: 'imports.field.purchaseOrder',
  partyName: 'imports.field.partyName',
  partyReference: 'imports.field.partyReference',
  partyKind: 'imports.field.partyKind',
  siren: 'imports.field.siren',
  siret: 'imports.field.siret',
  vatNumber: 'imports.field.vatNumber',
  contactName: 'imports.field.contactName',
  salutation: 'imports.field.salutation',
  contactRole: 'imports.field.contactRole',
  email: 'imports.field.email',
  phone: 'imports.field.phone',
  mobile: 'imports.field.mobile',
  addressLine1: 'imports.field.addressLine1',
  addressLine2: 'imports.field.addressLine2',
  addressLine3: 'imports.field.addressLine3',
  postcode: 'imports.field.postcode',
  city: 'imports.field.city',
  country: 'imports.field.country',
  paidOn: 'imports.field.paidOn',
  paymentReference: 'imports.field.paymentReference',
  paymentMethod: 'imports.field.paymentMethod',
}
export const FIELD_WORDS = Object.entries(WORDS) as readonly (readonly [Field, WordKey])[]
