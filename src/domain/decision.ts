import type { Channel } from './channel.ts'
import type { Day } from './day.ts'
import type { ApprovalMode, Step } from './scenario.ts'
import type { Cover } from './situation.ts'

/** Why, in a code that the screen words and the facts that fill the sentence. The same object is shown, logged and tested. */
export type Reason = {
  readonly code: string
  readonly facts: Readonly<Record<string, string | number | boolean | null>>
  /** The day on which this reason falls by itself; null when a fact or a person must change it. */
  readonly freeOn: Day | null
}

export function reason(code: string, facts: Reason['facts'] = {}, freeOn: Day | null = null): Reason {
  return { code, facts, freeOn }
}

/** A step to take today. */
export type PlannedStep = {
  readonly step: Step
  readonly stage: number
  /** The invoice whose place on the ladder calls for this step: part of the key that forbids a second sending. */
  readonly leaderId: string
  readonly channel: Channel
  readonly covers: readonly Cover[]
  /** Principal listed, in cents. Charges are added when the message is written. */
  readonly totalCents: number
  readonly payBy: Day | null
  readonly approval: ApprovalMode
}

export type SkippedStep = {
  readonly step: Step
  readonly stage: number
  readonly leaderId: string
  readonly covers: readonly Cover[]
  /** `catch_up`: overtaken by a later step after an outage. Otherwise the condition that failed. */
  readonly why: 'catch_up' | 'condition' | 'no_mobile' | 'no_phone' | 'no_email' | 'no_postal_address' | 'phone_refused'
}

/**
 * - `settled` nothing is owed · `waiting` the next step is later · `act` steps to take today · `acting` an act is under way
 * - `held` something holds the case · `asking` a person must answer · `ended` the ladder has been climbed to its end
 */
export type DecisionState = 'settled' | 'waiting' | 'act' | 'acting' | 'held' | 'asking' | 'ended'

export type Decision = {
  readonly state: DecisionState
  readonly steps: readonly PlannedStep[]
  readonly skipped: readonly SkippedStep[]
  /** Open acts that are no longer right (paid, held…), with why. */
  readonly withdrawn: readonly { readonly actionId: string; readonly why: string }[]
  /** In the order in which they were found: the first one is the one to show. */
  readonly reasons: readonly Reason[]
  /** The next step on the calendar if nothing changes. */
  readonly next: { readonly step: Step; readonly on: Day } | null
  /** First day on which the calendar alone can change this decision; null when only a fact can. */
  readonly lookOn: Day | null
  readonly openCents: number
  readonly overdueCents: number
  readonly oldestDueOn: Day | null
}
