import type { Channel } from '../domain/channel.ts'
import type { Reason } from '../domain/decision.ts'
import { formatAmount, formatNumber } from '../web/format-amount.ts'
import { fr } from '../web/words.fr.ts'

const REASONS: Readonly<Record<string, string>> = fr.reason

/** A reason of a decision in the same French words as the pages; its code when it has none. */
export function sayReason({ code, facts }: Pick<Reason, 'code' | 'facts'>): string {
  const sentence = Object.hasOwn(REASONS, code) ? REASONS[code] : undefined
  return (sentence ?? code).replace(/\{\{(\w+)(?:, (\w+))?\}\}/g, (_, name: string, form?: string) =>
    sayFact(facts[name] ?? null, form),
  )
}

function sayFact(value: string | number | boolean | null, form: string | undefined): string {
  if (form === 'amount' && typeof value === 'number') return formatAmount(value, 'fr')
  if (form?.toLowerCase().endsWith('day') && typeof value === 'string') return shortDate(value)
  return String(value ?? '')
}

/** « 0 étape », « 1 étape », « 2 étapes »: plural from two on. */
export function sayCount(count: number, one: string, many = `${one}s`): string {
  return `${formatNumber(count, 'fr')} ${Math.abs(count) < 2 ? one : many}`
}

/** « 24/11/2026 ». */
export function shortDate(on: string): string {
  return `${on.slice(8, 10)}/${on.slice(5, 7)}/${on.slice(0, 4)}`
}

/** « Lettre « avertissement » ». */
export function sayStep(channel: Channel, stepCode: string): string {
  return `${sayChannel(channel)} «\u00a0${stepCode}\u00a0»`
}

export function sayChannel(channel: Channel): string {
  return fr.channel[channel]
}
