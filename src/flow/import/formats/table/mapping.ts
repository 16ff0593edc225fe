import { createHash } from 'node:crypto'
import { z } from 'zod'
import { readAmount } from '../../../../domain/amount-reading.ts'
import { readDay } from '../../../../domain/day-reading.ts'
import { AMOUNT_FIELDS, DATE_FIELDS, FIELDS, type Field, fieldsNamedBy, headingWords } from './headings.ts'
import type { Cell, Row } from './table.ts'

export const TABLE_KINDS = ['invoices', 'payments', 'contacts'] as const
export type TableKind = (typeof TABLE_KINDS)[number]

/** Meaning of the columns of a table, proposed by `proposeMapping`, corrected by a person, kept under its fingerprint. */
export const mappingSchema = z.strictObject({
  kind: z.enum(TABLE_KINDS),
  fingerprint: z.string().max(64),
  /** Line of the headings; 0 when the table has none. */
  headingLine: z.int().min(0),
  columns: z
    .array(
      z.strictObject({
        column: z.int().min(0).max(999),
        heading: z.string().max(500),
        field: z.enum(FIELDS).nullable(),
        confidence: z.number().min(0).max(1),
        reason: z.enum([
          'known_heading',
          'part_of_heading',
          'content',
          'decided',
          'unknown',
          'content_disagrees',
          'field_taken',
        ]),
        /** Answer of a person where the column leaves a doubt; null lets the column decide. */
        decimalMark: z.enum(['comma', 'point']).nullable(),
        dateOrder: z.enum(['day_first', 'month_first']).nullable(),
      }),
    )
    .max(1_000),
})
export type Mapping = z.infer<typeof mappingSchema>
export type MappedColumn = Mapping['columns'][number]

/** What is shown before reading: the proposed meaning, what is missing, the columns that leave a doubt, and the first rows. */
export type Inspection = {
  readonly mapping: Mapping
  readonly missing: readonly Field[]
  readonly doubtful: ReadonlyArray<{ readonly column: number; readonly about: 'decimal_mark' | 'date_order' }>
  readonly sheet: string | null
  readonly firstRows: ReadonlyArray<{ readonly line: number; readonly cells: readonly string[] }>
}

/** The same headings in the same order give the same fingerprint, whatever their accents and case. */
export function fingerprintOf(headings: readonly string[]): string {
  return createHash('sha256').update(headings.map(headingWords).join('|')).digest('hex').slice(0, 32)
}

const isCode = (text: string) => !/\s/.test(text) && text.length <= 17 && text === text.toUpperCase()

const FITS: Partial<Record<Field, (cell: Cell) => boolean>> = {
  email: (cell) => cell.text.includes('@'),
  siren: (cell) => cell.text.replace(/\D/g, '').length === 9,
  siret: (cell) => cell.text.replace(/\D/g, '').length >= 9,
  vatNumber: (cell) => /^[A-Z]{2}.{6,}/i.test(cell.text.trim()),
  phone: (cell) => cell.text.replace(/\D/g, '').length >= 8,
  mobile: (cell) => cell.text.replace(/\D/g, '').length >= 8,
  postcode: (cell) => /\d{2,}/.test(cell.text) && cell.text.length <= 10,
  city: (cell) => /\p{L}{2}/u.test(cell.text),
  partyName: (cell) => /\p{L}/u.test(cell.text) && !(isCode(cell.text) && /\d/.test(cell.text)),
  partyReference: (cell) => cell.text.trim().length <= 20 && cell.text.trim().split(/\s+/).length <= 2,
  invoiceNumber: (cell) => /\d/.test(cell.text) && cell.day === undefined && cell.text.length <= 60,
  status: (cell) => /\p{L}{2}/u.test(cell.text) && cell.day === undefined,
  documentType: (cell) => /\p{L}/u.test(cell.text) && cell.text.length <= 40,
  currency: (cell) => cell.text.length <= 12 && !/\d/.test(cell.text),
  purchaseOrder: (cell) => cell.day === undefined,
}

/** Whether a cell can be what its column is said to be. */
function fits(field: Field, cell: Cell): boolean {
  if (DATE_FIELDS.includes(field)) return cell.day !== undefined || readDay(cell.text).ok
  if (AMOUNT_FIELDS.includes(field))
    return cell.day === undefined && (cell.number !== undefined || readAmount(cell.text).ok)
  return FITS[field]?.(cell) ?? true
}

type Candidate = { readonly column: number; readonly field: Field; readonly score: number; readonly exact: boolean }

function candidatesOf(
  column: number,
  heading: string,
  samples: readonly Cell[],
): { kept: Candidate[]; contradicted: boolean } {
  const named = fieldsNamedBy(heading)
  const scored = named.map(({ field, confidence }) => {
    const share = samples.length === 0 ? 1 : samples.filter((cell) => fits(field, cell)).length / samples.length
    return { column, field, score: share < 0.5 ? 0 : confidence * (0.8 + 0.2 * share), exact: confidence > 0.85 }
  })
  const kept = scored.filter((candidate) => candidate.score > 0)
  return { kept, contradicted: named.length > 0 && kept.length === 0 }
}

const samplesOf = (column: number, rows: readonly Row[]) =>
  rows
    .map((row) => row.cells[column])
    .filter((cell): cell is Cell => cell !== undefined && cell.text.trim() !== '')
    .slice(0, 50)

/** An e-mail column needs no heading. */
function fromContent(samples: readonly Cell[]): Field | null {
  return samples.length > 0 && samples.every((cell) => /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(cell.text.trim()))
    ? 'email'
    : null
}

/** Gives each field to the column that names it best; a column that loses its first meaning keeps its second one. */
function assign(candidates: readonly Candidate[]): Map<number, Candidate> {
  const byColumn = new Map<number, Candidate>()
  const taken = new Set<Field>()
  const ordered = [...candidates].sort((one, other) => other.score - one.score || one.column - other.column)
  for (const candidate of ordered) {
    if (byColumn.has(candidate.column) || (taken.has(candidate.field) && candidate.field !== 'ignored')) continue
    byColumn.set(candidate.column, candidate)
    taken.add(candidate.field)
  }
  return byColumn
}

/** The kind of a table from what its columns mean; null when it is none of ours. */
export function kindOf(fields: ReadonlySet<Field | null>): TableKind | null {
  const has = (...some: Field[]) => some.some((field) => fields.has(field))
  const aboutPayment =
    has('paidOn') || (has('paymentMethod', 'paymentReference') && has('issuedOn') && !has('invoiceNumber'))
  if (aboutPayment && has('amount', 'paid', 'credit') && !has('dueOn', 'balance', 'issuedOn')) return 'payments'
  if (has('invoiceNumber') && has('amount', 'balance', 'debit')) return 'invoices'
  if (aboutPayment && has('amount', 'paid', 'credit')) return 'payments'
  // Invoices whose amounts cannot be read are refused for their amounts, not taken as a list of customers.
  if (has('invoiceNumber') && has('issuedOn', 'dueOn')) return 'invoices'
  if (has('partyName', 'partyReference') && has('email', 'phone', 'mobile', 'addressLine1', 'postcode'))
    return 'contacts'
  return null
}

/** What a table of a kind cannot do without. */
export function missingFields(kind: TableKind, fields: ReadonlySet<Field | null>, hasSections: boolean): Field[] {
  const missing: Field[] = []
  const need = (...oneOf: [Field, ...Field[]]) => {
    if (!oneOf.some((field) => fields.has(field))) missing.push(oneOf[0])
  }
  if (kind === 'invoices') {
    need('invoiceNumber')
    need('issuedOn')
    need('amount', 'balance', 'debit')
  }
  if (kind === 'payments') {
    need('paidOn', 'issuedOn')
    need('amount', 'paid', 'credit')
  }
  if (kind === 'payments') need('invoiceNumber', 'partyName', 'partyReference', 'siren', 'siret')
  else if (!hasSections) need('partyName', 'partyReference')
  return missing
}

/**
 * « Réf. client » is the customer's code, or the customer's own order number: a customer has one code on all his lines. Says whether most
 * customers of several lines show several values.
 */
function isNoCustomerCode(reference: number, name: number, rows: readonly Row[]): boolean {
  const valuesOf = new Map<string, string[]>()
  for (const row of rows) {
    const who = row.cells[name]?.text.trim() ?? ''
    if (who !== '') valuesOf.set(who, [...(valuesOf.get(who) ?? []), row.cells[reference]?.text.trim() ?? ''])
  }
  const several = [...valuesOf.values()].filter((values) => values.length > 1 && values.some((value) => value !== ''))
  return several.filter((values) => new Set(values).size > 1).length * 2 > several.length
}

/** The assignment, once the code of the customer is found not to be one. */
function assignSoundly(candidates: readonly Candidate[], rows: readonly Row[]): Map<number, Candidate> {
  const assigned = assign(candidates)
  const columnOf = (field: Field) => [...assigned.values()].find((candidate) => candidate.field === field)?.column
  const [reference, name] = [columnOf('partyReference'), columnOf('partyName')]
  if (reference === undefined || name === undefined || !isNoCustomerCode(reference, name, rows)) return assigned
  return assign(candidates.filter(({ column, field }) => column !== reference || field !== 'partyReference'))
}

/** Proposes what each column means, with a confidence and a reason; `kind` is null when the table is not recognised. */
export function proposeMapping(
  headingRow: Row,
  sampleRows: readonly Row[],
): { kind: TableKind | null; mapping: Mapping } {
  const width = Math.max(headingRow.cells.length, ...sampleRows.map((row) => row.cells.length))
  const headings = Array.from({ length: width }, (_, column) => headingRow.cells[column]?.text.trim() ?? '')
  const judged = headings.map((heading, column) => candidatesOf(column, heading, samplesOf(column, sampleRows)))
  const assigned = assignSoundly(
    judged.flatMap(({ kept }) => kept),
    sampleRows,
  )
  const emailNamed = [...assigned.values()].some(({ field }) => field === 'email')
  const columns = headings.map((heading, column): MappedColumn => {
    const found = assigned.get(column)
    const base = { column, heading, decimalMark: null, dateOrder: null }
    if (found)
      return {
        ...base,
        field: found.field,
        confidence: found.score,
        reason: found.exact ? 'known_heading' : 'part_of_heading',
      }
    const guessed = emailNamed ? null : fromContent(samplesOf(column, sampleRows))
    if (guessed) return { ...base, field: guessed, confidence: 0.7, reason: 'content' }
    const { kept, contradicted } = judged[column] ?? { kept: [], contradicted: false }
    return {
      ...base,
      field: null,
      confidence: 0,
      reason: contradicted ? 'content_disagrees' : kept.length > 0 ? 'field_taken' : 'unknown',
    }
  })
  const kind = kindOf(new Set(columns.map(({ field }) => field)))
  return {
    kind,
    mapping: { kind: kind ?? 'invoices', fingerprint: fingerprintOf(headings), headingLine: headingRow.line, columns },
  }
}
