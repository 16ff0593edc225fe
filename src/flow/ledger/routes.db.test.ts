import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { inTenant } from '../../platform/db.ts'
import { type Answer, type Client, ORIGIN, type TestServer, testServer } from '../../testing/test-server.ts'
import type { Account, Entry, Invoice } from './contract.ts'

let server: TestServer
beforeAll(async () => {
  server = await testServer()
})
afterAll(() => server.close())

type Bench = { readonly client: Client; readonly creditorId: string; readonly debtorId: string }

async function bench(debtor: Record<string, unknown> = {}, creditor: Record<string, unknown> = {}): Promise<Bench> {
  const client = await server.office()
  const { creditorId = '' } = await client.ok('POST', '/creditors', { name: 'Ozanne', ...creditor })
  const { debtorId = '' } = await client.ok('POST', '/debtors', { creditorId, name: 'Duval & Fils', ...debtor })
  return { client, creditorId, debtorId }
}
const invoiceOf = (debtorId: string, number: string, more: Record<string, unknown> = {}) => ({
  debtorId,
  number,
  issuedOn: '2026-08-01',
  dueOn: '2026-09-01',
  amountCents: 10_000,
  ...more,
})
const accountOf = async ({ client, debtorId }: Bench): Promise<Account> => {
  const { accounts } = (await client.get(`/debtors/${debtorId}/account`)).body as { accounts: Account[] }
  if (!accounts[0]) throw new Error('No account')
  return accounts[0]
}
const codesOf = ({ body }: Answer) => {
  const { code, errors } = body as { code: string; errors: { field: string; code: string }[] }
  return errors.length === 0 ? [code] : errors.map((error) => `${error.field} ${error.code}`)
}

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

describe('debtors and contacts', () => {
  it('are read into one form, each wrong field refused at its name', async () => {
    const { client, creditorId } = await bench()
    const typed = {
      creditorId,
      name: 'Mairie',
      kind: 'public_body',
      siren: '732 829 320',
      addressLines: ['1 place'],
      postcode: '44000',
      city: 'Nantes',
    }
    expect((await client.send('POST', '/debtors', typed)).body).toMatchObject({
      siren: '732829320',
      kind: 'public_body',
    })
    const wrong = {
      ...typed,
      siren: '732829321',
      postcode: '4400',
      paymentTerms: 'bientôt',
      vatNumber: 'FR00732829320',
    }
    expect(codesOf(await client.send('POST', '/debtors', wrong)).sort()).toEqual([
      'paymentTerms payment_terms_invalid',
      'postcode postcode_invalid',
      'siren siren_invalid',
      'vatNumber vat_number_invalid',
    ])
  })

  it('A7-58, A7-59: an address with a line break, or two addresses, never enters', async () => {
    const { client, debtorId } = await bench()
    const add = (email: string) => client.send('POST', `/debtors/${debtorId}/contacts`, { email })
    expect((await add('a@b.fr\r\nBcc: c@d.fr')).status).toBe(400)
    expect(codesOf(await add('a@b.fr, c@d.fr'))).toEqual(['email email_several'])
  })

  it('numbers are kept as +33…; a fixed line receives no SMS', async () => {
    const { client, debtorId } = await bench()
    const { id } = await client.ok('POST', `/debtors/${debtorId}/contacts`, {
      name: 'Mme Roy',
      phone: '02 40 12 34 56',
      mobile: '06 12 34 56 78',
    })
    const file = (await client.get(`/debtors/${debtorId}`)).body as { contacts: object[] }
    expect(file.contacts).toMatchObject([{ contactId: id, phone: '+33240123456', mobile: '+33612345678' }])
    expect(codesOf(await client.send('PATCH', `/contacts/${id}`, { mobile: '02 40 12 34 56' }))).toEqual([
      'mobile mobile_invalid',
    ])
  })

  it('pitfall 45: a refused address is used again once corrected', async () => {
    const { client, debtorId } = await bench()
    const { id } = await client.ok('POST', `/debtors/${debtorId}/contacts`, { email: 'faux@b.fr' })
    await inTenant(server.base.db, client.tenantId, (tx) =>
      tx
        .updateTable('contact')
        .set({ email_refused_on: '2026-11-01' as never })
        .execute(),
    )
    const refusedOn = async () =>
      ((await client.get(`/debtors/${debtorId}`)).body as { contacts: { emailRefusedOn: string }[] }).contacts[0]
        ?.emailRefusedOn
    await client.ok('PATCH', `/contacts/${id}`, { name: 'Mme Roy' })
    expect(await refusedOn()).toBe('2026-11-01')
    await client.ok('PATCH', `/contacts/${id}`, { email: 'juste@b.fr' })
    expect(await refusedOn()).toBeNull()
  })

  it('a customer code belongs to one debtor', async () => {
    const { client, creditorId, debtorId } = await bench({ reference: 'C1' })
    expect(codesOf(await client.send('POST', '/debtors', { creditorId, name: 'Autre', reference: 'C1' }))).toEqual([
      'reference reference_taken',
    ])
    const { debtorId: other } = await client.ok('POST', '/debtors', { creditorId, name: 'Autre', reference: 'C2' })
    expect(codesOf(await client.send('PATCH', `/debtors/${other}`, { reference: 'C1' }))).toEqual([
      'reference reference_taken',
    ])
    expect(
      (await client.send('PATCH', `/debtors/${debtorId}`, { reference: 'C1', name: 'Duval SA' })).body,
    ).toMatchObject({ name: 'Duval SA' })
  })

  it('come by name in pages that neither repeat nor miss; a cursor of one’s own making is refused', async () => {
    const { client, creditorId } = await bench()
    for (const name of ['Zoé', 'Abel', 'Éloi', 'Abel', 'Mona'])
      await client.ok('POST', '/debtors', { creditorId, name })
    const ids: string[] = []
    for (let cursor: string | null = ''; cursor !== null; ) {
      const page = (await client.get(`/debtors?limit=2${cursor ? `&cursor=${cursor}` : ''}`)).body as {
        items: { debtorId: string }[]
        nextCursor: string | null
      }
      ids.push(...page.items.map((item) => item.debtorId))
      cursor = page.nextCursor
    }
    expect([ids.length, new Set(ids).size]).toEqual([6, 6])
    for (const cursor of [
      'abc',
      Buffer.from('["a",{"b":1}]').toString('base64url'),
      Buffer.from('["a"]').toString('base64url'),
    ]) {
      expect((await client.get(`/debtors?cursor=${cursor}`)).status).toBe(400)
    }
  })
})

describe('search', () => {
  it('finds by the beginnings of words whatever the accents, by SIREN, and by the end of a number', async () => {
    const { client, debtorId } = await bench({ name: 'Établissements Lœuillet', reference: 'C042', siren: '732829320' })
    await client.ok('POST', '/invoices', invoiceOf(debtorId, 'F-2026-0102'))
    const find = async (q: string) =>
      ((await client.get(`/search?q=${encodeURIComponent(q)}`)).body as { items: { title: string }[] }).items.map(
        (item) => item.title,
      )
    for (const q of ['etab', 'loeuil', 'lœuillet établ', 'c042', '7328'])
      expect(await find(q)).toEqual(['Établissements Lœuillet'])
    for (const q of ['f-2026', '0102', 'F-2026-0102']) expect(await find(q)).toEqual(['F-2026-0102'])
    expect(await find('ozan')).toEqual(['Ozanne'])
  })

  it('A7-80: quotes, operators and wildcards are only characters', async () => {
    const { client, debtorId } = await bench()
    await client.ok('POST', '/invoices', invoiceOf(debtorId, 'F_1'))
    for (const q of ["' or 1=1 --", '%%', '__', '!& |:*', '\\', '"']) {
      expect(((await client.get(`/search?q=${encodeURIComponent(q)}`)).body as { items: object[] }).items).toEqual([])
    }
  })
})

describe('the PDF of an invoice', () => {
  const upload = (client: Client, invoiceId: string, content: string) => {
    const boundary = 'frontiere'
    const payload = `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="../../f.pdf"\r\ncontent-type: application/pdf\r\n\r\n${content}\r\n--${boundary}--\r\n`
    const headers = {
      host: 'localhost:3000',
      origin: ORIGIN,
      cookie: client.cookie,
      'content-type': `multipart/form-data; boundary=${boundary}`,
    }
    return server.app.inject({ method: 'PUT', url: `/api/v1/invoices/${invoiceId}/document`, payload, headers })
  }

  it('is kept under its SHA-256; what is not a PDF, whatever its name, is refused; another office’s invoice is unknown', async () => {
    const { client, debtorId } = await bench()
    const { invoiceId = '' } = await client.ok('POST', '/invoices', invoiceOf(debtorId, 'F-1'))
    const kept = await upload(client, invoiceId, '%PDF-1.7 hello')
    expect(kept.statusCode).toBe(200)
    const { documentSha256 } = kept.json() as { documentSha256: string }
    expect((await server.services.documents.get(documentSha256)).toString()).toBe('%PDF-1.7 hello')
    const listed = (await client.get('/invoices')).body as { items: Invoice[] }
    expect(listed.items[0]?.documentSha256).toBe(documentSha256)
    expect((await upload(client, invoiceId, '<html>')).json().code).toBe('document_not_pdf')
    expect((await upload((await bench()).client, invoiceId, '%PDF-1.7')).statusCode).toBe(404)
  })
})
