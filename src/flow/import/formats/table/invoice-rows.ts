import type { Currency } from '../../../../domain/money.ts'
import { searchText } from '../../../../domain/search-text.ts'
import {
  type ImportedCreditNote,
  type ImportedInvoice,
  type ImportedPayment,
  type ImportedSettlement,
  type PartyIdentity,
  partyKey,
} from '../../model.ts'
import type { Amount, RowReader } from './row-reader.ts'

const CREDIT_NOTE = /\b(avoirs?|credit ?notes?|note de credit|credit memo|refund|remboursement|av)\b/
const LEFT_ASIDE =
  /^(brouillon|draft|annulee?s?|cancell?ed|void|voided|proforma|pro forma|devis|quote|a valider|non validee?)\b/
const PAID = /^(payee?s?|paid|reglee?s?|soldee?s?|encaissee?s?|acquittee?s?|lettree?s?|oui|yes|closed|settled|x)$/

export type InvoiceRow = ImportedInvoice | ImportedCreditNote | ImportedPayment | ImportedSettlement

type Figures = { readonly amount: Amount; readonly settledCents: number | null }

/** Amount of the row: its column, or debit less credit; without either, what is left to pay is the amount. */
function grossOf(reader: RowReader, balance: Amount | null): Amount | null {
  if (reader.has('amount')) return reader.amount('amount')
  if (!reader.has('debit')) return balance
  const [debit, credit] = [reader.amount('debit'), reader.amount('credit')]
  if (!debit && !credit) return null
  return {
    amountCents: (debit?.amountCents ?? 0) - (credit?.amountCents ?? 0),
    currency: debit?.currency ?? credit?.currency ?? null,
  }
}

/** What the row says was already settled: total less balance, the paid column, or the status « payée »; they must agree. */
function figuresOf(reader: RowReader): Figures | null {
  const balance = reader.amount('balance')
  const gross = grossOf(reader, balance)
  const paid = reader.amount('paid')
  if (reader.isRefused) return null
  if (!gross) return reader.refuse('amount', 'amount_missing')
  const total = gross.amountCents
  const fromBalance = balance && (reader.has('amount') || reader.has('debit')) ? total - balance.amountCents : null
  const fromPaid = paid ? Math.abs(paid.amountCents) * Math.sign(total) : null
  if (fromBalance !== null && fromPaid !== null && fromBalance !== fromPaid) {
    return reader.refuse('balance', 'amounts_disagree', {
      totalCents: total,
      paidCents: fromPaid,
      balanceCents: balance?.amountCents ?? 0,
    })
  }
  const settled = fromBalance ?? fromPaid
  if (settled !== null && settled * Math.sign(total) < 0) {
    return reader.refuse('balance', 'balance_above_amount', { totalCents: total, balanceCents: total - settled })
  }
  const paidByStatus = settled === null && PAID.test(searchText(reader.text('status') ?? ''))
  return { amount: gross, settledCents: paidByStatus ? total : settled }
}

/** A draft, a cancelled invoice or a quote is never chased (pitfall 11): left aside, and said. */
function isLeftAside(reader: RowReader): boolean {
  const told = (['status', 'documentType'] as const)
    .map((field) => reader.text(field) ?? '')
    .find((text) => LEFT_ASIDE.test(searchText(text)))
  if (told === undefined) return false
  reader.say('note', 'status', { code: 'document_left_aside', facts: { status: told } })
  return true
}

/** One line of a list of invoices, its amount and its number read. */
type DocumentLine = {
  readonly reader: RowReader
  readonly party: PartyIdentity
  readonly number: string
  readonly figures: Figures
  readonly currency: Currency
}

const saysCreditNote = ({ reader, number }: DocumentLine) =>
  CREDIT_NOTE.test(searchText(`${reader.text('documentType') ?? ''} ${reader.text('label') ?? ''} ${number}`))

/** A credit that the file shows as partly used is a credit for what is left of it: the rest already lowers the balance of an invoice. */
function creditOf(document: DocumentLine): ImportedCreditNote | ImportedPayment | null {
  const { reader, party, number, figures, currency } = document
  const leftCents = Math.abs(figures.amount.amountCents) - Math.abs(figures.settledCents ?? 0)
  if (leftCents <= 0) {
    reader.say('note', 'balance', { code: 'credit_note_used', facts: { number } })
    return null
  }
  const on = reader.day('issuedOn')
  if (!on) return reader.isRefused ? null : reader.refuse('issuedOn', 'invoice_date_missing')
  const label = reader.text('label')
  const common = {
    line: reader.row.line,
    party,
    amountCents: leftCents,
    currency,
    reference: number,
    label,
    allocations: [],
  }
  // In the debit and credit columns of an account, a credit that no word calls « avoir » is money received.
  if (reader.has('debit') && !saysCreditNote(document)) {
    const sourceKey = ['payment', partyKey(party), on, leftCents, number].join('|')
    return { ...common, type: 'payment', paidOn: on, method: null, sourceKey }
  }
  return { ...common, type: 'credit_note', number, issuedOn: on, sourceKey: `credit_note|${partyKey(party)}|${number}` }
}

function invoiceOf({ reader, party, number, figures, currency }: DocumentLine): ImportedInvoice | null {
  const [issuedOn, dueOn] = [reader.day('issuedOn'), reader.day('dueOn')]
  if (reader.isRefused) return null
  if (!issuedOn) return reader.refuse('issuedOn', 'invoice_date_missing')
  if (dueOn && dueOn < issuedOn) return reader.refuse('dueOn', 'due_before_issue', { issuedOn, dueOn })
  const amountCents = figures.amount.amountCents
  return {
    type: 'invoice',
    line: reader.row.line,
    party,
    number,
    issuedOn,
    dueOn,
    amountCents,
    currency,
    label: reader.text('label'),
    purchaseOrder: reader.text('purchaseOrder', 60),
    settledInFile: (figures.settledCents ?? 0) >= amountCents,
  }
}

function settlementOf({ reader, party, number, figures, currency }: DocumentLine): ImportedSettlement | null {
  const { settledCents } = figures
  if (settledCents === null || settledCents === 0) return null
  const paidOn = reader.day('paidOn')
  return { type: 'settlement', line: reader.row.line, party, invoiceNumber: number, settledCents, currency, paidOn }
}

/** The number, the figures and the currency of the line; null when it is refused or holds nothing to claim. */
function documentLineOf(reader: RowReader, party: PartyIdentity): DocumentLine | null {
  const number = reader.text('invoiceNumber', 60)
  if (number === null) reader.refuse('invoiceNumber', 'invoice_number_missing')
  const figures = figuresOf(reader)
  const currency = figures && reader.currency(figures.amount)
  if (number === null || !figures || !currency) return null
  if (figures.amount.amountCents !== 0) return { reader, party, number, figures, currency }
  reader.say('note', 'amount', { code: 'amount_zero', facts: { number } })
  return null
}

/** Reads one line of a list of invoices: an invoice and what is already settled of it, or a credit (negative amount, or type « avoir »). */
export function readInvoiceRow(reader: RowReader, party: PartyIdentity): InvoiceRow[] {
  const document = isLeftAside(reader) ? null : documentLineOf(reader, party)
  if (!document) return []
  const isCredit =
    document.figures.amount.amountCents < 0 || CREDIT_NOTE.test(searchText(reader.text('documentType') ?? ''))
  if (isCredit) return [creditOf(document)].filter((record) => record !== null)
  const invoice = invoiceOf(document)
  return invoice ? [invoice, settlementOf(document)].filter((record) => record !== null) : []
}
