import type { Channel } from './channel.ts'
import type { Regime } from './party.ts'

/** 1 prévenant, 2 cordial, 3 direct, 4 ferme, 5 solennel (S4-8). */
export type ToneLevel = 1 | 2 | 3 | 4 | 5

/** Leaves by itself, waits for a person's yes, or is only proposed among the things a person may do (S1-6). */
export type ApprovalMode = 'automatic' | 'confirm' | 'manual'

/** What must be true on the day of a step; otherwise the step is skipped and the skip is logged (S3-10). */
export type Condition =
  | { readonly kind: 'has'; readonly what: 'email' | 'mobile' | 'phone' | 'postal_address' }
  | { readonly kind: 'regime'; readonly among: readonly Regime[] }
  | { readonly kind: 'amount'; readonly atLeastCents: number }
  /** At least one of these steps was taken, and the invoice is still unpaid (S1-4). */
  | { readonly kind: 'without_effect'; readonly steps: readonly string[] }
  /** None of these steps was taken (S0-24). */
  | { readonly kind: 'not_taken'; readonly steps: readonly string[] }
  | { readonly kind: 'large_account' }

export type Step = {
  /** Stable name inside the scenario: part of the key that forbids a second sending. */
  readonly code: string
  readonly channel: Channel
  /** Used instead when the debtor lacks what `channel` needs. */
  readonly otherwise?: Channel
  /** Days from the due date; negative before it. The due date itself is 0 and late begins at 1 (pitfall 6). */
  readonly offsetDays: number
  readonly template: string
  readonly tone: ToneLevel
  readonly approval: ApprovalMode
  /** Days given to pay, printed in the message: the next step waits for their end (pitfall 13). */
  readonly payWithinDays?: number
  /** Taken the same day as the step before it and counted with it as one contact (S3-10 to S3-12). */
  readonly together?: boolean
  readonly conditions?: readonly Condition[]
}

export type Scenario = {
  readonly code: string
  readonly version: number
  readonly name: { readonly fr: string; readonly en: string }
  readonly description: { readonly fr: string; readonly en: string }
  /** In the order in which they are taken. */
  readonly steps: readonly Step[]
  /** Least number of days between two contacts of one debtor (S4-16). */
  readonly minGapDays: number
  /** Most contacts of one case before a person decides (S4-18, S4-19). */
  readonly capPerCase: number
  /** A case with no act for longer is shown as gone quiet (S4-17). */
  readonly maxGapDays: number
}

/** Steps taken the same day. The stage of an invoice is the index of the last moment it has been through. */
export type Moment = {
  readonly index: number
  readonly offsetDays: number
  readonly tone: ToneLevel
  readonly steps: readonly Step[]
}

const momentsOfScenario = new WeakMap<Scenario, readonly Moment[]>()

/** The moments of a scenario, in order. Kept per scenario object: `decide()` asks once a case. */
export function moments(scenario: Scenario): readonly Moment[] {
  const known = momentsOfScenario.get(scenario)
  if (known) return known
  const groups: Step[][] = []
  for (const step of scenario.steps) {
    const last = groups.at(-1)
    if (step.together && last) last.push(step)
    else groups.push([step])
  }
  const list = groups.map((steps, index) => ({
    index,
    steps,
    offsetDays: steps[0]?.offsetDays ?? 0,
    tone: Math.max(...steps.map((step) => step.tone)) as ToneLevel,
  }))
  momentsOfScenario.set(scenario, list)
  return list
}

/** Texts that recall a coming date and claim nothing (S3-3). */
const PRE_DUE_TEMPLATES: ReadonlySet<string> = new Set(['pre-due-courtesy', 'call-pre-due', 'sms-pre-due'])

export function isPreDueText(template: string): boolean {
  return PRE_DUE_TEMPLATES.has(template)
}

/** The formal notice ends the amicable ladder: nothing amicable follows it (S3-15). */
export function isFormalNotice(step: Pick<Step, 'template'>): boolean {
  return step.template === 'formal-notice'
}
