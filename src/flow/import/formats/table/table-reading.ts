import type { Day } from '../../../../domain/day.ts'
import {
  type ImportedContact,
  type ImportedInstalment,
  type ImportedInvoice,
  type ImportedParty,
  type ImportedRecord,
  type LineProblem,
  type PartyIdentity,
  partyKey,
} from '../../model.ts'
import { readInvoiceRow } from './invoice-rows.ts'
import { readContact, readParty, readPartyDetails } from './party-cells.ts'
import { readPaymentRow } from './payment-rows.ts'
import { RowReader, type TableContext } from './row-reader.ts'
import { sectionName } from './section-name.ts'
import type { Row } from './table.ts'
import { TotalRows } from './total-rows.ts'

/** Emits a debtor or a contact once, and again only when a line says something new of it. */
class PartyMemory {
  readonly #said = new Set<string>()

  isNew(record: ImportedParty | ImportedContact): boolean {
    const { line: _, ...said } = record
    const key = `${record.type}|${partyKey(record.party)}`
    const saysNothing =
      record.type === 'party' && record.kind === null && record.vatNumber === null && record.address === null
    const whole = saysNothing ? key : JSON.stringify(said)
    if (this.#said.has(whole)) return false
    this.#said.add(whole).add(key)
    return true
  }
}

/** What is remembered of a document: its first line, and the days on which a part of it is due. */
type KnownDocument = Pick<ImportedInvoice, 'line' | 'issuedOn' | 'currency'> & { readonly dueDays: Set<Day | null> }

/** Turns the rows of one table into records, in their order, remembering whose they are and what was read before. */
export class TableReading {
  readonly #context: TableContext & { readonly sections: boolean }
  readonly #memory = new PartyMemory()
  readonly #totals = new TotalRows()
  readonly #documents = new Map<string, KnownDocument>()
  #section: PartyIdentity | null = null
  /** The last day of a list of payments. */
  lastPaidOn: Day | null = null

  constructor(context: TableContext & { readonly sections: boolean }) {
    this.#context = context
  }

  *read(row: Row): Generator<ImportedRecord | LineProblem> {
    const reader = new RowReader(this.#context, row)
    if (this.#totals.isTotal(reader)) return yield* this.#totals.check(reader)
    const section = this.#context.sections ? sectionName(row) : null
    if (section) {
      this.#section = section
      return
    }
    this.#totals.add(reader)
    const party = readParty(reader) ?? this.#section
    const records = this.#recordsOf(reader, party)
    yield* reader.problems
    if (reader.isRefused) return
    if (party) yield* this.#detailsOf(reader, party)
    for (const record of records) this.#noteDay(record)
    yield* records
  }

  #noteDay(record: ImportedRecord): void {
    const on = this.#context.mapping.kind === 'payments' && record.type === 'payment' ? record.paidOn : null
    if (on !== null && (this.lastPaidOn === null || on > this.lastPaidOn)) this.lastPaidOn = on
  }

  /** Who the debtor is and whom to reach; what is wrong with them is said once, with the line that first says it. */
  *#detailsOf(reader: RowReader, party: PartyIdentity): Generator<ImportedRecord | LineProblem> {
    const already = reader.problems.length
    const details = [readPartyDetails(reader, party), readContact(reader, party)].filter((record) => record !== null)
    const fresh = details.filter((record) => this.#memory.isNew(record))
    if (fresh.length > 0) yield* reader.problems.slice(already)
    yield* fresh
  }

  #recordsOf(reader: RowReader, party: PartyIdentity | null): ImportedRecord[] {
    const { kind } = this.#context.mapping
    const byInvoice = kind === 'payments' && reader.text('invoiceNumber') !== null
    if (!party && !byInvoice) reader.refuse('partyName', 'party_missing')
    const whose = party ?? { reference: null, name: null, siren: null }
    if (kind === 'contacts') return []
    if (kind === 'payments') return [readPaymentRow(reader, whose)].filter((record) => record !== null)
    return readInvoiceRow(reader, whose).map((record) => this.#partOf(reader, record))
  }

  /**
   * A number read before, for the same debtor: another due date makes it an instalment; the same one makes it a double, which is asked
   * and never added up in silence.
   */
  #partOf(reader: RowReader, record: ImportedRecord): ImportedRecord {
    if (record.type !== 'invoice' && record.type !== 'credit_note') return record
    const key = `${record.type}|${record.number}|${partyKey(record.party)}`
    const first = this.#documents.get(key)
    if (!first) {
      this.#documents.set(key, {
        line: record.line,
        issuedOn: record.issuedOn,
        currency: record.currency,
        dueDays: new Set(record.type === 'invoice' ? [record.dueOn] : []),
      })
      return record
    }
    const part = record.type === 'invoice' ? instalmentOf(record, first) : null
    if (!part) reader.refuse('invoiceNumber', 'number_twice_in_file', { firstLine: first.line })
    return part ?? record
  }
}

/** A line of the same piece due another day; null when it is not one. */
function instalmentOf(invoice: ImportedInvoice, first: KnownDocument): ImportedInstalment | null {
  const { line, party, number, issuedOn, dueOn, amountCents, currency, settledInFile } = invoice
  const samePiece = first.issuedOn === issuedOn && first.currency === currency && !first.dueDays.has(null)
  if (!samePiece || dueOn === null || first.dueDays.has(dueOn)) return null
  first.dueDays.add(dueOn)
  return { type: 'instalment', line, party, invoiceNumber: number, dueOn, amountCents, currency, settledInFile }
}
