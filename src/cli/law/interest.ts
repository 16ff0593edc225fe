import { type Day, isDay } from '../../domain/day.ts'
import type { Accrual } from '../../domain/law/accrual.ts'
import { explainLine, explainNote, frenchDay, frenchEuros } from '../../domain/law/explain-in-french.ts'
import { indemniteForfaitaire } from '../../domain/law/indemnite-forfaitaire.ts'
import {
  checkInterestClaim,
  type InterestClaim,
  type InterestSettings,
  type Settlement,
} from '../../domain/law/interest-claim.ts'
import { interestOn } from '../../domain/law/interest-on.ts'
import { readPercent } from '../../domain/law/percent.ts'
import type { RateTables } from '../../domain/law/rates.ts'
import { distinctNotes, type Note } from '../../domain/law/rule.ts'
import { DEBTOR_KINDS } from '../../domain/party.ts'
import { accept, type Outcome, refuse } from '../../domain/refusal.ts'
import { todayInParis } from '../../platform/clock.ts'
import type { CommandArguments } from '../command.ts'
import {
  list,
  optional,
  optionalChoice,
  optionalDay,
  optionalText,
  readCents,
  required,
  requiredDay,
} from '../read-options.ts'
import { type LawCommand, noteLines, ratesOf, refuseInFrench, toldNotes } from './law-command.ts'

type Values = CommandArguments['values']

/** `amiable law interest`: the interest and the indemnity of one sum, line by line. */
export const interest: LawCommand = async (context, values) => {
  const claim = readClaim(values)
  const until = optionalDay(values, 'until') ?? todayInParis()
  const settings = readSettings(values)
  const statement = stateInterest(claim, until, settings, await ratesOf(context))
  if (!statement.ok) return refuseInFrench(context, statement.refusal)
  const { accrual, indemnityCents, notes } = statement.value
  const { lines, accruedCents, principalDueCents, interestDueCents, indemnityDueCents, excessCents } = accrual
  const answer = {
    interestCents: accruedCents,
    indemnityCents,
    lines: lines.map(({ explanation, ...line }) => ({ ...line, explanation: explainNote(explanation) })),
    notes: toldNotes(notes),
    until,
    due: {
      principalCents: principalDueCents,
      interestCents: interestDueCents,
      indemnityCents: indemnityDueCents,
      excessCents,
    },
  }
  return context.answer(answer, printed(statement.value, until))
}

type Statement = { readonly accrual: Accrual; readonly indemnityCents: number; readonly notes: readonly Note[] }

function stateInterest(
  claim: InterestClaim,
  until: Day,
  settings: InterestSettings,
  rates: RateTables,
): Outcome<Statement> {
  const checked = checkInterestClaim(claim)
  if (!checked.ok) return checked
  const interestDue = interestOn(claim, until, settings, rates)
  if (!interestDue.ok) return interestDue
  const answer = interestDue.value
  if (answer.kind === 'missing') return refuse('answer_missing', { answer: answer.answer })
  const indemnity = indemniteForfaitaire(claim, until)
  const indemnityCents = indemnity.kind === 'applies' ? indemnity.value : 0
  const indemnityNotes =
    indemnity.kind === 'applies' ? indemnity.steps : indemnity.kind === 'missing' ? [] : [indemnity.reason]
  const interestNotes = answer.kind === 'applies' ? answer.steps : [answer.reason]
  const accrual = answer.kind === 'applies' ? answer.value : withoutInterest(claim, until, indemnityCents)
  return accept({ accrual, indemnityCents, notes: distinctNotes([...interestNotes, ...indemnityNotes]) })
}

/** Nothing runs: what is left is the principal less what was paid. */
function withoutInterest(claim: InterestClaim, until: Day, indemnityDueCents: number): Accrual {
  const paid = claim.settlements.reduce((sum, one) => (one.on <= until ? sum + one.amountCents : sum), 0)
  const principalDueCents = Math.max(0, claim.principalCents - paid)
  const excessCents = Math.max(0, paid - claim.principalCents)
  return { lines: [], accruedCents: 0, principalDueCents, interestDueCents: 0, indemnityDueCents, excessCents }
}

function readClaim(values: Values): InterestClaim {
  const settlements = (option: string, kind: Settlement['kind']) =>
    list(values, option, (text) => readSettlement(text, kind), 'DATE:MONTANT, par exemple 2026-05-12:300.00')
  return {
    debtorKind: optionalChoice(values, 'debtor', DEBTOR_KINDS) ?? 'company',
    applicableLaw: optionalText(values, 'law'),
    principalCents: required(values, 'amount', readCents, 'un montant TTC, par exemple 980.00'),
    issuedOn: optionalDay(values, 'issued'),
    dueOn: requiredDay(values, 'due'),
    settlements: [...settlements('payment', 'payment'), ...settlements('credit', 'credit_note')],
    noticeOn: optionalDay(values, 'notice'),
    insolvencyOpenedOn: optionalDay(values, 'insolvency'),
  }
}

function readSettlement(text: string, kind: Settlement['kind']): Settlement | null {
  const [on = '', amount = '', ...more] = text.split(':')
  const amountCents = readCents(amount)
  return isDay(on) && amountCents !== null && more.length === 0 ? { on, amountCents, kind } : null
}

function readSettings(values: Values): InterestSettings {
  return {
    contractRateMilliPct: optional(values, 'rate', readPercent, 'un taux annuel en %, au plus trois décimales'),
    crossing: optionalChoice(values, 'crossing', ['split', 'frozen']) ?? 'split',
    dayCount: optionalChoice(values, 'day-count', ['365', 'actual']) ?? '365',
    imputation: optionalChoice(values, 'imputation', ['interest', 'principal', 'costs']) ?? 'interest',
    capitaliseFrom: optionalDay(values, 'capitalise'),
  }
}

function printed({ accrual, indemnityCents, notes }: Statement, until: Day): string {
  const amounts = accrual.lines.map((line) => [explainLine(line), frenchEuros(line.interestCents)] as const)
  const rows = [
    ...amounts,
    ...(indemnityCents > 0
      ? [['Indemnité forfaitaire pour frais de recouvrement', frenchEuros(indemnityCents)] as const]
      : []),
    ['Total des intérêts et de l’indemnité', frenchEuros(accrual.accruedCents + indemnityCents)] as const,
    ['Principal restant dû', frenchEuros(accrual.principalDueCents)] as const,
  ]
  const width = Math.max(...rows.map(([label]) => label.length)) + 2
  const amountWidth = Math.max(...rows.map(([, amount]) => amount.length))
  const table = rows.map(([label, amount]) => `${label.padEnd(width)}${amount.padStart(amountWidth)}`)
  return [`Calcul arrêté au ${frenchDay(until)}`, '', ...table, '', ...noteLines(notes)].join('\n')
}
