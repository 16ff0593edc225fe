import { addDays, type Day } from '../day.ts'
import type { Regime } from '../party.ts'
import type { Refusal } from '../refusal.ts'
import type { TextCode } from '../text-code.ts'

/** Longest period a formal notice may leave (S3-14). */
export const FORMAL_NOTICE_MAX_DAYS = 15
/** Shortest notice before an instalment plan may be accelerated: professionals, then persons (Cass. 1re civ., 29 May 2024, 23-12.904). */
const PLAN_NOTICE_MIN_DAYS = { professional: 8, person: 30 } as const

/** A thing the text must say. The words it takes are given by the facts, in the language of the text. */
export const MENTIONS = [
  'creditor_name',
  'invoice_number',
  'invoice_date',
  'due_date',
  'amount',
  'deadline',
  'earlier_requests',
  'not_a_formal_notice',
  'formal_notice_words',
  'place',
  'sending_date',
  'creditor_address',
  'debtor_address',
  'summary',
  'legal_basis',
  'consequence',
  'payment_means',
  'contact',
  'sending_mode',
  'charges_statement',
  'mediator',
  'commitments',
  'confirmation_date',
  'missed_promise',
  'instalments',
  'earlier_formal_notice',
  'court',
  'judgment_date',
  'bodacc_date',
  'claim_total',
  'enclosures',
] as const
export type Mention = (typeof MENTIONS)[number]

/** How the text leaves. Only the first three prove that a formal notice was served (S0-25). */
export type SendingMode = 'registered' | 'registered_electronic' | 'officer' | 'post' | 'email' | 'sms' | 'phone'
const PROOF_MODES: readonly SendingMode[] = ['registered', 'registered_electronic', 'officer']

/** What is known when a text is about to be issued. */
export type MentionFacts = {
  readonly regime: Regime
  /** The whole rendered text: subject, body and annex. */
  readonly text: string
  /** The words each mention takes, as printed (« 1er décembre 2026 »); empty when the datum is missing. All of them must be in the text. */
  readonly words: Readonly<Partial<Record<Mention, readonly string[]>>>
  /** Who the text is for; empty when nobody is known. Not all texts name the addressee in their words: the window does. */
  readonly addressee: string
  readonly invoiceCount: number
  /** What the debtor owes at this moment, in cents. */
  readonly balanceCents: number
  readonly sentOn: Day
  readonly deadlineOn: Day | null
  readonly mode: SendingMode
  readonly timeBarred: boolean
  readonly chargesClaimed: boolean
  readonly promise: { readonly dueOn: Day; readonly missingCents: number; readonly paymentsFresh: boolean } | null
  readonly plan: {
    readonly totalCents: number
    readonly instalmentCents: readonly number[]
    readonly noticeDays: number
    readonly charges: 'waived' | 'included' | 'reserved' | 'none'
  } | null
}

/** What each text must say beyond the common mentions (S0-10, S2-19, S2-22, S2-30, S3-8). */
const REQUIRED: Partial<Record<TextCode, readonly Mention[]>> = {
  'first-reminder': ['invoice_number', 'invoice_date', 'due_date', 'amount', 'deadline'],
  'firm-reminder': ['earlier_requests', 'amount'],
  'warning-letter': ['earlier_requests', 'not_a_formal_notice'],
  'formal-notice': [
    'formal_notice_words',
    'place',
    'sending_date',
    'creditor_address',
    'debtor_address',
    'summary',
    'invoice_number',
    'amount',
    'deadline',
    'legal_basis',
    'consequence',
    'payment_means',
    'contact',
    'sending_mode',
  ],
  'call-agreement-recap': ['commitments', 'confirmation_date'],
  'broken-promise': ['missed_promise'],
  'instalment-proposal': ['instalments'],
  'instalment-agreement': ['instalments'],
  'instalment-default': ['formal_notice_words', 'sending_date', 'deadline'],
  'insolvency-claim': ['court', 'judgment_date', 'bodacc_date', 'claim_total', 'enclosures'],
}

/**
 * Says what is missing before a text may be issued: an empty list means it may.
 * A mention is missing when its datum is unknown (`mention_missing`) or when the text, perhaps edited by a user,
 * does not print it (`mention_not_in_text`).
 */
export function requiredMentions(code: TextCode, facts: MentionFacts): Refusal[] {
  return [
    ...wordsMissing(code, facts),
    ...basicsMissing(code, facts),
    ...formalNoticeRefusals(code, facts),
    ...promiseRefusals(code, facts),
    ...planRefusals(code, facts),
    ...chargesRefusals(code, facts),
  ]
}

function wordsMissing(code: TextCode, facts: MentionFacts): Refusal[] {
  const text = plain(facts.text)
  const refusals: Refusal[] = []
  for (const mention of mentionsOf(code, facts)) {
    const words = facts.words[mention] ?? []
    if (words.length === 0) refusals.push({ code: 'mention_missing', facts: { text: code, mention } })
    const absent = words.filter((word) => !text.includes(plain(word)))
    if (absent.length > 0) {
      refusals.push({ code: 'mention_not_in_text', facts: { text: code, mention, words: absent } })
    }
  }
  return refusals
}

function mentionsOf(code: TextCode, facts: MentionFacts): Mention[] {
  const mentions: Mention[] = ['creditor_name', ...(REQUIRED[code] ?? [])]
  if (code === 'formal-notice' && facts.regime === 'consumer') mentions.push('mediator')
  if (code === 'formal-notice' && facts.chargesClaimed) mentions.push('charges_statement')
  if (code === 'charges-claimed' && isPerson(facts.regime)) mentions.push('earlier_formal_notice')
  return mentions
}

/** Line breaks, hard spaces and letter case never make a mention missing. */
function plain(text: string): string {
  return text
    .replace(/[\s\u00A0\u202F]+/g, ' ')
    .replace(/[\u2018\u2019]/g, "'")
    .toLowerCase()
}

const SETTLED_TEXTS: readonly TextCode[] = [
  'payment-thanks',
  'charges-waived',
  'charges-claimed',
  'dispute-acknowledged',
  'overindebtedness-noted',
  'insolvency-claim',
]

function basicsMissing(code: TextCode, facts: MentionFacts): Refusal[] {
  const refusals: Refusal[] = []
  if (facts.addressee.trim() === '')
    refusals.push({ code: 'mention_missing', facts: { text: code, mention: 'addressee' } })
  if (facts.invoiceCount === 0) refusals.push({ code: 'no_invoice', facts: { text: code } })
  if (facts.balanceCents <= 0 && !SETTLED_TEXTS.includes(code)) {
    refusals.push({ code: 'nothing_due', facts: { text: code, balanceCents: facts.balanceCents } })
  }
  return refusals
}

function formalNoticeRefusals(code: TextCode, facts: MentionFacts): Refusal[] {
  const refusals: Refusal[] = []
  if ((code === 'formal-notice' || code === 'instalment-default') && !PROOF_MODES.includes(facts.mode)) {
    refusals.push({ code: 'proof_mode_required', facts: { text: code, mode: facts.mode } })
  }
  if (facts.timeBarred && code !== 'time-barred' && code !== 'payment-thanks') {
    refusals.push({ code: 'time_barred', facts: { text: code } })
  }
  if (code !== 'formal-notice' || facts.deadlineOn === null) return refusals
  const latestOn = addDays(facts.sentOn, FORMAL_NOTICE_MAX_DAYS)
  if (facts.deadlineOn > latestOn || facts.deadlineOn <= facts.sentOn) {
    refusals.push({
      code: 'deadline_out_of_range',
      facts: { text: code, deadlineOn: facts.deadlineOn, latestOn, maxDays: FORMAL_NOTICE_MAX_DAYS },
    })
  }
  return refusals
}

function promiseRefusals(code: TextCode, facts: MentionFacts): Refusal[] {
  if (code !== 'broken-promise') return []
  const promise = facts.promise
  if (!promise) return [{ code: 'no_promise', facts: { text: code } }]
  if (promise.dueOn >= facts.sentOn) return [{ code: 'promise_not_due', facts: { text: code, dueOn: promise.dueOn } }]
  if (!promise.paymentsFresh) return [{ code: 'payments_not_fresh', facts: { text: code } }]
  if (promise.missingCents <= 0) return [{ code: 'promise_kept', facts: { text: code, dueOn: promise.dueOn } }]
  return []
}

const PLAN_TEXTS: readonly TextCode[] = ['instalment-proposal', 'instalment-agreement', 'instalment-default']

function planRefusals(code: TextCode, facts: MentionFacts): Refusal[] {
  if (!PLAN_TEXTS.includes(code)) return []
  const plan = facts.plan
  if (!plan) return [{ code: 'no_plan', facts: { text: code } }]
  const refusals: Refusal[] = []
  const sumCents = plan.instalmentCents.reduce((sum, amount) => sum + amount, 0)
  if (sumCents !== plan.totalCents) {
    refusals.push({ code: 'plan_total_differs', facts: { text: code, sumCents, totalCents: plan.totalCents } })
  }
  const minDays = isPerson(facts.regime) ? PLAN_NOTICE_MIN_DAYS.person : PLAN_NOTICE_MIN_DAYS.professional
  if (plan.noticeDays < minDays) {
    refusals.push({ code: 'plan_notice_too_short', facts: { text: code, noticeDays: plan.noticeDays, minDays } })
  }
  if (isPerson(facts.regime) && plan.charges !== 'none') {
    refusals.push({ code: 'plan_charges_refused', facts: { text: code, charges: plan.charges } })
  }
  if (facts.regime === 'public' && plan.charges === 'waived') {
    refusals.push({ code: 'public_waiver_void', facts: { text: code, article: 'CCP L2192-14' } })
  }
  return refusals
}

/** A public body’s default interest cannot be waived (CCP L2192-14); a person owes nothing but legal interest (CPCE L111-8). */
function chargesRefusals(code: TextCode, facts: MentionFacts): Refusal[] {
  if (code === 'charges-waived' && facts.regime === 'public') {
    return [{ code: 'public_waiver_void', facts: { text: code, article: 'CCP L2192-14' } }]
  }
  if (code !== 'charges-claimed' && facts.chargesClaimed && isPerson(facts.regime)) {
    return [{ code: 'charges_refused_to_person', facts: { text: code, article: 'CPCE L111-8' } }]
  }
  return []
}

function isPerson(regime: Regime): boolean {
  return regime === 'consumer' || regime === 'non_professional'
}
