import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import { type Filled, fillOffice } from '../demo/fill-office.ts'
import { DEMO_USER } from '../demo/firm.ts'
import { addDays, type Day } from '../domain/day.ts'
import type { RateTables } from '../domain/law/rates.ts'
import { ratesOn } from '../domain/law/rates-on.ts'
import { startOfSemester } from '../domain/law/semester.ts'
import { closeLetterPress } from '../flow/compose/letter-pdf.ts'
import { openOffice } from '../flow/setup/open-office.ts'
import { readRates } from '../flow/setup/read-rates.ts'
import { aloneInOffice } from '../platform/alone-in-office.ts'
import { openAuth } from '../platform/auth.ts'
import { todayInParis } from '../platform/clock.ts'
import type { Config } from '../platform/config.ts'
import { inTenant } from '../platform/db.ts'
import type { Services } from '../services.ts'
import { dispatchServices } from '../worker.ts'
import type { Command } from './command.ts'
import { type Office, readOffices } from './office.ts'
import { sayCount } from './say-reason.ts'

/** `amiable demo`: fills the data folder with the sample data, once. Nothing can leave: sending is off and no address exists. */
export const command: Command = {
  summary: 'Remplit un dossier de données vide avec un exemple complet',
  usage: 'demo',
  examples: ['AMIABLE_DATA=./data-demo amiable demo', 'amiable demo --json', 'amiable start --demo'],
  options: {},
  run: async (context) => {
    const filled = await fillDemo(await context.services(), todayInParis(context.clock()))
    if (filled === null) {
      const words =
        'Il y a déjà des données ici\u00a0: choisissez un autre dossier avec AMIABLE_DATA, ou supprimez celui-ci.'
      return context.refuse({ code: 'office_has_data', facts: {} }, words)
    }
    return context.answer(filled, describe(filled))
  },
}

/** How to sign in; null for an office that was there before, whose people know how. */
export type DemoAccess = { readonly email: string; readonly password: string }
type FilledDemo = Filled & { readonly office: string; readonly until: Day; readonly access: DemoAccess | null }

/**
 * Fills the only office if it has no debtor, or a new one where there is none, with a story that ends today; on the last day whose rates
 * are known when those of today are not: nothing can be written without them. Null when there is data already.
 */
export async function fillDemo(services: Services, today: Day): Promise<FilledDemo | null> {
  const { db, documents, secret } = services
  const found = await emptyOffice(services)
  if (found === null) return null
  const { office, userId, access } = found
  const { tenantId } = office
  const until = lastDayWithRates(await readRates(db), today)
  const dispatch = (clock: () => Date) => dispatchServices(services, clock)
  const filled = await aloneInOffice(db, tenantId, () =>
    fillOffice({ db, documents, secret, dispatch }, tenantId, userId, until),
  )
  await closeLetterPress()
  return { office: office.name, until, ...filled, access }
}

function lastDayWithRates(rates: RateTables, today: Day): Day {
  let on = today
  while (!ratesOn(rates, on).ok) on = addDays(startOfSemester(on), -1)
  return on
}

type Empty = { readonly office: Office; readonly userId: string; readonly access: DemoAccess | null }

async function emptyOffice(services: Services): Promise<Empty | null> {
  const { db } = services
  const offices = await readOffices(db)
  if (offices.length > 1) return null
  const access = offices.length === 0 ? await openDemoOffice(services) : null
  const [office] = await readOffices(db)
  if (!office) return null
  const { tenantId } = office
  return inTenant(db, tenantId, async (tx) => {
    const debtor = await tx
      .selectFrom('debtor')
      .select('debtor_id')
      .where('tenant_id', '=', tenantId)
      .limit(1)
      .executeTakeFirst()
    const owner = await tx
      .selectFrom('auth.member')
      .select('user_id')
      .where('tenant_id', '=', tenantId)
      .orderBy(sql`role = 'owner'`, 'desc')
      .executeTakeFirst()
    return debtor || !owner ? null : { office, userId: owner.user_id, access }
  })
}

async function openDemoOffice({ db, secret, config }: Services): Promise<DemoAccess> {
  const password = randomBytes(12).toString('base64url')
  const opened = await openOffice(db, openAuth(db, secret, config.publicUrl), { ...DEMO_USER, password })
  if (!opened.ok) throw new Error(`The sample office cannot be opened: ${JSON.stringify(opened)}`)
  const access = { email: opened.value, password }
  writeFileSync(accessFile(config), JSON.stringify(access), { mode: 0o600 })
  return access
}

const accessFile = ({ dataFolder }: Config) => join(dataFolder, 'demo-access.json')

/** How to sign in to the demonstration of a data folder; null when it was not made here. */
export function readDemoAccess(config: Config): DemoAccess | null {
  return existsSync(accessFile(config)) ? (JSON.parse(readFileSync(accessFile(config), 'utf8')) as DemoAccess) : null
}

function describe({ office, debtors, invoices, workingDays, access }: FilledDemo): string {
  const counts = [
    sayCount(debtors, 'débiteur'),
    sayCount(invoices, 'facture'),
    sayCount(workingDays, 'jour ouvré', 'jours ouvrés'),
  ]
  const lines = [`«\u00a0${office}\u00a0»\u00a0: ${counts.join(', ')}. Les envois sont arrêtés.`]
  return [
    ...lines,
    ...(access ? [`E-mail\u00a0: ${access.email}`, `Mot de passe\u00a0: ${access.password}`] : []),
  ].join('\n')
}
