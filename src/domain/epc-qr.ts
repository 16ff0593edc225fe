import { accept, type Outcome, refuse } from './refusal.ts'

export type CreditTransfer = {
  /** Account holder, at most 70 characters are kept. */
  readonly beneficiary: string
  readonly iban: string
  readonly bic: string | null
  readonly amountCents: number
  /** Shown on the creditor's statement, so that the bank line matches by itself; at most 140 characters are kept. */
  readonly reference: string
}

const MAX_BYTES = 331
const MAX_AMOUNT_CENTS = 99_999_999_999

/**
 * Payload of the EPC069-12 payment code (formats §7): version 002, UTF-8, free-text reference. To be drawn in byte mode, error level M.
 * French bank apps are not listed as readers of it: IBAN, BIC, amount and reference are always printed as text too.
 * Refusals: `epc_amount_out_of_range` (0.01 to 999,999,999.99 EUR), `epc_iban_missing`, `epc_too_long` (331 bytes).
 */
export function epcPayload(transfer: CreditTransfer): Outcome<string> {
  const iban = transfer.iban.replace(/\s/g, '').toUpperCase()
  if (iban === '') return refuse('epc_iban_missing')
  const { amountCents } = transfer
  if (!Number.isSafeInteger(amountCents) || amountCents < 1 || amountCents > MAX_AMOUNT_CENTS) {
    return refuse('epc_amount_out_of_range', { amountCents })
  }
  const amount = `EUR${Math.floor(amountCents / 100)}.${String(amountCents % 100).padStart(2, '0')}`
  const lines = ['BCD', '002', '1', 'SCT', transfer.bic?.replace(/\s/g, '').toUpperCase() ?? '']
  lines.push(oneLine(transfer.beneficiary, 70), iban, amount, '', '', oneLine(transfer.reference, 140))
  const payload = lines.join('\n')
  const bytes = new TextEncoder().encode(payload).length
  return bytes > MAX_BYTES ? refuse('epc_too_long', { bytes, maxBytes: MAX_BYTES }) : accept(payload)
}

function oneLine(text: string, max: number): string {
  const clean = text.replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ').trim()
  return [...clean].slice(0, max).join('')
}
