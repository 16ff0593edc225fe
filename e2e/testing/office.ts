import type { Page } from 'playwright-core'

const PASSWORD = 'une phrase assez longue'
const EMAIL = 'claire@vauquelin.example'

/** First start: the first person creates the office. */
export async function signUp(page: Page): Promise<void> {
  await page.goto('/')
  await page.getByLabel('Votre nom').fill('Claire Aubertin')
  await page.getByLabel('Nom de votre entreprise').fill('Ateliers Vauquelin')
  await page.getByLabel('E-mail').fill(EMAIL)
  await page.getByLabel('Mot de passe', { exact: true }).fill(PASSWORD)
  await page.getByRole('button', { name: 'Créer l’espace' }).click()
  await page.waitForURL('**/today')
}

/** Who invoices, with all that a letter must say. */
export async function createCreditor(page: Page): Promise<void> {
  const fields: readonly (readonly [string, string])[] = [
    ['Dénomination', 'Ateliers Vauquelin'],
    ['Forme', 'SARL'],
    ['SIREN', '732 829 320'],
    ['Ville du RCS', 'Grenoble'],
    ['Capital', '10 000'],
    ['Rue, bâtiment', '12 rue des Tilleuls'],
    ['Code postal', '38000'],
    ['IBAN', 'FR76 3000 6000 0112 3456 7890 189'],
    ['Signataire', 'Claire Aubertin'],
    ['Téléphone', '04 65 71 00 00'],
    ['E-mail', 'compta@vauquelin.example'],
  ]
  for (const [label, text] of fields) await page.getByLabel(label).fill(text)
  await page.getByLabel('Ville', { exact: true }).fill('Grenoble')
  await page.getByRole('button', { name: 'Enregistrer le créancier' }).click()
}
