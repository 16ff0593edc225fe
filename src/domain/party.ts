import type { Day } from './day.ts'

/** Who owes, as the law sees it (legal-facts §0). `foreign` needs the applicable law to be checked by a person. */
export const DEBTOR_KINDS = [
  'company',
  'trader',
  'craftsman',
  'civil_professional',
  'association',
  'consumer',
  'condominium',
  'public_body',
  'foreign',
] as const
export type DebtorKind = (typeof DEBTOR_KINDS)[number]

/** The regime that picks texts and charges: professional rules, public code, consumer, or consumer-like by prudence. */
export type Regime = 'professional' | 'public' | 'consumer' | 'non_professional'

export function regimeOf(kind: DebtorKind): Regime {
  if (kind === 'consumer') return 'consumer'
  if (kind === 'association' || kind === 'condominium') return 'non_professional'
  return kind === 'public_body' ? 'public' : 'professional'
}

export type Language = 'fr' | 'en'

/** Where local holidays apply: mainland, Alsace-Moselle, or an overseas department by its code (legal-facts §13). */
export type Territory = 'metropole' | 'alsace_moselle' | '971' | '972' | '973' | '974' | '976' | '977' | '978'

/** Lines as typed by the user; `compose` turns them into NF Z10-011. */
export type PostalAddress = {
  readonly lines: readonly string[]
  readonly postcode: string
  readonly city: string
  /** ISO 3166-1 alpha-2. */
  readonly country: string
}

export const CONTACT_ROLES = ['accounts_payable', 'treasurer', 'executive', 'decision_maker', 'buyer', 'other'] as const
export type ContactRole = (typeof CONTACT_ROLES)[number]

export type Contact = {
  readonly id: string
  readonly name: string | null
  /** « Madame », « Monsieur », « Maître » or null: the letter then says « Madame, Monsieur ». */
  readonly salutation: string | null
  readonly role: ContactRole
  readonly email: string | null
  readonly phone: string | null
  readonly mobile: string | null
  /** A refused address is not used again until corrected (pitfall 45). */
  readonly emailRefusedOn: Day | null
}
