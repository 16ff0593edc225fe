import type { PlannedCredit } from './plan-credits.ts'
import type { LedgerFacts, PlannedInvoice, SayProblem } from './plan-import.ts'

/** Money of the debtors that waits for an invoice in the ledger, by debtor and currency, used up as the settlements claim it. */
type Waiting = Map<string, number>

/** How much of the settlement is already in the ledger as a payment that names no invoice: it is not entered a second time. */
function takeWaiting(waiting: Waiting, { debtor, invoice }: PlannedInvoice, wantedCents: number): number {
  const key = `${debtor?.known?.debtorId} ${invoice.currency}`
  const taken = Math.min(waiting.get(key) ?? 0, wantedCents)
  waiting.set(key, (waiting.get(key) ?? 0) - taken)
  return taken
}

function creditOf(planned: PlannedInvoice, amountCents: number, settledCents: number): Omit<PlannedCredit, 'verdict'> {
  const { invoice, debtor } = planned
  return {
    kind: 'payment',
    line: invoice.line,
    debtor,
    debtorId: debtor?.known?.debtorId ?? null,
    on: invoice.paidOn,
    amountCents,
    currency: invoice.currency,
    reference: null,
    method: null,
    label: null,
    sourceKey: `settled|${debtor?.key}|${invoice.number}|${settledCents}`,
    entry: null,
    shares: [{ target: { planned }, amountCents }],
    placing: 'file',
  }
}

function planSettlement(
  planned: PlannedInvoice,
  waiting: Waiting,
  facts: LedgerFacts,
  say: SayProblem,
): PlannedCredit[] {
  const { invoice, known, debtor, verdict } = planned
  const { number, line, currency, settledCents } = invoice
  if (settledCents === null || verdict === 'history' || verdict === 'refused' || !debtor) return []
  const ledgerCents = known?.settledCents ?? 0
  if (settledCents < ledgerCents)
    say('note', line, {
      code: 'import_settled_less',
      facts: { number, fileCents: settledCents, ledgerCents, currency },
    })
  const missing = Math.max(0, settledCents - ledgerCents)
  const waitingCents = takeWaiting(waiting, planned, missing)
  if (waitingCents > 0)
    say('note', line, { code: 'import_settled_by_waiting', facts: { number, waitingCents, currency } })
  if (missing === waitingCents) return []
  const credit = creditOf(planned, missing - waitingCents, settledCents)
  if (!facts.entries.has(credit.sourceKey)) return [{ ...credit, verdict: 'new' }]
  say('refused', line, {
    code: 'import_settled_then_reversed',
    facts: { number, amountCents: credit.amountCents, currency },
  })
  return [{ ...credit, verdict: 'refused' }]
}

/**
 * « Réglé » and « reste dû » say how much of an invoice is settled, not by what: what the ledger does not hold yet is entered as one payment.
 * Less than the ledger holds takes nothing back: it is said.
 */
export function planSettlements(
  invoices: readonly PlannedInvoice[],
  facts: LedgerFacts,
  say: SayProblem,
): PlannedCredit[] {
  const waiting = new Map(facts.waiting)
  return invoices.flatMap((planned) => planSettlement(planned, waiting, facts, say))
}
