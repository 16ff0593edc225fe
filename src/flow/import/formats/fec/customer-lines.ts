import type { Day } from '../../../../domain/day.ts'
import { searchText } from '../../../../domain/search-text.ts'
import type { LineProblem } from '../../model.ts'
import { FileRefused } from '../format.ts'
import type { EntryLine } from './entry-lines.ts'

/** What an entry does: bills (a 70 or 4457 account), moves money (a 5 account), carries last year's balance, or anything else. */
export type EntryNature = 'sale' | 'cash' | 'opening' | 'other'

/** One line on a customer's account. `netCents` is positive for a debit: the customer owes more. */
export type CustomerLine = {
  readonly line: number
  readonly customer: string
  readonly account: string
  readonly journal: string
  readonly entry: string
  nature: EntryNature
  readonly netCents: number
  readonly on: Day
  readonly pieceOn: Day
  readonly pieceRef: string
  readonly label: string
  readonly letter: string
  readonly letteredOn: string
  readonly foreignCurrency: string
}

export type Customer = { readonly reference: string; name: string; readonly line: number }

/** 411 customers, 413 bills receivable, 416 doubtful customers (formats §1). */
const CUSTOMER_ACCOUNT = /^41[136]/
const COLLECTIVE = /^41[136]0*$/

/**
 * Takes the lines of a FEC one by one and keeps only those of customers, with what their entry does. Also sums the whole file, since a
 * file whose debits are not its credits has lost lines.
 */
export class CustomerLines {
  readonly lines: CustomerLine[] = []
  readonly customers = new Map<string, Customer>()
  readonly problems: LineProblem[] = []
  debitCents = 0
  creditCents = 0
  lineCount = 0
  /** Customer lines on a collective account without a customer's code, and what they add up to. */
  readonly anonymous = { count: 0, netCents: 0, firstLine: 0 }
  lastCashOn: Day | null = null
  readonly #file: string
  readonly #unbalanced = new Map<string, { cents: number; line: number }>()
  /** Lines whose « entry » does not balance alone: some packages number each line, and only the journal then tells what they do. */
  readonly #cutEntries: CustomerLine[] = []
  readonly #journals = new Map<string, { lines: number; sales: number; cash: number }>()
  readonly #interned = new Map<string, string>()
  #entry = { key: '', line: 0, cents: 0, sale: false, cash: false, opening: false, lines: [] as CustomerLine[] }

  constructor(file: string) {
    this.#file = file
  }

  take(entryLine: EntryLine): void {
    const [journal, entry, account] = [
      entryLine.text('journalcode'),
      entryLine.text('ecriturenum'),
      entryLine.text('comptenum'),
    ]
    const key = `${journal}\u0001${entry}`
    if (key !== this.#entry.key) this.#openEntry(key, entryLine)
    const netCents = entryLine.netCents()
    this.lineCount++
    this.debitCents += Math.max(netCents, 0)
    this.creditCents += Math.max(-netCents, 0)
    this.#entry.cents += netCents
    this.#noteNature(entryLine, journal, account)
    if (CUSTOMER_ACCOUNT.test(account) && netCents !== 0)
      this.#keep(entryLine, this.#own(journal), this.#own(entry), account, netCents)
  }

  /** Ends the reading. @throws FileRefused `fec_unbalanced` { debitCents, creditCents, differenceCents, entries }, `fec_without_customers`. */
  finish(): void {
    this.#closeEntry()
    if (this.debitCents !== this.creditCents) {
      const entries = [...this.#unbalanced]
        .slice(0, 5)
        .map(([key, { line }]) => `${key.replace('\u0001', ' ')} (${line})`)
      const differenceCents = this.debitCents - this.creditCents
      throw new FileRefused('fec_unbalanced', {
        debitCents: this.debitCents,
        creditCents: this.creditCents,
        differenceCents,
        entries,
      })
    }
    if (this.lines.length === 0) {
      throw new FileRefused(this.anonymous.count > 0 ? 'fec_customers_not_detailed' : 'fec_without_customers', {
        lineCount: this.lineCount,
      })
    }
    for (const line of this.#cutEntries) line.nature = this.#natureByJournal(line)
    this.#interned.clear()
  }

  /** A journal bills, or moves money, when at least one line in five of it does. */
  #natureByJournal(line: CustomerLine): EntryNature {
    const { lines, sales, cash } = this.#journals.get(line.journal) ?? { lines: 1, sales: 0, cash: 0 }
    if (sales * 5 >= lines && sales >= cash) return 'sale'
    return cash * 5 >= lines ? 'cash' : line.nature
  }

  #openEntry(key: string, entryLine: EntryLine): void {
    this.#closeEntry()
    const opening = isOpening(entryLine.text('journalcode'), entryLine.text('journallib'))
    this.#entry = { key, line: entryLine.line, cents: 0, sale: false, cash: false, opening, lines: [] }
  }

  #closeEntry(): void {
    const { key, line, cents, sale, cash, opening, lines } = this.#entry
    for (const kept of lines) {
      const billed = sale && (!cash || kept.netCents > 0)
      kept.nature = opening ? 'opening' : billed ? 'sale' : cash ? 'cash' : 'other'
    }
    if (cents === 0) return
    this.#cutEntries.push(...lines.filter(({ nature }) => nature !== 'opening'))
    const total = (this.#unbalanced.get(key)?.cents ?? 0) + cents
    if (total === 0) this.#unbalanced.delete(key)
    else this.#unbalanced.set(key, { cents: total, line })
  }

  #noteNature(entryLine: EntryLine, journal: string, account: string): void {
    const tally = this.#journals.get(journal) ?? { lines: 0, sales: 0, cash: 0 }
    tally.lines++
    if (account.startsWith('70') || account.startsWith('4457')) {
      this.#entry.sale = true
      tally.sales++
    }
    if (account.startsWith('5')) {
      tally.cash++
      this.#noteCash(entryLine)
    }
    this.#journals.set(journal, tally)
  }

  #noteCash(entryLine: EntryLine): void {
    this.#entry.cash = true
    const on = entryLine.day('ecrituredate')
    if (on && !this.#entry.opening && (!this.lastCashOn || on > this.lastCashOn)) this.lastCashOn = on
  }

  #keep(entryLine: EntryLine, journal: string, entry: string, account: string, netCents: number): void {
    const auxiliary = entryLine.text('compauxnum')
    if (auxiliary === '' && COLLECTIVE.test(account)) {
      this.#noteAnonymous(entryLine.line, netCents)
      return
    }
    const customer = this.#own(auxiliary === '' ? `411${account.slice(3)}` : auxiliary)
    this.#know(customer, entryLine, auxiliary === '' ? entryLine.text('comptelib') : entryLine.text('compauxlib'))
    const on = entryLine.day('ecrituredate')
    if (!on)
      throw new FileRefused('date_unreadable', { text: entryLine.text('ecrituredate') }, entryLine.line, 'EcritureDate')
    const kept: CustomerLine = {
      line: entryLine.line,
      customer,
      account: this.#own(account),
      journal,
      entry,
      nature: 'other',
      netCents,
      on,
      pieceOn: this.#pieceDay(entryLine, on),
      pieceRef: copied(entryLine.text('pieceref')),
      label: copied(entryLine.text('ecriturelib')),
      letter: this.#own(entryLine.text('ecriturelet')),
      letteredOn: this.#own(entryLine.text('datelet')),
      foreignCurrency: this.#own(entryLine.text('idevise').toUpperCase()),
    }
    this.lines.push(kept)
    this.#entry.lines.push(kept)
  }

  #noteAnonymous(line: number, netCents: number): void {
    if (this.anonymous.count === 0) this.anonymous.firstLine = line
    this.anonymous.count++
    this.anonymous.netCents += netCents
  }

  #know(reference: string, entryLine: EntryLine, name: string): void {
    const known = this.customers.get(reference)
    if (!known) this.customers.set(reference, { reference, name: copied(name), line: entryLine.line })
    else if (known.name === '') known.name = copied(name)
  }

  #pieceDay(entryLine: EntryLine, on: Day): Day {
    const text = entryLine.text('piecedate')
    const pieceOn = text === '' ? on : entryLine.day('piecedate')
    if (pieceOn) return pieceOn
    const facts = { text, used: on }
    this.problems.push({
      type: 'problem',
      severity: 'warning',
      file: this.#file,
      line: entryLine.line,
      column: 'PieceDate',
      code: 'piece_date_unreadable',
      facts,
    })
    return on
  }

  /** One string for all the lines that repeat it. */
  #own(text: string): string {
    const known = this.#interned.get(text)
    if (known !== undefined) return known
    const own = copied(text)
    this.#interned.set(own, own)
    return own
  }
}

/** A piece of a chunk keeps the whole chunk in memory: what is kept is copied (measured: 300 MB less on a million lines). */
const copied = (text: string): string => (text.length < 13 ? text : Buffer.from(text).toString())

/** Opening journals by their code or name: AN, RAN, « à nouveaux », « report », « ouverture ». */
function isOpening(code: string, name: string): boolean {
  return (
    /^(AN\d?|RAN\d?|ANOUV\w*|A-?N|OUV\w*)$/i.test(code) ||
    /\b(nouveaux?|report|reports|ouverture|opening)\b/.test(searchText(name))
  )
}
