import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { inTenant } from '../../platform/db.ts'
import { type Client, ORIGIN, type TestServer, testServer } from '../../testing/test-server.ts'
import type { Invoice } from './contract.ts'
import { codesOf, invoiceOf, typedOffice } from './testing/typed-office.ts'

let server: TestServer
beforeAll(async () => {
  server = await testServer()
})
afterAll(() => server.close())

const bench = (debtor?: Record<string, unknown>, creditor?: Record<string, unknown>) =>
  typedOffice(server, debtor, creditor)

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
