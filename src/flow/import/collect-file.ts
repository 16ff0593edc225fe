import type { Day } from '../../domain/day.ts'
import type { Instalment } from '../../domain/invoice.ts'
import {
  type ImportedBareDebt,
  type ImportedContact,
  type ImportedCreditNote,
  type ImportedFileFacts,
  type ImportedInstalment,
  type ImportedInvoice,
  type ImportedParty,
  type ImportedPayment,
  type ImportedRecord,
  type ImportedSettlement,
  type LineProblem,
  type PartyIdentity,
  partyKey,
} from './model.ts'

/** An invoice of the file with all that its other lines say of it. */
export type FileInvoice = Omit<ImportedInvoice, 'type'> & {
  /** Empty, or at least two parts in order of due date; the amount is their sum. */
  readonly instalments: readonly Instalment[]
  /** What the file says is settled of it without saying by what; null when it says nothing. */
  readonly settledCents: number | null
  readonly paidOn: Day | null
}
export type FileCredit = ImportedPayment | ImportedCreditNote

/** A file as a whole, in memory: what is compared with the ledger. */
export type CollectedFile = {
  readonly facts: ImportedFileFacts | null
  readonly parties: readonly ImportedParty[]
  readonly contacts: readonly ImportedContact[]
  readonly invoices: readonly FileInvoice[]
  readonly credits: readonly FileCredit[]
  readonly bareDebts: readonly ImportedBareDebt[]
  readonly problems: readonly LineProblem[]
}

/** The key of an invoice in its file. */
const invoiceKey = (party: PartyIdentity, number: string) => `${partyKey(party)}|${number}`

type Parts = { instalments: ImportedInstalment[]; settlements: ImportedSettlement[] }

function joinParts({ type: _, ...invoice }: ImportedInvoice, { instalments, settlements }: Parts): FileInvoice {
  const settledCents = settlements.length === 0 ? null : settlements.reduce((sum, one) => sum + one.settledCents, 0)
  const paidOn =
    settlements
      .map((one) => one.paidOn)
      .filter((on) => on !== null)
      .sort()
      .at(-1) ?? null
  const whole = { ...invoice, settledCents, paidOn, instalments: [] }
  if (instalments.length === 0 || invoice.dueOn === null) return whole
  const parts = [{ dueOn: invoice.dueOn, amountCents: invoice.amountCents }, ...instalments].map(
    ({ dueOn, amountCents }) => ({ dueOn, amountCents }),
  )
  const ordered = parts.toSorted((one, other) => (one.dueOn < other.dueOn ? -1 : 1))
  return {
    ...whole,
    amountCents: parts.reduce((sum, { amountCents }) => sum + amountCents, 0),
    instalments: ordered,
    settledInFile: invoice.settledInFile && instalments.every((part) => part.settledInFile),
  }
}

/** Two movements alike in one file are two movements: the second one's key says so, the same in every file that holds both. */
function tellApart(credits: readonly FileCredit[]): FileCredit[] {
  const seen = new Map<string, number>()
  return credits.map((credit) => {
    const times = (seen.get(credit.sourceKey) ?? 0) + 1
    seen.set(credit.sourceKey, times)
    return times === 1 ? credit : { ...credit, sourceKey: `${credit.sourceKey}|${times}` }
  })
}

/** Gathers the records of a file; those of one invoice are joined. */
export async function collectFile(records: AsyncIterable<ImportedRecord | LineProblem>): Promise<CollectedFile> {
  const all: (ImportedRecord | LineProblem)[] = []
  for await (const record of records) all.push(record)
  const partsOf = new Map<string, Parts>()
  const parts = (key: string) => {
    const known = partsOf.get(key) ?? { instalments: [], settlements: [] }
    partsOf.set(key, known)
    return known
  }
  for (const record of all) {
    if (record.type === 'instalment') parts(invoiceKey(record.party, record.invoiceNumber)).instalments.push(record)
    if (record.type === 'settlement') parts(invoiceKey(record.party, record.invoiceNumber)).settlements.push(record)
  }
  return {
    facts: all.find((record) => record.type === 'file') ?? null,
    parties: all.filter((record) => record.type === 'party'),
    contacts: all.filter((record) => record.type === 'contact'),
    invoices: all
      .filter((record) => record.type === 'invoice')
      .map((invoice) => joinParts(invoice, parts(invoiceKey(invoice.party, invoice.number)))),
    credits: tellApart(all.filter((record) => record.type === 'payment' || record.type === 'credit_note')),
    bareDebts: all.filter((record) => record.type === 'bare_debt'),
    problems: all.filter((record) => record.type === 'problem'),
  }
}
