import { describe, expect, it } from 'vitest'
import { DEFAULT_CONTACT_POLICY as POLICY } from './contact-policy.ts'
import { addDays, type Day, day } from './day.ts'
import { decide } from './decide.ts'
import { isBusinessDay } from './law/jours-feries.ts'
import { DEFAULT_SCENARIO } from './scenarios/index.ts'
import type { PastAct, Situation } from './situation.ts'
import { deadlineOf } from './step-choice.ts'
import { actOf, caseOf, claimOf } from './testing/case-of.ts'

const OLD = claimOf({ id: 'inv_old', dueOn: day('2026-10-01'), openCents: 10000 })
const YOUNG = claimOf({ id: 'inv_young', dueOn: day('2026-10-10'), openCents: 5000 })
const on = (days: number) => addDays(OLD.dueOn, days)
const at = (situation: Situation, today: Day) => decide(situation, DEFAULT_SCENARIO, POLICY, today)
const codes = (situation: Situation, today: Day) => at(situation, today).steps.map((planned) => planned.step.code)

/** A step of the default scenario led by the old invoice, done on a day; `young` is the stage that the young one reaches by it. */
function done(stepCode: string, days: number, young: number | null): PastAct {
  const stage = DEFAULT_SCENARIO.steps.findIndex((step) => step.code === stepCode)
  const { template = '', tone = 1 } = DEFAULT_SCENARIO.steps[stage] ?? {}
  const covers = [{ claimId: 'inv_old', stage }, ...(young === null ? [] : [{ claimId: 'inv_young', stage: young }])]
  return actOf({ stepCode, stage, template, tone, on: on(days), leaderId: 'inv_old', covers })
}

const CLIMBED = [done('rappel', 2, null), done('appel', 12, 1), done('rappel-ferme', 19, 1)]
const WARNED = [...CLIMBED, done('avertissement', 29, 3)]
const NOTICED = [...WARNED, done('mise-en-demeure', 42, 5)]

describe('several invoices, one ladder at a time (pitfall 38)', () => {
  it('S4-22: the younger invoice rides with the older one; the warning that named both is not sent again for the younger', () => {
    const both = caseOf({ claims: [OLD, YOUNG], acts: WARNED })
    for (let days = 30; days < 42; days++) expect(codes(both, on(days))).toEqual([])
    const notice = at(both, on(42))
    expect(notice.steps).toMatchObject([{ step: { code: 'mise-en-demeure' }, leaderId: 'inv_old', totalCents: 15000 }])
  })
  it('pitfall 44: once the older one is paid, the younger goes on from its own place', () => {
    const younger = caseOf({ claims: [YOUNG], acts: WARNED })
    expect(at(younger, on(42)).steps).toMatchObject([{ step: { code: 'avertissement' }, leaderId: 'inv_young' }])
  })
  it('pitfall 39: a dispute on the older one lets the younger lead', () => {
    const hold = {
      id: 'hld_1',
      kind: 'dispute',
      invoiceId: 'inv_old',
      fromDay: on(30),
      untilDay: null,
      amountCents: null,
    } as const
    const disputed = caseOf({ claims: [OLD, YOUNG], acts: WARNED, holds: [hold] })
    expect(at(disputed, on(42)).steps).toMatchObject([
      { step: { code: 'avertissement' }, covers: [{ claimId: 'inv_young' }] },
    ])
  })
  it('the next step shown is that of the older one', () => {
    expect(at(caseOf({ claims: [OLD, YOUNG], acts: WARNED }), on(31)).next?.step.code).toBe('mise-en-demeure')
  })
})

describe('the formal notice and several invoices', () => {
  it('S3-15, S1-38: all that it lists is under notice, the case is at its end: no warning and no second notice follows for the younger one', () => {
    const noticed = caseOf({ claims: [OLD, YOUNG], acts: NOTICED })
    for (let days = 43; days < 200; days++) expect(at(noticed, on(days))).toMatchObject({ state: 'ended', steps: [] })
  })
  it('lists only what has been asked for before: an invoice that fell due yesterday is not put on notice', () => {
    const fresh = claimOf({ id: 'inv_fresh', dueOn: on(41), openCents: 7000 })
    const [notice] = at(caseOf({ claims: [OLD, YOUNG, fresh], acts: WARNED }), on(42)).steps
    expect(notice?.covers.map((cover) => cover.claimId)).toEqual(['inv_old', 'inv_young'])
    expect(notice?.totalCents).toBe(15000)
  })
  it('an invoice that falls due while the notice waits for approval does not make it stale', () => {
    const fresh = claimOf({ id: 'inv_fresh', dueOn: on(42), openCents: 7000 })
    const open = { ...done('mise-en-demeure', 42, 5), state: 'open', totalCents: 15000 } as const
    const waiting = caseOf({ claims: [OLD, YOUNG, fresh], acts: [...WARNED, open] })
    for (let days = 42; days < 60; days++)
      expect(at(waiting, on(days))).toMatchObject({ state: 'acting', withdrawn: [] })
  })
  it('S3-15, pitfall 44: a later invoice begins its own ladder, and its reminder does not list what is under notice', () => {
    const fresh = claimOf({ id: 'inv_fresh', dueOn: on(60), openCents: 7000 })
    const [first] = at(caseOf({ claims: [OLD, YOUNG, fresh], acts: NOTICED }), on(62)).steps
    expect(first).toMatchObject({ step: { code: 'rappel' }, totalCents: 7000, covers: [{ claimId: 'inv_fresh' }] })
  })
})

describe('the word before the due date (S3-3)', () => {
  it('is taken back when the date has come before anybody sent it', () => {
    const open = actOf({
      stepCode: 'avant-echeance',
      stage: 0,
      template: 'pre-due-courtesy',
      on: on(-5),
      state: 'open',
      covers: [{ claimId: 'inv_1', stage: 0 }],
    })
    const late = caseOf({ acts: [open] })
    expect(at(late, on(-1))).toMatchObject({ state: 'acting', withdrawn: [] })
    expect(at(late, on(0))).toMatchObject({ steps: [], withdrawn: [{ why: 'due_date_reached' }] })
    expect(codes(late, on(4))).toEqual(['rappel'])
  })
  it('is not sent by hand once the date has come', () => {
    const wish = (days: number) => decide(caseOf(), DEFAULT_SCENARIO, POLICY, on(days), { stepCode: 'avant-echeance' })
    expect(wish(-2).steps).toHaveLength(1)
    expect(wish(1).reasons[0]?.code).toBe('step_not_open')
  })
})

describe('the deadline printed', () => {
  const notice = { template: 'formal-notice', payWithinDays: 15 }
  const letter = { template: 'warning-letter', payWithinDays: 8 }

  it('S3-14: over four years, a notice gives at most 15 days and ends on a day when banks are open, Alsace-Moselle included', () => {
    for (const territory of ['metropole', 'alsace_moselle', '974'] as const)
      for (let days = 0; days < 1461; days++) {
        const sent = addDays(day('2026-01-01'), days)
        const until = deadlineOf(notice, territory, sent) ?? sent
        expect(until > sent && until <= addDays(sent, 15)).toBe(true)
        expect(isBusinessDay(until, territory)).toBe(true)
      }
  })
  it('another letter gives at least the days it promises', () => {
    for (let days = 0; days < 366; days++) {
      const sent = addDays(day('2026-01-01'), days)
      const until = deadlineOf(letter, 'metropole', sent) ?? sent
      expect(until >= addDays(sent, 8) && isBusinessDay(until, 'metropole')).toBe(true)
    }
  })
})
