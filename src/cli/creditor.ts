import { searchText } from '../domain/search-text.ts'
import type { CreditorInput } from '../flow/setup/contract.ts'
import { addCreditor, changeCreditor, readCreditors } from '../flow/setup/creditors.ts'
import { inTenant } from '../platform/db.ts'
import type { Answered, FieldRefusal } from '../platform/http/route.ts'
import { sayRefusal } from '../words/say-refusal.ts'
import type { Command, CommandArguments } from './command.ts'
import { inOfficeOrNew, OFFICE_OPTION } from './office.ts'
import { optionalText } from './read-options.ts'

const ACTOR = 'cli'

/** Options that are one line of text, with the field of the creditor that each one fills. */
const FIELDS = {
  form: 'legalForm',
  siren: 'siren',
  vat: 'vatNumber',
  postcode: 'postcode',
  city: 'city',
  rcs: 'rcsCity',
  iban: 'iban',
  bic: 'bic',
  holder: 'accountHolder',
  phone: 'phone',
  email: 'email',
  signatory: 'signatoryName',
  'signatory-role': 'signatoryRole',
  terms: 'paymentTerms',
  scenario: 'scenarioCode',
} as const satisfies Record<string, keyof CreditorInput>

/** `amiable creditor`: shows who invoices, or enters and completes one: letters cannot leave without address, IBAN, phone and e-mail. */
export const command: Command = {
  summary: 'Montre ou complète qui facture (adresse, IBAN, téléphone…)',
  usage:
    'creditor [NOM] [--address LIGNE]… [--postcode CP] [--city VILLE] [--iban IBAN] [--phone N°] [--email E-MAIL]…',
  examples: [
    'amiable creditor',
    'amiable creditor "Menuiserie Dupré" --address "12 rue des Halles" --postcode 44000 --city Nantes --phone "02 40 11 22 33" --email compta@dupre.example --iban "FR76 3000 6000 0112 3456 7890 189" --bic AGRIFRPP',
    'amiable creditor "Menuiserie Dupré" --scenario s3-pre-contentieux --json',
  ],
  options: {
    address: { type: 'string', multiple: true },
    ...Object.fromEntries(Object.keys(FIELDS).map((name) => [name, { type: 'string' as const }])),
    ...OFFICE_OPTION,
  },
  run: (context, { values, positionals }) => {
    const [name] = positionals
    return inOfficeOrNew(context, values, name ?? null, async ({ db }, { tenantId }) => {
      const typed = typedFields(values)
      if (name === undefined) {
        const creditors = await inTenant(db, tenantId, (tx) => readCreditors(tx, tenantId))
        return context.answer(
          { creditors },
          creditors.map((one) => `${one.name}, ${one.postcode} ${one.city}`).join('\n') || 'Aucun créancier.',
        )
      }
      const kept = await inTenant(db, tenantId, async (tx) => {
        const found = (await readCreditors(tx, tenantId)).find((one) => searchText(one.name) === searchText(name))
        return found
          ? changeCreditor(tx, tenantId, ACTOR, found.creditorId, typed)
          : addCreditor(tx, tenantId, ACTOR, { ...typed, name })
      })
      if (!kept.ok) return context.refuse(kept.refusal, wordsOf(kept))
      return context.answer({ creditor: kept.value }, `${kept.value.name}\u00a0: enregistré.`)
    })
  },
}

function typedFields(values: CommandArguments['values']): Partial<CreditorInput> {
  const typed: Partial<Record<keyof CreditorInput, string | string[]>> = {}
  for (const [option, field] of Object.entries(FIELDS)) {
    const text = optionalText(values, option)
    if (text !== null) typed[field] = text
  }
  if (Array.isArray(values.address)) typed.addressLines = values.address.map(String)
  return typed as Partial<CreditorInput>
}

function wordsOf(refused: Extract<Answered<unknown>, { ok: false }>): string {
  const fields: readonly FieldRefusal[] = 'fields' in refused ? (refused.fields ?? []) : []
  if (fields.length === 0) return sayRefusal(refused.refusal).fr
  return fields.map(({ field, refusal }) => `${field}\u00a0: ${sayRefusal(refusal).fr}`).join('\n')
}
