import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { day } from '../../domain/day.ts'
import { currency } from '../../domain/money.ts'
import { type TestDatabase, testDatabase } from '../../platform/testing/test-database.ts'
import { cancelInvoice } from '../ledger/cancel-invoice.ts'
import { postPayments } from '../ledger/post-entries.ts'
import { type Debt, type PlanOffice, planOffice, USER } from './testing/office.ts'
import { whyNot } from './why-not.ts'

let base: TestDatabase
let office: PlanOffice
beforeAll(async () => {
  base = await testDatabase()
})
beforeEach(async () => {
  office = await planOffice(base.db)
})
afterAll(() => base.close())

const events = (kind: string) =>
  office.tx((tx) =>
    tx
      .selectFrom('event')
      .selectAll()
      .where('tenant_id', '=', office.tenantId)
      .where('kind', '=', kind)
      .orderBy('event_id')
      .execute(),
  )

describe('the day is planned once, however often it is asked for', () => {
  it('pitfall 1: ten runs in a day give one act and one event', async () => {
    await office.owe({ number: 'F-1', dueOn: '2026-09-30' })
    for (let run = 0; run < 10; run++) await office.plan('2026-10-02')
    expect(await office.actions()).toHaveLength(1)
    expect(await events('step_planned')).toHaveLength(1)
  })
  it('pitfalls 2 and 3, T-08: four runs at the same moment share the cases, none is planned twice', async () => {
    for (let rank = 0; rank < 12; rank++) await office.owe({ number: `F-${rank}`, dueOn: '2026-09-30' })
    const counts = await Promise.all(Array.from({ length: 4 }, () => office.plan('2026-10-02')))
    expect(counts.reduce((sum, one) => sum + one.steps, 0)).toBe(12)
    expect(await office.actions()).toHaveLength(12)
  })
  it('pitfall 3: the database itself refuses the same step twice for the same leader', async () => {
    await office.owe({ number: 'F-1', dueOn: '2026-09-30' })
    await office.plan('2026-10-02')
    const again = office.tx((tx) =>
      sql`insert into action select tenant_id, replace(action_id, 'act_', 'act_0'), case_id, step_code, step_index, leader_id, cycle, channel,
            template_code, tone_level, scenario_code, scenario_version, invoice_ids, invoice_stages, total_cents, planned_on, pay_by,
            approval_mode, state, reason, leaves_at, closed_on from action where tenant_id = ${office.tenantId}`.execute(
        tx,
      ),
    )
    await expect(again).rejects.toThrow('action_tenant_id_case_id_step_code_leader_id_cycle_channel_key')
  })
  it('on a day when nothing is due, no case is looked at', async () => {
    await office.owe({ number: 'F-1', dueOn: '2026-10-30' })
    await office.plan('2026-10-01')
    expect(await office.plan('2026-10-02')).toEqual({
      settled: 0,
      waiting: 0,
      act: 0,
      acting: 0,
      held: 0,
      asking: 0,
      ended: 0,
      steps: 0,
    })
  })
})

describe('what is planned', () => {
  it('S1-1, S2-32: the day after the due date the case is overdue in the list, before any step is due', async () => {
    const { caseId } = await office.owe({ number: 'F-1', dueOn: '2026-09-30', contact: { email: null } })
    const overdue = async (on: string) => {
      await office.plan(on)
      const query = (tx: Parameters<Parameters<PlanOffice['tx']>[0]>[0]) =>
        tx
          .selectFrom('collection_case')
          .select('overdue_cents')
          .where('tenant_id', '=', office.tenantId)
          .where('case_id', '=', caseId)
      return (await office.tx((tx) => query(tx).executeTakeFirstOrThrow())).overdue_cents
    }
    expect(await overdue('2026-09-30')).toBe(0)
    expect(await overdue('2026-10-01')).toBe(123456)
  })
  it('pitfall 11: a cancelled invoice is never asked for, and what was proposed for it is taken back', async () => {
    const { invoiceId } = await office.owe({ number: 'F-1', dueOn: '2026-09-30' })
    await office.plan('2026-10-02')
    await office.tx((tx) => cancelInvoice(tx, office.tenantId, USER, invoiceId, 'Erreur de saisie', new Date()))
    expect(await office.plan('2026-10-02')).toMatchObject({ settled: 1, steps: 0 })
    expect(await office.actions()).toMatchObject([{ state: 'cancelled', reason: 'nothing_owed' }])
    expect(await events('step_withdrawn')).toHaveLength(1)
  })
  it('pitfalls 26 and 40: two currencies are two cases, never added, each with its own message', async () => {
    const { debtorId } = await office.owe({ number: 'F-1', dueOn: '2026-09-30', amountCents: 10000 })
    await office.tx((tx) =>
      sql`insert into invoice (tenant_id, invoice_id, creditor_id, debtor_id, number, issued_on, due_on, due_origin, amount_cents, currency)
          values (${office.tenantId}, ${`inv_usd${debtorId.slice(-8)}`}, ${office.creditorId}, ${debtorId}, 'F-2', '2026-08-30', '2026-09-30', 'invoice', 70000, 'USD')`.execute(
        tx,
      ),
    )
    await office.plan('2026-10-02')
    expect((await office.actions()).map((action) => action.total_cents).sort()).toEqual([10000, 70000])
  })
  it('pitfall 20: a payment that waits without an invoice asks a person before anything leaves', async () => {
    const { debtorId } = await office.owe({ number: 'F-1', dueOn: '2026-09-30' })
    const credit = {
      creditorId: office.creditorId,
      debtorId,
      onDay: day('2026-10-01'),
      amountCents: 5000,
      currency: currency('EUR'),
    }
    await office.tx((tx) =>
      postPayments(tx, office.tenantId, USER, [{ ...credit, placing: { by: 'file', shares: [] } }]),
    )
    expect(await office.plan('2026-10-02')).toMatchObject({ asking: 1, steps: 0 })
  })
  it('pitfall 43: the plan of an office touches no case of another', async () => {
    const other = await planOffice(base.db)
    await other.owe({ number: 'F-1', dueOn: '2026-09-30' })
    await office.owe({ number: 'F-1', dueOn: '2026-09-30' })
    await office.plan('2026-10-02')
    expect(await office.actions()).toHaveLength(1)
    expect(await other.actions()).toEqual([])
  })
  it('an act taken back for a changed amount comes back on its own row, with its new amount', async () => {
    const { debtorId } = await office.owe({ number: 'F-1', dueOn: '2026-09-30' })
    await office.plan('2026-10-02')
    const credit = {
      creditorId: office.creditorId,
      debtorId,
      onDay: day('2026-10-02'),
      amountCents: 23456,
      currency: currency('EUR'),
    }
    await office.tx((tx) => postPayments(tx, office.tenantId, USER, [{ ...credit, placing: { by: 'rule' } }]))
    await office.plan('2026-10-02')
    expect(await office.actions()).toMatchObject([{ state: 'approved', total_cents: 100000 }])
    expect((await events('step_planned')).map(({ facts }) => (facts as { totalCents: number }).totalCents)).toEqual([
      123456, 100000,
    ])
  })
})

describe('the dry run is the real run (pitfall 54)', () => {
  it('« pourquoi rien n’est parti ? » of a morning is what the plan then records, for forty cases of all ages', async () => {
    const kinds = ['company', 'consumer', 'public_body', 'association'] as const
    const debts: Debt[] = []
    for (let rank = 0; rank < 40; rank++) {
      const due = new Date(Date.UTC(2026, 9, 20 - ((rank * 7) % 60))).toISOString().slice(0, 10)
      const contact =
        rank % 5 === 0
          ? null
          : { mobile: rank % 2 ? null : '+33612345678', email: rank % 3 ? 'a@client.example' : null }
      const amountCents = 1000 + rank * 5000
      debts.push(
        await office.owe({
          number: `F-${rank}`,
          dueOn: due,
          issuedOn: '2026-07-01',
          amountCents,
          contact,
          debtor: { kind: kinds[rank % 4] ?? 'company' },
        }),
      )
    }
    const today = day('2026-10-15')
    const told = await office.tx(async (tx) => {
      const answers: (readonly [string, Awaited<ReturnType<typeof whyNot>>])[] = []
      for (const { caseId } of debts) answers.push([caseId, await whyNot(tx, office.tenantId, caseId, today)] as const)
      return answers
    })
    await office.plan(today)
    const planned = Map.groupBy(
      (await office.actions()).filter(({ state }) => state !== 'skipped'),
      (action) => action.case_id,
    )
    for (const [caseId, why] of told) {
      const real = (planned.get(caseId) ?? []).map((action) => ({
        stepCode: action.step_code,
        channel: action.channel,
      }))
      expect(real).toEqual(why?.steps)
    }
    expect(planned.size).toBeGreaterThan(15)
  })
})
