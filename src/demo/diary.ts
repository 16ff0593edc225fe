import { addDays, type Day, latest } from '../domain/day.ts'
import type { HoldKind } from '../domain/hold.ts'
import { fridayOf, lastWorkingDay } from './calendar.ts'
import { DEMO_DEBTORS } from './debtors.ts'
import { NEW_DEBTORS, STORIES, type Story, type Turn } from './stories.ts'

/** One fact that the firm learns on a day. `story` groups the facts of one invoice. */
export type Fact = { readonly on: Day; readonly debtor: string; readonly story: number } & (
  | ({ readonly what: 'invoice' } & InvoiceFact)
  | { readonly what: 'payment'; readonly amountCents: number; readonly method: string; readonly waits: boolean }
  | { readonly what: 'credit_note'; readonly amountCents: number; readonly reason: string }
  | { readonly what: 'bounced'; readonly reason: string }
  | {
      readonly what: 'hold'
      readonly kind: HoldKind
      readonly reason: string
      readonly untilDay: Day | null
      readonly amountCents: number | null
      readonly one: boolean
    }
)

export type InvoiceFact = {
  readonly number: string
  readonly label: string
  readonly issuedOn: Day
  readonly dueOn: Day
  readonly amountCents: number
  readonly instalments: readonly { readonly dueOn: Day; readonly amountCents: number }[]
  /** Its PDF is kept and goes with the reminders. */
  readonly hasDocument: boolean
}

/** Of these invoices, those that stories do not tell are old ones, paid in time or not. */
export const DEMO_INVOICES = 250

const TERM_DAYS = 30
const FIRST_NUMBER = 2041

/** All that happens to the firm up to `today`, in the order in which it learns it. The same day always gives the same diary. */
export function diaryOf(today: Day): readonly Fact[] {
  const last = lastWorkingDay(today)
  const drafts = [...STORIES.map((story) => draftOf(story, last, today)), ...paidInvoices(last)]
  const numbered = drafts.toSorted((one, other) =>
    one.issuedOn < other.issuedOn ? -1 : one.issuedOn > other.issuedOn ? 1 : 0,
  )
  return numbered
    .flatMap((draft, rank) => factsOf(draft, rank))
    .filter((fact) => fact.on <= today)
    .toSorted((one, other) => (one.on < other.on ? -1 : one.on > other.on ? 1 : 0))
}

/** An invoice with what happens to it. */
type Draft = {
  readonly debtor: string
  readonly issuedOn: Day
  readonly dueOn: Day
  readonly amountCents: number
  readonly label: string | null
  readonly parts: readonly Day[]
  readonly turns: readonly (Turn & { readonly on: Day; readonly untilDay: Day | null })[]
  readonly isOpen: boolean
}

function draftOf(story: Story, last: Day, today: Day): Draft {
  const first = addDays(last, story.dueIn)
  const parts =
    story.instalmentDays === undefined ? [] : [0, 1, 2].map((at) => addDays(first, at * (story.instalmentDays ?? 0)))
  const turns = (story.turns ?? []).map((turn) => ({
    ...turn,
    on: addDays(last, turn.at),
    untilDay: untilOf(turn, last, today),
  }))
  return {
    debtor: story.debtor,
    issuedOn: addDays(first, -TERM_DAYS),
    dueOn: parts.at(-1) ?? first,
    amountCents: Math.round(story.euros * 100),
    label: story.label ?? null,
    parts,
    turns,
    isOpen: true,
  }
}

function untilOf(turn: Turn, last: Day, today: Day): Day | null {
  if (turn.what !== 'hold' || turn.until === undefined) return null
  return turn.until === 'friday' ? fridayOf(today) : addDays(last, turn.until)
}

/** Old invoices, spread over the debtors in turn; one in four is paid late enough to have been recalled. */
function paidInvoices(last: Day): Draft[] {
  const debtors = DEMO_DEBTORS.filter(({ key }) => !NEW_DEBTORS.includes(key))
  return Array.from({ length: DEMO_INVOICES - STORIES.length }, (_, rank) => {
    const who = rank % debtors.length
    const round = Math.floor(rank / debtors.length)
    const dueOn = addDays(last, -(62 + round * 24 + ((who * 7) % 23)))
    const amountCents = 18_000 + ((who * 7919 + round * 104_729 + 37) % 520_000)
    const lateDays = (who * 5 + round * 11) % 24
    const paid = {
      at: 0,
      what: 'payment',
      euros: amountCents / 100,
      method: METHODS[rank % METHODS.length] ?? 'transfer',
    } as const
    return {
      debtor: debtors[who]?.key ?? '',
      issuedOn: addDays(dueOn, -TERM_DAYS),
      dueOn,
      amountCents,
      label: null,
      parts: [],
      turns: [{ ...paid, on: addDays(dueOn, lateDays - 9), untilDay: null }],
      isOpen: false,
    }
  })
}

const METHODS = ['transfer', 'transfer', 'cheque', 'transfer', 'card'] as const

const LABELS = [
  'Escalier en chêne, fourniture et pose',
  'Placards sur mesure',
  'Fenêtres, dépose et pose',
  'Comptoir d’accueil',
  'Parquet, ponçage et vitrification',
  'Portes intérieures',
  'Bardage de la façade sud',
  'Réparation de volets',
  'Bibliothèque en frêne',
  'Agencement de boutique',
] as const

function factsOf(draft: Draft, rank: number): Fact[] {
  const { debtor, issuedOn, dueOn, amountCents, parts, turns } = draft
  const label = draft.label ?? LABELS[rank % LABELS.length] ?? LABELS[0]
  const number = `F-${FIRST_NUMBER + rank}`
  const instalments = parts.map((on, at) => ({ dueOn: on, amountCents: partCents(amountCents, parts.length, at) }))
  const hasDocument = draft.isOpen && rank % 4 === 0
  const story = rank
  const invoice: Fact = {
    on: issuedOn,
    debtor,
    story,
    what: 'invoice',
    number,
    label,
    issuedOn,
    dueOn,
    amountCents,
    instalments,
    hasDocument,
  }
  return [invoice, ...turns.map((turn) => turnFact(turn, debtor, story, issuedOn))]
}

function partCents(amountCents: number, count: number, at: number): number {
  const part = Math.floor(amountCents / count)
  return at < count - 1 ? part : amountCents - part * (count - 1)
}

function turnFact(turn: Draft['turns'][number], debtor: string, story: number, issuedOn: Day): Fact {
  const common = { on: latest(turn.on, issuedOn), debtor, story }
  const cents = (euros: number) => Math.round(euros * 100)
  switch (turn.what) {
    case 'payment':
      return {
        ...common,
        what: 'payment',
        amountCents: cents(turn.euros),
        method: turn.method,
        waits: turn.waits === true,
      }
    case 'credit_note':
      return { ...common, what: 'credit_note', amountCents: cents(turn.euros), reason: turn.reason }
    case 'hold': {
      const { kind, reason, untilDay } = turn
      const amountCents = turn.euros === undefined ? null : cents(turn.euros)
      return { ...common, what: 'hold', kind, reason, untilDay, amountCents, one: turn.one === true }
    }
    case 'bounced':
      return { ...common, what: 'bounced', reason: turn.reason }
  }
}
