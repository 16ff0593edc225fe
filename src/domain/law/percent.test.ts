import { expect, it } from 'vitest'
import { percentOf, readPercent } from './percent.ts'

it.each([
  ['0', 0],
  ['18', 18_000],
  ['12.15', 12_150],
  ['2,750', 2750],
  ['0.005', 5],
])('%s is %i thousandths of a percent', (text, milliPct) => {
  expect(readPercent(text)).toBe(milliPct)
  expect(percentOf(milliPct)).toBe(Number(text.replace(',', '.')))
})

it.each(['', '-1', '1.2345', '1000', '12%', '1e2', '0x1'])('%j is not a percentage of three decimals', (text) => {
  expect(readPercent(text)).toBeNull()
})
