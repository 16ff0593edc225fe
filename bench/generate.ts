import { addDays, type Day, day } from '../src/domain/day.ts'

/** A small generator of numbers (mulberry32): the same seed gives the same file on every machine. */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

const HEADINGS =
  'JournalCode\tJournalLib\tEcritureNum\tEcritureDate\tCompteNum\tCompteLib\tCompAuxNum\tCompAuxLib\tPieceRef\tPieceDate\tEcritureLib\tDebit\tCredit\tEcritureLet\tDateLet\tValidDate\tMontantdevise\tIdevise'

const compact = (on: Day) => on.replaceAll('-', '')
const euros = (cents: number) => `${Math.floor(cents / 100)},${String(cents % 100).padStart(2, '0')}`

/** A lettering code of two capitals, AA to ZZ and again: packages reuse codes, and only the date tells them apart. */
const letterOf = (rank: number) => String.fromCharCode(65 + (Math.floor(rank / 26) % 26), 65 + (rank % 26))

type Line = {
  journal: string
  entry: string
  on: Day
  account: string
  aux?: string
  name?: string
  piece: string
  label: string
  net: number
  letter?: string
  letteredOn?: Day
}

function text(line: Line): string {
  const names: Record<string, string> = { VE: 'Ventes', BQ: 'Banque', AC: 'Achats' }
  const [debit, credit] = line.net > 0 ? [line.net, 0] : [0, -line.net]
  return [
    line.journal,
    names[line.journal] ?? '',
    line.entry,
    compact(line.on),
    line.account,
    line.name ? 'Clients' : 'Compte',
    line.aux ?? '',
    line.name ?? '',
    line.piece,
    compact(line.on),
    line.label,
    euros(debit),
    euros(credit),
    line.letter ?? '',
    line.letteredOn ? compact(line.letteredOn) : '',
    compact(line.on),
    '',
    '',
  ].join('\t')
}

/**
 * A year of books as a FEC of `count` lines (headings not counted, the last entry stops up to four lines before it): nine entries in ten
 * bill, four bills in five are paid and lettered (one of ten of these in part, its letters in lower case), the other entries are purchases. One customer for each hundred lines
 * of the file; the same `seed` gives the same file.
 */
export function* fecLines(count: number, seed: number): Generator<string> {
  const random = randomFrom(seed)
  const customerCount = Math.max(20, Math.floor(count / 100))
  const lettersOf = new Map<number, number>()
  yield HEADINGS
  let [written, rank] = [0, 0]
  while (written + 5 <= count) {
    rank++
    const on = addDays(day('2026-01-01'), Math.floor((rank * 5 * 300) / count))
    const whole = 6 * (1_000 + Math.floor(random() * 80_000))
    const customer = Math.floor(random() * customerCount)
    const lines =
      random() < 0.1
        ? purchase(rank, on, whole)
        : sale(rank, on, whole, customer, random() < 0.8 ? lettersOf : null, random() < 0.1)
    for (const line of lines) yield text(line)
    written += lines.length
  }
}

function purchase(rank: number, on: Day, whole: number): Line[] {
  const common = { journal: 'AC', entry: `AC${rank}`, on, piece: `FF${rank}`, label: `Achat ${rank}` }
  return [
    { ...common, account: '607000', net: (whole / 6) * 5 },
    { ...common, account: '445660', net: whole / 6 },
    { ...common, account: '401000', net: -whole },
  ]
}

function sale(
  rank: number,
  on: Day,
  whole: number,
  customer: number,
  lettersOf: Map<number, number> | null,
  isPartial: boolean,
): Line[] {
  const [aux, name] = [`C${String(customer).padStart(6, '0')}`, `Client numéro ${customer}`]
  const letterRank = lettersOf?.get(customer) ?? 0
  lettersOf?.set(customer, letterRank + 1)
  const paidOn = addDays(on, 30 + (rank % 20))
  const letter = isPartial ? letterOf(letterRank).toLowerCase() : letterOf(letterRank)
  const lettered = lettersOf ? { letter, letteredOn: paidOn } : {}
  const bill = {
    journal: 'VE',
    entry: `VE${rank}`,
    on,
    piece: `FA-2026-${rank}`,
    label: `Facture FA-2026-${rank} travaux et fournitures`,
  }
  const billed: Line[] = [
    { ...bill, account: '411000', aux, name, net: whole, ...lettered },
    { ...bill, account: '706000', net: -(whole / 6) * 5 },
    { ...bill, account: '445710', net: -whole / 6 },
  ]
  if (!lettersOf) return billed
  const paid = isPartial ? Math.floor(whole / 3) : whole
  const payment = { journal: 'BQ', entry: `BQ${rank}`, on: paidOn, piece: `VIR${rank}`, label: `Virement ${name}` }
  return [
    ...billed,
    { ...payment, account: '512000', net: paid },
    { ...payment, account: '411000', aux, name, net: -paid, ...lettered },
  ]
}
