import { type Day, isDay } from '../../domain/day.ts'
import { frenchDay } from '../../domain/law/explain-in-french.ts'
import { isLimitationEventKind, LIMITATION_EVENT_KINDS, type LimitationEvent } from '../../domain/law/interruption.ts'
import { CLAIM_NATURES } from '../../domain/law/longueurs-de-prescription.ts'
import { limitation as computeLimitation, isTimeBarred } from '../../domain/law/prescription.ts'
import { DEBTOR_KINDS } from '../../domain/party.ts'
import { todayInParis } from '../../platform/clock.ts'
import type { CommandArguments } from '../command.ts'
import { list, optionalChoice, optionalDay, optionalText, requiredDay } from '../read-options.ts'
import { type LawCommand, noteLines, refuseInFrench, toldNotes } from './law-command.ts'

/** `amiable law limitation`: the last day to act on a claim, and what each event did to it. */
export const limitation: LawCommand = async (context, values) => {
  const on = optionalDay(values, 'on') ?? todayInParis()
  const debtorKind = optionalChoice(values, 'debtor', DEBTOR_KINDS) ?? 'company'
  const computed = computeLimitation({
    debtorKind,
    applicableLaw: optionalText(values, 'law'),
    nature: optionalChoice(values, 'claim', CLAIM_NATURES) ?? (debtorKind === 'public_body' ? 'public' : 'services'),
    dueOn: requiredDay(values, 'due'),
    completedOn: optionalDay(values, 'completed'),
    invoicedOn: optionalDay(values, 'invoiced'),
    events: readEvents(values),
  })
  if (!computed.ok) return refuseInFrench(context, computed.refusal)
  const { notes, ...limit } = computed.value
  const answer = { ...limit, expired: isTimeBarred(limit, on), on, notes: toldNotes(notes) }
  return context.answer(answer, printed(answer, notes))
}

function readEvents(values: CommandArguments['values']): readonly LimitationEvent[] {
  const expected = `NATURE:DATE ou NATURE:DÉBUT:FIN, nature au choix ${LIMITATION_EVENT_KINDS.join(', ')}`
  return list(values, 'event', readEvent, expected)
}

function readEvent(text: string): LimitationEvent | null {
  const [kind = '', on = '', endedOn, ...more] = text.split(':')
  if (!isLimitationEventKind(kind) || !isDay(on) || more.length > 0) return null
  if (endedOn === undefined) return { kind, on, endedOn: null }
  return isDay(endedOn) ? { kind, on, endedOn } : null
}

type Printed = {
  readonly expiresOn: Day | null
  readonly prudentOn: Day | null
  readonly dueDateBasedOn: Day | null
  readonly years: number
  readonly article: string
  readonly expired: boolean
}

function printed(answer: Printed, notes: Parameters<typeof noteLines>[0]): string {
  const say = (on: Day | null) => (on === null ? 'délai arrêté par une procédure en cours' : frenchDay(on))
  return [
    `Dernier jour pour agir\u00a0: ${say(answer.expiresOn)}${answer.expired ? ' (prescrit)' : ''}`,
    `Depuis l’achèvement (prudent)\u00a0: ${say(answer.prudentOn)}`,
    `Depuis l’échéance\u00a0: ${say(answer.dueDateBasedOn)}`,
    `Durée\u00a0: ${answer.years} an${answer.years > 1 ? 's' : ''}, ${answer.article}`,
    ...noteLines(notes),
  ].join('\n')
}
