import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { inTenant } from './platform/db.ts'
import { type Answer, type Client, type TestServer, testServer } from './testing/test-server.ts'
import { uploadFile } from './testing/upload-file.ts'

/** Bad input as people give it, through the whole server; docs/bad-input.md lists the cases proved elsewhere. */
let server: TestServer
let client: Client
let creditorId: string
let debtorId: string
beforeAll(async () => {
  server = await testServer()
  client = await server.office()
  creditorId = (await client.ok('POST', '/creditors', { name: 'Ozanne SARL' })).creditorId ?? ''
  debtorId = (await client.ok('POST', '/debtors', { creditorId, name: 'Durand' })).debtorId ?? ''
})
afterAll(() => server.close())

/** What every message must do: tell the person what to do now. */
const SAYS_WHAT_TO_DO =
  /Exportez|Écrivez|Indiquez|indiquez|Recopiez|Corrigez|Retirez|Choisissez|Ajoutez|Complétez|Tapez|Enregistrez/

type Problem = {
  readonly line: number | null
  readonly column: string | null
  readonly code: string
  readonly fr: string
}
type Shown = { readonly problems: readonly Problem[]; readonly counts: { readonly invoices: { readonly new: number } } }

const HEADINGS = 'N° facture;Date;Échéance;Client;Montant TTC;Devise;SIREN;E-mail'
const drop = (name: string, content: string) => uploadFile(server.app, client.cookie, creditorId, name, content)

/** Drops a list of invoices and gives its problems; each must say what to do. */
async function problemsOf(...lines: readonly string[]): Promise<readonly string[]> {
  const answer = await drop('factures.csv', [HEADINGS, ...lines].join('\n'))
  expect(answer.status).toBe(201)
  const { problems } = answer.body as Shown
  for (const { fr } of problems) expect(fr).toMatch(SAYS_WHAT_TO_DO)
  return problems.map(({ line, column, code }) => [line, column, code].filter((part) => part !== null).join(' '))
}

/** The fields refused and their codes; each must say what to do. */
function faultsOf(answer: Answer): readonly string[] {
  const { errors } = answer.body as { errors: readonly { field: string; code: string; fr: string }[] }
  for (const { fr } of errors) expect(fr).toMatch(SAYS_WHAT_TO_DO)
  return errors.map(({ field, code }) => `${field} ${code}`)
}

/** Rows of what a person enters, in this office. */
async function rows(): Promise<unknown> {
  const counted = await inTenant(server.base.db, client.tenantId, (tx) =>
    sql`select (select count(*) from creditor) as creditors, (select count(*) from debtor) as debtors, (select count(*) from contact) as contacts,
          (select count(*) from invoice) as invoices, (select count(*) from entry) as entries`.execute(tx),
  )
  return counted.rows[0]
}

/** Runs what a person does wrong: nothing is entered, and the process lives. */
async function entersNothing(work: () => Promise<void>): Promise<void> {
  const before = await rows()
  await work()
  expect(await rows()).toEqual(before)
  expect((await server.app.inject({ url: '/healthz' })).statusCode).toBe(200)
}

describe('a wrong file', () => {
  it.each([
    ['a picture called .csv', '\u0089PNG\r\n\u001A\n\0\0\0\rIHDR', 'format_unknown'],
    ['a PDF', '%PDF-1.7\n%âãÏÓ', 'format_unknown'],
    ['a letter', 'Bonjour,\nvoici la liste.\n', 'format_unknown'],
    ['nothing', '', 'file_empty'],
  ])('%s: refused, saying how to export it', (_, content, code) =>
    entersNothing(async () => {
      const { status, body } = await drop('factures.csv', content)
      const said = body as { code: string; fr: string }
      expect([status, said.code]).toEqual([422, code])
      expect(said.fr).toMatch(SAYS_WHAT_TO_DO)
    }),
  )
})

describe('an impossible date', () => {
  it('in a file: its line and column are named, the other lines stand', () =>
    entersNothing(async () => {
      expect(
        await problemsOf(
          'F-1;31/02/2026;01/10/2026;Alpha;10,00;EUR;;',
          'F-2;01/02/2026;31/04/2026;Alpha;10,00;EUR;;',
          'F-3;01/02/2026;31/03/2026;Alpha;10,00;EUR;;',
        ),
      ).toEqual(['2 Date date_unreadable', '3 Échéance date_unreadable'])
    }))

  it('typed: refused at its field', () =>
    entersNothing(async () => {
      const typed = { debtorId, number: 'F-9', issuedOn: '2026-02-31', amountCents: 1_000 }
      expect(faultsOf(await client.send('POST', '/invoices', typed))).toEqual(['issuedOn field_day'])
    }))
})

describe('an amount', () => {
  it('in two readings: asked, never guessed', () =>
    entersNothing(async () => {
      expect(await problemsOf('F-1;01/09/2026;01/10/2026;Alpha;1.234;EUR;;')).toEqual(['2 Montant TTC amount_doubtful'])
    }))

  it('that is none, beside others: its line is refused', () =>
    entersNothing(async () => {
      expect(
        await problemsOf(
          'F-1;01/09/2026;01/10/2026;Alpha;douze;EUR;;',
          'F-2;01/09/2026;01/10/2026;Alpha;1e308;EUR;;',
          'F-3;01/09/2026;01/10/2026;Beta;18,00;EUR;;',
          'F-4;01/09/2026;01/10/2026;Beta;18,00;EUR;;',
        ),
      ).toEqual(['2 Montant TTC amount_unreadable', '3 Montant TTC amount_unreadable'])
    }))

  it('that none of the lines has: the file is refused for its column, not taken as a list of customers', () =>
    entersNothing(async () => {
      expect(await problemsOf('F-1;01/09/2026;01/10/2026;Alpha;douze;EUR;;a@b.fr')).toEqual(['1 columns_missing'])
    }))
})

describe('an unknown currency', () => {
  it('in a file: its line is refused', () =>
    entersNothing(async () => {
      expect(await problemsOf('F-1;01/09/2026;01/10/2026;Alpha;12,00;XYZ;;')).toEqual(['2 Devise currency_unknown'])
    }))

  it('typed: refused at its field', () =>
    entersNothing(async () => {
      const typed = { debtorId, number: 'F-9', issuedOn: '2026-02-01', amountCents: 1_000, currency: 'XYZ' }
      expect(faultsOf(await client.send('POST', '/invoices', typed))).toEqual(['currency field_currency'])
    }))
})

describe('a bad IBAN or SIREN', () => {
  it('typed: each refused at its field', () =>
    entersNothing(async () => {
      const typed = { name: 'X', iban: 'FR7630001007941234567890186', siren: '732829321' }
      expect([...faultsOf(await client.send('POST', '/creditors', typed))].sort()).toEqual([
        'iban iban_check',
        'siren siren_invalid',
      ])
    }))

  it('in a file: said, and the number is not kept; the invoice stands', () =>
    entersNothing(async () => {
      expect(await problemsOf('F-1;01/09/2026;01/10/2026;Alpha;12,00;EUR;732829321;')).toEqual([
        '2 SIREN siren_invalid',
      ])
    }))
})

describe('A7-58: an e-mail address with a line break', () => {
  const ADDRESS = 'a@b.fr\r\nBcc: c@d.fr'
  it('typed: refused at its field', () =>
    entersNothing(async () => {
      const answer = await client.send('POST', `/debtors/${debtorId}/contacts`, { email: ADDRESS })
      expect(faultsOf(answer)).toEqual(['email field_one_line'])
    }))

  it('in a file: said, and the address is not kept', () =>
    entersNothing(async () => {
      expect(await problemsOf(`F-1;01/09/2026;01/10/2026;Alpha;12,00;EUR;;"${ADDRESS}"`)).toEqual([
        '2 E-mail email_control_character',
      ])
    }))
})
