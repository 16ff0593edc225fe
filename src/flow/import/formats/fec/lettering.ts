import type { CustomerLine } from './customer-lines.ts'

const sumOf = (lines: readonly CustomerLine[]) => lines.reduce((total, { netCents }) => total + netCents, 0)

const groupBy = <T>(items: readonly T[], keyOf: (item: T) => string): T[][] => [...Map.groupBy(items, keyOf).values()]

/**
 * The lettered groups of one customer: lines that the accountant has put against each other.
 * Codes restart by account and are reused after ZZ, when only the date of lettering tells them apart (formats §1): dates that balance
 * alone are groups of their own, what remains under one code is one (partial) group.
 */
function letteredGroups(lines: readonly CustomerLine[]): CustomerLine[][] {
  const lettered = lines.filter(({ letter }) => letter !== '')
  return groupBy(lettered, ({ account, letter }) => `${account}\u0001${letter}`).flatMap((sameCode) => {
    const byDate = groupBy(sameCode, ({ letteredOn }) => letteredOn)
    const balanced = byDate.filter((group) => sumOf(group) === 0)
    const rest = byDate.filter((group) => sumOf(group) !== 0).flat()
    return rest.length > 0 ? [...balanced, rest] : balanced
  })
}

/** Lines that only move a debt between a customer's own accounts: 411 to 416 when it becomes doubtful, 411 to 413 for a bill. */
function internalTransfers(lines: readonly CustomerLine[]): CustomerLine[][] {
  return groupBy(lines, ({ journal, entry, on }) => `${journal}\u0001${entry}\u0001${on}`).filter(
    (entry) =>
      entry.length > 1 && sumOf(entry) === 0 && new Set(entry.map(({ account }) => account.slice(0, 3))).size > 1,
  )
}

/**
 * Groups to settle, transfers taken out: the groups on both sides of a transfer are one, so that an invoice on 411 meets its payment on 416.
 */
export function settlementGroups(lines: readonly CustomerLine[]): { groups: CustomerLine[][]; loose: CustomerLine[] } {
  const transfers = internalTransfers(lines)
  const groups = letteredGroups(lines)
  const groupOf = new Map<CustomerLine, CustomerLine[]>()
  for (const group of groups) for (const line of group) groupOf.set(line, group)
  for (const transfer of transfers) joinGroups(transfer, groupOf)
  const moved = new Set(transfers.flat())
  const kept = [...new Set(groupOf.values())]
    .map((group) => group.filter((line) => !moved.has(line)))
    .filter((group) => group.length > 0)
  return { groups: kept, loose: lines.filter((line) => !groupOf.has(line) && !moved.has(line)) }
}

function joinGroups(transfer: readonly CustomerLine[], groupOf: Map<CustomerLine, CustomerLine[]>): void {
  const joined = [...new Set(transfer.map((line) => groupOf.get(line)).filter((group) => group !== undefined))]
  const [first, ...others] = joined
  if (!first) return
  for (const other of others) {
    for (const line of other) {
      first.push(line)
      groupOf.set(line, first)
    }
  }
}
