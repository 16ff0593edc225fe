import { addDays } from '../../../../domain/day.ts'
import type { Currency } from '../../../../domain/money.ts'
import {
  type ImportedCreditNote,
  type ImportedInvoice,
  type ImportedSettlement,
  type PartyIdentity,
  partyKey,
  plainText,
} from '../../model.ts'
import type { Amount, RowReader } from './row-reader.ts'

const CREDIT_NOTE = /\b(avoirs?|credit ?notes?|note de credit|credit memo|refund|remboursement|av)\b/
const LEFT_ASIDE =
  /^(brouillon|draft|annulee?s?|cancell?ed|void|voided|proforma|pro forma|devis|quote|a valider|non validee?)\b/
const PAID = /^(payee?s?|paid|reglee?s?|soldee?s?|encaissee?s?|acquittee?s?|lettree?s?|oui|yes|closed|settled|x)$/

export type InvoiceRow = ImportedInvoice | ImportedCreditNote | ImportedSettlement

type Figures = { readonly amount: Amount; readonly settledCents: number | null }

/** Amount of the row: its column, or debit less credit; without either, what is left to pay is the amount (said once by the caller). */
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
  const paidByStatus = settled === null && PAID.test(plainText(reader.text('status') ?? ''))
  return { amount: gross, settledCents: paidByStatus ? total : settled }
}

/** A draft, a cancelled invoice or a quote is never chased (pitfall 11): left aside, and said. */
function isLeftAside(reader: RowReader): boolean {
  const told = (['status', 'documentType'] as const)
    .map((field) => reader.text(field) ?? '')
    .find((text) => LEFT_ASIDE.test(plainText(text)))
  if (told === undefined) return false
  reader.say('note', 'status', { code: 'document_left_aside', facts: { status: told } })
  return true
}

/** A credit note that the file shows as partly used is a credit for what is left of it: the rest already lowers the balance of an invoice. */
function creditNoteOf(
  reader: RowReader,
  party: PartyIdentity,
  number: string,
  figures: Figures,
  currency: Currency,
): ImportedCreditNote | null {
  const leftCents = Math.abs(figures.amount.amountCents) - Math.abs(figures.settledCents ?? 0)
  if (leftCents <= 0) {
    reader.say('note', 'balance', { code: 'credit_note_used', facts: { number } })
    return null
  }
  const issuedOn = reader.day('issuedOn')
  if (!issuedOn) return reader.isRefused ? null : reader.refuse('issuedOn', 'invoice_date_missing')
  return {
    type: 'credit_note',
    line: reader.row.line,
    party,
    number,
    issuedOn,
    amountCents: leftCents,
    currency,
    reference: number,
    label: reader.text('label'),
    allocations: [],
    sourceKey: `credit_note|${partyKey(party)}|${number}`,
  }
}

function invoiceOf(
  reader: RowReader,
  party: PartyIdentity,
  number: string,
  figures: Figures,
  currency: Currency,
  termDays: number,
): ImportedInvoice | null {
  const [issuedOn, statedDue] = [reader.day('issuedOn'), reader.day('dueOn')]
  if (reader.isRefused) return null
  if (!issuedOn) return reader.refuse('issuedOn', 'invoice_date_missing')
  if (statedDue && statedDue < issuedOn)
    reader.say('warning', 'dueOn', { code: 'due_before_issue', facts: { issuedOn, dueOn: statedDue } })
  const amountCents = figures.amount.amountCents
  return {
    type: 'invoice',
    line: reader.row.line,
    party,
    number,
    issuedOn,
    dueOn: statedDue ?? addDays(issuedOn, termDays),
    dueOrigin: statedDue ? 'invoice' : 'computed',
    amountCents,
    currency,
    label: reader.text('label'),
    purchaseOrder: reader.text('purchaseOrder', 60),
    settledInFile: (figures.settledCents ?? 0) >= amountCents,
  }
}

/** Reads one line of a list of invoices: an invoice and what is already settled of it, or a credit note (negative amount or type « avoir »). */
export function readInvoiceRow(reader: RowReader, party: PartyIdentity, termDays: number): InvoiceRow[] {
  if (isLeftAside(reader)) return []
  const number = reader.text('invoiceNumber', 60)
  if (number === null) reader.refuse('invoiceNumber', 'invoice_number_missing')
  const figures = figuresOf(reader)
  const currency = figures && reader.currency(figures.amount)
  if (number === null || !figures || !currency) return []
  if (figures.amount.amountCents === 0) {
    reader.say('note', 'amount', { code: 'amount_zero', facts: { number } })
    return []
  }
  if (figures.amount.amountCents < 0 || CREDIT_NOTE.test(plainText(reader.text('documentType') ?? ''))) {
    const note = creditNoteOf(reader, party, number, figures, currency)
    return note ? [note] : []
  }
  const invoice = invoiceOf(reader, party, number, figures, currency, termDays)
  if (!invoice) return []
  const { settledCents } = figures
  if (settledCents === null || settledCents === 0) return [invoice]
  return [
    invoice,
    {
      type: 'settlement',
      line: reader.row.line,
      party,
      invoiceNumber: number,
      settledCents,
      currency,
      paidOn: reader.day('paidOn'),
    },
  ]
}
