import type { ContactPolicy } from './contact-policy.ts'
import { addDays, type Day, earliest } from './day.ts'
import { type Reason, reason } from './decision.ts'
import { type Hold, isInForce } from './hold.ts'
import type { Claim, Situation } from './situation.ts'

/** The claims that may be asked for today, why the others may not, and the first day on which one of those reasons falls by itself. */
export type Free = {
  readonly claims: readonly Claim[]
  readonly reasons: readonly Reason[]
  readonly lookOn: Day | null
}

/** A hold on the whole debtor. A promise runs some days longer than its date: a transfer takes time to arrive. */
export function caseHold(situation: Situation, policy: ContactPolicy, today: Day): Reason | null {
  for (const hold of situation.holds) {
    if (hold.invoiceId !== null || hold.kind === 'phone_refused') continue
    const last = lastDayOf(hold, policy)
    if (isInForce({ ...hold, untilDay: last }, today)) return holdReason(hold, last)
  }
  return null
}

function lastDayOf(hold: Hold, policy: ContactPolicy): Day | null {
  return hold.kind === 'promise' && hold.untilDay !== null
    ? addDays(hold.untilDay, policy.promiseGraceDays)
    : hold.untilDay
}

function holdReason(hold: Hold, last: Day | null): Reason {
  const facts = {
    holdId: hold.id,
    invoiceId: hold.invoiceId,
    fromDay: hold.fromDay,
    untilDay: hold.untilDay,
    amountCents: hold.amountCents,
  }
  return reason(`hold_${hold.kind}`, facts, last === null ? null : addDays(last, 1))
}

/** The claims that may be asked for today: not disputed, promised or paused one by one, not paid by direct debit, not time-barred. */
export function freeClaims(situation: Situation, policy: ContactPolicy, today: Day): Free {
  const reasons: Reason[] = []
  let lookOn: Day | null = null
  const claims = situation.claims.filter((claim) => {
    const why = whyNotFree(claim, situation.holds, policy, today)
    if (!why) return true
    reasons.push(why)
    if (why.freeOn) lookOn = lookOn === null ? why.freeOn : earliest(lookOn, why.freeOn)
    return false
  })
  return { claims, reasons, lookOn }
}

function whyNotFree(claim: Claim, holds: readonly Hold[], policy: ContactPolicy, today: Day): Reason | null {
  const facts = { invoiceId: claim.invoiceId, number: claim.number, openCents: claim.openCents }
  if (claim.directDebit) return reason('direct_debit', facts)
  if (claim.limitedOn !== null && claim.limitedOn < today)
    return reason('time_barred', { ...facts, limitedOn: claim.limitedOn })
  for (const hold of holds) {
    if (hold.invoiceId !== claim.invoiceId) continue
    const last = lastDayOf(hold, policy)
    if (!isInForce({ ...hold, untilDay: last }, today)) continue
    const held = holdReason(hold, last)
    return { ...held, facts: { ...held.facts, ...facts } }
  }
  return null
}
