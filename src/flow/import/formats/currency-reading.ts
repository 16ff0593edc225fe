import { type Currency, isKnownCurrency } from '../../../domain/money.ts'
import { accept, type Outcome, refuse } from '../../../domain/refusal.ts'

const BY_SIGN: Readonly<Record<string, string>> = {
  '€': 'EUR',
  EURO: 'EUR',
  EUROS: 'EUR',
  '£': 'GBP',
  CHF: 'CHF',
  US$: 'USD',
  CA$: 'CAD',
  C$: 'CAD',
  A$: 'AUD',
  KČ: 'CZK',
  ZŁ: 'PLN',
  LEI: 'RON',
  LEV: 'BGN',
}

/**
 * Reads a currency code or sign. « $ » alone is the sign of several currencies and is asked.
 * Refusals: `currency_unknown` { text }, `currency_doubtful` { text }.
 */
export function readCurrency(text: string): Outcome<Currency> {
  const capitals = text.trim().toUpperCase()
  if (capitals === '$' || capitals === '¥' || capitals === 'KR' || capitals === 'FR')
    return refuse('currency_doubtful', { text })
  const code = Object.hasOwn(BY_SIGN, capitals) ? (BY_SIGN[capitals] ?? capitals) : capitals
  return isKnownCurrency(code) ? accept(code) : refuse('currency_unknown', { text })
}
