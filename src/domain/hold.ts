import type { Day } from './day.ts'

/** Why nobody is contacted. `phone_refused` closes one channel only; the others stop everything (S4-24, pitfall 5). */
export const HOLD_KINDS = [
  'dispute',
  'promise',
  'plan',
  'pause',
  'insolvency',
  'overindebtedness',
  'reply',
  'phone_refused',
] as const
export type HoldKind = (typeof HOLD_KINDS)[number]

export type Hold = {
  readonly id: string
  readonly kind: HoldKind
  /** The invoice concerned, or null for the whole debtor. */
  readonly invoiceId: string | null
  readonly fromDay: Day
  /** Last day in force, until midnight in Paris; null until a person ends it. */
  readonly untilDay: Day | null
  /** Promised, or disputed. */
  readonly amountCents: number | null
}

export function isInForce(hold: Hold, today: Day): boolean {
  return hold.fromDay <= today && (hold.untilDay === null || today <= hold.untilDay)
}

/** A promise or a plan whose last day is past while money is still owed. */
export function isBroken(hold: Hold, today: Day): boolean {
  return hold.kind === 'promise' && hold.untilDay !== null && hold.untilDay < today
}
