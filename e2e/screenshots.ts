import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { fillDemo } from '../src/cli/demo.ts'
import { todayInParis } from '../src/platform/clock.ts'
import { readConfig } from '../src/platform/config.ts'
import { createLog } from '../src/platform/log.ts'
import { start } from '../src/start.ts'
import { launchBrowser, openPage } from './testing/browser.ts'

/** `npm run screenshots`: pictures of the main pages, from the sample data, into docs/images. */
const FOLDER = join(import.meta.dirname, '../docs/images')

const WIDE = { width: 1440, height: 900 }
const PHONE = { width: 390, height: 844 }

type Shot = {
  readonly name: string
  readonly size: typeof WIDE
  readonly dark?: boolean
  readonly show: (page: Page) => Promise<unknown>
}

const SHOTS: readonly Shot[] = [
  { name: 'today', size: { width: 1440, height: 1100 }, show: (page) => page.goto('/today') },
  { name: 'today-dark', size: { width: 1440, height: 1100 }, dark: true, show: (page) => page.goto('/today') },
  { name: 'today-phone', size: PHONE, show: (page) => page.goto('/today') },
  { name: 'preview', size: WIDE, show: showPreview },
  { name: 'case', size: { width: 1440, height: 1100 }, show: showCase },
  { name: 'cases', size: WIDE, show: (page) => page.goto('/cases') },
  { name: 'scenario', size: WIDE, show: (page) => page.goto('/scenarios/equilibre') },
]

async function showPreview(page: Page): Promise<void> {
  await page.goto('/today')
  await page
    .locator('#toApprove')
    .getByRole('button', { name: /^Aperçu/ })
    .first()
    .click()
  await page.getByRole('dialog').locator('iframe').waitFor()
}

async function showCase(page: Page): Promise<void> {
  await page.goto('/cases')
  await page.locator('.case-list a.who').nth(1).click()
  await page.locator('.toggle').first().click()
}

async function takeShots(url: string, access: { email: string; password: string }): Promise<void> {
  const browser = await launchBrowser()
  try {
    for (const { name, size, dark, show } of SHOTS) {
      const { page } = await openPage(browser, url, { viewport: size, colorScheme: dark ? 'dark' : 'light' })
      await page.goto('/sign-in')
      await page.getByLabel('E-mail').fill(access.email)
      await page.getByLabel('Mot de passe', { exact: true }).fill(access.password)
      await page.getByRole('button', { name: 'Se connecter' }).click()
      await page.waitForURL('**/today')
      await show(page)
      await page.waitForLoadState('networkidle')
      await page.screenshot({ path: join(FOLDER, `${name}.png`) })
      await page.context().close()
      console.log(`docs/images/${name}.png`)
    }
  } finally {
    await browser.close()
  }
}

const folder = mkdtempSync(join(tmpdir(), 'amiable-screenshots-'))
mkdirSync(FOLDER, { recursive: true })
const running = await start(readConfig({ AMIABLE_DATA: folder, PORT: '0' }), createLog('error'))
try {
  const filled = await fillDemo(running.services, todayInParis())
  if (!filled?.access) throw new Error('The sample data could not be made')
  await takeShots(running.url.replace('localhost', '127.0.0.1'), filled.access)
} finally {
  await running.stop()
  rmSync(folder, { recursive: true, force: true })
}
