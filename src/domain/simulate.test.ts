import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DEFAULT_CONTACT_POLICY as POLICY } from './contact-policy.ts'
import { addDays, type Day, day } from './day.ts'
import { decide } from './decide.ts'
import { BUILT_IN_SCENARIOS, DEFAULT_SCENARIO } from './scenarios/index.ts'
import { actsOf, simulate } from './simulate.ts'
import type { Situation } from './situation.ts'
import { actOf, caseOf, claimOf } from './testing/case-of.ts'
import { DAYS, FIRST_DAY, lives } from './testing/portfolio.ts'

const DUE = day('2026-10-01')
const line = (acts: readonly { on: Day; planned: { step: { code: string } } }[]) =>
  acts.map(({ on, planned }) => `${on} ${planned.step.code}`)

describe('a simulated case', () => {
  it('S4-1: one invoice is enough to give all the steps to come, with their days', () => {
    const played = simulate(caseOf(), DEFAULT_SCENARIO, POLICY, day('2026-09-20'), 90)
    expect(line(played.acts)).toEqual([
      '2026-09-28 avant-echeance',
      '2026-10-05 rappel',
      '2026-10-13 appel',
      '2026-10-20 rappel-ferme',
      '2026-11-02 avertissement',
      '2026-11-16 mise-en-demeure',
    ])
    expect(played.last.state).toBe('ended')
  })
  it('S3-10: a step that does not apply is told as skipped, with its reason', () => {
    const muted = caseOf({ debtor: { ...caseOf().debtor, hasMobile: false } })
    const methode = BUILT_IN_SCENARIOS.find((one) => one.code === 's4-methode') ?? DEFAULT_SCENARIO
    const played = simulate(muted, methode, POLICY, day('2026-10-01'), 60)
    expect(played.skipped.map(({ skipped }) => [skipped.step.code, skipped.why])).toContainEqual(['sms', 'no_mobile'])
  })
  it('an act under way today is taken as not done: its step is played', () => {
    const open = actOf({ stepCode: 'rappel', stage: 1, on: day('2026-10-05'), state: 'open' })
    const played = simulate(caseOf({ acts: [open] }), DEFAULT_SCENARIO, POLICY, day('2026-10-06'), 5)
    expect(line(played.acts)).toEqual(['2026-10-06 rappel'])
  })
  it('a pause is waited for, a dispute without end is not', () => {
    const hold = { id: 'hld_1', invoiceId: null, fromDay: DUE, amountCents: null } as const
    const paused = caseOf({ holds: [{ ...hold, kind: 'pause', untilDay: day('2026-10-20') }] })
    expect(line(simulate(paused, DEFAULT_SCENARIO, POLICY, DUE, 30).acts)[0]).toBe('2026-10-21 rappel')
    const disputed = caseOf({ holds: [{ ...hold, kind: 'dispute', untilDay: null }] })
    expect(simulate(disputed, DEFAULT_SCENARIO, POLICY, DUE, 400)).toMatchObject({ acts: [], last: { state: 'held' } })
  })
  it('nothing is simulated for a case that is paid', () => {
    expect(simulate(caseOf({ claims: [] }), DEFAULT_SCENARIO, POLICY, DUE, 90)).toMatchObject({
      acts: [],
      last: { state: 'settled' },
    })
  })
})

describe('the simulation is the decision, day after day (pitfall 54)', () => {
  it('jumping to the day to look at gives what deciding every day gives, for any case and any scenario', () => {
    for (const scenario of BUILT_IN_SCENARIOS) {
      fc.assert(
        fc.property(lives, ({ start, happenings }) => {
          const holds = happenings.flatMap((one) => (one.kind === 'held' ? [{ ...one.hold, fromDay: FIRST_DAY }] : []))
          const begun: Situation = { ...start, holds }
          let situation = begun
          const everyDay: string[] = []
          for (let on = FIRST_DAY; on < addDays(FIRST_DAY, DAYS); on = addDays(on, 1)) {
            const decision = decide(situation, scenario, POLICY, on)
            for (const planned of decision.steps) everyDay.push(`${on} ${planned.step.code}`)
            situation = actsOf(situation, decision, on)
          }
          expect(line(simulate(begun, scenario, POLICY, FIRST_DAY, DAYS).acts)).toEqual(everyDay)
        }),
        { numRuns: 60 },
      )
    }
  })
  it('pitfall 12: an invoice entered late follows the day, not the day of the last look', () => {
    const late = caseOf({ claims: [claimOf({ dueOn: day('2026-06-01') })] })
    const [first] = simulate(late, DEFAULT_SCENARIO, POLICY, day('2026-10-05'), 3).acts
    expect(first?.planned.step.code).toBe('rappel')
  })
})
