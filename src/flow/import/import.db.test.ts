import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Day, day } from '../../domain/day.ts'
import { EUR } from '../../domain/money.ts'
import { inTenant, type Tx } from '../../platform/db.ts'
import { type Documents, openDocuments } from '../../platform/documents.ts'
import { type TestDatabase, testDatabase } from '../../platform/testing/test-database.ts'
import { testTenant } from '../../platform/testing/test-tenant.ts'
import { postDebtors, postInvoices, postPayments, reverseEntry } from '../ledger/post-entries.ts'
import { readClaims } from '../ledger/read-balance.ts'
import { commitImport } from './commit.ts'
import type { ImportFile } from './contract.ts'
import { previewImport, remapImport } from './preview.ts'
import { undoImport } from './undo.ts'

const [ACTOR, CREDITOR] = ['usr_test', 'crd_0001']
const TODAY = day('2026-11-22')
const NOW = new Date('2026-11-22T10:00:00Z')
const FEC_FIXTURE = new URL('../../../fixtures/fec/123456782FEC20261231.txt', import.meta.url).pathname

let base: TestDatabase
let folder: string
let documents: Documents
beforeAll(async () => {
  base = await testDatabase()
  folder = mkdtempSync(join(tmpdir(), 'amiable-import-'))
  documents = openDocuments(folder)
})
afterAll(async () => {
  await base.close()
  rmSync(folder, { recursive: true })
})

/** An office with one creditor, and the verbs on it. */
async function office(terms = '30') {
  const tenantId = await testTenant(base.db)
  const within = <T>(work: (tx: Tx) => Promise<T>) => inTenant(base.db, tenantId, work)
  const creditor = {
    tenant_id: tenantId,
    creditor_id: CREDITOR,
    name: 'Ozanne',
    siren: '123456782',
    payment_terms: terms,
  }
  await within((tx) => tx.insertInto('creditor').values(creditor).execute())
  const services = { db: base.db, documents }
  const preview = async (text: string | Buffer, name = 'factures.csv') => {
    const source = { name, bytes: Buffer.from(text) }
    const shown = await previewImport(services, tenantId, ACTOR, {
      creditorId: CREDITOR,
      source,
      today: TODAY,
      now: NOW,
    })
    if (!shown.ok) throw new Error(shown.refusal.code)
    return shown.value
  }
  const commit = (importBatchId: string, on: Day = TODAY) =>
    commitImport(services, tenantId, ACTOR, importBatchId, on, NOW)
  return {
    tenantId,
    within,
    services,
    preview,
    commit,
    take: async (text: string | Buffer, name?: string) => {
      const shown = await preview(text, name)
      const committed = await commit(shown.importId)
      if (!committed.ok) throw new Error(committed.refusal.code)
      return shown
    },
    undo: (importBatchId: string) => undoImport(base.db, tenantId, ACTOR, importBatchId, NOW),
    /** Every open invoice as `number open due origin`, then what waits in the debtor's favour. */
    ledger: () => within((tx) => readLedger(tx, tenantId)),
    rows: () => within((tx) => countRows(tx)),
  }
}

async function readLedger(tx: Tx, tenantId: string): Promise<string[]> {
  const debtors = await tx
    .selectFrom('debtor')
    .select(['debtor_id', 'name'])
    .where('archived_at', 'is', null)
    .orderBy('name')
    .execute()
  const accounts = await readClaims(
    tx,
    tenantId,
    debtors.map((row) => row.debtor_id),
  )
  return [...accounts.values()]
    .flatMap(({ debtorId, claims, unallocatedCents }) => {
      const name = debtors.find((row) => row.debtor_id === debtorId)?.name
      return [
        ...claims.map((claim) => `${name} ${claim.number} ${claim.openCents} ${claim.dueOn}`),
        ...(unallocatedCents > 0 ? [`${name} +${unallocatedCents}`] : []),
      ]
    })
    .sort()
}

async function countRows(tx: Tx): Promise<number[]> {
  const tables = ['debtor', 'contact', 'invoice', 'instalment', 'entry', 'allocation'] as const
  const counts: number[] = []
  for (const table of tables) {
    const row = await tx
      .selectFrom(table)
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow()
    counts.push(row.count)
  }
  return counts
}

const HEAD = 'N° facture;Date;Échéance;Code client;Client;Montant TTC;Reste dû;E-mail'
const list = (...lines: string[]) => [HEAD, ...lines].join('\r\n')
const F1 = 'F-1;01/09/2026;01/10/2026;C1;Alpha SARL;100,00;100,00;compta@alpha.example'
const F2 = 'F-2;05/09/2026;05/10/2026;C1;Alpha SARL;50,00;20,00;compta@alpha.example'
const F3 = 'F-3;07/09/2026;07/10/2026;C2;Beta SAS;70,00;70,00;'
const sorted = ({ counts }: ImportFile) =>
  [counts.debtors, counts.contacts, counts.invoices, counts.credits].map((one) => Object.values(one).join('/'))

describe('preview, then commit', () => {
  it('says new, changed, already there, refused, and writes nothing before the yes', async () => {
    const { preview, rows } = await office()
    const shown = await preview(list(F1, F2, F3, 'F-4;31/02/2026;;C2;Beta SAS;1,00;1,00;'))
    expect(sorted(shown)).toEqual(['2/0/0/0', '1/0/0/0', '3/0/0/1', '1/0/0/0'])
    expect(shown.counts.totals).toEqual([{ currency: 'EUR', invoicedCents: 22_000, creditedCents: 3_000 }])
    expect(shown.problems).toMatchObject([{ severity: 'refused', line: 5, column: 'Date', code: 'date_unreadable' }])
    expect(await rows()).toEqual([0, 0, 0, 0, 0, 0])
  })

  it('the balance column settles what is paid: 50,00 of which 20,00 are left', async () => {
    const { take, ledger } = await office()
    await take(list(F1, F2, F3))
    expect(await ledger()).toEqual([
      'Alpha SARL F-1 10000 2026-10-01',
      'Alpha SARL F-2 2000 2026-10-05',
      'Beta SAS F-3 7000 2026-10-07',
    ])
  })

  it('A7-30, I7: the same file twice adds nothing, and says that it came before', async () => {
    const { take, preview, rows } = await office()
    await take(list(F1, F2, F3))
    const before = await rows()
    const again = await take(list(F1, F2, F3))
    expect(again.committedBeforeAt).toBe(NOW.toISOString())
    expect(sorted(again)).toEqual(['0/0/2/0', '0/0/1/0', '0/0/3/0', '0/0/0/0'])
    expect(await rows()).toEqual(before)
    expect((await preview(list(F1))).absent.map(({ number, openCents }) => [number, openCents])).toEqual([
      ['F-2', 2_000],
      ['F-3', 7_000],
    ])
  })

  it('A7-31: one amount changed is shown as a change, corrected on a yes, and told on the timeline', async () => {
    const { take, ledger, within } = await office()
    await take(list(F1, F3))
    const shown = await take(list(F1.replaceAll('100,00', '110,00'), F3))
    expect(sorted(shown)[2]).toBe('0/1/1/0')
    expect(shown.problems).toMatchObject([
      {
        severity: 'note',
        line: 2,
        code: 'import_invoice_changed',
        facts: { fields: ['amount'], ledgerCents: 10_000, fileCents: 11_000 },
      },
    ])
    expect(await ledger()).toContain('Alpha SARL F-1 11000 2026-10-01')
    const told = await within((tx) =>
      tx.selectFrom('event').select(['kind', 'facts']).where('kind', '=', 'invoice_corrected').execute(),
    )
    expect(told).toMatchObject([{ facts: { before: { amountCents: 10_000 }, after: { amountCents: 11_000 } } }])
  })

  it('more is paid in the next file: only the difference is entered; less takes nothing back and is said', async () => {
    const { take, ledger } = await office()
    await take(list(F2))
    await take(list(F2.replace('20,00', '5,00')))
    expect(await ledger()).toEqual(['Alpha SARL F-2 500 2026-10-05'])
    const shown = await take(list(F2.replace('20,00', '30,00')))
    expect(shown.problems).toMatchObject([{ severity: 'note', code: 'import_settled_less' }])
    expect(await ledger()).toEqual(['Alpha SARL F-2 500 2026-10-05'])
  })

  it('an invoice that the file shows paid, and that we never knew, is history', async () => {
    const { take, rows } = await office()
    const shown = await take(list(F1.replace('100,00;100,00', '100,00;0,00')))
    expect(shown.counts.history).toBe(1)
    expect(await rows()).toEqual([0, 0, 0, 0, 0, 0])
  })

  it('S0-3: without a due date, the debtor’s terms, else the terms of sale; nothing is said changed for it', async () => {
    const { take, within, tenantId, ledger } = await office('45fdm')
    await within((tx) =>
      postDebtors(tx, tenantId, ACTOR, [{ creditorId: CREDITOR, name: 'Alpha', reference: 'C1', paymentTerms: '10' }]),
    )
    const text =
      'N° facture;Date;Code client;Client;Montant TTC\nF-1;01/09/2026;C1;Alpha;10,00\nF-2;01/09/2026;C2;Beta;10,00\n'
    await take(text)
    expect(await ledger()).toEqual(['Alpha F-1 1000 2026-09-11', 'Beta F-2 1000 2026-10-31'])
    const origins = await within((tx) => tx.selectFrom('invoice').select('due_origin').orderBy('number').execute())
    expect(origins.map((row) => row.due_origin)).toEqual(['debtor_terms', 'terms_of_sale'])
    expect(sorted(await take(text))[2]).toBe('0/0/2/0')
  })

  it('pitfall 27: several lines of one invoice are its instalments', async () => {
    const { take, ledger } = await office()
    await take(list(F1, F1.replace('01/10/2026', '01/11/2026')))
    expect(await ledger()).toEqual(['Alpha SARL F-1 10000 2026-10-01', 'Alpha SARL F-1 10000 2026-11-01'])
  })

  it('a debtor typed by hand is found by name, its blanks are filled, what a person typed stays and is said', async () => {
    const { take, within, tenantId } = await office()
    const address = { lines: ['1 rue A'], postcode: '01000', city: 'Bourg', country: 'FR' }
    await within((tx) => postDebtors(tx, tenantId, ACTOR, [{ creditorId: CREDITOR, name: 'ALPHA SARL', address }]))
    const shown = await take(
      'Code client;Client;SIREN;E-mail;Adresse;CP;Ville\nC1;Alpha S.A.R.L.;732829320;a@alpha.example;2 rue B;69001;Lyon\n',
    )
    expect(sorted(shown)).toEqual(['1/0/0/0', '1/0/0/0', '0/0/0/0', '0/0/0/0'])
    const exact = await take(
      'Code client;Client;SIREN;E-mail;Adresse;CP;Ville\nC9;Alpha SARL;404833048;b@alpha.example;2 rue B;69001;Lyon\n',
    )
    expect(sorted(exact)[0]).toBe('0/1/0/0')
    expect(exact.problems).toMatchObject([
      { severity: 'note', code: 'import_debtor_differs', facts: { fields: ['address'] } },
    ])
    const row = await within((tx) =>
      tx.selectFrom('debtor').selectAll().where('name', '=', 'ALPHA SARL').executeTakeFirstOrThrow(),
    )
    expect(row).toMatchObject({ reference: 'C9', siren: '404833048', postcode: '01000' })
  })

  it('a list of payments settles what it names, by debtor or by invoice number alone; what it does not name goes to the oldest due', async () => {
    const { take, ledger } = await office()
    await take(list(F1, F2, F3))
    const shown = await take(
      'Date de règlement;Client;N° facture;Montant réglé\n10/10/2026;Beta SAS;F-3;70,00\n11/10/2026;;F-1;40,00\n12/10/2026;Alpha SARL;;60,00\n13/10/2026;;F-99;1,00\n',
    )
    expect(sorted(shown)[3]).toBe('3/0/0/1')
    expect(shown.problems).toMatchObject([{ code: 'import_invoice_not_found', line: 5 }])
    expect(await ledger()).toEqual(['Alpha SARL F-2 2000 2026-10-05'])
  })

  it('money is never counted twice: a payment that a balance column already told is asked, a later one is entered', async () => {
    const { take, ledger } = await office()
    await take(list(F2))
    const payments = (on: string, cents: string) =>
      `Date de règlement;Client;N° facture;Montant réglé\n${on};Alpha SARL;F-2;${cents}\n`
    const doubtful = await take(payments('10/10/2026', '30,00'))
    expect(doubtful.problems).toMatchObject([
      { severity: 'refused', code: 'import_payment_maybe_counted', facts: { countedCents: 3_000 } },
    ])
    expect(await ledger()).toEqual(['Alpha SARL F-2 2000 2026-10-05'])
    await take(payments('23/11/2026', '15,00'))
    expect(await ledger()).toEqual(['Alpha SARL F-2 500 2026-10-05'])
  })

  it('a balance that a waiting payment explains enters nothing: what is owed is right, and it is said', async () => {
    const { take, ledger } = await office()
    await take(list(F2.replace('20,00', '50,00')))
    await take('Date de règlement;Client;Montant réglé;Référence\n01/10/2026;Alpha SARL;30,00;VIR 1\n')
    expect(await ledger()).toEqual(['Alpha SARL +3000', 'Alpha SARL F-2 5000 2026-10-05'])
    const shown = await take(list(F2))
    expect(shown.problems).toMatchObject([
      { severity: 'note', code: 'import_settled_by_waiting', facts: { waitingCents: 3_000 } },
    ])
    expect(await ledger()).toEqual(['Alpha SARL +3000', 'Alpha SARL F-2 5000 2026-10-05'])
  })

  it('two equal payments in one file are two; the same file again is none', async () => {
    const { take, rows } = await office()
    const text =
      'Date de règlement;Client;Montant réglé;E-mail\n10/10/2026;Beta;70,00;b@b.fr\n10/10/2026;Beta;70,00;b@b.fr\n'
    await take(text)
    expect((await rows())[4]).toBe(2)
    await take(text)
    expect((await rows())[4]).toBe(2)
  })

  it('a file that cannot be taken is kept with its reason, its columns are corrected and remembered, then it is taken', async () => {
    const { preview, services, tenantId, commit, ledger } = await office()
    const text = 'Zone 1;Zone 2;Montant;Client;N° facture\nF-7;01/09/2026;10,00;Alpha SARL;\n'
    const shown = await preview(text)
    expect(shown.problems.at(0)).toMatchObject({ severity: 'file_refused', code: 'columns_missing' })
    expect(await commit(shown.importId)).toMatchObject({ refusal: { code: 'import_file_refused' } })
    const seen = shown.inspection?.mapping
    if (!seen) throw new Error('no columns')
    const means = ['invoiceNumber', 'issuedOn', 'amount', 'partyName', null] as const
    const mapping = {
      ...seen,
      columns: seen.columns.map((column, at) => ({ ...column, field: means[at] ?? null, reason: 'decided' as const })),
    }
    const corrected = await remapImport(services, tenantId, ACTOR, shown.importId, mapping, TODAY, NOW)
    expect(corrected.ok && sorted(corrected.value)[2]).toBe('1/0/0/0')
    expect(await commit(shown.importId)).toMatchObject({ ok: true })
    expect(await ledger()).toEqual(['Alpha SARL F-7 1000 2026-10-01'])
    const next = await preview(text.replace('F-7', 'F-8'))
    expect(next.inspection?.mapping.columns[0]).toMatchObject({ field: 'invoiceNumber', reason: 'decided' })
    expect(sorted(next)[2]).toBe('1/0/0/0')
  })

  it('is committed once, even by two clicks at the same time', async () => {
    const { preview, commit, rows } = await office()
    const { importId } = await preview(list(F1))
    const both = await Promise.all([commit(importId), commit(importId)])
    expect(both.map(({ ok }) => ok).sort()).toEqual([false, true])
    expect((await rows())[2]).toBe(1)
  })

  it('what was entered between the preview and the yes is not entered twice', async () => {
    const { preview, commit, rows } = await office()
    const [first, second] = [await preview(list(F1)), await preview(list(F1, F3))]
    await commit(first.importId)
    expect(await commit(second.importId)).toMatchObject({
      ok: true,
      value: { counts: { invoices: { new: 1, already: 1 } } },
    })
    expect((await rows())[2]).toBe(2)
  })
})

type Line = [
  journal: string,
  entry: string,
  account: string,
  customer: string,
  piece: string,
  cents: number,
  letter: string,
]

function fecOf(...lines: Line[]): string {
  const headings =
    'JournalCode|JournalLib|EcritureNum|EcritureDate|CompteNum|CompteLib|CompAuxNum|CompAuxLib|PieceRef|PieceDate|EcritureLib|Debit|Credit|EcritureLet|DateLet'
  const texts = lines.map(([journal, entry, account, customer, piece, cents, letter]) => {
    const [debit, credit] = [Math.max(cents, 0) / 100, Math.max(-cents, 0) / 100]
    return [
      journal,
      journal,
      entry,
      '20260901',
      account,
      '',
      customer,
      customer && `Client ${customer}`,
      piece,
      '20260901',
      '',
      debit,
      credit,
      letter,
      '',
    ].join('|')
  })
  return [headings, ...texts].join('\n')
}

describe('FEC', () => {
  it('enters open invoices and their payments, says what has no invoice, and up to when payments are known', async () => {
    const { take, ledger, within } = await office()
    const shown = await take(readFileSync(FEC_FIXTURE), '123456782FEC20261231.txt')
    expect(await ledger()).toEqual([
      'Avoir et Cie FA-2026-0056 48000 2026-10-12',
      'Client en Avance +15000',
      'Douteux SARL FA-2026-0010 200000 2026-05-01',
      'En Deux Fois FA-2026-0060 50000 2026-10-31',
      'Partiel SAS FA-2026-0055 60000 2026-10-10',
      'Sans Auxiliaire +6000',
      'Sans Auxiliaire FA-2026-0062 36000 2026-11-09',
    ])
    expect(shown.problems.map(({ code }) => code).sort()).toEqual([
      'fec_lines_without_customer',
      'import_bounced_payment',
      'import_opening_balance',
      'import_opening_balance',
    ])
    expect(await within((tx) => tx.selectFrom('payments_known').select('until_day').execute())).toEqual([
      { until_day: '2026-11-10' },
    ])
    expect(sorted(await take(readFileSync(FEC_FIXTURE), '123456782FEC20261231.txt')).slice(2)).toEqual([
      '0/0/5/0',
      '0/0/6/0',
    ])
  })

  it('a payment that waited is placed once the books are lettered; the undo makes it wait again', async () => {
    const { take, undo, ledger } = await office()
    const books = (letter: string) =>
      fecOf(
        ['VE', 'VE1', '411000', 'C1', 'F-1', 120_00, letter],
        ['VE', 'VE1', '706000', '', 'F-1', -120_00, ''],
        ['BQ', 'BQ1', '512000', '', 'V1', 50_00, ''],
        ['BQ', 'BQ1', '411000', 'C1', 'V1', -50_00, letter],
      )
    await take(books(''), 'a.txt')
    expect(await ledger()).toEqual(['Client C1 +5000', 'Client C1 F-1 12000 2026-10-01'])
    const lettered = await take(books('a'), 'b.txt')
    expect(sorted(lettered)[3]).toBe('0/1/0/0')
    expect(await ledger()).toEqual(['Client C1 F-1 7000 2026-10-01'])
    expect(sorted(await take(books('a'), 'b.txt'))[3]).toBe('0/0/1/0')
    expect(await undo(lettered.importId)).toMatchObject({ ok: true })
    expect(await ledger()).toEqual(['Client C1 +5000', 'Client C1 F-1 12000 2026-10-01'])
  })

  it('the books of another firm are refused', async () => {
    const { preview } = await office()
    const shown = await preview(readFileSync(FEC_FIXTURE), '404833048FEC20261231.txt')
    expect(shown.problems[0]).toMatchObject({ severity: 'file_refused', code: 'import_other_creditor' })
  })
})

describe('undo takes the whole import back', () => {
  it('invoices, payments, contacts and debtors go; corrections and filled blanks are as before; the file can come again', async () => {
    const { take, undo, ledger, rows, within } = await office()
    await take(list(F1))
    const [rowsBefore, ledgerBefore] = [await rows(), await ledger()]
    const second = await take(`${list(F1.replaceAll('100,00', '120,00'), F2, F3)}`)
    expect(await undo(second.importId)).toMatchObject({ ok: true, value: { invoices: 2, entries: 1, debtors: 1 } })
    expect(await ledger()).toEqual(ledgerBefore)
    expect(await rows()).toEqual(rowsBefore)
    expect(await undo(second.importId)).toMatchObject({ refusal: { code: 'import_already_undone' } })
    await take(list(F1, F2, F3))
    expect((await ledger()).length).toBe(3)
    const told = await within((tx) =>
      tx.selectFrom('event').select('kind').where('debtor_id', 'is', null).orderBy('event_id').execute(),
    )
    expect(told.map(({ kind }) => kind).filter((kind) => kind !== 'payments_known')).toEqual([
      'import_committed',
      'import_committed',
      'import_undone',
      'import_committed',
    ])
  })

  it('a preview has nothing to undo', async () => {
    const { preview, undo } = await office()
    expect(await undo((await preview(list(F1))).importId)).toMatchObject({
      refusal: { code: 'import_not_committed' },
    })
  })

  it('is refused when a person has since entered a payment on one of its invoices', async () => {
    const { take, undo, within, tenantId, rows } = await office()
    const { importId } = await take(list(F1))
    const before = await rows()
    await within(async (tx) => {
      const { debtor_id: debtorId } = await tx.selectFrom('invoice').select('debtor_id').executeTakeFirstOrThrow()
      await postPayments(tx, tenantId, ACTOR, [
        { creditorId: CREDITOR, debtorId, onDay: TODAY, amountCents: 500, currency: EUR, placing: { by: 'rule' } },
      ])
    })
    expect(await undo(importId)).toMatchObject({
      refusal: { code: 'import_used', facts: { payments: 1, chased: 0, numbers: ['F-1'] } },
    })
    expect((await rows())[2]).toBe(before[2])
  })

  it('is refused when one of its payments was reversed, a dispute opened, charges decided', async () => {
    const { take, undo, within, tenantId } = await office()
    const { importId } = await take(list(F1, F2))
    await within(async (tx) => {
      const { entry_id: entryId } = await tx.selectFrom('entry').select('entry_id').executeTakeFirstOrThrow()
      await reverseEntry(tx, tenantId, ACTOR, entryId, TODAY, 'impayé')
      const invoice = await tx.selectFrom('invoice').selectAll().where('number', '=', 'F-1').executeTakeFirstOrThrow()
      const { debtor_id, invoice_id } = invoice
      await tx
        .insertInto('hold')
        .values({
          tenant_id: tenantId,
          hold_id: 'hol_0001',
          debtor_id,
          invoice_id,
          kind: 'dispute',
          from_day: TODAY,
          created_by: ACTOR,
        })
        .execute()
      await tx
        .insertInto('charge_decision')
        .values({ tenant_id: tenantId, invoice_id, charge: 'penalty', decision: 'claim', decided_by: ACTOR })
        .execute()
    })
    expect(await undo(importId)).toMatchObject({ refusal: { facts: { payments: 1, holds: 1, decisions: 1 } } })
  })

  it('is refused when a letter listing one of its invoices has left', async () => {
    const { take, undo, within, tenantId } = await office()
    const { importId } = await take(list(F1))
    await within((tx) => insertSentLetter(tx, tenantId))
    expect(await undo(importId)).toMatchObject({
      refusal: { code: 'import_used', facts: { chased: 1, numbers: ['F-1'] } },
    })
  })

  it('is refused while a later import settles its invoices, and named', async () => {
    const { take, undo } = await office()
    const first = await take(list(F1))
    const second = await take(
      'Date de règlement;Client;N° facture;Montant réglé\n10/10/2026;Alpha SARL;F-1;40,00\n',
      'reglements.csv',
    )
    expect(await undo(first.importId)).toMatchObject({ refusal: { facts: { laterFiles: ['reglements.csv'] } } })
    expect(await undo(second.importId)).toMatchObject({ ok: true })
    expect(await undo(first.importId)).toMatchObject({ ok: true })
  })
})

it('an invoice already chased is not corrected in silence: the line is refused, with both amounts', async () => {
  const { take, preview, within, tenantId } = await office()
  await take(list(F1))
  await within((tx) => insertSentLetter(tx, tenantId))
  const shown = await preview(list(F1.replaceAll('100,00', '110,00')))
  expect(sorted(shown)[2]).toBe('0/0/0/1')
  expect(shown.problems).toMatchObject([{ severity: 'refused', code: 'import_invoice_chased' }])
})

it('two debtors of one name: the line is asked, nobody is chosen', async () => {
  const { preview, within, tenantId } = await office()
  await within((tx) =>
    postDebtors(tx, tenantId, ACTOR, [
      { creditorId: CREDITOR, name: 'Martin', reference: 'M1' },
      { creditorId: CREDITOR, name: 'Martin', reference: 'M2' },
    ]),
  )
  const shown = await preview('N° facture;Date;Client;Montant TTC\nF-1;01/09/2026;Martin;10,00\n')
  expect(shown.problems).toMatchObject([{ severity: 'refused', line: 2, code: 'debtor_ambiguous' }])
})

it('one office never sees the debtors of another', async () => {
  const [one, other] = [await office(), await office()]
  await one.take(list(F1))
  expect(sorted(await other.preview(list(F1)))[2]).toBe('1/0/0/0')
})

/** A letter listing the first invoice of the office, sent. */
async function insertSentLetter(tx: Tx, tenantId: string): Promise<void> {
  const { invoice_id, debtor_id } = await tx
    .selectFrom('invoice')
    .select(['invoice_id', 'debtor_id'])
    .orderBy('number')
    .executeTakeFirstOrThrow()
  const { case_id } = await tx
    .selectFrom('collection_case')
    .select('case_id')
    .where('debtor_id', '=', debtor_id)
    .executeTakeFirstOrThrow()
  const step = {
    step_code: 'rappel',
    step_index: 0,
    leader_id: invoice_id,
    cycle: 1,
    channel: 'post',
    template_code: 'first-reminder',
    tone_level: 1,
  } as const
  await tx
    .insertInto('action')
    .values({
      tenant_id: tenantId,
      action_id: 'act_0001',
      case_id,
      ...step,
      scenario_code: 'equilibre',
      scenario_version: 1,
      invoice_ids: [invoice_id],
      invoice_stages: [0],
      total_cents: 10_000,
      planned_on: TODAY,
      approval_mode: 'manual',
      state: 'approved',
      reason: 'test',
    })
    .execute()
  await tx
    .insertInto('delivery')
    .values({
      tenant_id: tenantId,
      delivery_id: 'dlv_0001',
      action_id: 'act_0001',
      debtor_id,
      channel: 'post',
      recipient: 'x',
      state: 'sent',
    })
    .execute()
}

it('a postInvoices made by hand is left alone by an undo', async () => {
  const { take, undo, within, tenantId, ledger } = await office()
  const { importId } = await take(list(F1))
  await within(async (tx) => {
    const { debtor_id: debtorId } = await tx.selectFrom('debtor').select('debtor_id').executeTakeFirstOrThrow()
    await postInvoices(tx, tenantId, ACTOR, [
      {
        creditorId: CREDITOR,
        debtorId,
        number: 'M-1',
        issuedOn: day('2026-09-01'),
        dueOn: day('2026-10-01'),
        dueOrigin: 'invoice',
        amountCents: 900,
        currency: EUR,
      },
    ])
  })
  expect(await undo(importId)).toMatchObject({ ok: true })
  expect(await ledger()).toEqual(['Alpha SARL M-1 900 2026-10-01'])
})
