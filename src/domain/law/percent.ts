const SHAPE = /^(\d{1,3})(?:[.,](\d{1,3}))?$/

/**
 * Reads a percentage of at most three decimals (`18`, `12.15`, `2,750`) as whole thousandths of a percent, so that a rate is
 * never a float in a calculation. Null when the text is not one.
 */
export function readPercent(text: string): number | null {
  const match = SHAPE.exec(text.trim())
  if (!match) return null
  return Number(match[1]) * 1000 + Number((match[2] ?? '').padEnd(3, '0'))
}

/** The percentage as a plain number, for display and JSON only. */
export function percentOf(milliPct: number): number {
  return milliPct / 1000
}
