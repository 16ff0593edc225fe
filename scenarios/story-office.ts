import type { Insertable } from 'kysely'
import { seedOffice } from '../src/flow/setup/seed-office.ts'
import { readConfig } from '../src/platform/config.ts'
import { type Database, inTenant, type Tx } from '../src/platform/db.ts'
import { openDocuments } from '../src/platform/documents.ts'
import { newId } from '../src/platform/ids.ts'
import { createLog } from '../src/platform/log.ts'
import type { TestDatabase } from '../src/platform/testing/test-database.ts'
import { dispatchServices } from '../src/worker.ts'
import type { Place } from './live-day.ts'

/** Who does everything that a person does in a story. */
export const USER = 'usr_story'

/** Work in the office’s own transaction. */
export type InOffice = <T>(work: (tx: Tx) => Promise<T>) => Promise<T>

/** The creditor of the stories: complete, so that a refusal to write comes from the case and not from a gap of the set-up. */
const CREDITOR = {
  name: 'Atelier Vauquelin',
  legal_form: 'SARL',
  siren: '123456782',
  vat_number: 'FR12123456782',
  address_lines: ['12 quai des Antilles'],
  postcode: '44200',
  city: 'Nantes',
  rcs_city: 'Nantes',
  capital_cents: 1_000_000,
  iban: 'FR7630004000031234567890143',
  bic: 'BNPAFRPP',
  signatory_name: 'Claire Martin',
  signatory_role: 'responsable administrative',
  phone: '+33240112233',
  email: 'compta@vauquelin.example',
  mediator_name: 'Médiation Atlantique',
  mediator_address: '3 rue des Halles, 44000 Nantes',
  mediator_site: 'mediation-atlantique.example',
}

export type OfficeFacts = {
  readonly scenario?: string
  readonly creditor?: Partial<Insertable<Database['creditor']>>
}

/** An office with its creditor, its built-in scenarios and sending switched on, wired as the worker wires it. */
export async function openStoryOffice({ db }: TestDatabase, folder: string, smtpUrl: string, facts: OfficeFacts) {
  const [tenantId, creditorId] = [newId('ten'), newId('crd')]
  let now = new Date(0)
  const config = { ...readConfig({}), dataFolder: folder, smtpUrl }
  const machine = { documents: openDocuments(folder), log: createLog('silent'), wake: async () => {} }
  const services = dispatchServices({ config, db, secret: 'story'.repeat(8), ...machine }, () => now)
  const tx: InOffice = (work) => inTenant(db, tenantId, work)
  await tx(async (one) => {
    await seedOffice(one, tenantId, 'Cabinet d’essai')
    const own = { tenant_id: tenantId, creditor_id: creditorId, scenario_code: facts.scenario ?? 'equilibre' }
    await one
      .insertInto('creditor')
      .values({ ...CREDITOR, ...facts.creditor, ...own })
      .execute()
    await one.insertInto('sending_switch').values({ tenant_id: tenantId, position: 'on', decided_by: USER }).execute()
  })
  const habits = { approves: true, knowsPayments: true, callOutcome: 'no_answer' } as const
  const place: Place = { services, tenantId, creditorId, userId: USER, contacts: [], ...habits }
  const setClock = (at: Date) => {
    now = at
  }
  return { place, tx, setClock }
}
