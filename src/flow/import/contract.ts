import { z } from 'zod'
import { CurrencyShape, DayShape, Id, Instant, PageQuery, pageOf } from '../../platform/http/shapes.ts'
import { type Inspection, mappingSchema } from './formats/table/mapping.ts'

export const OneImport = z.strictObject({ id: Id('imp') })
export const ImportQuery = PageQuery
export const MappingInput = mappingSchema
export const NoFields = z.strictObject({})

const SortedShape = z.strictObject({ new: z.int(), changed: z.int(), already: z.int(), refused: z.int() })
/** How many records are entered, corrected, already there and refused. */
export type Sorted = z.output<typeof SortedShape>

export const CountsShape = z.strictObject({
  debtors: SortedShape,
  contacts: SortedShape,
  invoices: SortedShape,
  credits: SortedShape,
  /** Invoices settled before the ledger knew them: left aside. */
  history: z.int(),
  /** By currency, never added together: new invoices, and new payments and credit notes. */
  totals: z.array(z.strictObject({ currency: CurrencyShape, invoicedCents: z.int(), creditedCents: z.int() })),
  /** Problems that are not listed: a thousand are kept. */
  problemsLeft: z.int(),
})
export type ImportCounts = z.output<typeof CountsShape>

export const ImportBatchShape = z.strictObject({
  importId: Id('imp'),
  creditorId: Id('crd'),
  fileName: z.string(),
  format: z.string(),
  state: z.enum(['previewed', 'committed', 'undone']),
  createdAt: Instant,
  createdByName: z.string().nullable(),
  committedAt: Instant.nullable(),
  undoneAt: Instant.nullable(),
  counts: CountsShape,
  /** Open amount that the file brings, in euros; other currencies are in `counts.totals`. */
  totalCents: z.int(),
})
export type ImportBatch = z.output<typeof ImportBatchShape>
export const ImportPage = pageOf(ImportBatchShape)

const Facts = z.record(
  z.string(),
  z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(z.string()).readonly()]),
)
const problem = {
  /** `file_refused`: nothing of the file is taken; `refused`: this line; `warning`: taken without one value; `note`: left aside, and why. */
  severity: z.enum(['file_refused', 'refused', 'warning', 'note']),
  line: z.int().nullable(),
  column: z.string().nullable(),
  code: z.string(),
  facts: Facts,
}
export const StoredProblem = z.object(problem)
const ProblemShape = z.strictObject({ ...problem, fr: z.string(), en: z.string() })

export const AbsentShape = z.strictObject({
  number: z.string(),
  debtorName: z.string(),
  dueOn: DayShape,
  openCents: z.int(),
  currency: CurrencyShape,
})
/** An invoice imported earlier and still open, that a newer list of invoices no longer names: probably paid. */
export type AbsentInvoice = z.output<typeof AbsentShape>

export const ImportFileShape = z.strictObject({
  ...ImportBatchShape.shape,
  /** The worst first, then by line. */
  problems: z.array(ProblemShape),
  /** The columns and what they mean; null for a format whose columns have one meaning. */
  inspection: z.custom<Inspection>().nullable().meta({ type: 'object' }),
  /** The same bytes were committed before, at that instant, and still are. */
  committedBeforeAt: Instant.nullable(),
  /** At most 200. */
  absent: z.array(AbsentShape),
})
/** An import as kept, its problems without words. */
export type ImportFile = Omit<z.output<typeof ImportFileShape>, 'problems'> & {
  readonly problems: readonly z.output<typeof StoredProblem>[]
}
