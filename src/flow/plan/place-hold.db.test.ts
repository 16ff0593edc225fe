import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { day } from '../../domain/day.ts'
import { type TestDatabase, testDatabase } from '../../platform/testing/test-database.ts'
import type { HoldWanted } from './contract.ts'
import { endHold, placeHold } from './place-hold.ts'
import { sendNow } from './send-now.ts'
import { type Debt, type PlanOffice, planOffice, USER } from './testing/office.ts'

let base: TestDatabase
let office: PlanOffice
let debt: Debt
beforeAll(async () => {
  base = await testDatabase()
})
beforeEach(async () => {
  office = await planOffice(base.db)
  debt = await office.owe({ number: 'F-1', dueOn: '2026-09-30' })
})
afterAll(() => base.close())

const TODAY = day('2026-10-02')
const NOW = new Date('2026-10-02T08:00:00Z')
const hold = (wanted: HoldWanted, caseId = debt.caseId) =>
  office.tx((tx) => placeHold(tx, office.tenantId, USER, caseId, wanted, TODAY))
const send = (stepCode: string, today = TODAY) =>
  office.tx((tx) => sendNow(tx, office.tenantId, USER, { caseId: debt.caseId, stepCode }, today, NOW))

describe('placing a hold (pitfall 5)', () => {
  it.each([
    ['a promise without a date (S0-17)', { kind: 'promise', amountCents: 5000 }, 'hold_needs_last_day'],
    ['a promise without an amount (S0-17)', { kind: 'promise', untilDay: day('2026-10-20') }, 'hold_needs_amount'],
    ['a last day that is past', { kind: 'pause', untilDay: day('2026-10-01') }, 'hold_in_the_past'],
    [
      'an invoice of somebody else',
      { kind: 'dispute', invoiceId: 'inv_00000000000000000000000000' },
      'invoice_unknown',
    ],
  ] as const)('%s is refused', async (_, wanted, code) => {
    expect(await hold(wanted)).toMatchObject({ ok: false, refusal: { code } })
  })
  it('pitfall 43: a case of another office is unknown here', async () => {
    const other = await planOffice(base.db)
    const theirs = await other.owe({ number: 'F-1', dueOn: '2026-09-30' })
    expect(await hold({ kind: 'pause' }, theirs.caseId)).toMatchObject({ ok: false, refusal: { code: 'case_unknown' } })
  })
  it('wakes the case at once: what was proposed is taken back, and comes back when the hold ends', async () => {
    await office.plan(TODAY)
    const placed = await hold({ kind: 'dispute' })
    await office.plan(TODAY)
    expect(await office.actions()).toMatchObject([{ state: 'cancelled', reason: 'hold_dispute' }])
    const id = placed.ok ? placed.value.id : ''
    const end = () => office.tx((tx) => endHold(tx, office.tenantId, USER, id, 'Répondu', NOW))
    expect(await end()).toMatchObject({ ok: true })
    expect(await end()).toMatchObject({ ok: false, refusal: { code: 'hold_already_ended' } })
    await office.plan(TODAY)
    expect(await office.actions()).toMatchObject([{ state: 'approved', step_code: 'rappel' }])
  })
})

describe('sending now: the person answers the calendar, nothing else (pitfalls 2 and 32)', () => {
  it('takes a step before its day, approved by whoever asked', async () => {
    expect(await send('rappel', day('2026-10-01'))).toMatchObject({ ok: true })
    expect(await office.actions()).toMatchObject([{ step_code: 'rappel', state: 'approved', planned_on: '2026-10-01' }])
  })
  it('pitfall 2: never the same step twice, whoever asks', async () => {
    await office.plan(TODAY)
    const [planned] = await office.actions()
    if (planned) await office.deliver(planned.action_id, TODAY)
    expect(await send('rappel', day('2026-10-12'))).toMatchObject({ ok: false, refusal: { code: 'step_not_open' } })
  })
  it('keeps the hold, the gap and the holiday', async () => {
    expect(await send('rappel', day('2026-11-11'))).toMatchObject({
      ok: false,
      refusal: { code: 'not_a_business_day' },
    })
    await office.plan(TODAY)
    const [planned] = await office.actions()
    if (planned) await office.deliver(planned.action_id, TODAY)
    expect(await send('rappel-ferme', day('2026-10-05'))).toMatchObject({ ok: false, refusal: { code: 'minimum_gap' } })
    await hold({ kind: 'pause' })
    expect(await send('rappel-ferme', day('2026-10-12'))).toMatchObject({ ok: false, refusal: { code: 'hold_pause' } })
  })
})
