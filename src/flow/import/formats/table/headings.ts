import { HEADING_PHRASES } from './heading-phrases.ts'

/** What a column of a table can mean. */
export type Field = keyof typeof HEADING_PHRASES
export const FIELDS = Object.keys(HEADING_PHRASES) as [Field, ...Field[]]

export const DATE_FIELDS: readonly Field[] = ['issuedOn', 'dueOn', 'paidOn']
export const AMOUNT_FIELDS: readonly Field[] = ['amount', 'balance', 'paid', 'debit', 'credit']

const SMALL_WORDS = new Set([
  'de',
  'du',
  'des',
  'd',
  'la',
  'le',
  'les',
  'l',
  'en',
  'of',
  'the',
  'et',
  'and',
  'eur',
  'euro',
  'euros',
])

const SAME_WORDS: Readonly<Record<string, string>> = {
  n: 'numero',
  no: 'numero',
  num: 'numero',
  nr: 'numero',
  number: 'numero',
  nb: 'nombre',
  ref: 'reference',
  refs: 'reference',
  references: 'reference',
  mt: 'montant',
  mnt: 'montant',
  mtt: 'montant',
  montants: 'montant',
  ech: 'echeance',
  echeances: 'echeance',
  eche: 'echeance',
  fact: 'facture',
  fac: 'facture',
  factures: 'facture',
  telephone: 'tel',
  invoices: 'invoice',
  inv: 'invoice',
  cust: 'customer',
  dt: 'date',
  dte: 'date',
  adr: 'adresse',
  rglt: 'reglement',
  reglt: 'reglement',
  regl: 'reglement',
}

/** A heading without what does not count: « Montant T.T.C. (en €) » and « MONTANT TTC » give the same words. */
export function headingWords(heading: string): string {
  const plain = heading
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll('œ', 'oe')
    .replaceAll('#', ' numero ')
    .replace(/\b([a-z])\.(?=[a-z]\b)/g, '$1')
    .replace(/[^a-z0-9]+/g, ' ')
    .trim()
  const words = plain.split(' ').map((word) => (Object.hasOwn(SAME_WORDS, word) ? (SAME_WORDS[word] ?? word) : word))
  const kept = words.filter((word) => !SMALL_WORDS.has(word))
  return (kept.length > 0 ? kept : words).join(' ')
}

/** « DueDate » and « dueDate » are two words. */
const withoutCamelCase = (heading: string) => heading.replace(/([a-z])([A-Z])/g, '$1 $2')

const FIELDS_OF_PHRASE = new Map<string, Field[]>()
for (const field of FIELDS) {
  for (const phrase of HEADING_PHRASES[field].split(',')) {
    const words = headingWords(phrase)
    const fields = FIELDS_OF_PHRASE.get(words) ?? []
    if (!fields.includes(field)) FIELDS_OF_PHRASE.set(words, [...fields, field])
  }
}

/** A heading with one meaning wins over one with two: beside « Raison sociale », « Tiers » is the code. */
const ranked = (fields: readonly Field[], best: number) =>
  fields.map((field, rank) => ({ field, confidence: best - (fields.length > 1 ? 0.03 : 0) - rank * 0.05 }))

/** Fields that a heading may name, best first: 1 for a known heading, less when known words are only a part of it. */
export function fieldsNamedBy(heading: string): ReadonlyArray<{ readonly field: Field; readonly confidence: number }> {
  const words = headingWords(heading)
  const exact = FIELDS_OF_PHRASE.get(words) ?? FIELDS_OF_PHRASE.get(headingWords(withoutCamelCase(heading)))
  if (exact) return ranked(exact, 1)
  const tokens = words.split(' ')
  if (words === '' || tokens.length > 6) return []
  return partlyNamedBy(tokens)
}

/** The longest known phrase made of consecutive words of the heading, when it is at least half of it. */
function partlyNamedBy(
  tokens: readonly string[],
): ReadonlyArray<{ readonly field: Field; readonly confidence: number }> {
  for (let length = tokens.length - 1; length >= tokens.length / 2; length--) {
    for (let at = 0; at + length <= tokens.length; at++) {
      const fields = FIELDS_OF_PHRASE.get(tokens.slice(at, at + length).join(' '))
      if (fields) return ranked(fields, (0.85 * length) / tokens.length)
    }
  }
  return []
}
