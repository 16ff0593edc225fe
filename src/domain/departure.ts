import { type ContactPolicy, contactBar } from './contact-policy.ts'
import { type Day, dayNumber } from './day.ts'
import { type DecisionState, type Reason, reason } from './decision.ts'
import { isLate } from './ladder.ts'
import type { Scenario } from './scenario.ts'
import type { Cover, PastAct, Situation } from './situation.ts'
import type { LeadingRung } from './step-choice.ts'

/** Why a step that is due stays here today, and the state it leaves the case in. */
type Bar = { readonly state: DecisionState; readonly reason: Reason }

/** What the message would list, and the principal it would ask for, in cents. */
type Asked = { readonly covers: readonly Cover[]; readonly totalCents: number }

/** What forbids the step to leave today, in the order in which a person would ask. */
export function departureBar(
  situation: Situation,
  scenario: Scenario,
  policy: ContactPolicy,
  today: Day,
  leader: LeadingRung,
  asked: Asked,
): Bar | null {
  const { totalCents: askedCents, covers } = asked
  if (askedCents < policy.floorCents)
    return { state: 'held', reason: reason('below_floor', { askedCents, floorCents: policy.floorCents }) }
  const stale = isLate(leader.claim, today) && !areFresh(situation.paymentsKnownUntil, policy, today)
  if (stale) {
    return {
      state: 'held',
      reason: reason('payments_not_fresh', {
        knownUntil: situation.paymentsKnownUntil,
        freshDays: policy.paymentsFreshDays,
      }),
    }
  }
  const contacts = contactDays(situation, covers)
  if (contacts >= scenario.capPerCase)
    return { state: 'asking', reason: reason('case_cap', { contacts, cap: scenario.capPerCase }) }
  const gap = Math.max(policy.minGapDays, scenario.minGapDays)
  const contact = contactBar(policy, gap, situation.contacts, situation.debtor.territory, today)
  if (contact) {
    const { code, freeOn, ...facts } = contact
    return { state: 'waiting', reason: reason(code, facts, freeOn) }
  }
  if (leader.pick.taken.length > 0) return null
  const step = leader.pick.unreachable[0]
  return {
    state: 'asking',
    reason: reason('no_address', { channel: step?.channel ?? null, stepCode: step?.code ?? null }),
  }
}

/** Days of contact about what is still asked for: those of invoices paid since do not count against the next one (pitfall 44). */
function contactDays({ acts, cycle }: Situation, covers: readonly Cover[]): number {
  const asked = new Set(covers.map((cover) => cover.claimId))
  const isAbout = (act: PastAct) => act.covers.some((cover) => asked.has(cover.claimId))
  return new Set(acts.flatMap((act) => (act.state === 'done' && act.cycle === cycle && isAbout(act) ? [act.on] : [])))
    .size
}

function areFresh(knownUntil: Day | null, policy: ContactPolicy, today: Day): boolean {
  return knownUntil !== null && dayNumber(today) - dayNumber(knownUntil) <= policy.paymentsFreshDays
}
