import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PDFDocument } from '@cantoo/pdf-lib'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { SECTIONS } from '../flow/plan/contract.ts'
import { readToday } from '../flow/plan/read-today.ts'
import { setMailAccount } from '../flow/setup/mail-account.ts'
import { seedOffice } from '../flow/setup/seed-office.ts'
import { turnSending } from '../flow/setup/sending-switch.ts'
import { todayInParis } from '../platform/clock.ts'
import { readConfig } from '../platform/config.ts'
import { inTenant, type Tx } from '../platform/db.ts'
import { openDocuments } from '../platform/documents.ts'
import { createLog } from '../platform/log.ts'
import { startFaultSmtp } from '../platform/testing/fault-smtp.ts'
import { type TestDatabase, testDatabase } from '../platform/testing/test-database.ts'
import type { Services } from '../services.ts'
import type { Command } from './command.ts'
import { command as creditor } from './creditor.ts'
import { command as demo } from './demo.ts'
import { command as importFiles } from './import.ts'
import { command as letters } from './letters.ts'
import { command as plan } from './plan.ts'
import { command as run } from './run.ts'
import { command as scenario } from './scenario.ts'
import { command as sending } from './sending.ts'
import { command as simulate } from './simulate.ts'
import { documentedKeys, keysOf } from './testing/documented-keys.ts'
import { type Ran, runCommand } from './testing/run-command.ts'

/** A Tuesday, ten in the morning in Paris. */
const CLOCK = () => new Date('2026-11-24T09:00:00Z')
const TODAY = todayInParis(CLOCK())
const FIXTURES = join(import.meta.dirname, '..', '..', 'fixtures')

let base: TestDatabase
let folder: string
let services: Services
let tenantId: string
let filled: Ran

beforeAll(async () => {
  base = await testDatabase()
  folder = mkdtempSync(join(tmpdir(), 'amiable-commands-'))
  const config = { ...readConfig({}), dataFolder: folder, smtpUrl: null, databaseUrl: 'postgres://of-the-test' }
  const documents = openDocuments(folder)
  services = { config, db: base.db, documents, secret: 'x'.repeat(40), log: createLog('silent'), wake: async () => {} }
  filled = await runCommand(demo, services, CLOCK, ['--json'])
  const office = await base.db.selectFrom('auth.tenant').select('tenant_id').executeTakeFirstOrThrow()
  tenantId = office.tenant_id
}, 300_000)
afterAll(async () => {
  await base.close()
  rmSync(folder, { recursive: true, force: true })
})

const amiable = (command: Command, ...args: string[]) => runCommand(command, services, CLOCK, args)
const inOffice = <T>(work: (tx: Tx) => Promise<T>) => inTenant(base.db, tenantId, work)

/** Answers are read as programs read them: without types. */
async function json(command: Command, ...args: string[]) {
  const { out } = await amiable(command, ...args, '--json')
  expect(out.trimEnd().split('\n')).toHaveLength(1)
  return JSON.parse(out)
}

const count = async (query: ReturnType<typeof sql<{ n: number }>>) =>
  (await inOffice((tx) => query.execute(tx))).rows[0]?.n

describe('amiable demo', () => {
  it('makes one firm, 60 debtors, 250 invoices and a person who can sign in, and documents its keys', () => {
    const answer = JSON.parse(filled.out)
    expect(filled.code).toBe(0)
    expect(answer).toMatchObject({ debtors: 60, invoices: 250, office: 'Atelier Brévanne (démonstration)' })
    expect(answer.access).toEqual({
      email: 'claire@atelier-brevanne.example',
      password: expect.stringMatching(/^\S{16}$/),
    })
    expect(keysOf(answer)).toEqual(documentedKeys('demo'))
  })

  it('leaves something in every section of « Aujourd’hui », and holds cases for more than ten reasons', async () => {
    const page = await inOffice((tx) => readToday(tx, tenantId, TODAY))
    expect(SECTIONS.filter((section) => page.sections[section].count === 0)).toEqual([])
    const reasons = page.held.map(({ reason }) => reason)
    expect(reasons).toEqual(
      expect.arrayContaining([
        'hold_dispute',
        'hold_promise',
        'hold_plan',
        'hold_pause',
        'hold_insolvency',
        'hold_reply',
        'time_barred',
        'no_address',
        'below_floor',
        'credit_to_allocate',
        'delivery_uncertain',
        'delivery_failed',
        'ladder_climbed',
        'direct_debit',
      ]),
    )
    expect(page.alerts.map(({ code }) => code)).toEqual(expect.arrayContaining(['promise_broken', 'email_refused']))
    expect(page.promised.length).toBeGreaterThan(0)
  })

  it('has a history that is true: acts of every step, told on their days, each message archived', async () => {
    const steps = await inOffice((tx) =>
      sql<{ template: string }>`
        select distinct a.template_code as template from action a
        join delivery d on d.tenant_id = a.tenant_id and d.action_id = a.action_id where a.tenant_id = ${tenantId} and d.state = 'sent'`.execute(
        tx,
      ),
    )
    expect(steps.rows.map(({ template }) => template)).toEqual(
      expect.arrayContaining([
        'pre-due-courtesy',
        'first-reminder',
        'call-first',
        'firm-reminder',
        'warning-letter',
        'formal-notice',
      ]),
    )
    expect(
      await count(
        sql`select count(*)::int as n from event where tenant_id = ${tenantId} and at > ${CLOCK()} and kind <> 'sending_off'`,
      ),
    ).toBe(0)
    expect(
      await count(
        sql`select count(*)::int as n from event where tenant_id = ${tenantId} and at < ${CLOCK()}::timestamptz - interval '70 days'`,
      ),
    ).toBeGreaterThan(200)
    const messages = await inOffice((tx) =>
      tx.selectFrom('message').select('content_sha256').where('tenant_id', '=', tenantId).execute(),
    )
    for (const { content_sha256 } of messages)
      expect((await services.documents.get(content_sha256)).length).toBeGreaterThan(0)
    expect(messages.length).toBeGreaterThan(150)
  })

  it('fails only where the story wants it: one refused address, one silence', async () => {
    const { rows } = await inOffice((tx) =>
      sql<{ state: string; failure_code: string }>`
        select state, failure_code from delivery where tenant_id = ${tenantId} and state in ('failed', 'uncertain') order by state`.execute(
        tx,
      ),
    )
    expect(rows).toEqual([
      { state: 'failed', failure_code: 'recipient_refused' },
      { state: 'uncertain', failure_code: 'no_answer_after_body' },
    ])
  })

  it('refuses a folder that has data', async () => {
    const again = await amiable(demo, '--json')
    expect(again.code).toBe(1)
    expect(JSON.parse(again.out)).toEqual({ refusal: { code: 'office_has_data', facts: {} } })
    expect(again.err).toMatch(/AMIABLE_DATA/)
  })
})

describe('amiable plan', () => {
  it('gives each open case its steps or the reasons why not, in one object with the documented keys', async () => {
    const answer = await json(plan, '--on', '2026-11-26')
    expect(answer.on).toBe('2026-11-26')
    expect(answer.cases.length).toBeGreaterThan(50)
    expect(answer.totals.cases).toBe(answer.cases.length)
    const silent = answer.cases.filter((one: { steps: []; reasons: [] }) => one.steps.length + one.reasons.length === 0)
    expect(silent).toEqual([])
    expect(keysOf(answer)).toEqual(documentedKeys('plan').filter((key) => !/skipped\[\]/.test(key)))
  })

  it('tells the steps passed over: a call to who does not want to be called, a coming date without an e-mail address', async () => {
    const skipped = new Map<string, string[]>()
    for (const on of ['2026-11-25', '2026-11-27', '2026-11-30', '2026-12-01', '2026-12-02']) {
      const answer = await json(plan, '--on', on)
      for (const one of answer.cases)
        if (one.skipped.length > 0) skipped.set(one.debtor, keysOf({ cases: [{ skipped: one.skipped }] }))
    }
    expect(skipped.size).toBeGreaterThan(0)
    const [keys = []] = skipped.values()
    expect(keys.filter((key) => !documentedKeys('plan').includes(key))).toEqual([])
  })

  it('records nothing, and is what `run` then does (pitfall 54)', async () => {
    const before = await count(sql`select count(*)::int as n from action where tenant_id = ${tenantId}`)
    const planned = await json(plan, '--on', '2026-11-26')
    expect(await count(sql`select count(*)::int as n from action where tenant_id = ${tenantId}`)).toBe(before)
    const ran = await json(run, '--on', '2026-11-26')
    expect(ran.planned.steps).toBe(planned.totals.steps)
    expect(ran.planned.steps).toBeGreaterThan(0)
    expect(ran).toMatchObject({ on: '2026-11-26', prepared: null, sent: null })
  })

  it('speaks French to people, with the reason of each silence', async () => {
    const { out, code } = await amiable(plan, '--on', '2026-11-26')
    expect(code).toBe(0)
    expect(out).toContain('Une promesse court jusqu’au')
    expect(out).toContain('26/11/2026\u00a0: ')
    expect(out).not.toMatch(/\{\{|undefined|null/)
  })

  it('refuses a day that does not exist, on standard error', async () => {
    const { code, out, err } = await amiable(plan, '--on', '2026-02-30')
    expect({ code, out }).toEqual({ code: 1, out: '' })
    expect(err).toContain('--on')
  })
})

describe('amiable simulate', () => {
  it('S4-23: who gets what when, contacts per debtor, and the cost of stamps, registered letters and SMS', async () => {
    const answer = await json(simulate, '--from', '2026-11-24', '--days', '60')
    expect(keysOf(answer)).toEqual(documentedKeys('simulate'))
    expect(answer.acts.length).toBe(answer.totals.acts)
    const days = answer.acts.map(({ on }: { on: string }) => on)
    expect(days).toEqual(days.toSorted())
    const summed = answer.costs.reduce((sum: number, { totalCents }: { totalCents: number }) => sum + totalCents, 0)
    expect(answer.totals.costCents).toBe(summed)
    expect(summed).toBeGreaterThan(0)
    const contacts = answer.contacts.reduce((sum: number, one: { contacts: number }) => sum + one.contacts, 0)
    expect(contacts).toBe(answer.totals.contacts)
  })

  it('takes the prices given, and refuses what is no price', async () => {
    const answer = await json(
      simulate,
      '--from',
      '2026-11-24',
      '--days',
      '60',
      '--cost',
      'registered:10',
      '--cost',
      'post:0',
    )
    const registered = answer.costs.find(({ channel }: { channel: string }) => channel === 'registered')
    expect(registered).toMatchObject({ unitCents: 1000, totalCents: 1000 * registered.acts })
    expect((await amiable(simulate, '--cost', 'pigeon:1')).code).toBe(1)
    expect((await amiable(simulate, '--days', '0')).code).toBe(1)
  })
})

describe('amiable letters', () => {
  it('writes each letter of the day and all of them in one file, in the same order', async () => {
    const out = join(folder, 'courriers')
    const answer = await json(letters, '--out', out)
    expect(keysOf(answer)).toEqual(documentedKeys('letters'))
    expect(answer.letters.length).toBeGreaterThan(0)
    expect(readdirSync(out).sort()).toEqual(
      [...answer.letters.map(({ file }: { file: string }) => file), answer.batch].sort(),
    )
    const pages = async (file: string) => (await PDFDocument.load(readFileSync(join(out, file)))).getPageCount()
    let total = 0
    for (const { file } of answer.letters) total += await pages(file)
    expect(await pages(answer.batch)).toBe(total)
  })

  it('asks for the folder, and says when it cannot be written', async () => {
    expect((await amiable(letters)).err).toContain('--out')
    writeFileSync(join(folder, 'fichier'), '')
    await expect(amiable(letters, '--out', join(folder, 'fichier', 'x'))).rejects.toThrow('--out')
  })
})

describe('amiable run --send', () => {
  it('sends nothing while sending is off, says so and fails', async () => {
    const { code, err, out } = await amiable(run, '--send', '--json')
    expect(code).toBe(1)
    expect(err).toContain('Les envois sont arrêtés')
    expect(JSON.parse(out).sent).toMatchObject({ sent: 0, switchedOff: true })
  })

  it('sends what may leave to the mail server of the creditor', async () => {
    const server = await startFaultSmtp()
    const port = Number(new URL(server.url).port)
    await inOffice(async (tx) => {
      const { creditor_id } = await tx.selectFrom('creditor').select('creditor_id').executeTakeFirstOrThrow()
      const account = {
        fromName: 'Atelier',
        fromEmail: 'a@atelier-brevanne.example',
        host: '127.0.0.1',
        port,
        security: 'none',
      } as const
      await setMailAccount(tx, tenantId, 'usr_test', creditor_id, account, services.secret)
      await turnSending(tx, tenantId, 'usr_test', 'on', null)
    })
    const { out } = await amiable(run, '--send', '--json')
    const answer = JSON.parse(out)
    await server.close()
    expect(answer.sent.sent).toBeGreaterThan(0)
    expect(server.received).toHaveLength(answer.sent.sent)
    expect(server.received.every(({ to }) => to.endsWith('.example'))).toBe(true)
    expect(keysOf(answer)).toEqual(documentedKeys('run'))
  })
})

describe('amiable import', () => {
  const file = join(FIXTURES, 'csv', 'factures-impayees-gestion-commerciale.csv')

  it('shows what a file would do without entering it, then enters it, then finds it all there (I7)', async () => {
    const seen = await json(importFiles, file, '--preview')
    expect(seen).toMatchObject({ preview: true, files: [{ file, refusal: null, import: { state: 'previewed' } }] })
    const added = seen.files[0].import.counts.invoices.new
    expect(added).toBeGreaterThan(0)
    const invoices = () => count(sql`select count(*)::int as n from invoice where tenant_id = ${tenantId}`)
    expect(await invoices()).toBe(250)
    const entered = await json(importFiles, file)
    expect(entered.files[0].import.state).toBe('committed')
    expect(await invoices()).toBe(250 + added)
    const again = await json(importFiles, file)
    expect(again.files[0].import.counts.invoices).toMatchObject({ new: 0 })
    expect(await invoices()).toBe(250 + added)
  })

  it('documents its keys, problems included', async () => {
    const faulty = join(FIXTURES, 'csv', 'lignes-refusees.csv')
    const notAFile = join(folder, 'photo.png')
    writeFileSync(notAFile, Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 1, 2, 3]))
    const { out, code, err } = await amiable(importFiles, faulty, notAFile, '--preview', '--json')
    expect(code).toBe(1)
    expect(err).toContain('photo.png')
    expect(keysOf(JSON.parse(out))).toEqual(documentedKeys('import'))
  })

  it('names a file that is not there, and a creditor that does not exist', async () => {
    expect(await amiable(importFiles, 'absent.csv')).toMatchObject({ code: 1, out: '' })
    expect((await amiable(importFiles, file, '--creditor', 'Personne')).err).toContain('Atelier Brévanne')
  })
})

describe('amiable creditor and sending', () => {
  it('show and complete who invoices, and switch sending, with the documented keys', async () => {
    const { creditors } = await json(creditor)
    expect(creditors).toHaveLength(1)
    const changed = await json(creditor, 'Atelier Brévanne', '--terms', '45')
    expect(changed.creditor.paymentTerms).toBe('45')
    expect(keysOf({ ...changed, creditors: [] })).toEqual(documentedKeys('creditor'))
    expect((await amiable(creditor, 'Atelier Brévanne', '--iban', 'FR00')).code).toBe(1)
    expect((await json(sending, 'off', '--reason', 'essai')).sending).toMatchObject({ position: 'off', everOn: true })
    expect(keysOf(await json(sending))).toEqual(documentedKeys('sending'))
  })
})

describe('amiable scenario', () => {
  it('lists those of the office and shows one in a form that `check` accepts', async () => {
    const listed = await json(scenario, 'list')
    expect(listed.source).toBe('office')
    expect(keysOf(listed)).toEqual(documentedKeys('scenario list'))
    for (const { code } of listed.scenarios) {
      const file = join(folder, `${code}.json`)
      writeFileSync(file, (await amiable(scenario, 'show', code, '--json')).out)
      expect(await json(scenario, 'check', file)).toMatchObject({ ok: true, errors: 0 })
    }
  })

  it('S3-15: tells in French what is wrong with a file, and fails', async () => {
    const file = join(folder, 'faux.json')
    const shown = JSON.parse((await amiable(scenario, 'show', 'equilibre', '--json')).out)
    const after = { ...shown.steps[1], code: 'apres', offsetDays: 60 }
    writeFileSync(file, JSON.stringify({ ...shown, steps: [...shown.steps, after] }))
    const { code, out } = await amiable(scenario, 'check', file, '--json')
    const answer = JSON.parse(out)
    expect(code).toBe(1)
    expect(answer.findings.map((one: { code: string }) => one.code)).toContain('step_after_notice')
    expect(keysOf(answer)).toEqual(documentedKeys('scenario check'))
    expect((await amiable(scenario, 'check', file)).out).toContain('La mise en demeure termine l’amiable')
  })

  it('tells where a file is no scenario: no JSON, a missing key, a wrong value', async () => {
    const file = join(folder, 'casse.json')
    writeFileSync(file, '{ "code": ')
    expect((await json(scenario, 'check', file)).findings[0]).toMatchObject({
      code: 'not_json',
      facts: { path: 'ligne 1, colonne 11' },
    })
    const shown = JSON.parse((await amiable(scenario, 'show', 'equilibre', '--json')).out)
    shown.steps[1].offsetDays = 'deux'
    writeFileSync(file, JSON.stringify(shown))
    expect((await json(scenario, 'check', file)).findings).toMatchObject([
      { code: 'shape', stepCode: 'rappel', facts: { path: 'steps.1.offsetDays' } },
    ])
    expect((await amiable(scenario, 'check', join(folder, 'absent.json'))).code).toBe(1)
    expect((await amiable(scenario, 'danser')).code).toBe(1)
    expect((await amiable(scenario, 'show', 'inconnu')).err).toContain('equilibre')
  })
})

describe('the office', () => {
  it('is named with --office when there are several', async () => {
    await inTenant(base.db, 'ten_second0', (tx) => seedOffice(tx, 'ten_second0', 'Cabinet Second'))
    const { code, err } = await amiable(plan)
    expect(code).toBe(1)
    expect(err).toContain('«\u00a0Cabinet Second\u00a0»')
    expect(await json(plan, '--office', 'cabinet second')).toMatchObject({ cases: [], totals: { cases: 0 } })
    expect((await amiable(plan, '--office', 'Troisième')).err).toContain('Aucun cabinet ne s’appelle')
    expect(existsSync(join(folder, 'demo-access.json'))).toBe(true)
  })
})

describe('the sample data on other days', () => {
  it.each([
    ['a Sunday', '2026-11-22'],
    ['a day whose rates are not known yet', '2027-03-30'],
  ])(
    '%s: every section of « Aujourd’hui » has something',
    async (_, today) => {
      const other = await testDatabase()
      const data = mkdtempSync(join(tmpdir(), 'amiable-commands-'))
      const config = { ...services.config, dataFolder: data }
      const there = { ...services, config, db: other.db, documents: openDocuments(data) }
      const { out } = await runCommand(demo, there, () => new Date(`${today}T09:00:00Z`), ['--json'])
      const { tenant_id } = await other.db.selectFrom('auth.tenant').select('tenant_id').executeTakeFirstOrThrow()
      const page = await inTenant(other.db, tenant_id, (tx) => readToday(tx, tenant_id, JSON.parse(out).until))
      await other.close()
      rmSync(data, { recursive: true, force: true })
      expect(SECTIONS.filter((section) => page.sections[section].count === 0)).toEqual([])
      expect(page.sections.toSort.count).toBe(2)
    },
    120_000,
  )
})
