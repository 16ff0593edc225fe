import type { Currency } from '../../domain/money.ts'
import type { ImportCounts, Sorted } from './contract.ts'
import type { LineProblem } from './model.ts'
import type { ImportPlan, Verdict } from './plan-import.ts'

const WORST_FIRST: readonly LineProblem['severity'][] = ['file_refused', 'refused', 'warning', 'note']
const MOST_PROBLEMS = 1_000

function sortVerdicts(verdicts: readonly Verdict[], refused = 0): Sorted {
  const count = (verdict: Verdict) => verdicts.filter((one) => one === verdict).length
  return {
    new: count('new'),
    changed: count('changed'),
    already: count('already'),
    refused: count('refused') + refused,
  }
}

function totalsOf({ invoices, credits }: ImportPlan): ImportCounts['totals'] {
  const totals = new Map<Currency, { invoicedCents: number; creditedCents: number }>()
  const totalOf = (currency: Currency) => {
    const known = totals.get(currency) ?? { invoicedCents: 0, creditedCents: 0 }
    totals.set(currency, known)
    return known
  }
  for (const { verdict, invoice } of invoices)
    if (verdict === 'new') totalOf(invoice.currency).invoicedCents += invoice.amountCents
  for (const { verdict, currency, amountCents } of credits)
    if (verdict === 'new') totalOf(currency).creditedCents += amountCents
  return [...totals].map(([currency, sums]) => ({ currency, ...sums }))
}

/** Lines that the reader itself refused: they are of the kind that the file is a list of. */
function refusedLines(plan: ImportPlan): number {
  const compared = new Set([
    ...plan.invoices.map(({ invoice }) => invoice.line),
    ...plan.credits.map(({ line }) => line),
  ])
  const lines = plan.problems.filter(
    ({ severity, line }) => severity === 'refused' && line !== null && !compared.has(line),
  )
  return new Set(lines.map(({ line }) => line)).size
}

/** What an import does, counted. */
export function countPlan(plan: ImportPlan): ImportCounts {
  const byLine = refusedLines(plan)
  const isPayments = plan.invoices.length === 0 && plan.credits.length > 0
  const isContacts = plan.invoices.length === 0 && plan.credits.length === 0
  return {
    debtors: sortVerdicts(plan.debtors.map(({ verdict }) => verdict)),
    contacts: sortVerdicts(
      plan.contacts.map(({ verdict }) => verdict),
      isContacts ? byLine : 0,
    ),
    invoices: sortVerdicts(
      plan.invoices.map(({ verdict }) => verdict),
      isContacts || isPayments ? 0 : byLine,
    ),
    credits: sortVerdicts(
      plan.credits.map(({ verdict }) => verdict),
      isPayments ? byLine : 0,
    ),
    history: plan.invoices.filter(({ verdict }) => verdict === 'history').length,
    totals: totalsOf(plan),
    problemsLeft: Math.max(0, plan.problems.length - MOST_PROBLEMS),
  }
}

/** What an import keeps of its comparison, as columns of its row: the worst problems first, then by line. */
export function resultColumns(plan: ImportPlan): { counts: string; problems: string } {
  const rank = ({ severity }: LineProblem) => WORST_FIRST.indexOf(severity)
  const ordered = plan.problems.toSorted((one, other) => rank(one) - rank(other) || (one.line ?? 0) - (other.line ?? 0))
  const kept = ordered.slice(0, MOST_PROBLEMS).map(({ type: _type, file: _file, ...problem }) => problem)
  return { counts: JSON.stringify(countPlan(plan)), problems: JSON.stringify(kept) }
}
