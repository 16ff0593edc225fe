import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import type { AxeResults } from 'axe-core'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { day } from '../src/domain/day.ts'
import { launchBrowser, openPage, type WatchedPage } from './testing/browser.ts'
import { signUp } from './testing/office.ts'
import { fillSite } from './testing/sample.ts'
import { openSite, type Site } from './testing/site.ts'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

let browser: Browser
let site: Site
let watched: WatchedPage
let page: Page
/** Addresses of every page, with the sample data in it. */
let addresses: readonly (readonly [string, string])[] = []

beforeAll(async () => {
  browser = await launchBrowser()
  site = await openSite('2026-11-20T08:00:00Z')
  watched = await openPage(browser, site.url)
  page = watched.page
  await signUp(page)
  const { caseId, creditorId } = await fillSite(site, day('2026-11-20'))
  addresses = [
    ['today', '/today'],
    ['cases', '/cases'],
    ['case', `/cases/${caseId}`],
    ['imports', '/imports'],
    ['entry', '/entry'],
    ['scenarios', '/scenarios'],
    ['scenario', '/scenarios/equilibre'],
    ['settings', '/settings'],
    ['creditor', `/settings/creditors/${creditorId}`],
    ['sign-in', '/sign-in'],
  ]
}, 180_000)
afterAll(async () => {
  await browser.close()
  await site.close()
})

async function visit(address: string): Promise<void> {
  await page.goto(address)
  await page.locator('h1').first().waitFor()
  await page.waitForLoadState('networkidle')
}

/** What axe finds against WCAG 2.0 to 2.2, A and AA: rule and first place. Evaluated by the browser's tools: the page allows no script. */
async function violations(): Promise<string[]> {
  await page.evaluate(axe)
  const results = (await page.evaluate(
    "axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] })",
  )) as AxeResults
  return results.violations.map((one) => `${one.id}: ${one.nodes[0]?.html.slice(0, 160)}`)
}

describe('each page, with the sample data', () => {
  it.each(['light', 'dark'] as const)('axe is silent in the %s theme', async (colorScheme) => {
    await page.emulateMedia({ colorScheme })
    const found: string[] = []
    for (const [name, address] of addresses) {
      await visit(address)
      found.push(...(await violations()).map((one) => `${name}: ${one}`))
    }
    expect(found).toEqual([])
  })

  it('axe is silent in the exact preview and in the sheet of a payment', async () => {
    await page.emulateMedia({ colorScheme: 'light' })
    await visit('/today')
    await page
      .getByRole('button', { name: /^Aperçu/ })
      .first()
      .click()
    await page.getByRole('dialog').locator('.envelope-facts').waitFor()
    const inPreview = await violations()
    const [, address] = addresses.find(([name]) => name === 'case') ?? ['', '']
    await visit(address)
    await page.getByRole('button', { name: /Saisir un paiement/ }).click()
    await page.getByLabel('Montant').waitFor()
    expect([...inPreview, ...(await violations())]).toEqual([])
  })

  it.each([390, 1440])('nothing overflows at %i px: no sideways scroll', async (width) => {
    await page.setViewportSize({ width, height: 844 })
    const wide: string[] = []
    for (const [name, address] of addresses) {
      await visit(address)
      const over = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      )
      if (over > 0) wide.push(`${name}: ${over} px`)
    }
    expect(wide).toEqual([])
  })

  it('every target is at least 24 px high and wide (WCAG 2.5.8), links inside a sentence aside', async () => {
    await page.setViewportSize({ width: 1440, height: 900 })
    const small: string[] = []
    for (const [name, address] of addresses) {
      await visit(address)
      const found = await page.evaluate(() =>
        [...document.querySelectorAll<HTMLElement>('button, a[href], select, input:not([type=checkbox], [hidden])')]
          .filter((one) => one.checkVisibility() && !one.closest('p') && !one.classList.contains('skip'))
          .filter((one) => one.getBoundingClientRect().height < 24 || one.getBoundingClientRect().width < 24)
          .map((one) => one.outerHTML.slice(0, 120)),
      )
      small.push(...found.map((one) => `${name}: ${one}`))
    }
    expect(small).toEqual([])
  })

  it('the worklist by mouse and by keys: a box chooses, J walks, X chooses, Space shows, Escape closes', async () => {
    await page.setViewportSize({ width: 1440, height: 900 })
    await visit('/today')
    await page.locator('#toApprove tbody').getByRole('checkbox').first().check()
    await page.getByText(/^1 choisi sur/).waitFor()
    await page.keyboard.press('j')
    await page.keyboard.press('x')
    await page
      .getByText(/choisi sur|en attente/)
      .first()
      .waitFor()
    await page.keyboard.press('Space')
    await page.getByRole('dialog').locator('.envelope-facts').waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
  })

  it('the first load weighs at most 250 kB compressed, scripts and styles together, and asks nothing of a third party', async () => {
    const bytes = await firstLoadBytes('/today')
    expect(bytes).toBeGreaterThan(50_000)
    expect(bytes).toBeLessThan(250_000)
  })

  it('no fault in the console of any page', () => expect(watched.faults).toEqual([]))
})

describe('the pages and the API agree', () => {
  it('every route that the pages call is one of the API', async () => {
    const answer = await fetch(`${site.url}/api/v1/openapi.json`)
    const { paths } = (await answer.json()) as { paths: Record<string, Record<string, unknown>> }
    const served = new Set(
      Object.entries(paths).flatMap(([path, methods]) =>
        Object.keys(methods).map(
          (method) => `${method.toUpperCase()} ${path.replace('/api/v1', '').replace(/\{(\w+)\}/g, ':$1')}`,
        ),
      ),
    )
    const source = readFileSync(join(import.meta.dirname, '../src/web/api-routes.ts'), 'utf8')
    const called = [...source.matchAll(/^ {2}'((?:GET|POST|PUT|PATCH|DELETE) \/[^']*)'/gm)].map(
      ([, route]) => route ?? '',
    )
    expect(called.length).toBeGreaterThan(40)
    expect(called.filter((route) => !served.has(route))).toEqual([])
  })
})

/** What a first visit costs, compressed as a proxy or the server sends it. */
async function firstLoadBytes(address: string): Promise<number> {
  const context = await browser.newContext({ baseURL: site.url, storageState: await page.context().storageState() })
  const visitor = await context.newPage()
  const sizes: Promise<number>[] = []
  visitor.on('response', (response) => {
    if (/\.(?:js|css)$/.test(new URL(response.url()).pathname))
      sizes.push(response.body().then((body) => gzipSync(body).length))
  })
  await visitor.goto(address)
  await visitor.waitForLoadState('networkidle')
  const total = (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0)
  await context.close()
  return total
}
