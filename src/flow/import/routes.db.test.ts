import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Client, type TestServer, testServer } from '../../testing/test-server.ts'
import { uploadFile } from '../../testing/upload-file.ts'

let server: TestServer
beforeAll(async () => {
  server = await testServer()
})
afterAll(() => server.close())

const FILE =
  'N° facture;Date;Échéance;Client;Montant TTC;E-mail\r\nF-1;01/09/2026;01/10/2026;Alpha SARL;1 234,56 €;a@alpha.example\r\nF-2;31/02/2026;;Alpha SARL;10,00 €;\r\n'

const upload = async (client: Client, creditorId: string, name: string, content: string) => {
  const { status, body } = await uploadFile(server.app, client.cookie, creditorId, name, content)
  return { status, body: body as Shown }
}

/** What these tests read of a preview. */
type Shown = {
  readonly importId: string
  readonly problems: readonly unknown[]
  readonly inspection: { readonly mapping: { readonly columns: readonly { readonly heading: string }[] } }
}

async function officeWithCreditor() {
  const client = await server.office()
  const { creditorId = '' } = await client.ok('POST', '/creditors', { name: 'Ozanne SARL' })
  return { client, creditorId }
}

describe('imports over HTTP: drop, look, commit, undo', () => {
  it('shows what a file would do with its problems in both languages, then enters it, then takes it back', async () => {
    const { client, creditorId } = await officeWithCreditor()
    const shown = await upload(client, creditorId, 'factures.csv', FILE)
    expect(shown.status).toBe(201)
    expect(shown.body).toMatchObject({
      state: 'previewed',
      format: 'csv',
      totalCents: 123_456,
      counts: { invoices: { new: 1, refused: 1 } },
    })
    expect(shown.body.problems).toMatchObject([
      {
        line: 3,
        column: 'Date',
        code: 'date_unreadable',
        fr: 'Date impossible ou illisible : « 31/02/2026 ». Écrivez jour/mois/année, par exemple 28/02/2026.',
      },
    ])
    const at = `/imports/${shown.body.importId}`
    expect(await client.send('POST', `${at}/commitments`, {})).toMatchObject({
      status: 200,
      body: { state: 'committed' },
    })
    expect(await client.send('POST', `${at}/commitments`, {})).toMatchObject({
      status: 422,
      body: { code: 'import_already_committed' },
    })
    const list = await client.get('/imports')
    expect(list.body).toMatchObject({
      items: [{ importId: shown.body.importId, createdByName: 'Jeanne Ozanne', state: 'committed' }],
      nextCursor: null,
    })
    expect(await client.get('/invoices')).toMatchObject({ body: { items: [{ number: 'F-1', openCents: 123_456 }] } })
    expect(await client.send('POST', `${at}/undos`, {})).toMatchObject({ status: 200, body: { state: 'undone' } })
    expect(await client.get('/invoices')).toMatchObject({ body: { items: [] } })
  })

  it('takes the columns as a person corrects them', async () => {
    const { client, creditorId } = await officeWithCreditor()
    const { body } = await upload(
      client,
      creditorId,
      'a.csv',
      'Client;N° facture;Colonne;Montant\nAlpha SARL;F-1;01/09/2026;10,00\n',
    )
    expect(body.problems[0]).toMatchObject({
      severity: 'file_refused',
      fr: 'Il manque des colonnes : date de facture. Indiquez lesquelles dans la correspondance.',
    })
    const { mapping } = body.inspection
    const columns = mapping.columns.map((column) =>
      column.heading === 'Colonne' ? { ...column, field: 'issuedOn', reason: 'decided' } : column,
    )
    expect(await client.send('PUT', `/imports/${body.importId}/mapping`, { ...mapping, columns })).toMatchObject({
      status: 200,
      body: { problems: [], counts: { invoices: { new: 1 } } },
    })
  })

  it('refuses a file of no known format, saying how to export it; nothing is kept', async () => {
    const { client, creditorId } = await officeWithCreditor()
    expect(await upload(client, creditorId, 'facture.pdf', '%PDF-1.7 …')).toMatchObject({
      status: 422,
      body: { code: 'format_unknown' },
    })
    expect(await client.get('/imports')).toMatchObject({ body: { items: [] } })
  })

  it('refuses a creditor of another office, and its imports', async () => {
    const [one, other] = [await officeWithCreditor(), await officeWithCreditor()]
    expect(await upload(one.client, other.creditorId, 'f.csv', FILE)).toMatchObject({ status: 404 })
    const { body } = await upload(other.client, other.creditorId, 'f.csv', FILE)
    expect(await one.client.get(`/imports/${body.importId}`)).toMatchObject({ status: 404 })
    expect(await one.client.send('POST', `/imports/${body.importId}/commitments`, {})).toMatchObject({ status: 404 })
    expect(await one.client.send('POST', `/imports/${body.importId}/undos`, {})).toMatchObject({ status: 404 })
  })

  it('a reader looks but imports nothing', async () => {
    const { client, creditorId } = await officeWithCreditor()
    const reader = await server.member(client.tenantId, 'reader')
    expect(await upload(reader, creditorId, 'f.csv', FILE)).toMatchObject({ status: 403 })
    expect(await reader.get('/imports')).toMatchObject({ status: 200 })
  })
})
