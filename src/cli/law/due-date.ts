import { dueDate as computeDueDate, DELAIS_DE_PAIEMENT, readPaymentTerms } from '../../domain/law/delais-de-paiement.ts'
import { frenchDay } from '../../domain/law/explain-in-french.ts'
import { PLAFONDS_SECTORIELS } from '../../domain/law/plafonds-sectoriels.ts'
import { DEBTOR_KINDS } from '../../domain/party.ts'
import { optional, optionalChoice, optionalDay, optionalText, requiredDay } from '../read-options.ts'
import { type LawCommand, noteLines, refuseInFrench, toldNotes } from './law-command.ts'

/** `amiable law due-date`: the due date of an invoice and the legal cap. */
export const dueDate: LawCommand = async (context, values) => {
  const sector = optionalText(values, 'sector')
  const computed = computeDueDate({
    debtorKind: optionalChoice(values, 'debtor', DEBTOR_KINDS) ?? 'company',
    issuedOn: requiredDay(values, 'issued'),
    deliveredOn: optionalDay(values, 'delivered'),
    receivedOn: optionalDay(values, 'received'),
    terms: optional(
      values,
      'terms',
      readPaymentTerms,
      'par exemple 30, 60, 45fdm-a, 45fdm-b, 30fdm, 30fdm-le-10, receipt',
    ),
    sector,
    periodic: values.periodic === true,
  })
  if (!computed.ok) return refuseInFrench(context, computed.refusal)
  const { dueOn, capOn, exceedsCapDays, article, notes } = computed.value
  const rule = sector === null ? DELAIS_DE_PAIEMENT.id : PLAFONDS_SECTORIELS.id
  const cap = capOn === null ? 'aucun' : `${frenchDay(capOn)} (${article})`
  const text = [`Échéance\u00a0: ${frenchDay(dueOn)}`, `Plafond légal\u00a0: ${cap}`, ...noteLines(notes)].join('\n')
  return context.answer({ dueOn, capOn, exceedsCapDays, rule, article, notes: toldNotes(notes) }, text)
}
