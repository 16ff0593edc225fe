import { accept, type Outcome, refuse } from './refusal.ts'

/** The sign that separates euros from cents in a file: « 1 234,56 » (comma) or « 1,234.56 » (point). */
export type DecimalMark = 'comma' | 'point'

/**
 * What an amount written by a person or a program may mean. `comma` and `point` are the cents read with that decimal mark,
 * null where the text has no meaning with it. Both are equal when the text has no doubtful sign.
 */
export type AmountReadings = {
  readonly comma: number | null
  readonly point: number | null
  /** What stood beside the number: « € », « EUR », « $ »… or null. */
  readonly currencyText: string | null
}

const SPACES = /[\s\u00A0\u202F\u2007\u2009]/g
const MINUS = /[\u2212\u2010\u2011\u2013\uFE63\uFF0D]/g
const NUMBER = /^[\d.,'\u2019]+$/
const BESIDE = /^([^\d.,()+-]*)([(+-]*)([\d][\d.,\s'\u2019\u00A0\u202F\u2007\u2009]*|[.,]\d+)([)-]*)([^\d.,()+-]*)$/

/** A longer text is no amount, and is not worth the time of a pattern. */
const LONGEST = 60

/** Twelve digits of euros: more is a column misread, not an amount. */
const MOST_DIGITS = 12

type Numeral = { readonly whole: string; readonly decimals: string }

/** Reads digits with one decimal mark; the other mark, spaces and apostrophes may only group by three. */
function numeral(digits: string, mark: DecimalMark): Numeral | null {
  const [decimal, grouping] = mark === 'comma' ? [',', '.'] : ['.', ',']
  const parts = digits.split(decimal)
  if (parts.length > 2) return null
  const [whole = '', decimals = ''] = parts
  if (!/^\d*$/.test(decimals) || (parts.length === 2 && decimals === '')) return null
  const groups = whole.split(/[ '\u2019]/).length > 1 ? whole.split(/[ '\u2019]/) : whole.split(grouping)
  if (!groups.every((group) => /^\d*$/.test(group))) return null
  const grouped = groups.length > 1
  if (grouped && !(/^\d{1,3}$/.test(groups[0] ?? '') && groups.slice(1).every((group) => group.length === 3)))
    return null
  const joined = groups.join('')
  return joined.replace(/^0+/, '').length > MOST_DIGITS ? null : { whole: joined, decimals }
}

/** Whole cents, or null when the decimals hold more than cents: « 1,234 » is not an amount of money. */
function centsOf(read: Numeral | null): number | null {
  if (!read || !/^0*$/.test(read.decimals.slice(2))) return null
  return Number((read.whole || '0') + read.decimals.slice(0, 2).padEnd(2, '0'))
}

/** Signs: leading, trailing (« 12,50- ») or parentheses; exactly one way at a time. */
function signOf(before: string, after: string): 1 | -1 | null {
  if (before === '(' && after === ')') return -1
  if (before === '' && after === '-') return -1
  if (after !== '') return null
  return before === '' || before === '+' ? 1 : before === '-' ? -1 : null
}

/**
 * Reads an amount as written: `1234.56`, `1 234,56 €`, `(12,50)`, `12,50-`, U+2212, apostrophes and thin spaces (experience B4).
 * Never guesses: « 1.234 » gives its two readings and the caller decides from the whole column, or asks (A7-28).
 * Refusals: `amount_unreadable` { text }.
 */
export function readAmount(text: string): Outcome<AmountReadings> {
  if (text.length > LONGEST) return refuse('amount_unreadable', { text: text.slice(0, LONGEST) })
  const match = BESIDE.exec(text.replace(MINUS, '-').trim())
  if (!match) return refuse('amount_unreadable', { text })
  const [, left = '', before = '', middle = '', after = '', right = ''] = match
  const digits = middle.trim().replace(SPACES, ' ')
  const beside = [left.trim(), right.trim()].filter((part) => part !== '')
  const sign = signOf(before.trim(), after.trim())
  if (!sign || beside.length > 1 || !NUMBER.test(digits.replaceAll(' ', '')))
    return refuse('amount_unreadable', { text })
  const [comma, point] = [numeral(digits, 'comma'), numeral(digits, 'point')]
  if (!comma && !point) return refuse('amount_unreadable', { text })
  const signed = (value: number | null) => (value === null ? null : value === 0 ? 0 : sign * value)
  return accept({ comma: signed(centsOf(comma)), point: signed(centsOf(point)), currencyText: beside[0] ?? null })
}

/** What one cell says of its column: the mark it needs, both when it means nothing without an answer, or neither. */
export function markShownBy(text: string): DecimalMark | 'either' | 'doubtful' {
  const digits = text.replace(/[^\d.,]/g, '')
  if (!/[.,]/.test(digits)) return 'either'
  const oneGroup = /^([1-9]\d{0,2})[.,]\d{3}$/.test(digits) && !/\d[\s\u00A0\u202F'\u2019]\d/.test(text)
  if (oneGroup) return 'doubtful'
  const last = Math.max(digits.lastIndexOf(','), digits.lastIndexOf('.'))
  const sign = digits[last] ?? ''
  const repeated = digits.split(sign).length > 2
  const isComma = repeated ? sign === '.' : sign === ','
  return isComma ? 'comma' : 'point'
}

/**
 * Picks the reading of one amount of a column. While the mark of the column is undecided, only an amount without any mark is read.
 * Refusals: `amount_unreadable` { text }, `amount_doubtful` { text }, `amount_contradicts_column` { text, decimalMark },
 * `amount_not_in_cents` { text }.
 */
export function settleAmount(
  text: string,
  mark: DecimalMark | 'undecided',
): Outcome<{ amountCents: number; currencyText: string | null }> {
  const readings = readAmount(text)
  if (!readings.ok) return readings
  const shown = markShownBy(text)
  if (mark === 'undecided' && shown !== 'either') return refuse('amount_doubtful', { text })
  const used = mark === 'undecided' ? 'comma' : mark
  if (shown !== 'either' && shown !== 'doubtful' && shown !== used)
    return refuse('amount_contradicts_column', { text, decimalMark: used })
  const amountCents = readings.value[used]
  if (amountCents === null) return refuse('amount_not_in_cents', { text })
  return accept({ amountCents, currencyText: readings.value.currencyText })
}

/** Reads one amount typed in a page, with no column around it. Refusals: those of `settleAmount`. */
export function readTypedAmount(text: string): Outcome<{ amountCents: number; currencyText: string | null }> {
  const shown = markShownBy(text)
  return settleAmount(text, shown === 'comma' || shown === 'point' ? shown : 'undecided')
}
