import type { Day } from '../../domain/day.ts'
import type { Currency } from '../../domain/money.ts'
import type { ContactRole, DebtorKind, PostalAddress } from '../../domain/party.ts'
import type { Refusal } from '../../domain/refusal.ts'
import { searchText } from '../../domain/search-text.ts'

/**
 * What a file says, in the same words whatever its format. Records come in the order of the file, each with the line it was read from
 * (1 = first line of the file, or row of the sheet). Amounts are integer cents, always positive: the type gives the direction.
 */
export type ImportedRecord =
  | ImportedFileFacts
  | ImportedParty
  | ImportedContact
  | ImportedInvoice
  | ImportedInstalment
  | ImportedPayment
  | ImportedCreditNote
  | ImportedSettlement
  | ImportedBareDebt

/** What identifies a debtor in a file. All are null for a payment that names only the invoice it pays. */
export type PartyIdentity = {
  /** The customer's code in the accounting software. */
  readonly reference: string | null
  readonly name: string | null
  readonly siren: string | null
}

/** What the file as a whole says; a FEC carries the creditor's SIREN and its year end in its name. */
export type ImportedFileFacts = {
  readonly type: 'file'
  readonly siren: string | null
  readonly yearEndOn: Day | null
  /** Up to what day the file tells the payments: its last payment, or the day it is given when it says what is left to pay. */
  readonly lastEntryOn: Day | null
  readonly lineCount: number
}

export type ImportedParty = {
  readonly type: 'party'
  readonly line: number
  readonly party: PartyIdentity
  readonly kind: DebtorKind | null
  readonly vatNumber: string | null
  readonly address: PostalAddress | null
}

export type ImportedContact = {
  readonly type: 'contact'
  readonly line: number
  readonly party: PartyIdentity
  readonly name: string | null
  readonly salutation: string | null
  readonly role: ContactRole
  readonly email: string | null
  readonly phone: string | null
  readonly mobile: string | null
}

export type ImportedInvoice = {
  readonly type: 'invoice'
  readonly line: number
  readonly party: PartyIdentity
  readonly number: string
  readonly issuedOn: Day
  /** Null when the file has no due date: it is then computed from the terms of the debtor or of the creditor, and said so (S0-3). */
  readonly dueOn: Day | null
  readonly amountCents: number
  readonly currency: Currency
  readonly label: string | null
  readonly purchaseOrder: string | null
  /** The file itself shows nothing left to pay: history, of use only when the ledger holds the invoice. */
  readonly settledInFile: boolean
}

/** A further part of an invoice already read, due another day; the invoice's own record is then its first part (pitfall 27). */
export type ImportedInstalment = {
  readonly type: 'instalment'
  readonly line: number
  readonly party: PartyIdentity
  readonly invoiceNumber: string
  readonly dueOn: Day
  readonly amountCents: number
  readonly currency: Currency
  readonly settledInFile: boolean
}

export type ImportedAllocation = { readonly invoiceNumber: string; readonly amountCents: number }

type ImportedCredit = {
  readonly line: number
  readonly party: PartyIdentity
  readonly amountCents: number
  readonly currency: Currency
  readonly reference: string | null
  readonly label: string | null
  /** What the file says it settles; what is not allocated stays a credit of the debtor. */
  readonly allocations: readonly ImportedAllocation[]
  /** Tells the same movement again in another file: no line number in it. */
  readonly sourceKey: string
}

export type ImportedPayment = ImportedCredit & {
  readonly type: 'payment'
  readonly paidOn: Day
  readonly method: string | null
}

export type ImportedCreditNote = ImportedCredit & {
  readonly type: 'credit_note'
  readonly number: string
  readonly issuedOn: Day
}

/** « So much of this invoice is settled », without saying by what: a column « réglé » or « reste dû ». Those of one invoice add up. */
export type ImportedSettlement = {
  readonly type: 'settlement'
  readonly line: number
  readonly party: PartyIdentity
  readonly invoiceNumber: string
  readonly settledCents: number
  readonly currency: Currency
  /** Day of the last payment, when a column gives it. */
  readonly paidOn: Day | null
}

/** Money owed of which the file does not say for what invoice: nobody is chased for it before a person gives the detail. */
export type ImportedBareDebt = {
  readonly type: 'bare_debt'
  readonly line: number
  readonly party: PartyIdentity
  readonly reason: 'opening_balance' | 'bounced_payment' | 'other_debit'
  readonly on: Day
  readonly amountCents: number
  readonly currency: Currency
  readonly reference: string | null
  readonly label: string | null
}

/**
 * What could not be read, or was read with a doubt.
 * `file_refused`: nothing of the file is taken · `refused`: this line is not taken · `warning`: taken, without the value named ·
 * `note`: left aside for a good reason that is said (a total, a draft).
 */
export type LineProblem = {
  readonly type: 'problem'
  readonly severity: 'file_refused' | 'refused' | 'warning' | 'note'
  readonly file: string
  readonly line: number | null
  /** Heading of the column as the file writes it, or its letter where it has none. */
  readonly column: string | null
  readonly code: string
  readonly facts: Refusal['facts']
}

/** The strongest thing a file says of who a debtor is: its code, else its SIREN, else its name. */
export function partyKey(party: PartyIdentity): string {
  if (party.reference !== null) return `reference:${party.reference.toUpperCase()}`
  return party.siren !== null ? `siren:${party.siren}` : `name:${searchText(party.name ?? '')}`
}
