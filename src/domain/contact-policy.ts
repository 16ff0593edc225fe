import type { Channel } from './channel.ts'
import { addDays, type Day, daysBetween } from './day.ts'
import { isBusinessDay, nextBusinessDay } from './law/jours-feries.ts'
import type { Regime, Territory } from './party.ts'

/** A span of the day in minutes after midnight, Paris time; the end is not included. */
export type Hours = { readonly fromMinute: number; readonly toMinute: number }

/**
 * When a debtor may be contacted, over all invoices and channels (S4-21). No statute sets hours for one's own debt; the defaults for a
 * consumer's phone are those of telemarketing, C. conso. D223-9, adopted by prudence (legal-facts §11).
 */
export type ContactPolicy = {
  readonly minGapDays: number
  readonly capPerWeek: number
  /** Below this total nothing is asked (pitfall 36). */
  readonly floorCents: number
  /** No act without payment data at most this old, in days (pitfall: never chase who has paid). */
  readonly paymentsFreshDays: number
  /** Days between a promised day and the finding that it was not kept: a transfer takes time. */
  readonly promiseGraceDays: number
  /** Minutes between approval and departure, during which it can be taken back. */
  readonly undoMinutes: number
  readonly hours: Record<Channel, Record<'professional' | 'consumer', readonly Hours[]>>
}

const span = (from: number, to: number): Hours => ({ fromMinute: from * 60, toMinute: to * 60 })
const office = { professional: [span(8, 18)], consumer: [span(8, 18)] }

export const DEFAULT_CONTACT_POLICY: ContactPolicy = {
  minGapDays: 5,
  capPerWeek: 2,
  floorCents: 1500,
  paymentsFreshDays: 7,
  promiseGraceDays: 3,
  undoMinutes: 5,
  hours: {
    email: office,
    post: office,
    registered: office,
    sms: { professional: [span(9, 18)], consumer: [span(10, 13), span(14, 20)] },
    phone: { professional: [span(9, 12), span(14, 18)], consumer: [span(10, 13), span(14, 20)] },
  },
}

/** Whether an hour of the day is allowed for a channel (S4-20). `minute` counts from midnight in Paris. */
export function isAllowedHour(policy: ContactPolicy, channel: Channel, regime: Regime, minute: number): boolean {
  const kind = regime === 'consumer' || regime === 'non_professional' ? 'consumer' : 'professional'
  return policy.hours[channel][kind].some((hours) => hours.fromMinute <= minute && minute < hours.toMinute)
}

export type ContactBar =
  | { readonly code: 'not_a_business_day'; readonly freeOn: Day }
  | { readonly code: 'minimum_gap'; readonly freeOn: Day; readonly lastContactOn: Day; readonly gapDays: number }
  | { readonly code: 'weekly_cap'; readonly freeOn: Day; readonly contacts: number; readonly cap: number }

/**
 * What forbids a contact today, with the first day on which that bar falls; null when nothing does.
 * Several contacts on one day count once: the steps of one moment go together (S3-10 to S3-12).
 */
export function contactBar(
  policy: ContactPolicy,
  gapDays: number,
  contacts: readonly { readonly on: Day }[],
  territory: Territory,
  today: Day,
): ContactBar | null {
  if (!isBusinessDay(today, territory)) {
    return { code: 'not_a_business_day', freeOn: nextBusinessDay(today, territory) }
  }
  const days =
    contacts.length > 1 ? [...new Set(contacts.map((contact) => contact.on))] : contacts.map((contact) => contact.on)
  const last = days.reduce<Day | null>((latest, on) => (latest === null || on > latest ? on : latest), null)
  if (last !== null && daysBetween(last, today) < gapDays) {
    return { code: 'minimum_gap', freeOn: addDays(last, gapDays), lastContactOn: last, gapDays }
  }
  const recent = days.filter((on) => daysBetween(on, today) < 7)
  if (recent.length >= policy.capPerWeek) {
    const oldest = recent.reduce((first, on) => (on < first ? on : first), today)
    return { code: 'weekly_cap', freeOn: addDays(oldest, 7), contacts: recent.length, cap: policy.capPerWeek }
  }
  return null
}
