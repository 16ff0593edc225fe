import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DEFAULT_CONTACT_POLICY as POLICY } from './contact-policy.ts'
import { addDays, type Day, daysBetween } from './day.ts'
import { decide } from './decide.ts'
import type { Decision, PlannedStep } from './decision.ts'
import { isInForce } from './hold.ts'
import { isBusinessDay } from './law/jours-feries.ts'
import { isFormalNotice, isPreDueText, moments, type Scenario } from './scenario.ts'
import { BUILT_IN_SCENARIOS } from './scenarios/index.ts'
import { actsOf } from './simulate.ts'
import type { Claim, Situation } from './situation.ts'
import { DAYS, FIRST_DAY, type Happening, type Life, lives } from './testing/portfolio.ts'

/** What left on one day, with the case as it was that morning. */
type Departure = { readonly on: Day; readonly before: Situation; readonly planned: PlannedStep }

/** Lives 120 days: what happens happens, and every proposed act leaves the same day. */
function live(life: Life, scenario: Scenario): { departures: Departure[]; decisions: Decision[] } {
  const departures: Departure[] = []
  const decisions: Decision[] = []
  let situation = life.start
  for (let on = FIRST_DAY; on < addDays(FIRST_DAY, DAYS); on = addDays(on, 1)) {
    for (const happening of life.happenings) if (happening.on === on) situation = after(situation, happening)
    if (life.isOff(on)) continue
    const decision = decide(situation, scenario, POLICY, on)
    decisions.push(decision)
    for (const planned of decision.steps) departures.push({ on, before: situation, planned })
    situation = actsOf(situation, decision, on)
  }
  return { departures, decisions }
}

function after(situation: Situation, happening: Happening): Situation {
  if (happening.kind === 'held') return { ...situation, holds: [...situation.holds, happening.hold] }
  const claims = situation.claims.flatMap((claim) => {
    if (claim.id !== `inv_${happening.claim + 1}`) return [claim]
    const openCents = claim.openCents - Math.ceil(claim.openCents * happening.share)
    return openCents === 0 ? [] : [{ ...claim, openCents }]
  })
  return { ...situation, claims }
}

/** Checks one rule on the departures of 60 lives under every scenario that comes with Amiable. */
function always(rule: (departures: readonly Departure[], scenario: Scenario) => void, runs = 60): void {
  for (const scenario of BUILT_IN_SCENARIOS) {
    fc.assert(
      fc.property(lives, (life) => rule(live(life, scenario).departures, scenario)),
      { numRuns: runs },
    )
  }
}

const claimOfCover = (before: Situation, id: string): Claim | undefined =>
  before.claims.find((claim) => claim.id === id)
const contactDays = (departures: readonly Departure[]) => [...new Set(departures.map(({ on }) => on))]

describe('over random portfolios, payments, holds and outages, under each of the six scenarios', () => {
  it('I1, pitfalls 1 to 3: no step leaves twice for the same leader', () => {
    always((departures) => {
      const keys = departures.map(({ planned }) => `${planned.step.code} ${planned.leaderId}`)
      expect(new Set(keys).size).toBe(keys.length)
    })
  })

  it('I3: nothing leaves while the case is held, nor lists an invoice that is paid or held', () => {
    always((departures) => {
      for (const { on, before, planned } of departures) {
        const inForce = before.holds.filter((hold) => isInForce(hold, on))
        expect(inForce.filter((hold) => hold.invoiceId === null)).toEqual([])
        for (const { claimId } of planned.covers) {
          const claim = claimOfCover(before, claimId)
          expect(claim?.openCents).toBeGreaterThan(0)
          expect(inForce.some((hold) => hold.invoiceId === claim?.invoiceId)).toBe(false)
        }
      }
    })
  })

  it('I4, S4-16, S4-21: the gap and the weekly cap hold over all invoices and channels', () => {
    always((departures, scenario) => {
      const gap = Math.max(POLICY.minGapDays, scenario.minGapDays)
      const days = contactDays(departures)
      for (const [at, on] of days.entries()) {
        const before = days[at - 1]
        if (before) expect(daysBetween(before, on)).toBeGreaterThanOrEqual(gap)
        expect(days.slice(0, at + 1).filter((one) => daysBetween(one, on) < 7).length).toBeLessThanOrEqual(
          POLICY.capPerWeek,
        )
      }
    })
  })

  it('I5: the tone an invoice has received never rises by two levels, unless the scenario has no step between', () => {
    always((departures, scenario) => {
      const tones = [...new Set(moments(scenario).map((moment) => moment.tone))]
      const received = new Map<string, number>()
      for (const { planned } of departures) {
        const from = received.get(planned.leaderId) ?? 0
        const between = tones.filter((tone) => from < tone && tone < planned.step.tone)
        if (from > 0) expect(between).toEqual([])
        for (const { claimId } of planned.covers)
          received.set(claimId, Math.max(received.get(claimId) ?? 0, planned.step.tone))
      }
    })
  })

  it('I12: nothing leaves on a Saturday, a Sunday or a holiday of the debtor’s territory', () => {
    always((departures) => {
      for (const { on, before } of departures) expect(isBusinessDay(on, before.debtor.territory)).toBe(true)
    })
  })

  it('I18, pitfalls 5, 6 and 36: only what is late is claimed, and never below the floor', () => {
    always((departures) => {
      for (const { on, before, planned } of departures) {
        expect(planned.totalCents).toBeGreaterThanOrEqual(POLICY.floorCents)
        for (const { claimId } of planned.covers) {
          const dueOn = claimOfCover(before, claimId)?.dueOn ?? on
          expect(dueOn < on).toBe(!isPreDueText(planned.step.template))
        }
      }
    })
  })

  it('pitfall 25: what is asked for is the sum of what is open on what is listed', () => {
    always((departures) => {
      for (const { before, planned } of departures) {
        const open = planned.covers.map(({ claimId }) => claimOfCover(before, claimId)?.openCents ?? 0)
        expect(planned.totalCents).toBe(open.reduce((sum, cents) => sum + cents, 0))
      }
    })
  })

  it('S3-15: an invoice listed by a formal notice is never listed again', () => {
    always((departures) => {
      const noticed = new Set<string>()
      for (const { planned } of departures) {
        for (const { claimId } of planned.covers) expect(noticed.has(claimId)).toBe(false)
        if (isFormalNotice(planned.step)) for (const { claimId } of planned.covers) noticed.add(claimId)
      }
    })
  })

  it('S4-22: a debtor whose oldest invoice still climbs never receives the same text twice about it', () => {
    always((departures) => {
      const asked = new Map<string, string[]>()
      for (const { on, planned, before } of departures) {
        const climbing = before.claims.filter((claim) => claim.dueOn < on)
        const oldest = climbing.toSorted((a, b) => (a.dueOn < b.dueOn ? -1 : 1))[0]
        if (!oldest || planned.leaderId !== oldest.id) continue
        const texts = asked.get(oldest.id) ?? []
        expect(texts).not.toContain(planned.step.code)
        asked.set(oldest.id, [...texts, planned.step.code])
      }
    })
  })

  it('S3-14: a formal notice gives at most 15 days, on a business day', () => {
    always((departures) => {
      for (const { on, before, planned } of departures) {
        if (!isFormalNotice(planned.step)) continue
        expect(planned.payBy !== null && isBusinessDay(planned.payBy, before.debtor.territory)).toBe(true)
        expect(daysBetween(on, planned.payBy ?? on)).toBeLessThanOrEqual(15)
      }
    })
  })

  it('pitfall 13: no step follows before the deadline printed by the one before has passed', () => {
    always((departures) => {
      const deadlines = new Map<string, Day>()
      for (const { on, planned } of departures) {
        const until = deadlines.get(planned.leaderId)
        if (until && !isPreDueText(planned.step.template)) expect(on > until || planned.payBy === until).toBe(true)
        if (planned.payBy) deadlines.set(planned.leaderId, planned.payBy)
      }
    })
  })

  it('every decision that does nothing says why, and looks ahead or waits for a fact', () => {
    for (const scenario of BUILT_IN_SCENARIOS) {
      fc.assert(
        fc.property(lives, (life) => {
          for (const decision of live(life, scenario).decisions) {
            expect(decision.reasons.length).toBeGreaterThan(0)
            if (decision.state === 'waiting') expect(decision.lookOn).not.toBeNull()
          }
        }),
        { numRuns: 60 },
      )
    }
  })
})
