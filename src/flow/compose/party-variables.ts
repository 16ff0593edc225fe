import { type DebtorKind, type Language, type PostalAddress, regimeOf } from '../../domain/party.ts'
import { addressInLine } from '../../domain/postal-address.ts'
import { shownPhone } from '../../platform/phone.ts'
import type { MessageFacts } from './build-variables.ts'
import type { CreditorFacts, DebtorRow } from './message-rows.ts'
import * as phrases from './phrases.ts'
import { regimeEnClair, type TextVariables } from './text-variables.ts'
import { groupedSiren } from './value-format.ts'

type Parties = Pick<TextVariables, 'creancier' | 'expediteur' | 'debiteur' | 'contact'>

/** Who writes, for whom, and to whom. */
export function partyVariables(facts: MessageFacts, language: Language): Parties {
  return {
    creancier: creancierOf(facts, language),
    expediteur: expediteurOf(facts, language),
    debiteur: debiteurOf(facts.debtor, language),
    contact: contactOf(facts, language),
  }
}

export function addressOfRow(
  row: Pick<CreditorFacts, 'address_lines' | 'postcode' | 'city' | 'country'>,
): PostalAddress {
  return { lines: row.address_lines, postcode: row.postcode, city: row.city, country: row.country }
}

function creancierOf({ creditor, debtor }: MessageFacts, language: Language): TextVariables['creancier'] {
  const mediateur =
    creditor.mediator_name !== null
      ? { nom: creditor.mediator_name, adresse: creditor.mediator_address ?? '', site: creditor.mediator_site ?? '' }
      : null
  return {
    nom: creditor.name,
    nom_court: creditor.name.slice(0, 20),
    adresse_en_ligne: addressInLine(addressOfRow(creditor), language),
    siren: groupedSiren(creditor.siren ?? ''),
    titulaire: creditor.account_holder ?? creditor.name,
    iban: (creditor.iban ?? '').replace(/(.{4})(?=.)/g, '$1 '),
    bic: creditor.bic ?? '',
    iban_sur_facture: false,
    mediateur: regimeOf(debtor.kind as DebtorKind) === 'consumer' ? mediateur : null,
    cgv: debtor.terms_accepted_on && debtor.kind !== 'public_body' ? { acceptees_le: debtor.terms_accepted_on } : null,
  }
}

const DEPARTMENT = { fr: 'service comptabilité', en: 'accounts department' } as const

function expediteurOf({ action, creditor, debtor }: MessageFacts, language: Language): TextVariables['expediteur'] {
  // A text message has room for a number of ten figures with its spaces, not for one with its country.
  const isTight = action.channel === 'sms' && debtor.country !== 'FR'
  const phone = creditor.phone ?? ''
  return {
    nom: creditor.signatory_name ?? creditor.name,
    fonction: creditor.signatory_role ?? DEPARTMENT[language],
    telephone: isTight ? phone : shownPhone(phone, debtor.country),
    email: creditor.email ?? '',
  }
}

const EU_BUT_FRANCE_AND_DENMARK = new Set(
  'AT BE BG CY CZ DE EE ES FI GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK'.split(' '),
)

function debiteurOf(debtor: DebtorRow, language: Language): TextVariables['debiteur'] {
  return {
    nom: debtor.name,
    regime: regimeEnClair(regimeOf(debtor.kind as DebtorKind)),
    adresse_en_ligne: addressInLine(addressOfRow(debtor), language),
    siren: groupedSiren(debtor.siren ?? ''),
    dans_ue: EU_BUT_FRANCE_AND_DENMARK.has(debtor.country),
  }
}

const ROLES: Readonly<Record<string, TextVariables['contact']['role']>> = {
  accounts_payable: 'comptabilite',
  treasurer: 'comptabilite',
  executive: 'dirigeant',
}

function contactOf({ contact, debtor }: MessageFacts, language: Language): TextVariables['contact'] {
  return {
    appellation: phrases.salutation(contact, language),
    nom: contact?.name ?? debtor.name,
    role: ROLES[contact?.role ?? ''] ?? 'autre',
    email: contact?.email ?? '',
  }
}

/** A person’s letter bears the civility and the name once; inside a company, the person is named under it. */
export function addresseeOf({ contact, debtor }: MessageFacts) {
  const isThePerson = contact?.name != null && contact.name.toLowerCase() === debtor.name.toLowerCase()
  const civility = isThePerson ? phrases.civility(contact.salutation) : null
  return {
    name: civility ? `${civility} ${debtor.name}` : debtor.name,
    attention: isThePerson ? null : (contact?.name ?? null),
    address: addressOfRow(debtor),
  }
}
