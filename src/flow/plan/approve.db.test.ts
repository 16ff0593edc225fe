import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { day } from '../../domain/day.ts'
import { type TestDatabase, testDatabase } from '../../platform/testing/test-database.ts'
import { type ApprovalWanted, decideActions } from './approve.ts'
import { type PlanOffice, planOffice, USER } from './testing/office.ts'

let base: TestDatabase
let office: PlanOffice
beforeAll(async () => {
  base = await testDatabase()
})
beforeEach(async () => {
  office = await planOffice(base.db)
})
afterAll(() => base.close())

const TODAY = day('2026-10-19')
const NOW = new Date('2026-10-19T08:00:00Z')
const decide = (actionIds: readonly string[], decision: ApprovalWanted['decision']) =>
  office.tx((tx) => decideActions(tx, office.tenantId, USER, { actionIds, decision }, TODAY, NOW))

/** A firm reminder that waits for a yes: the two steps before it were taken. */
async function proposed(number = 'F-1'): Promise<string> {
  const { caseId } = await office.owe({ number, dueOn: '2026-09-30' })
  for (const [on, delivered] of [
    ['2026-10-02', true],
    ['2026-10-12', true],
    ['2026-10-19', false],
  ] as const) {
    await office.plan(on)
    const [last] = (await office.actions()).filter((action) => action.case_id === caseId).slice(-1)
    if (delivered && last) await office.deliver(last.action_id, on)
  }
  const [act] = (await office.actions()).filter((action) => action.case_id === caseId && action.state === 'proposed')
  if (act?.step_code !== 'rappel-ferme') throw new Error('The firm reminder is not proposed')
  return act.action_id
}
const stateOf = async (actionId: string) => (await office.actions()).find((action) => action.action_id === actionId)

describe('approval, act by act', () => {
  it('an approved act leaves after the five minutes during which it can be taken back', async () => {
    const actionId = await proposed()
    expect(await decide([actionId], 'approved')).toMatchObject({
      done: [actionId],
      left: [],
      leavesAt: '2026-10-19T08:05:00.000Z',
    })
    expect(await stateOf(actionId)).toMatchObject({ state: 'approved', leaves_at: new Date('2026-10-19T08:05:00Z') })
  })
  it('each one is judged alone: what cannot be decided is reported with its reason', async () => {
    const [one, other] = [await proposed('F-1'), await proposed('F-2')]
    await decide([other], 'approved')
    expect(await decide([one, other, 'act_00000000000000000000000000'], 'approved')).toMatchObject({
      done: [one],
      left: [
        { actionId: other, code: 'not_proposed', facts: { state: 'approved' } },
        { actionId: 'act_00000000000000000000000000', code: 'action_unknown' },
      ],
    })
  })
  it('taken back before it leaves, it waits for a yes again; refused, it is skipped and the ladder goes on', async () => {
    const actionId = await proposed()
    await decide([actionId], 'approved')
    await decide([actionId], 'withdrawn')
    expect(await stateOf(actionId)).toMatchObject({ state: 'proposed', leaves_at: null })
    await decide([actionId], 'refused')
    expect(await stateOf(actionId)).toMatchObject({ state: 'skipped', reason: 'refused_by_person', closed_on: TODAY })
    await office.plan('2026-10-30')
    expect((await office.actions()).at(-1)).toMatchObject({ step_code: 'avertissement', state: 'proposed' })
  })
  it('what has left cannot be decided any more', async () => {
    const actionId = await proposed()
    await decide([actionId], 'approved')
    await office.deliver(actionId, TODAY)
    for (const decision of ['withdrawn', 'refused', 'approved'] as const)
      expect((await decide([actionId], decision)).left).toMatchObject([{ code: 'already_left' }])
  })
  it('every decision is kept with who took it, and told', async () => {
    const actionId = await proposed()
    await decide([actionId], 'refused')
    const kept = await office.tx((tx) =>
      tx.selectFrom('approval').selectAll().where('action_id', '=', actionId).execute(),
    )
    expect(kept).toMatchObject([{ decision: 'refused', decided_by: USER }])
    const told = await office.tx((tx) =>
      tx
        .selectFrom('event')
        .select('actor')
        .where('kind', '=', 'step_refused')
        .where('tenant_id', '=', office.tenantId)
        .execute(),
    )
    expect(told).toEqual([{ actor: USER }])
  })
})
