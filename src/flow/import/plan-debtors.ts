import type { PostalAddress } from '../../domain/party.ts'
import { searchText } from '../../domain/search-text.ts'
import type { FileDebtor, LedgerDebtor } from './match-debtors.ts'
import type { ImportedContact } from './model.ts'
import type { PlannedCredit } from './plan-credits.ts'
import type { LedgerFacts, PlannedInvoice, SayProblem, Verdict } from './plan-import.ts'

/** What the file knows and the ledger does not: only blanks are filled, what a person typed stays. */
export type FilledFields = {
  readonly reference?: string
  readonly siren?: string
  readonly vatNumber?: string
  readonly address?: PostalAddress
}

export type PlannedDebtor = {
  readonly verdict: Exclude<Verdict, 'refused'>
  readonly debtor: FileDebtor
  readonly fill: FilledFields
}
export type PlannedContact = {
  readonly verdict: 'new' | 'already'
  readonly debtor: FileDebtor
  readonly contact: ImportedContact
}

const isBlank = (address: PostalAddress) => address.lines.length === 0 && address.postcode === '' && address.city === ''

function blanksFilled({ identity, vatNumber, address }: FileDebtor, known: LedgerDebtor): FilledFields {
  return {
    ...(known.reference === null && identity.reference !== null ? { reference: identity.reference } : {}),
    ...(known.siren === null && identity.siren !== null ? { siren: identity.siren } : {}),
    ...(known.vatNumber === null && vatNumber !== null ? { vatNumber } : {}),
    ...(isBlank(known.address) && address !== null ? { address } : {}),
  }
}

const addressText = ({ lines, postcode, city }: PostalAddress) => [...lines, postcode, city].join(' ').toUpperCase()

/** Fields on which the file and the ledger disagree: kept as they are in the ledger, and said. */
function disagreements({ identity, vatNumber, address }: FileDebtor, known: LedgerDebtor): string[] {
  const differ = (ours: string | null, theirs: string | null) => ours !== null && theirs !== null && ours !== theirs
  return [
    ...(differ(known.siren, identity.siren) ? ['siren'] : []),
    ...(differ(known.vatNumber, vatNumber) ? ['vatNumber'] : []),
    ...(address && !isBlank(known.address) && addressText(address) !== addressText(known.address) ? ['address'] : []),
  ]
}

function planDebtor(debtor: FileDebtor, isNeeded: boolean, say: SayProblem): PlannedDebtor {
  const { known, identity, line } = debtor
  if (!known) {
    if (!isNeeded) return { verdict: 'history', debtor, fill: {} }
    if (identity.name === null)
      say('warning', line, { code: 'import_debtor_without_name', facts: { reference: identity.reference } })
    return { verdict: 'new', debtor, fill: {} }
  }
  const fill = blanksFilled(debtor, known)
  const fields = disagreements(debtor, known)
  if (fields.length > 0) say('note', line, { code: 'import_debtor_differs', facts: { debtor: known.name, fields } })
  return {
    verdict: Object.keys(fill).length > 0 || (known.isArchived && isNeeded) ? 'changed' : 'already',
    debtor,
    fill,
  }
}

/** The ways by which a contact is reached, or its name when it has none, as `reachable` holds them. */
export function waysTo(
  debtorId: string,
  { email, phone, mobile, name }: Pick<ImportedContact, 'email' | 'phone' | 'mobile' | 'name'>,
): string[] {
  const ways = [email?.toLowerCase(), phone, mobile].filter((way) => way !== undefined && way !== null)
  return (ways.length > 0 ? ways : [searchText(name)]).map((way) => `${debtorId} ${way}`)
}

/** A contact brings something when one of its ways is not known; two lines of the file with the same ways are one contact. */
function planContacts(debtors: readonly PlannedDebtor[], facts: LedgerFacts): PlannedContact[] {
  const seen = new Set<string>()
  return debtors
    .filter(({ verdict }) => verdict !== 'history')
    .flatMap(({ debtor }) =>
      debtor.contacts.map((contact) => {
        const ways = waysTo(debtor.known?.debtorId ?? debtor.key, contact)
        const isNew = ways.some((way) => !facts.reachable.has(way) && !seen.has(way))
        for (const way of ways) seen.add(way)
        return { verdict: isNew ? ('new' as const) : ('already' as const), debtor, contact }
      }),
    )
}

/** Decides of the debtors and contacts of a file. A debtor of whom nothing is entered is history, except in a list of contacts. */
export function planDebtors(
  debtors: readonly FileDebtor[],
  invoices: readonly PlannedInvoice[],
  credits: readonly PlannedCredit[],
  facts: LedgerFacts,
  say: SayProblem,
): { debtors: PlannedDebtor[]; contacts: PlannedContact[] } {
  const isListOfContacts = invoices.length === 0 && credits.length === 0
  const needed = new Set(
    [...invoices, ...credits].filter(({ verdict }) => verdict === 'new').map(({ debtor }) => debtor?.key),
  )
  const planned = debtors.map((debtor) => planDebtor(debtor, isListOfContacts || needed.has(debtor.key), say))
  return { debtors: planned, contacts: planContacts(planned, facts) }
}
