import type { Channel } from './channel.ts'
import type { Day } from './day.ts'
import type { Hold } from './hold.ts'
import type { Currency } from './money.ts'
import type { DebtorKind, Territory } from './party.ts'

/** One invoice (or one contractual instalment of it) with what is still open on it. Only open ones are given to `decide()`. */
export type Claim = {
  /** The invoice's id, followed by `#rank` when it is one instalment of it: each has its own place on the ladder. */
  readonly id: string
  readonly invoiceId: string
  readonly number: string
  readonly issuedOn: Day
  readonly dueOn: Day
  /** Still open on what is due by `dueOn`; an invoice in instalments is given once for each open instalment (pitfall 27). */
  readonly openCents: number
  readonly directDebit: boolean
  /** Last day on which a court can be asked; null when unknown. */
  readonly limitedOn: Day | null
}

/** An act of the past: what was decided, and what became of it. */
export type PastAct = {
  readonly actionId: string
  readonly stepCode: string
  /** Index of its moment in the scenario. */
  readonly stage: number
  readonly template: string
  readonly tone: number
  readonly channel: Channel
  readonly leaderId: string
  readonly cycle: number
  /** `open`: proposed, approved or on its way. `uncertain`: nobody knows whether it left. */
  readonly state: 'open' | 'done' | 'skipped' | 'cancelled' | 'failed' | 'uncertain'
  /** Day on which it was done, skipped or planned. */
  readonly on: Day
  readonly payBy: Day | null
  readonly covers: readonly Cover[]
  /** Principal listed when it was decided, in cents. */
  readonly totalCents: number
  /** Its message is in the hands of the mail server: it is too late to take it back. */
  readonly isLeaving: boolean
}

/** A claim listed by an act, and the stage that it reaches by it. */
export type Cover = { readonly claimId: string; readonly stage: number }

/** One contact that took place; `actionId` is null for one made outside Amiable. */
export type ContactMade = { readonly on: Day; readonly actionId: string | null }

export type DebtorFacts = {
  readonly kind: DebtorKind
  readonly territory: Territory
  readonly hasEmail: boolean
  readonly hasMobile: boolean
  readonly hasPhone: boolean
  readonly hasPostalAddress: boolean
  readonly largeAccount: boolean
}

/** All the facts of one case (a debtor of one creditor in one currency) that the decision reads. Nothing else counts. */
export type Situation = {
  readonly caseId: string
  readonly currency: Currency
  /** Begins anew only when a person restarts the scenario. */
  readonly cycle: number
  readonly debtor: DebtorFacts
  readonly claims: readonly Claim[]
  /** Payments and credit notes received and not yet allocated: they count in the debtor's favour (pitfall 20). */
  readonly unallocatedCents: number
  readonly holds: readonly Hold[]
  readonly acts: readonly PastAct[]
  /** Contacts with the debtor, all cases, invoices and channels, those made outside Amiable included (S4-21, T-09). */
  readonly contacts: readonly ContactMade[]
  /** Last day up to which payments are known; null when no payment data ever came. */
  readonly paymentsKnownUntil: Day | null
}
