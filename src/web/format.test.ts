import { describe, expect, it } from 'vitest'
import { formatAmount, formatNumber, formatRoundAmount } from './format-amount.ts'
import { dayOfInstant, formatDay, formatHour } from './format-day.ts'
import { formatIban, formatSiren } from './format-identifier.ts'
import { formatPhone } from './format-phone.ts'

describe('amounts (experience B4)', () => {
  it('French: narrow space between thousands, no-break space before €, cents always', () => {
    expect(formatAmount(118_940_20, 'fr')).toBe('118\u202F940,20\u00A0€')
    expect(formatAmount(0, 'fr')).toBe('0,00\u00A0€')
  })
  it('a negative amount has a true minus, never a hyphen', () =>
    expect(formatAmount(-150_000, 'fr')).toBe('−1\u202F500,00\u00A0€'))
  it('English: the sign before, the currency said', () => expect(formatAmount(123_456, 'en')).toBe('€1,234.56'))
  it('another currency keeps its own sign', () => expect(formatAmount(100, 'fr', 'GBP')).toContain('£'))
  it('the legend of a chart alone is rounded', () =>
    expect(formatRoundAmount(58_421_49, 'fr')).toBe('58\u202F421\u00A0€'))
  it('a rate keeps its decimals', () => expect(formatNumber(12.4, 'fr', 3)).toBe('12,4'))
})

describe('days', () => {
  it('the first of a month is « 1er »', () => expect(formatDay('2026-12-01', 'fr', 'full')).toBe('1er décembre 2026'))
  it('the eleventh and the twenty-first are not', () => {
    expect(formatDay('2026-11-11', 'fr', 'full')).toBe('11 novembre 2026')
    expect(formatDay('2026-11-21', 'fr', 'plain')).toBe('21 novembre')
  })
  it('a table says the year only when it is another one', () => {
    expect(formatDay('2026-09-14', 'fr', 'table', '2026-11-22')).toBe('14 sept.')
    expect(formatDay('2025-09-14', 'fr', 'table', '2026-11-22')).toBe('14 sept. 2025')
  })
  it('an instant is told in Paris, whatever the machine’s zone', () => {
    expect(dayOfInstant('2026-11-21T23:30:00Z')).toBe('2026-11-22')
    expect(formatHour('2026-11-22T08:04:00Z', 'fr')).toBe('9\u00A0h\u00A004')
    expect(formatHour('2026-11-22T08:04:00Z', 'en')).toBe('09:04')
  })
})

describe('identifiers as they are printed', () => {
  it('SIREN by three, IBAN by four', () => {
    expect(formatSiren('732829320')).toBe('732\u202F829\u202F320')
    expect(formatIban('FR7630006000011234567890189')).toBe('FR76 3000 6000 0112 3456 7890 189')
  })
  it('a French telephone by pairs, a foreign one as it is', () => {
    expect(formatPhone('+33465712208')).toBe('04 65 71 22 08')
    expect(formatPhone('+442071234567')).toBe('+442071234567')
  })
})
