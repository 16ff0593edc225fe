import { describe, expect, it } from 'vitest'
import { DEFAULT_CONTACT_POLICY as POLICY } from './contact-policy.ts'
import { addDays, type Day, day } from './day.ts'
import { decide, decideAgain } from './decide.ts'
import type { Hold } from './hold.ts'
import type { Scenario } from './scenario.ts'
import { DEFAULT_SCENARIO } from './scenarios/index.ts'
import { preContentieux } from './scenarios/s3-pre-contentieux.ts'
import type { Situation } from './situation.ts'
import { actOf, caseOf, claimOf } from './testing/case-of.ts'

/** Three written reminders 5, 15 and 30 days after the due date, as the pitfalls speak of them. */
const THREE: Scenario = {
  code: 'three',
  version: 1,
  name: { fr: 'Trois', en: 'Three' },
  description: { fr: '', en: '' },
  minGapDays: 5,
  capPerCase: 5,
  maxGapDays: 30,
  steps: [
    {
      code: 'one',
      channel: 'email',
      otherwise: 'post',
      offsetDays: 5,
      template: 'first-reminder',
      tone: 2,
      approval: 'automatic',
      payWithinDays: 8,
    },
    {
      code: 'two',
      channel: 'email',
      otherwise: 'post',
      offsetDays: 15,
      template: 'firm-reminder',
      tone: 3,
      approval: 'confirm',
      payWithinDays: 8,
    },
    {
      code: 'three',
      channel: 'registered',
      offsetDays: 30,
      template: 'formal-notice',
      tone: 5,
      approval: 'confirm',
      payWithinDays: 15,
    },
  ],
}

const DUE = day('2026-10-01') // a Thursday
const on = (days: number) => addDays(DUE, days)
const at = (situation: Situation, today: Day, scenario = THREE) => decide(situation, scenario, POLICY, today)
const codes = (situation: Situation, today: Day, scenario = THREE) =>
  at(situation, today, scenario).steps.map((planned) => planned.step.code)
const why = (situation: Situation, today: Day, scenario = THREE) => at(situation, today, scenario).reasons[0]?.code
const hold = (over: Partial<Hold> = {}): Hold => ({
  id: 'hld_1',
  kind: 'pause',
  invoiceId: null,
  fromDay: day('2026-09-01'),
  untilDay: null,
  amountCents: null,
  ...over,
})
const oneDone = actOf({ stepCode: 'one', stage: 0, on: on(5), payBy: on(13) })

describe('when is an invoice late', () => {
  it('pitfall 6: the due date itself is not late, nothing leaves on it', () => {
    expect(at(caseOf(), DUE)).toMatchObject({ state: 'waiting', steps: [], overdueCents: 0, next: { on: on(5) } })
  })
  it('pitfall 5: a step 5 days after the due date never leaves 5 days before it', () => {
    for (let days = -30; days < 5; days++) expect(codes(caseOf(), on(days))).toEqual([])
    expect(codes(caseOf(), on(5))).toEqual(['one'])
  })
  it('S2-32: the case is looked at on the day after the due date, and overdue from that day', () => {
    expect(at(caseOf(), on(-20)).lookOn).toBe(on(1))
    expect(at(caseOf(), on(1))).toMatchObject({ overdueCents: 123456, lookOn: on(5) })
  })
  it('S2-32: also when the case is held or has an act under way', () => {
    const coming = claimOf({ id: 'inv_2', dueOn: on(9) })
    expect(at(caseOf({ claims: [claimOf(), coming], holds: [hold({ kind: 'dispute' })] }), on(6)).lookOn).toBe(on(10))
  })
  it('pitfall 10: an invoice due on receipt is not asked for in the three days in which it arrives', () => {
    const onReceipt = claimOf({ issuedOn: DUE, dueOn: DUE })
    const scenario = { ...THREE, steps: THREE.steps.map((step, at) => (at === 0 ? { ...step, offsetDays: 1 } : step)) }
    expect(codes(caseOf({ claims: [onReceipt] }), on(1), scenario)).toEqual([])
    expect(at(caseOf({ claims: [onReceipt] }), on(1), scenario)).toMatchObject({ state: 'waiting', lookOn: on(3) })
    expect(codes(caseOf({ claims: [onReceipt] }), on(5), scenario)).toEqual(['one'])
  })
  it('S3-9: a first reminder later than its day says by how many days', () => {
    expect(at(caseOf(), on(8)).reasons[0]).toMatchObject({ code: 'step_due', facts: { lateByDays: 3 } })
  })
})

describe('the calendar', () => {
  it('pitfall 4: a step missed on its day is taken on the next one, not lost', () => {
    for (const days of [5, 6, 7, 11, 12, 13, 14]) expect(codes(caseOf(), on(days))).toEqual(['one'])
  })
  it('pitfall 4, I5: after an outage of 40 days who received nothing begins at the foot, not with the formal notice', () => {
    expect(codes(caseOf(), on(40))).toEqual(['one'])
  })
  it('A4: after an outage the one step right for today leaves and the missed ones are recorded as skipped', () => {
    const scenario: Scenario = {
      ...THREE,
      steps: THREE.steps.flatMap((step) =>
        step.code === 'two'
          ? [{ ...step, code: 'soft', offsetDays: 10, tone: 2, template: 'first-reminder' }, step]
          : [step],
      ),
    }
    const decision = at(caseOf({ acts: [oneDone] }), on(40), scenario)
    expect(decision.steps.map((planned) => planned.step.code)).toEqual(['two'])
    expect(decision.skipped).toMatchObject([{ step: { code: 'soft' }, why: 'catch_up' }])
  })
  it('I5: after an outage nobody climbs two levels at once (tone 2 done, 3 and 5 missed: 3 leaves)', () => {
    expect(codes(caseOf({ acts: [oneDone] }), on(60))).toEqual(['two'])
  })
  it('pitfall 13: a step taken 20 days late keeps its distance from the next one', () => {
    const late = actOf({ stepCode: 'one', stage: 0, on: on(25) })
    expect(why(caseOf({ acts: [late] }), on(34))).toBe('next_step_later')
    expect(codes(caseOf({ acts: [late] }), on(35))).toEqual(['two'])
  })
  it('pitfall 13: the next step waits until the printed deadline has passed', () => {
    const generous = actOf({ stepCode: 'one', stage: 0, on: on(5), payBy: on(20) })
    expect(codes(caseOf({ acts: [generous] }), on(20))).toEqual([])
    expect(codes(caseOf({ acts: [generous] }), on(21))).toEqual(['two'])
  })
  it('pitfall 9: the gap is counted in days, so that a nightly run is never a day late', () => {
    const contacted = caseOf({ contacts: [{ on: on(0), actionId: null }] })
    expect(codes(contacted, on(5))).toEqual(['one'])
  })
  it('says what follows: the step itself while it may not leave, then the one after it at its distance', () => {
    const saturday = on(9)
    expect(at(caseOf(), saturday).next).toMatchObject({ step: { code: 'one' }, on: on(11) })
    expect(at(caseOf(), on(11)).next).toMatchObject({ step: { code: 'two' }, on: on(21) })
  })
  it('pitfall 12: a decision depends on the debt and the day, not on when it was last looked at', () => {
    const first = at(caseOf(), on(9))
    expect(at(caseOf(), on(9))).toEqual(first)
  })
  it('pitfall 14, S3-16: an act still under way is not followed by the next level', () => {
    const open = actOf({ stepCode: 'one', stage: 0, on: on(5), state: 'open' })
    for (const days of [6, 16, 31, 90])
      expect(at(caseOf({ acts: [open] }), on(days))).toMatchObject({ state: 'acting', steps: [] })
  })
  it('S3-15: nothing follows the formal notice', () => {
    const acts = [
      oneDone,
      actOf({ stepCode: 'two', stage: 1, on: on(15) }),
      actOf({ stepCode: 'three', stage: 2, on: on(30) }),
    ]
    expect(at(caseOf({ acts }), on(90))).toMatchObject({ state: 'ended', steps: [], lookOn: null })
  })
  it('pitfall 18: a step that falls on a Saturday waits for Monday', () => {
    const saturday = caseOf({ claims: [claimOf({ dueOn: day('2026-10-05') })] })
    expect(at(saturday, day('2026-10-10'))).toMatchObject({ state: 'waiting', lookOn: day('2026-10-12') })
  })
  it('holidays: Good Friday stops in Alsace-Moselle only (26 March 2027)', () => {
    const claims = [claimOf({ dueOn: day('2027-03-21') })]
    const alsace = caseOf({ claims, debtor: { ...caseOf().debtor, territory: 'alsace_moselle' } })
    expect(codes(caseOf({ claims }), day('2027-03-26'))).toEqual(['one'])
    expect(at(alsace, day('2027-03-26')).reasons[0]?.code).toBe('not_a_business_day')
  })
})

describe('who has paid is not chased', () => {
  it('nothing owed: the case is settled and open acts are withdrawn', () => {
    const open = actOf({ stepCode: 'one', stage: 0, on: on(5), state: 'open' })
    expect(at(caseOf({ claims: [], acts: [open] }), on(6))).toMatchObject({
      state: 'settled',
      withdrawn: [{ why: 'nothing_owed' }],
    })
  })
  it('pitfall 20: a credit received and not yet allocated is a question, never a reminder', () => {
    expect(why(caseOf({ unallocatedCents: 5000 }), on(6))).toBe('credit_to_allocate')
  })
  it('pitfalls 28 and 36: below the floor of 15,00 € remaining due, nothing is asked', () => {
    expect(why(caseOf({ claims: [claimOf({ openCents: 1499 })] }), on(6))).toBe('below_floor')
    expect(codes(caseOf({ claims: [claimOf({ openCents: 1500 })] }), on(6))).toEqual(['one'])
  })
  it('payments older than 7 days: nothing leaves; 7 days exactly: it may', () => {
    expect(why(caseOf({}, '2026-09-28'), on(5))).toBe('payments_not_fresh')
    expect(why(caseOf({}, null), on(5))).toBe('payments_not_fresh')
    expect(codes(caseOf({}, '2026-09-29'), on(5))).toEqual(['one'])
  })
  it('pitfall 22, S3-16: asked again at the moment of leaving, a paid invoice stops the act', () => {
    const open = actOf({ stepCode: 'one', stage: 0, on: on(5), state: 'open' })
    expect(decideAgain(caseOf({ acts: [open] }), THREE, POLICY, on(6), open.actionId).state).toBe('act')
    expect(decideAgain(caseOf({ acts: [open], claims: [] }), THREE, POLICY, on(6), open.actionId).state).toBe('settled')
  })
  it('pitfall 23: a payment that bounces reopens the case without repeating the steps already sent', () => {
    expect(codes(caseOf({ acts: [oneDone] }), on(10))).toEqual([])
    expect(codes(caseOf({ acts: [oneDone] }), on(15))).toEqual(['two'])
  })
  it('pitfall 19: a part payment keeps the invoice in the ladder with what remains due', () => {
    const decision = at(caseOf({ claims: [claimOf({ openCents: 23456 })], acts: [oneDone] }), on(15))
    expect(decision.steps[0]).toMatchObject({ stage: 1, totalCents: 23456 })
  })
  it('pitfall 17: an invoice paid by direct debit is never reminded', () => {
    expect(why(caseOf({ claims: [claimOf({ directDebit: true })] }), on(40))).toBe('direct_debit')
  })
})

describe('holds', () => {
  it.each(['dispute', 'plan', 'pause', 'insolvency', 'overindebtedness', 'reply'] as const)(
    '%s on the debtor stops every step',
    (kind) => {
      const decision = at(caseOf({ holds: [hold({ kind })] }), on(40))
      expect(decision).toMatchObject({ state: 'held', steps: [], reasons: [{ code: `hold_${kind}` }] })
    },
  )
  it('pitfall 5: a pause ends after its last day, included', () => {
    const paused = caseOf({ holds: [hold({ untilDay: on(11) })] })
    expect(at(paused, on(11))).toMatchObject({ state: 'held', lookOn: on(12) })
    expect(codes(paused, on(12))).toEqual(['one'])
  })
  it('a promise runs 3 days longer than its date, then the next step says that it was not kept', () => {
    const promised = caseOf({
      acts: [oneDone],
      holds: [hold({ kind: 'promise', untilDay: on(16), amountCents: 123456 })],
    })
    expect(at(promised, on(19))).toMatchObject({ state: 'held', lookOn: on(20) })
    const broken = at(promised, on(20))
    expect(broken.steps.map((planned) => planned.step.code)).toEqual(['two'])
    expect(broken.reasons.map((reason) => reason.code)).toContain('promise_broken')
  })
  it('pitfall 39: a dispute on one invoice leaves the others in their ladder and out of its total', () => {
    const claims = [claimOf({ id: 'inv_1', openCents: 10000 }), claimOf({ id: 'inv_2', openCents: 20000 })]
    const decision = at(caseOf({ claims, holds: [hold({ kind: 'dispute', invoiceId: 'inv_1' })] }), on(6))
    expect(decision.steps[0]).toMatchObject({ totalCents: 20000, covers: [{ claimId: 'inv_2' }] })
    expect(decision.reasons.map((reason) => reason.code)).toContain('hold_dispute')
  })
  it('pitfall 22: an act under way is decided anew when a part payment changes what it lists', () => {
    const open = actOf({ stepCode: 'one', stage: 0, on: on(5), state: 'open' })
    const paidPart = caseOf({ acts: [open], claims: [claimOf({ openCents: 100000 })] })
    expect(at(paidPart, on(6))).toMatchObject({
      state: 'act',
      steps: [{ totalCents: 100000 }],
      withdrawn: [{ why: 'amounts_changed' }],
    })
    const leaving = { ...open, isLeaving: true }
    expect(at({ ...paidPart, acts: [leaving] }, on(6))).toMatchObject({ state: 'acting', withdrawn: [] })
  })
  it('a dispute on the only invoice withdraws the act under way', () => {
    const open = actOf({ stepCode: 'one', stage: 0, on: on(5), state: 'open' })
    const decision = at(caseOf({ acts: [open], holds: [hold({ kind: 'dispute', invoiceId: 'inv_1' })] }), on(6))
    expect(decision).toMatchObject({ state: 'held', withdrawn: [{ actionId: 'act_one', why: 'claims_not_free' }] })
  })
})

describe('contact policy over all invoices and channels (S4-21)', () => {
  it('S4-16, T-09: a contact by hand yesterday makes the step wait for the gap of 5 days', () => {
    const decision = at(caseOf({ contacts: [{ on: on(5), actionId: null }] }), on(6))
    expect(decision).toMatchObject({ state: 'waiting', lookOn: on(10), reasons: [{ code: 'minimum_gap' }] })
  })
  it('pitfall 15: an act that was only planned is not counted as a contact', () => {
    const cancelled = actOf({ stepCode: 'one', stage: 0, on: on(5), state: 'cancelled' })
    expect(codes(caseOf({ acts: [cancelled] }), on(6))).toEqual(['one'])
  })
  it('S4-19: at the cap of the case a person is asked', () => {
    const capped: Scenario = { ...THREE, capPerCase: 1 }
    expect(at(caseOf({ acts: [oneDone] }), on(15), capped)).toMatchObject({
      state: 'asking',
      reasons: [{ code: 'case_cap' }],
    })
  })
  it('S4-19, pitfall 44: contacts about an invoice paid since do not count against the cap of the next one', () => {
    const capped: Scenario = { ...THREE, capPerCase: 1 }
    const next = claimOf({ id: 'inv_2' })
    expect(codes(caseOf({ claims: [next], acts: [oneDone] }), on(15), capped)).toEqual(['one'])
  })
  it('the weekly cap of 2 contact days holds whatever the gap', () => {
    const eager = { ...POLICY, minGapDays: 1 }
    const scenario = { ...THREE, minGapDays: 1 }
    const contacts = [on(4), on(5)].map((one) => ({ on: one, actionId: null }))
    expect(decide(caseOf({ contacts }), scenario, eager, on(8)).reasons[0]).toMatchObject({
      code: 'weekly_cap',
      freeOn: on(11),
    })
  })
})

describe('grouping and levels', () => {
  const old = claimOf({ id: 'inv_old', dueOn: day('2026-09-01'), openCents: 10000 })
  const young = claimOf({ id: 'inv_young', dueOn: day('2026-10-08'), openCents: 5000 })
  const acts = [
    actOf({
      stepCode: 'one',
      stage: 0,
      on: day('2026-09-07'),
      covers: [{ claimId: 'inv_old', stage: 0 }],
      leaderId: 'inv_old',
    }),
  ]

  it('pitfalls 24, 25 and 38: one message, the highest stage, everything owed listed with its own balance', () => {
    const decision = at(caseOf({ claims: [old, young], acts }), day('2026-10-14'))
    expect(decision.steps).toHaveLength(1)
    expect(decision.steps[0]).toMatchObject({ step: { code: 'two' }, leaderId: 'inv_old', totalCents: 15000 })
  })
  it('pitfall 44: a younger invoice does not inherit the level of an older one that is then paid', () => {
    const [planned] = at(caseOf({ claims: [old, young], acts }), day('2026-10-14')).steps
    expect(planned?.covers).toEqual([
      { claimId: 'inv_old', stage: 1 },
      { claimId: 'inv_young', stage: 0 },
    ])
    const done = actOf({
      stepCode: 'two',
      stage: 1,
      on: day('2026-10-14'),
      leaderId: 'inv_old',
      covers: planned?.covers ?? [],
    })
    const after = at(caseOf({ claims: [young], acts: [...acts, done] }), day('2026-10-26'))
    expect(after.steps[0]).toMatchObject({ step: { code: 'two' }, leaderId: 'inv_young' })
  })
  it('pitfall 27: two instalments of one invoice have each their due date, their balance and their place', () => {
    const claims = [
      claimOf({ id: 'inv_1#1', dueOn: day('2026-10-01'), openCents: 4000 }),
      claimOf({ id: 'inv_1#2', dueOn: day('2026-11-02'), openCents: 6000 }),
    ]
    expect(at(caseOf({ claims }), on(6)).steps[0]).toMatchObject({ totalCents: 4000, covers: [{ claimId: 'inv_1#1' }] })
    expect(at(caseOf({ claims }), on(6)).overdueCents).toBe(4000)
  })
  it('not yet due invoices are not listed as overdue', () => {
    const future = claimOf({ id: 'inv_2', dueOn: day('2026-12-01') })
    expect(at(caseOf({ claims: [claimOf(), future] }), on(6)).steps[0]?.covers.map((cover) => cover.claimId)).toEqual([
      'inv_1',
    ])
  })
  it('S3-3: a coming date is not recalled while something else is late', () => {
    const late = claimOf({ id: 'inv_late', dueOn: day('2026-09-25') })
    const coming = claimOf({ id: 'inv_coming', dueOn: day('2026-10-05') })
    expect(codes(caseOf({ claims: [coming] }), day('2026-09-30'), preContentieux)).toEqual(['appel-avant-echeance'])
    expect(codes(caseOf({ claims: [late, coming] }), day('2026-09-30'), preContentieux)).toEqual(['courrier'])
  })
})

describe('addresses and conditions', () => {
  const without = (over: Partial<Situation['debtor']>) => caseOf({ debtor: { ...caseOf().debtor, ...over } })
  it('pitfall 47: without e-mail the letter leaves instead', () => {
    expect(at(without({ hasEmail: false }), on(6)).steps[0]?.channel).toBe('post')
  })
  it('pitfall 47: without any address a person is asked; never a silent success', () => {
    expect(at(without({ hasEmail: false, hasPostalAddress: false }), on(6))).toMatchObject({
      state: 'asking',
      reasons: [{ code: 'no_address' }],
    })
  })
  it('S3-10 to S3-12: SMS, call and copy leave together; without a mobile the skip is logged', () => {
    const letter = actOf({ stepCode: 'courrier', stage: 1, on: on(1), channel: 'post' })
    const today = day('2026-10-12')
    expect(codes(caseOf({ acts: [letter] }), today, preContentieux)).toEqual(['sms', 'appel', 'copie'])
    const decision = at({ ...without({ hasMobile: false }), acts: [letter] }, today, preContentieux)
    expect(decision.steps.map((planned) => planned.step.code)).toEqual(['appel', 'copie'])
    expect(decision.skipped).toMatchObject([{ step: { code: 'sms' }, why: 'no_mobile' }])
  })
  it('S1-4: the call comes only after the written reminder had no effect', () => {
    const skipped = actOf({ stepCode: 'rappel', stage: 1, on: on(2), state: 'skipped' })
    const decision = at(caseOf({ acts: [skipped] }), on(13), DEFAULT_SCENARIO)
    expect(decision).toMatchObject({ steps: [], skipped: [{ step: { code: 'appel' }, why: 'condition' }] })
  })
  it('a debtor who refuses calls is written to: the call is skipped', () => {
    const letter = actOf({ stepCode: 'rappel', stage: 1, on: on(4) })
    const decision = at(caseOf({ acts: [letter], holds: [hold({ kind: 'phone_refused' })] }), on(13), DEFAULT_SCENARIO)
    expect(decision.skipped).toMatchObject([{ step: { code: 'appel' }, why: 'phone_refused' }])
  })
})

describe('doubt never sends', () => {
  it('pitfall 48: an uncertain sending stops the case until a person has decided', () => {
    const doubt = actOf({ stepCode: 'one', stage: 0, on: on(5), state: 'uncertain' })
    for (const days of [6, 20, 60])
      expect(at(caseOf({ acts: [doubt] }), on(days))).toMatchObject({
        state: 'asking',
        reasons: [{ code: 'delivery_uncertain' }],
      })
  })
  it('pitfall 45: a refused address asks a person and is not queued for ever', () => {
    const refused = actOf({ stepCode: 'one', stage: 0, on: on(5), state: 'failed' })
    expect(why(caseOf({ acts: [refused] }), on(6))).toBe('delivery_failed')
  })
  it('S4-35: a time-barred invoice is recalled once, by the text that names no court, confirmed by a person', () => {
    const claims = [claimOf({ dueOn: day('2021-01-04'), limitedOn: day('2026-01-04') })]
    const first = at(caseOf({ claims }), on(6))
    expect(first.steps).toMatchObject([{ step: { template: 'time-barred', approval: 'confirm' }, payBy: null }])
    const once = actOf({ stepCode: 'time-barred', stage: -1, on: on(6), template: 'time-barred' })
    expect(at(caseOf({ claims, acts: [once] }), on(30))).toMatchObject({
      state: 'held',
      steps: [],
      reasons: [{ code: 'time_barred' }],
    })
  })
})

describe('manual sending (same decision, the calendar answered by a person)', () => {
  const wish = (situation: Situation, today: Day) => decide(situation, THREE, POLICY, today, { stepCode: 'two' })
  it('takes the step before its day', () => {
    expect(wish(caseOf({ acts: [oneDone] }), on(11)).steps.map((planned) => planned.step.code)).toEqual(['two'])
  })
  it('pitfall 2: keeps holds, gap and freshness', () => {
    expect(wish(caseOf({ acts: [oneDone], holds: [hold()] }), on(11)).state).toBe('held')
    expect(wish(caseOf({ acts: [oneDone], contacts: [{ on: on(8), actionId: null }] }), on(11)).reasons[0]?.code).toBe(
      'minimum_gap',
    )
    expect(wish(caseOf({ acts: [oneDone] }, '2026-09-01'), on(11)).reasons[0]?.code).toBe('payments_not_fresh')
  })
  it('refuses a step already taken', () => {
    const acts = [oneDone, actOf({ stepCode: 'two', stage: 1, on: on(11) })]
    expect(wish(caseOf({ acts }), on(20)).reasons[0]?.code).toBe('step_not_open')
  })
})

describe('the formal notice', () => {
  const acts = [oneDone, actOf({ stepCode: 'two', stage: 1, on: on(15), tone: 4 })]
  it('S3-14: gives at most 15 days, ending on a business day', () => {
    for (let days = 30; days < 60; days++) {
      const [planned] = at(caseOf({ acts }), on(days)).steps
      if (!planned) continue
      const given = (Date.parse(planned.payBy ?? '') - Date.parse(on(days))) / 86_400_000
      expect(given).toBeLessThanOrEqual(15)
      expect([0, 6]).not.toContain(new Date(planned.payBy ?? '').getUTCDay())
    }
  })
})
