import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ORIGIN, type TestServer, testServer } from '../../testing/test-server.ts'
import type { Account, Entry } from './contract.ts'
import { accountOf, codesOf, invoiceOf, typedOffice } from './testing/typed-office.ts'

let server: TestServer
beforeAll(async () => {
  server = await testServer()
})
afterAll(() => server.close())

const bench = (debtor?: Record<string, unknown>, creditor?: Record<string, unknown>) =>
  typedOffice(server, debtor, creditor)

describe('S0-3: the due date and where it comes from', () => {
  const noDue = { dueOn: undefined }
  it.each([
    ['the invoice', {}, {}, {}, '2026-09-01', 'invoice'],
    ['the debtor’s terms', { paymentTerms: '45fdm-a' }, {}, noDue, '2026-09-30', 'debtor_terms'],
    ['the terms of sale', {}, { paymentTerms: '60' }, noDue, '2026-09-30', 'terms_of_sale'],
    ['30 days when nothing is set', {}, {}, noDue, '2026-08-31', 'terms_of_sale'],
  ])('%s', async (_, debtor, creditor, more, dueOn, dueOrigin) => {
    const { client, debtorId } = await bench(debtor, creditor)
    const made = await client.send('POST', '/invoices', invoiceOf(debtorId, 'F-1', more))
    expect(made.body).toMatchObject({ dueOn, dueOrigin, openCents: 10_000 })
  })
})

describe('S4-1: one invoice typed is enough to open its case', () => {
  it('the same number twice for a debtor is refused at its field; instalments must make the total', async () => {
    const { client, debtorId } = await bench()
    await client.ok('POST', '/invoices', invoiceOf(debtorId, 'F-1'))
    expect(codesOf(await client.send('POST', '/invoices', invoiceOf(debtorId, 'F-1')))).toEqual([
      'number invoice_already_there',
    ])
    const parts = [{ dueOn: '2026-09-01', amountCents: 9_999 }]
    expect(codesOf(await client.send('POST', '/invoices', invoiceOf(debtorId, 'F-2', { instalments: parts })))).toEqual(
      ['instalments_sum'],
    )
    expect(
      codesOf(await client.send('POST', '/invoices', invoiceOf(debtorId, 'F-3', { dueOn: '2026-07-31' }))),
    ).toEqual(['due_before_issue'])
    const found = (await client.get('/search?q=duval')).body as { items: { caseId: string | null }[] }
    expect(found.items[0]?.caseId).toMatch(/^cas_/)
  })
})

describe('money over HTTP', () => {
  it('a payment asks for a key; the same key twice pays once, whatever the number of tries at once', async () => {
    const one = await bench()
    const { client, debtorId } = one
    await client.ok('POST', '/invoices', invoiceOf(debtorId, 'F-1001'))
    const payment = { debtorId, amountCents: 4_000, paidOn: '2026-10-01', method: 'transfer' }
    const answers = await Promise.all(
      Array.from({ length: 30 }, () => client.send('POST', '/payments', payment, 'key-1')),
    )
    const done = answers.filter((answer) => answer.status === 201).map((answer) => JSON.stringify(answer.body))
    expect(new Set(done).size).toBe(1)
    expect(
      answers
        .filter((answer) => answer.status !== 201)
        .every((answer) => codesOf(answer)[0] === 'idempotency_in_progress'),
    ).toBe(true)
    const again = await client.send('POST', '/payments', payment, 'key-1')
    expect([again.status, JSON.stringify(again.body)]).toEqual([201, done[0]])
    expect((await accountOf(one)).openCents).toBe(6_000)
    const other = await client.send('POST', '/payments', { ...payment, amountCents: 1 }, 'key-1')
    expect([other.status, codesOf(other)]).toEqual([422, ['idempotency_body_changed']])
    const without = await server.app.inject({
      method: 'POST',
      url: '/api/v1/payments',
      payload: payment,
      headers: { host: 'localhost:3000', origin: ORIGIN, cookie: client.cookie },
    })
    expect([without.statusCode, without.json().code]).toEqual([400, 'idempotency_key_missing'])
  })

  it('a refused act keeps nothing under its key: corrected, it goes through', async () => {
    const { client, debtorId } = await bench()
    const wrong = {
      debtorId,
      amountCents: 4_000,
      paidOn: '2026-10-01',
      allocations: [{ invoiceId: 'inv_00000000', amountCents: 1 }],
    }
    expect(codesOf(await client.send('POST', '/payments', wrong, 'key-2'))).toEqual(['allocation_beyond_open'])
    const { allocations: _, ...right } = wrong
    expect((await client.send('POST', '/payments', right, 'key-2')).status).toBe(201)
  })

  it('two payments typed at once never settle more than is open', async () => {
    const one = await bench()
    const { client, debtorId } = one
    await client.ok('POST', '/invoices', invoiceOf(debtorId, 'F-1001'))
    const payment = { debtorId, amountCents: 8_000, paidOn: '2026-10-01' }
    await Promise.all([1, 2, 3].map(() => client.ok('POST', '/payments', payment)))
    const account = await accountOf(one)
    expect([account.openCents, account.unallocatedCents]).toEqual([0, 14_000])
    expect(account.invoices[0]?.openCents).toBe(0)
  })

  it('what a payment settles is moved by saying all of it; an empty list frees it', async () => {
    const one = await bench()
    const { client, debtorId } = one
    const { invoiceId: first } = await client.ok('POST', '/invoices', invoiceOf(debtorId, 'F-1001'))
    const { invoiceId: second } = await client.ok(
      'POST',
      '/invoices',
      invoiceOf(debtorId, 'F-1002', { dueOn: '2026-12-31' }),
    )
    const { id } = await client.ok('POST', '/payments', { debtorId, amountCents: 9_000, paidOn: '2026-10-01' })
    const move = (allocations: object[]) => client.send('POST', `/entries/${id}/allocations`, { allocations })
    await move([
      { invoiceId: second, amountCents: 5_000 },
      { invoiceId: first, amountCents: 1_000 },
    ])
    const open = async () => (await accountOf(one)).invoices.map((invoice) => invoice.openCents)
    expect(await open()).toEqual([9_000, 5_000])
    expect(codesOf(await move([{ invoiceId: second, amountCents: 9_001 }]))).toEqual(['allocation_beyond_credit'])
    expect(await open()).toEqual([9_000, 5_000])
    await move([])
    expect(await open()).toEqual([10_000, 10_000])
    expect((await accountOf(one)).unallocatedCents).toBe(9_000)
  })

  it('pitfalls 21 and 23: a reversed credit note or payment counts for nothing and says by what it was undone', async () => {
    const one = await bench()
    const { client, debtorId } = one
    await client.ok('POST', '/invoices', invoiceOf(debtorId, 'F-1001'))
    const { id } = await client.ok('POST', '/credit-notes', {
      debtorId,
      amountCents: 2_500,
      issuedOn: '2026-10-01',
      number: 'AV-1',
      reference: 'F-1001',
    })
    expect((await accountOf(one)).openCents).toBe(7_500)
    const { id: reversal } = await client.ok('POST', `/entries/${id}/reversals`, {
      on: '2026-10-02',
      reason: 'émis par erreur',
    })
    const account = await accountOf(one)
    expect([account.openCents, account.unallocatedCents]).toEqual([10_000, 0])
    const note = account.entries.find((entry: Entry) => entry.entryId === id)
    expect(note).toMatchObject({ reference: 'AV-1', label: 'F-1001', reversedBy: reversal, unallocatedCents: 0 })
  })

  it('pitfall 11: a cancelled invoice is owed no more, and what had settled it waits', async () => {
    const one = await bench()
    const { client, debtorId } = one
    const { invoiceId } = await client.ok('POST', '/invoices', invoiceOf(debtorId, 'F-1001'))
    await client.ok('POST', '/payments', { debtorId, amountCents: 3_000, paidOn: '2026-10-01' })
    await client.ok('POST', `/invoices/${invoiceId}/cancellations`, { reason: 'doublon' })
    const account = await accountOf(one)
    expect([account.openCents, account.unallocatedCents]).toEqual([0, 3_000])
    expect(codesOf(await client.send('POST', `/invoices/${invoiceId}/cancellations`, { reason: 'encore' }))).toEqual([
      'invoice_already_cancelled',
    ])
  })

  it('pitfall 26: two currencies are two accounts', async () => {
    const { client, debtorId } = await bench()
    await client.ok('POST', '/invoices', invoiceOf(debtorId, 'F-1'))
    await client.ok('POST', '/invoices', invoiceOf(debtorId, 'F-2', { currency: 'CHF', amountCents: 500 }))
    const { accounts } = (await client.get(`/debtors/${debtorId}/account`)).body as { accounts: Account[] }
    expect(accounts.map((account) => `${account.currency} ${account.openCents}`)).toEqual(['CHF 500', 'EUR 10000'])
  })

  it('payments are never known beyond today', async () => {
    const { client, creditorId } = await bench()
    await client.ok('POST', '/payments-known', { creditorId, untilDay: '2026-11-22' })
    expect(codesOf(await client.send('POST', '/payments-known', { creditorId, untilDay: '2026-11-23' }))).toEqual([
      'payments_known_ahead',
    ])
    const creditors = (await client.get('/creditors')).body as { items: { paymentsKnownUntil: string }[] }
    expect(creditors.items[0]?.paymentsKnownUntil).toBe('2026-11-22')
  })
})
