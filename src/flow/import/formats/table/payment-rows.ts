import type { ImportedPayment, PartyIdentity } from '../../model.ts'
import { partyKey } from '../../model.ts'
import type { RowReader } from './row-reader.ts'

/**
 * Reads one line of a list of payments received. The invoice it names is what it settles; a payment that names none stays a credit of
 * the debtor, allocated by the ledger. A negative amount is a payment that came back and is asked: it is not read as a payment.
 */
export function readPaymentRow(reader: RowReader, party: PartyIdentity): ImportedPayment | null {
  const field = (['paid', 'amount', 'credit'] as const).find((one) => reader.has(one)) ?? 'paid'
  const amount = reader.amount(field)
  const paidOn = reader.day(reader.has('paidOn') ? 'paidOn' : 'issuedOn')
  if (reader.isRefused) return null
  if (!amount) return reader.refuse(field, 'amount_missing')
  if (!paidOn) return reader.refuse('paidOn', 'payment_date_missing')
  const currency = reader.currency(amount)
  if (!currency) return null
  if (amount.amountCents <= 0) return reader.refuse(field, 'payment_not_positive', { amountCents: amount.amountCents })
  const invoiceNumber = reader.text('invoiceNumber', 60)
  const reference = reader.text('paymentReference', 80)
  return {
    type: 'payment',
    line: reader.row.line,
    party,
    paidOn,
    method: reader.text('paymentMethod', 60),
    amountCents: amount.amountCents,
    currency,
    reference,
    label: reader.text('label'),
    allocations: invoiceNumber === null ? [] : [{ invoiceNumber, amountCents: amount.amountCents }],
    sourceKey: ['payment', partyKey(party), paidOn, amount.amountCents, reference ?? '', invoiceNumber ?? ''].join('|'),
  }
}
