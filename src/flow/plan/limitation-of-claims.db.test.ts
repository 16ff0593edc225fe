import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { day } from '../../domain/day.ts'
import { currency } from '../../domain/money.ts'
import { type TestDatabase, testDatabase } from '../../platform/testing/test-database.ts'
import { postPayments, reverseEntry } from '../ledger/post-entries.ts'
import { gatherSituations } from './gather.ts'
import { openScenarioBook } from './scenario-book.ts'
import { type Debt, type DebtFacts, type PlanOffice, planOffice, USER } from './testing/office.ts'

let base: TestDatabase
let office: PlanOffice
beforeAll(async () => {
  base = await testDatabase()
})
beforeEach(async () => {
  office = await planOffice(base.db)
})
afterAll(() => base.close())

const old = (facts: Partial<DebtFacts> = {}) =>
  office.owe({ number: 'F-1', issuedOn: '2021-09-01', dueOn: '2021-10-01', ...facts })
const limitedOn = ({ caseId }: Debt, today = '2026-09-01') =>
  office.tx(async (tx) => {
    const book = await openScenarioBook(tx, office.tenantId)
    const [found] = await gatherSituations(tx, office.tenantId, [caseId], day(today), book)
    return found?.situation.claims[0]?.limitedOn
  })
const pay = ({ debtorId }: Debt, on: string) =>
  office.tx(async (tx) => {
    const credit = {
      creditorId: office.creditorId,
      debtorId,
      onDay: day(on),
      amountCents: 1000,
      currency: currency('EUR'),
    }
    const [id] = await postPayments(tx, office.tenantId, USER, [{ ...credit, placing: { by: 'rule' } }])
    return id ?? ''
  })

describe('the last day on which a court can be asked (S4-33)', () => {
  it('five years against a company, two against a consumer, from the invoice at the earliest', async () => {
    expect(await limitedOn(await old())).toMatch(/^2026-0?9|^2026-10/)
    expect(await limitedOn(await old({ number: 'F-2', debtor: { kind: 'consumer' } }))).toMatch(/^2023-0?9|^2023-10/)
  })
  it('a part payment begins it anew (C. civ. 2240)', async () => {
    const debt = await old()
    await pay(debt, '2024-03-15')
    expect(await limitedOn(debt)).toBe('2029-03-15')
  })
  it('a payment that bounced does not: nothing was acknowledged', async () => {
    const debt = await old()
    const before = await limitedOn(debt)
    const entryId = await pay(debt, '2024-03-15')
    await office.tx((tx) => reverseEntry(tx, office.tenantId, USER, entryId, day('2024-03-20'), 'Sans provision'))
    expect(await limitedOn(debt)).toBe(before)
  })
  it('a young claim has no date to worry about', async () => {
    expect(await limitedOn(await office.owe({ number: 'F-9', issuedOn: '2026-07-01', dueOn: '2026-08-01' }))).toBeNull()
  })
  it('S4-35: once it has passed, the one message left is the one that names no court, for a person to confirm', async () => {
    await old({ debtor: { kind: 'consumer' } })
    await office.plan('2026-10-02')
    expect(await office.actions()).toMatchObject([{ template_code: 'time-barred', state: 'proposed', pay_by: null }])
  })
})
