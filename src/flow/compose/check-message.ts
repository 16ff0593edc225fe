import type { Day } from '../../domain/day.ts'
import { type DebtorKind, regimeOf } from '../../domain/party.ts'
import { accept, type Outcome, refuse } from '../../domain/refusal.ts'
import { type SmsCode, TEXT_CODES, type TextCode, type Tone } from '../../domain/text-code.ts'
import { requiredMentions } from '../../domain/wording/required-mentions.ts'
import { checkWording, type Finding, isBlocked, type WordingContext } from '../../domain/wording.ts'
import type { MessageFacts } from './build-variables.ts'
import { mentionFacts } from './mention-facts.ts'
import type { Template } from './template.ts'
import { dataValuesOf, type TextVariables } from './text-variables.ts'

/** What is common to the three forms of a message while it is written. */
export type Draft = {
  readonly facts: MessageFacts
  readonly variables: TextVariables
  readonly template: Template
  readonly isOwn: boolean
  readonly version: string
  readonly today: Day
}

/** Mandatory mentions first (S0-10, S2-30), then the wording guard (S0-21). */
export function checkMessage(draft: Draft, subject: string, body: string): Outcome<readonly Finding[]> {
  const { facts, variables, template, today } = draft
  if (TEXT_CODES.includes(template.code as TextCode)) {
    const [missing] = requiredMentions(
      template.code as TextCode,
      mentionFacts(variables, {
        regime: regimeOf(facts.debtor.kind as DebtorKind),
        language: template.language,
        text: `${facts.creditor.name}\n${facts.debtor.name}\n${subject}\n${body}`,
        sentOn: today,
        mode: facts.action.channel,
        balanceCents: variables.totaux.total,
        timeBarred: template.code === 'time-barred',
        paymentsFresh: true,
      }),
    )
    if (missing) return { ok: false, refusal: missing }
  }
  return judged([...wording(draft, subject, 'subject'), ...wording(draft, body, 'body')])
}

/** The wording guard alone: a text message has no room for the mentions of a letter. */
export function checkSms(draft: Draft, text: string): Outcome<readonly Finding[]> {
  return judged(wording(draft, text, 'sms'))
}

function judged(findings: readonly Finding[]): Outcome<readonly Finding[]> {
  return isBlocked(findings) ? blocked(findings) : accept(findings)
}

function wording({ facts, variables, template }: Draft, text: string, use: WordingContext['use']): Finding[] {
  if (template.language !== 'fr') return []
  return checkWording(text, {
    use,
    code: template.code as TextCode | SmsCode,
    regime: regimeOf(facts.debtor.kind as DebtorKind),
    tone: template.tone as Tone,
    enforceableTitle: false,
    timeBarred: template.code === 'time-barred',
    dataValues: [
      ...dataValuesOf(variables),
      ...[...facts.invoices.values()].flatMap((invoice) => (invoice.label ? [invoice.label] : [])),
    ],
  })
}

function blocked(findings: readonly Finding[]): Outcome<never> {
  const found = findings.filter((finding) => finding.severity === 'block')
  return refuse('wording_blocked', {
    words: found.map((finding) => finding.words),
    rules: found.map((finding) => finding.rule),
    reason: found[0]?.reason ?? '',
  })
}
