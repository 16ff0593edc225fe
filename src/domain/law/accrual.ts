import { addDays, addYears, type Day, dayOf, daysBetween, isLeapYear, latest, yearOf } from '../day.ts'
import { roundHalfUp } from '../money.ts'
import type { Imputation, InterestSettings, Settlement } from './interest-claim.ts'
import { percentOf } from './percent.ts'
import type { Note } from './rule.ts'

/** A stretch of days, both included, with one rate and the reason of that rate. */
export type RatePeriod = {
  readonly from: Day
  readonly to: Day
  readonly rateMilliPct: number
  readonly explanation: Note
}

/** One displayed line: rounded once, half up, to the cent. The total of a statement is the sum of its lines. */
export type InterestLine = {
  readonly from: Day
  /** Included. */
  readonly to: Day
  readonly days: number
  readonly ratePct: number
  readonly baseCents: number
  readonly interestCents: number
  /** Identifier of the rule, as in `docs/law.md`. */
  readonly rule: string
  readonly article: string
  readonly explanation: Note
}

/** The lines and what is left to pay once the settlements are imputed. */
export type Accrual = {
  readonly lines: readonly InterestLine[]
  /** Sum of the lines, whatever has been paid since. */
  readonly accruedCents: number
  readonly principalDueCents: number
  readonly interestDueCents: number
  readonly indemnityDueCents: number
  /** Paid above everything due. */
  readonly excessCents: number
}

export type AccrualInput = {
  readonly principalCents: number
  /** In order, adjoining, at least one; interest runs from the first day to the last one, both included. */
  readonly periods: readonly RatePeriod[]
  readonly settlements: readonly Settlement[]
  /** Statement day: later settlements are not counted. Interest may have stopped before it. */
  readonly until: Day
  /** Due from the first day of delay; 0 where no text gives it. */
  readonly indemnityCents: number
  readonly settings: InterestSettings
  readonly rule: string
  readonly article: string
}

/** Exact interest as a fraction of a cent: `numerator / denominator`. Additive over adjoining periods before any rounding. */
export function exactInterest(baseCents: number, rateMilliPct: number, days: number, daysInYear: 365 | 366) {
  return {
    numerator: BigInt(baseCents) * BigInt(rateMilliPct) * BigInt(days),
    denominator: BigInt(daysInYear * 100_000),
  }
}

/** Accrues interest day by day on what remains due, each settlement lowering the base from the day after it. */
export function accrue(input: AccrualInput): Accrual {
  const { periods, settings } = input
  const first = periods[0]
  const last = periods.at(-1)
  if (!first || !last) throw new RangeError('Interest needs at least one rate period')
  const debt = new Debt(input, settings.imputation)
  const payments = input.settlements.filter(({ on }) => on <= input.until).sort(byDay)
  const capitalisations = capitalisationDays(settings.capitaliseFrom, first.from, last.to)
  const starts = lineStarts(input, first.from, last.to, payments, capitalisations)

  const lines: InterestLine[] = []
  let paid = 0
  const settleUntil = (on: Day) => {
    for (let next = payments[paid]; next && next.on <= on; next = payments[++paid]) debt.settle(next)
  }
  settleUntil(addDays(first.from, -1))
  debt.owed.indemnity = input.indemnityCents
  let at = 0
  for (const [index, from] of starts.entries()) {
    if (capitalisations.includes(from)) debt.capitalise()
    while (at < periods.length - 1 && (periods[at]?.to ?? from) < from) at++
    const next = starts[index + 1]
    const to = next === undefined ? last.to : addDays(next, -1)
    const line = lineOf(input, periods[at] ?? last, from, to, debt.baseCents())
    if (line) {
      lines.push(line)
      debt.owed.interest += line.interestCents
    }
    settleUntil(to)
  }
  settleUntil(input.until)
  return debt.accrual(lines)
}

/** By day; on one day the credit notes first, since they say what was owed that the payments pay. */
function byDay(a: Settlement, b: Settlement): number {
  if (a.on !== b.on) return a.on < b.on ? -1 : 1
  return a.kind === b.kind ? 0 : a.kind === 'credit_note' ? -1 : 1
}

function lineOf(input: AccrualInput, period: RatePeriod, from: Day, to: Day, baseCents: number): InterestLine | null {
  if (baseCents === 0) return null
  const days = daysBetween(from, to) + 1
  const daysInYear = input.settings.dayCount === 'actual' && isLeapYear(yearOf(from)) ? 366 : 365
  const exact = exactInterest(baseCents, period.rateMilliPct, days, daysInYear)
  return {
    from,
    to,
    days,
    ratePct: percentOf(period.rateMilliPct),
    baseCents,
    interestCents: roundHalfUp(exact.numerator, exact.denominator),
    rule: input.rule,
    article: input.article,
    explanation: period.explanation,
  }
}

function lineStarts(input: AccrualInput, from: Day, to: Day, payments: readonly Settlement[], others: readonly Day[]) {
  const starts = new Set<Day>(input.periods.map((period) => period.from))
  for (const { on } of payments) if (on >= from && on < to) starts.add(addDays(on, 1))
  for (const on of others) starts.add(on)
  if (input.settings.dayCount === 'actual')
    for (let year = yearOf(from) + 1; year <= yearOf(to); year++) starts.add(dayOf(year, 1, 1))
  return [...starts].sort()
}

/** Days on which a full year of interest joins the base: the first year complete, or the request if later, then yearly. */
function capitalisationDays(capitaliseFrom: Day | null, from: Day, to: Day): readonly Day[] {
  if (capitaliseFrom === null) return []
  const first = latest(addYears(from, 1), capitaliseFrom)
  const days: Day[] = []
  for (let years = 0; addYears(first, years) <= to; years++) days.push(addYears(first, years))
  return days
}

type Part = 'principal' | 'capitalised' | 'interest' | 'indemnity'

const ORDER: Readonly<Record<Imputation, readonly Part[]>> = {
  interest: ['interest', 'capitalised', 'principal', 'indemnity'],
  principal: ['principal', 'capitalised', 'interest', 'indemnity'],
  costs: ['indemnity', 'interest', 'capitalised', 'principal'],
}

/** A credit note corrects the price itself, so it never pays interest before principal. */
const CREDIT_NOTE_ORDER = ORDER.principal

/** What is owed as the days go by; lives for one calculation. */
class Debt {
  readonly owed: Record<Part, number>
  readonly order: readonly Part[]
  excessCents = 0

  constructor(input: AccrualInput, imputation: Imputation) {
    this.owed = { principal: input.principalCents, capitalised: 0, interest: 0, indemnity: 0 }
    this.order = ORDER[imputation]
  }

  /** Only principal and capitalised interest bear interest; the 40 € does not. */
  baseCents(): number {
    return this.owed.principal + this.owed.capitalised
  }

  capitalise() {
    this.owed.capitalised += this.owed.interest
    this.owed.interest = 0
  }

  settle(settlement: Settlement) {
    let left = settlement.amountCents
    for (const part of settlement.kind === 'payment' ? this.order : CREDIT_NOTE_ORDER) {
      const taken = Math.min(left, this.owed[part])
      this.owed[part] -= taken
      left -= taken
    }
    this.excessCents += left
  }

  accrual(lines: readonly InterestLine[]): Accrual {
    return {
      lines,
      accruedCents: lines.reduce((sum, line) => sum + line.interestCents, 0),
      principalDueCents: this.owed.principal,
      interestDueCents: this.owed.interest + this.owed.capitalised,
      indemnityDueCents: this.owed.indemnity,
      excessCents: this.excessCents,
    }
  }
}
