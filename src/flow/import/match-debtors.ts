import type { DebtorKind, PostalAddress } from '../../domain/party.ts'
import { searchText } from '../../domain/search-text.ts'
import type { CollectedFile } from './collect-file.ts'
import { type ImportedContact, type PartyIdentity, partyKey } from './model.ts'

/** A debtor as the ledger knows it. */
export type LedgerDebtor = {
  readonly debtorId: string
  readonly reference: string | null
  readonly name: string
  readonly siren: string | null
  readonly vatNumber: string | null
  readonly address: PostalAddress
  readonly paymentTerms: string | null
  readonly isArchived: boolean
}

/** A debtor as the file tells it, all its lines together, with the one of the ledger that it is. */
export type FileDebtor = {
  readonly key: string
  readonly line: number
  readonly identity: PartyIdentity
  readonly kind: DebtorKind | null
  readonly vatNumber: string | null
  readonly address: PostalAddress | null
  readonly contacts: readonly ImportedContact[]
  /** Null: the ledger does not know it. */
  readonly known: LedgerDebtor | null
}

/** What a party of the file is: one debtor, or several that it could be and nobody may choose among. */
export type Matched = {
  readonly debtorOf: (party: PartyIdentity) => FileDebtor | null
  readonly debtors: readonly FileDebtor[]
}

type Named = { readonly reference: string | null; readonly name: string | null; readonly siren: string | null }

/** Candidates by code, SIREN and name. */
class Register<T extends Named> {
  readonly #byReference: ReadonlyMap<string, T>
  readonly #bySiren: ReadonlyMap<string, readonly T[]>
  readonly #byName: ReadonlyMap<string, readonly T[]>

  constructor(entries: readonly T[]) {
    this.#byReference = new Map(
      entries.filter(({ reference }) => reference !== null).map((one) => [codeOf(one.reference ?? ''), one] as const),
    )
    this.#bySiren = Map.groupBy(
      entries.filter(({ siren }) => siren !== null),
      ({ siren }) => siren ?? '',
    )
    this.#byName = Map.groupBy(
      entries.filter(({ name }) => name !== null),
      ({ name }) => searchText(name),
    )
  }

  /**
   * By the code first, which alone is sure. Then the SIREN, then the name, and only one that carries no other code: two customers of one
   * name or one SIREN and two codes are two customers.
   */
  find({ reference, siren, name }: Named): T | 'several' | null {
    const sure = reference === null ? undefined : this.#byReference.get(codeOf(reference))
    if (sure) return sure
    const free = (candidates: readonly T[] = []) =>
      candidates.filter((one) => reference === null || one.reference === null)
    const bySiren = siren === null ? [] : free(this.#bySiren.get(siren))
    if (bySiren.length === 1) return bySiren[0] ?? null
    const byName = name === null ? [] : free(this.#byName.get(searchText(name)))
    if (byName.length > 1) return 'several'
    return byName[0] ?? null
  }
}

/** Packages write the customer DUVAL, or his account 411DUVAL. */
const codeOf = (reference: string) =>
  reference
    .trim()
    .toUpperCase()
    .replace(/^411(?=.)/, '')

type Told = Omit<FileDebtor, 'known' | 'key'> & Named

/** All that the lines of one party say, first word kept. */
function tellDebtors(file: CollectedFile): Map<string, Told> {
  const told = new Map<string, Told>()
  const note = (party: PartyIdentity, line: number, more: Partial<Told> = {}) => {
    const key = partyKey(party)
    const before = told.get(key)
    const identity = { ...party, name: before?.name ?? party.name, siren: before?.siren ?? party.siren }
    told.set(key, {
      ...identity,
      identity,
      line: before?.line ?? line,
      kind: before?.kind ?? more.kind ?? null,
      vatNumber: before?.vatNumber ?? more.vatNumber ?? null,
      address: before?.address ?? more.address ?? null,
      contacts: [...(before?.contacts ?? []), ...(more.contacts ?? [])],
    })
  }
  for (const { party, line, kind, vatNumber, address } of file.parties) note(party, line, { kind, vatNumber, address })
  for (const contact of file.contacts) note(contact.party, contact.line, { contacts: [contact] })
  for (const { party, line } of [...file.invoices, ...file.credits, ...file.bareDebts])
    if (hasIdentity(party)) note(party, line)
  return told
}

const hasIdentity = ({ reference, name, siren }: PartyIdentity) => reference !== null || name !== null || siren !== null

function merge(one: Told, other: Told): Told {
  return {
    ...one,
    kind: one.kind ?? other.kind,
    vatNumber: one.vatNumber ?? other.vatNumber,
    address: one.address ?? other.address,
    contacts: [...one.contacts, ...other.contacts],
  }
}

/**
 * Joins the parties of a file that are one debtor (a line with the code, another with the name only), and finds each in the ledger.
 * `debtorOf` is null for a party that could be several debtors.
 */
export function matchDebtors(file: CollectedFile, ledger: readonly LedgerDebtor[]): Matched {
  const told = tellDebtors(file)
  const coded = new Map([...told].filter(([, { reference }]) => reference !== null))
  const register = new Register([...coded.values()])
  const keyOf = new Map<string, string | null>()
  const joined = new Map(coded)
  for (const [key, one] of told) {
    const found = coded.has(key) ? one : register.find(one)
    const target = found === 'several' ? null : found ? partyKey(found.identity) : key
    keyOf.set(key, target)
    if (target === null || target === key) joined.set(key, joined.get(key) ?? one)
    else joined.set(target, merge(joined.get(target) ?? one, one))
  }
  const known = new Register(ledger)
  const debtors = new Map<string, FileDebtor>()
  for (const [key, one] of joined) {
    const found = known.find(one)
    if (found === 'several') keyOf.set(key, null)
    else debtors.set(key, { ...one, key, known: found })
  }
  const debtorOf = (party: PartyIdentity) => debtors.get(keyOf.get(partyKey(party)) ?? '') ?? null
  return { debtors: [...debtors.values()].filter(({ key }) => keyOf.get(key) === key), debtorOf }
}
