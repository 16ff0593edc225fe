/** The door by which the other folders write in the ledger. */
export { allocateWaiting, releaseShares } from './allocate-waiting.ts'
export { correctInvoices } from './correct-invoices.ts'
export { notePaymentsKnown } from './payments-known.ts'
export { changeContact, type NewContact, postContacts } from './post-contacts.ts'
export { type NewCredit, postCreditNotes, postPayments } from './post-credits.ts'
export { changeDebtors, type NewDebtor, postDebtors } from './post-debtors.ts'
export { postInvoices } from './post-invoices.ts'

export { reverseEntry } from './reverse-entry.ts'
export { type Withdrawn, withdrawImport } from './withdraw-import.ts'
