import type { InvoiceCharges } from '../../domain/charges.ts'
import type { Day } from '../../domain/day.ts'
import { type DebtorKind, type Language, regimeOf } from '../../domain/party.ts'
import type { MessageFacts } from './build-variables.ts'
import * as phrases from './phrases.ts'
import type { TextVariables } from './text-variables.ts'

/** The charges of a message: claimed line by line, reserved, or not spoken of at all (S2-18, pitfall 30). */
export function chargesVariables(
  { charges, claims, debtor }: MessageFacts,
  today: Day,
  language: Language,
): TextVariables['charges'] {
  const numberOf = new Map(claims.map((claim) => [claim.invoiceId, claim.number]))
  const isConsumerLike = ['consumer', 'non_professional'].includes(regimeOf(debtor.kind as DebtorKind))
  const label = isConsumerLike ? phrases.legalInterestLabel : phrases.interestLabel
  const lignes = charges.invoices
    .filter((invoice) => invoice.penalty === 'claim' && invoice.interestCents > 0)
    .flatMap((invoice) =>
      interestLines(
        invoice,
        (line) => label(numberOf.get(invoice.invoiceId) ?? '', line.ratePct, line.days, language),
        language,
      ),
    )
  const indemnities = charges.invoices.filter((invoice) => invoice.indemnity === 'claim' && invoice.indemnityCents > 0)
  if (indemnities.length > 0) {
    lignes.push({
      libelle: phrases.indemnityLabel(indemnities.length, language),
      montant: sum(indemnities.map((one) => one.indemnityCents)),
    })
  }
  const rates = charges.invoices.flatMap((invoice) => invoice.lines.map((line) => line.ratePct))
  return {
    reclamees: lignes.length > 0,
    reservees: lignes.length === 0 && charges.reserved.interestCents + charges.reserved.indemnityCents > 0,
    fondement: charges.basis ?? '',
    taux: rates.at(-1) ?? 0,
    lignes,
    total: sum(lignes.map((ligne) => ligne.montant)),
    arrete_au: today,
  }
}

/** The lines of one invoice, less what payments have already settled of them. */
function interestLines(
  invoice: InvoiceCharges,
  labelOf: (line: InvoiceCharges['lines'][number]) => string,
  language: Language,
) {
  const lines = invoice.lines.map((line) => ({ libelle: labelOf(line), montant: line.interestCents }))
  const settled = sum(lines.map((line) => line.montant)) - invoice.interestCents
  return settled === 0 ? lines : [...lines, { libelle: phrases.settledInterestLabel(language), montant: -settled }]
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
