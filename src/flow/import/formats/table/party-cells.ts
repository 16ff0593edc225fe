import { readEmailAddress } from '../../../../domain/email-address.ts'
import type { ContactRole, DebtorKind, PostalAddress } from '../../../../domain/party.ts'
import { searchText } from '../../../../domain/search-text.ts'
import { readSiren, readSiret, readVatNumber, sirenOfSiret } from '../../../../domain/siren.ts'
import { readPhone } from '../../../../platform/phone.ts'
import type { ImportedContact, ImportedParty, PartyIdentity } from '../../model.ts'
import type { Field } from './headings.ts'
import type { RowReader } from './row-reader.ts'

const KINDS: ReadonlyArray<readonly [RegExp, DebtorKind]> = [
  [
    /^(particuliers?|consommateur|prive|b2c|personne physique|individual|consumer|private|part|m|mme|mr|mlle)$/,
    'consumer',
  ],
  [/^(syndic|copropriete|syndicat( des)? coproprietaires|sdc|condominium)/, 'condominium'],
  [/^(association|asso|asbl|loi 1901|non profit|charity)/, 'association'],
  [
    /^(public|collectivite|administration|mairie|commune|etat|secteur public|etablissement public|public body|government|b2g)/,
    'public_body',
  ],
  [/^(artisan|craftsman)/, 'craftsman'],
  [/^(commercant|trader|ei|entrepreneur individuel|auto entrepreneur|micro entreprise)/, 'trader'],
  [/^(liberal|profession liberale|avocat|medecin|notaire)/, 'civil_professional'],
  [/^(etranger|foreign|export|international)/, 'foreign'],
  [
    /^(professionnels?|pro|entreprise|societe|company|business|b2b|sarl|sas|sasu|eurl|sa|snc|sci|scop|personne morale)$/,
    'company',
  ],
]

const ROLES: ReadonlyArray<readonly [RegExp, ContactRole]> = [
  [/compta|fournisseur|facturation|accounts? payable|accounting|billing/, 'accounts_payable'],
  [/tresor|treasur|financ|daf|raf/, 'treasurer'],
  [/gerant|president|directeur general|dg|pdg|dirigeant|ceo|owner|managing/, 'executive'],
  [/achat|buyer|purchas|acheteu/, 'buyer'],
  [/directeur|directrice|decideur|responsable|manager|head/, 'decision_maker'],
]

const SALUTATIONS: ReadonlyArray<readonly [RegExp, string]> = [
  [/^(m|mr|monsieur|sir)$/, 'Monsieur'],
  [/^(mme|madame|mrs|ms|mlle|mademoiselle)$/, 'Madame'],
  [/^(me|maitre)$/, 'Maître'],
  [/^(dr|docteur|doctor)$/, 'Docteur'],
]

const COUNTRIES: Readonly<Record<string, string>> = {
  france: 'FR',
  fra: 'FR',
  belgique: 'BE',
  belgium: 'BE',
  suisse: 'CH',
  switzerland: 'CH',
  luxembourg: 'LU',
  allemagne: 'DE',
  germany: 'DE',
  espagne: 'ES',
  spain: 'ES',
  italie: 'IT',
  italy: 'IT',
  portugal: 'PT',
  'pays bas': 'NL',
  netherlands: 'NL',
  'royaume uni': 'GB',
  'united kingdom': 'GB',
  uk: 'GB',
  irlande: 'IE',
  ireland: 'IE',
  monaco: 'MC',
  autriche: 'AT',
  austria: 'AT',
  pologne: 'PL',
  poland: 'PL',
  maroc: 'MA',
  morocco: 'MA',
  tunisie: 'TN',
  algerie: 'DZ',
  canada: 'CA',
  'etats unis': 'US',
  usa: 'US',
  'united states': 'US',
  martinique: 'FR',
  guadeloupe: 'FR',
  'la reunion': 'FR',
  reunion: 'FR',
  guyane: 'FR',
  mayotte: 'FR',
}

const firstMatch = <T>(table: ReadonlyArray<readonly [RegExp, T]>, text: string | null): T | null =>
  text === null ? null : (table.find(([pattern]) => pattern.test(searchText(text)))?.[1] ?? null)

function identifier(
  reader: RowReader,
  field: Field,
  code: string,
  read: (text: string) => string | null,
): string | null {
  const text = reader.text(field, 40)
  if (text === null) return null
  const value = read(text)
  if (value === null) reader.say('warning', field, { code, facts: { text } })
  return value
}

/** Who the row is about; null when neither a code nor a name is there. */
export function readParty(reader: RowReader): PartyIdentity | null {
  const siret = identifier(reader, 'siret', 'siret_invalid', (text) => readSiret(text) ?? readSiren(text))
  const siren = identifier(
    reader,
    'siren',
    'siren_invalid',
    (text) => readSiren(text) ?? (readSiret(text) ? sirenOfSiret(text.replace(/\D/g, '')) : null),
  )
  const reference = reader.text('partyReference', 40)
  const name = reader.text('partyName', 160)
  return reference === null && name === null
    ? null
    : { reference, name, siren: siren ?? (siret && sirenOfSiret(siret)) }
}

function readCountry(reader: RowReader): string {
  const text = reader.text('country', 60)
  if (text === null) return 'FR'
  if (/^[A-Za-z]{2}$/.test(text)) return text.toUpperCase()
  const known = searchText(text)
  if (Object.hasOwn(COUNTRIES, known)) return COUNTRIES[known] ?? 'FR'
  reader.say('warning', 'country', { code: 'country_unknown', facts: { text } })
  return 'FR'
}

/** A spreadsheet turns « 01000 » into 1000: a French postcode of four digits gets its zero back, and it is said. */
function readPostcode(reader: RowReader, country: string): string {
  const text = reader.text('postcode', 12)?.replace(/\s/g, '') ?? ''
  if (country !== 'FR' || text === '' || /^\d{5}$/.test(text)) return text
  const padded = /^\d{4}$/.test(text) ? `0${text}` : ''
  reader.say(
    'warning',
    'postcode',
    padded
      ? { code: 'postcode_completed', facts: { text, read: padded } }
      : { code: 'postcode_invalid', facts: { text } },
  )
  return padded
}

function readAddress(reader: RowReader): PostalAddress | null {
  const country = readCountry(reader)
  const postcode = readPostcode(reader, country)
  const city = reader.text('city', 60) ?? ''
  const typed = (['addressLine1', 'addressLine2', 'addressLine3'] as const).flatMap(
    (field) => reader.cell(field)?.text.split(/[\r\n]+/) ?? [],
  )
  const lines = typed.map((line) => line.replace(/[\p{Cc}\s]+/gu, ' ').trim()).filter((line) => line !== '')
  return lines.length === 0 && postcode === '' && city === ''
    ? null
    : { lines: lines.slice(0, 4), postcode, city, country }
}

export function readPartyDetails(reader: RowReader, party: PartyIdentity): ImportedParty {
  const vatNumber = identifier(reader, 'vatNumber', 'vat_number_invalid', readVatNumber)
  const kind = firstMatch(KINDS, reader.text('partyKind', 60))
  return { type: 'party', line: reader.row.line, party, kind, vatNumber, address: readAddress(reader) }
}

function phoneOf(reader: RowReader, field: 'phone' | 'mobile'): { number: string; isMobile: boolean } | null {
  const text = reader.text(field, 60)
  if (text === null) return null
  const read = readPhone(text)
  if (!read) reader.say('warning', field, { code: 'phone_invalid', facts: { text } })
  return read && { number: read.e164, isMobile: read.isMobile }
}

/** An address with a line break or two addresses is not used (A7-58, A7-59); the rest of the line is. */
function emailOf(reader: RowReader): string | null {
  const cell = reader.cell('email')
  if (!cell) return null
  const read = readEmailAddress(cell.text)
  if (read.ok) return read.value
  reader.say('warning', 'email', read.refusal)
  return null
}

/** The person or mailbox of the row; null when the row names none. A mobile number given as the telephone is a mobile. */
export function readContact(reader: RowReader, party: PartyIdentity): ImportedContact | null {
  const [given, mobile] = [phoneOf(reader, 'phone'), phoneOf(reader, 'mobile')]
  const email = emailOf(reader)
  const name = reader.text('contactName', 120)
  if (!given && !mobile && email === null && name === null) return null
  const salutation = firstMatch(SALUTATIONS, reader.text('salutation', 30))
  const role = firstMatch(ROLES, reader.text('contactRole', 80)) ?? 'other'
  const [phone, mobileNumber] =
    given?.isMobile && !mobile ? [null, given.number] : [given?.number ?? null, mobile?.number ?? null]
  return { type: 'contact', line: reader.row.line, party, name, salutation, role, email, phone, mobile: mobileNumber }
}
