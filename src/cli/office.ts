import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Refusal } from '../domain/refusal.ts'
import { searchText } from '../domain/search-text.ts'
import { seedOffice } from '../flow/setup/seed-office.ts'
import type { Config } from '../platform/config.ts'
import { type Db, inTenant } from '../platform/db.ts'
import { newId } from '../platform/ids.ts'
import type { Services } from '../services.ts'
import type { CommandArguments, CommandContext } from './command.ts'
import { optionalText } from './read-options.ts'

export type Office = { readonly tenantId: string; readonly name: string }

/** The option of every command that works in an office. */
export const OFFICE_OPTION = { office: { type: 'string' } } as const

/** Whether the data folder already has a database; where it has none, commands that can answer without one do. */
export function isInstalled({ databaseUrl, dataFolder }: Config): boolean {
  return databaseUrl !== null || existsSync(join(dataFolder, 'postgres'))
}

export function readOffices(db: Db): Promise<Office[]> {
  return db.selectFrom('auth.tenant').select(['tenant_id as tenantId', 'name']).orderBy('name').execute()
}

/**
 * Runs `work` in the office that `--office` names, or in the only one there is.
 * Refusals: `office_missing`, `office_unknown` { given, offices }, `office_ambiguous` { offices }.
 */
export async function inOffice(
  context: CommandContext,
  values: CommandArguments['values'],
  work: (services: Services, office: Office) => Promise<number>,
): Promise<number> {
  const services = await context.services()
  const offices = await readOffices(services.db)
  const wanted = optionalText(values, 'office')
  const named = wanted === null ? offices : offices.filter(({ name }) => searchText(name) === searchText(wanted))
  const [office, other] = named
  if (office && !other) return work(services, office)
  return context.refuse(...whyNoOffice(offices, wanted))
}

/**
 * The same, and where no office exists yet, one is made under `name`: the first file may come before the first person. The first sign-up
 * in the browser then takes it over. Refusals: those of `inOffice`, `creditor_missing`.
 */
export async function inOfficeOrNew(
  context: CommandContext,
  values: CommandArguments['values'],
  name: string | null,
  work: (services: Services, office: Office) => Promise<number>,
): Promise<number> {
  const { db } = await context.services()
  if ((await readOffices(db)).length === 0) {
    if (name === null)
      return context.refuse(
        { code: 'creditor_missing', facts: {} },
        'Nommez le créancier\u00a0: il sera créé, et son espace avec lui.',
      )
    const tenantId = newId('ten')
    await inTenant(db, tenantId, (tx) => seedOffice(tx, tenantId, name))
  }
  return inOffice(context, values, work)
}

function whyNoOffice(offices: readonly Office[], given: string | null): [Refusal, string] {
  const names = offices.map(({ name }) => name)
  const list = names.map((name) => `«\u00a0${name}\u00a0»`).join(', ')
  if (names.length === 0) {
    const words =
      'Aucun cabinet n’existe encore. Démarrez Amiable (amiable start) et créez votre espace, ou amiable demo.'
    return [{ code: 'office_missing', facts: {} }, words]
  }
  const facts = { given, offices: names }
  if (given !== null && !names.some((name) => searchText(name) === searchText(given)))
    return [
      { code: 'office_unknown', facts },
      `Aucun cabinet ne s’appelle «\u00a0${given}\u00a0». Il y a\u00a0: ${list}.`,
    ]
  return [{ code: 'office_ambiguous', facts }, `Précisez le cabinet avec --office\u00a0: ${list}.`]
}
