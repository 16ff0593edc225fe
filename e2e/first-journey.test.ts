import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchBrowser, openPage, type WatchedPage } from './testing/browser.ts'
import { type MailServer, startMailServer } from './testing/mail-server.ts'
import { createCreditor, signUp } from './testing/office.ts'
import { openSite, type Site } from './testing/site.ts'

const FILE = join(import.meta.dirname, '../fixtures/csv/factures-impayees-gestion-commerciale.csv')
/** A Wednesday, three days after the due date of the largest invoice of the file. */
const FIRST_DAY = '2026-08-05T08:00:00Z'

let browser: Browser
let site: Site
let mail: MailServer
let watched: WatchedPage
let page: Page

beforeAll(async () => {
  browser = await launchBrowser()
  mail = await startMailServer()
  site = await openSite(FIRST_DAY)
  watched = await openPage(browser, site.url)
  page = watched.page
})
afterAll(async () => {
  await browser.close()
  await site.close()
  await mail.close()
})

/** Subjects of what the largest debtor received, in order: a second sending of one would show. */
const subjects = () =>
  mail.received
    .filter((one) => one.to.includes('compta@trois-chenes.example'))
    .map((one) => /^Subject: (.*)$/m.exec(one.raw)?.[1] ?? '')

/** The worker passes beside the pages: what it does is awaited, not assumed. */
const until = (what: () => Promise<boolean> | boolean) => expect.poll(what, { timeout: 20_000 }).toBe(true)

describe('first start to a payment that stops everything (issue 2, item 11)', () => {
  it('the first person creates the office and says who invoices; a wrong SIREN is said at its field', async () => {
    await signUp(page)
    await page.getByLabel('Dénomination').fill('Ateliers Vauquelin')
    await page.getByLabel('SIREN').fill('123456789')
    await page.getByRole('button', { name: 'Enregistrer le créancier' }).click()
    await page.getByText('Ce numéro SIREN n’existe pas').waitFor()
    await createCreditor(page)
    await page.getByText('Aucun dossier pour l’instant.').waitFor()
  })

  it('a mail account is kept and really tested', async () => {
    await page.goto('/settings')
    await page.getByRole('link', { name: 'Ateliers Vauquelin', exact: true }).click()
    await page.getByLabel('Nom affiché').fill('Ateliers Vauquelin')
    await page.getByLabel('Adresse d’expédition').fill('compta@vauquelin.example')
    await page.getByLabel('Serveur SMTP').fill('127.0.0.1')
    await page.getByLabel('Chiffrement').selectOption('none')
    await page.getByLabel('Port').fill(String(mail.port))
    await page.getByRole('button', { name: 'Enregistrer le compte' }).click()
    await page.getByRole('button', { name: 'Vérifier la connexion' }).click()
    await page.getByText('Connexion réussie').waitFor()
  })

  it('a file is previewed with what is new and what is doubtful, by line and column, then imported', async () => {
    await page.goto('/imports')
    await page.locator('input[type=file]').setInputFiles(FILE)
    await page.waitForURL('**/imports/imp_*')
    await page.getByText('Ligne 5, colonne « Code postal »').waitFor()
    await page.getByRole('button', { name: /^Importer \d+ lignes$/ }).click()
    await page.getByRole('button', { name: 'Annuler l’import' }).waitFor()
  })

  it('the first reminder is prepared, and nothing leaves while sending is off', async () => {
    await page.goto('/cases')
    await page.getByRole('link', { name: /Trois "Chênes"/ }).click()
    await page.getByText('Une étape est déjà en cours').waitFor()
    expect(mail.received).toEqual([])
  })

  it('with sending on, the automatic first reminder leaves after its delay, once', async () => {
    await page.goto('/today')
    await page.getByRole('heading', { name: 'Sur le départ' }).waitFor()
    await page.getByRole('button', { name: 'Activer les envois' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Activer les envois' }).click()
    await page.getByRole('button', { name: 'Tout arrêter' }).waitFor()
    site.setClock('2026-08-05T08:30:00Z')
    await until(() => mail.received.length > 0)
    expect(subjects()).toHaveLength(1)
  })

  it('two weeks later nothing leaves on old news; with payments up to date the firm reminder waits for a yes: seen exactly, approved, received', async () => {
    site.setClock('2026-08-20T08:00:00Z')
    await page.goto('/cases')
    await page.getByRole('link', { name: /Trois "Chênes"/ }).click()
    await page.getByText('Les paiements connus ne sont pas assez récents').waitFor()
    await page.getByRole('button', { name: 'Mes paiements sont à jour' }).click()
    await page.getByText('Une étape est déjà en cours').waitFor()
    await until(async () => {
      await page.goto('/today')
      const heading = page.getByRole('heading', { name: /À valider/ })
      return heading.waitFor({ timeout: 2_000 }).then(
        () => true,
        () => false,
      )
    })
    await page.getByRole('button', { name: /^Aperçu SARL/ }).click()
    await page.frameLocator('iframe').getByText('FA00001187').first().waitFor()
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /^Valider/ })
      .click()
    await page.getByText('1 message validé').waitFor()
    site.setClock('2026-08-20T08:30:00Z')
    await until(() => subjects().length === 2)
    expect(mail.received.at(-1)?.raw).toContain('Auto-Submitted: auto-generated')
  })

  it('a payment typed in settles the invoice, and everything stops', async () => {
    await page.goto('/cases')
    await page.getByRole('link', { name: /Trois "Chênes"/ }).click()
    await page.getByRole('button', { name: /Saisir un paiement/ }).click()
    await page.getByLabel('Montant').fill('1 530,00')
    await page.getByRole('button', { name: 'Enregistrer le paiement' }).click()
    await page.getByText('Plus rien n’est dû.').first().waitFor()
    site.setClock('2026-09-30T08:00:00Z')
    await page.reload()
    await page.getByText('Plus rien n’est dû.').first().waitFor()
    expect(new Set(subjects()).size).toBe(2)
    expect(subjects()).toHaveLength(2)
  })

  it('« Tout arrêter » is one click, and the page says since when', async () => {
    await page.getByRole('button', { name: 'Tout arrêter' }).click()
    await page.getByText('Tous les envois sont arrêtés depuis').waitFor()
  })

  it('no fault in the console, no request to a third party, no server error in the whole journey', () => {
    expect(watched.faults).toEqual([])
  })
})
