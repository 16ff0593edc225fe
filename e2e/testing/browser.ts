import { existsSync } from 'node:fs'
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core'

const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome', '/opt/google/chrome/chrome']

/** Nothing is fetched by the browser itself: no update, no component, no first-run page. */
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** Where Chromium is. @throws Error that says what to install, when there is none. */
function chromiumPath(): string {
  const named = process.env.CHROME_PATH
  const found = named ? [named].find(existsSync) : PLACES.find(existsSync)
  if (found) return found
  throw new Error(
    `Les parcours dans le navigateur demandent Chromium${named ? ` : rien à ${named} (CHROME_PATH)` : ''}. ` +
      'Sous Debian : apt-get install chromium. Ailleurs : CHROME_PATH=/chemin/vers/chrome npm test.',
  )
}

export function launchBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: chromiumPath(), args: FLAGS })
}

/** A page that fails the journey on any error of the console: a refused style, a missing file, a thrown error. */
export type WatchedPage = { readonly page: Page; readonly faults: string[] }

/**
 * Opens a page in a context of its own. Answers that refuse (4xx) are part of the journeys and are not faults; a 5xx is one, as are
 * requests to anywhere but the site.
 */
export async function openPage(
  browser: Browser,
  url: string,
  options: BrowserContextOptions = {},
): Promise<WatchedPage> {
  const context = await browser.newContext({
    baseURL: url,
    locale: 'fr-FR',
    viewport: { width: 1440, height: 900 },
    reducedMotion: 'reduce',
    ...options,
  })
  context.setDefaultTimeout(10_000)
  const page = await context.newPage()
  const faults: string[] = []
  page.on('pageerror', (error) => faults.push(`error: ${error.message}`))
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().includes('status of 4'))
      faults.push(`console: ${message.text().slice(0, 300)}`)
  })
  page.on('request', (request) => {
    const { origin, protocol } = new URL(request.url())
    if (origin !== url && /^https?:$/.test(protocol)) faults.push(`outside: ${request.url()}`)
  })
  page.on('response', (response) => {
    if (response.status() >= 500) faults.push(`${response.status()} ${response.url()}`)
  })
  return { page, faults }
}
