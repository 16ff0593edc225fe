/** ISO 4217 code, three capitals. Amounts are integer cents beside it; those of two currencies are never added. */
export type Currency = string & { readonly __brand: 'Currency' }

export const EUR = 'EUR' as Currency

/** Reads a currency code. @throws RangeError when it is not three capitals. */
export function currency(code: string): Currency {
  if (!/^[A-Z]{3}$/.test(code)) throw new RangeError(`Not a currency code: ${JSON.stringify(code)}`)
  return code as Currency
}

/** Currencies of two decimals that a French firm may invoice in; amounts are kept in hundredths. */
const KNOWN_CURRENCIES: ReadonlySet<string> = new Set([
  ...'EUR USD GBP CHF CAD AUD NZD SEK NOK DKK PLN CZK HUF RON BGN TRY'.split(' '),
  ...'MAD DZD ZAR SGD HKD CNY INR BRL MXN AED SAR ILS QAR EGP THB MUR'.split(' '),
])

/** Whether Amiable keeps amounts in this currency. */
export function isKnownCurrency(code: string): code is Currency {
  return KNOWN_CURRENCIES.has(code)
}

/** Asserts that a number is whole cents within the safe range. @throws RangeError otherwise. */
export function cents(value: number): number {
  if (!Number.isSafeInteger(value)) throw new RangeError(`Not an amount in whole cents: ${value}`)
  return value
}

export function sumCents(values: Iterable<number>): number {
  let total = 0
  for (const value of values) total += cents(value)
  return cents(total)
}

/**
 * Rounds the exact fraction `numerator / denominator` (both in the same unit) half up, away from zero for negatives.
 * Bigint keeps it exact: no float ever holds money (pitfall 31, 29).
 */
export function roundHalfUp(numerator: bigint, denominator: bigint): number {
  if (denominator <= 0n) throw new RangeError('A denominator is positive')
  const sign = numerator < 0n ? -1n : 1n
  const magnitude = numerator * sign
  return cents(Number(sign * ((magnitude * 2n + denominator) / (denominator * 2n))))
}
