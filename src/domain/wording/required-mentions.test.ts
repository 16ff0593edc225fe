import { describe, expect, test } from 'vitest'
import { addDays, day } from '../day.ts'
import type { TextCode } from '../text-code.ts'
import { FORMAL_NOTICE_MAX_DAYS, MENTIONS, type MentionFacts, requiredMentions } from './required-mentions.ts'

const SENT_ON = day('2026-11-23')

/** Facts under which every text may leave: each mention is the word « mention-x », all of them in the text. */
const COMPLETE: MentionFacts = {
  regime: 'professional',
  text: MENTIONS.map((mention) => `mention-${mention}`).join(' '),
  words: Object.fromEntries(MENTIONS.map((mention) => [mention, [`mention-${mention}`]])),
  addressee: 'Jeanne Petit',
  invoiceCount: 1,
  balanceCents: 123456,
  sentOn: SENT_ON,
  deadlineOn: addDays(SENT_ON, 8),
  mode: 'registered',
  timeBarred: false,
  chargesClaimed: false,
  promise: { dueOn: day('2026-11-20'), missingCents: 60000, paymentsFresh: true },
  plan: { totalCents: 300, instalmentCents: [100, 100, 100], noticeDays: 30, charges: 'none' },
}
const refusals = (code: TextCode, change: Partial<MentionFacts> = {}) =>
  requiredMentions(code, { ...COMPLETE, ...change })
const codes = (code: TextCode, change: Partial<MentionFacts> = {}) =>
  refusals(code, change).map((refusal) => refusal.code)

describe('S0-10, S2-30: a text without one of its mentions is refused, and the mention is named', () => {
  test.each([
    ['first-reminder', ['invoice_number', 'invoice_date', 'due_date', 'amount', 'deadline']],
    ['firm-reminder', ['earlier_requests']],
    ['warning-letter', ['earlier_requests', 'not_a_formal_notice']],
    [
      'formal-notice',
      [
        'formal_notice_words',
        'place',
        'sending_date',
        'creditor_address',
        'debtor_address',
        'summary',
        'invoice_number',
        'deadline',
        'legal_basis',
        'consequence',
        'payment_means',
        'contact',
        'sending_mode',
      ],
    ],
    ['call-agreement-recap', ['commitments', 'confirmation_date']],
    ['insolvency-claim', ['court', 'judgment_date', 'bodacc_date', 'claim_total', 'enclosures']],
  ] as const)('%s: %j', (code, mentions) => {
    expect(refusals(code)).toEqual([])
    for (const mention of mentions) {
      const unknown = { words: { ...COMPLETE.words, [mention]: [] } }
      expect(refusals(code, unknown)).toEqual([{ code: 'mention_missing', facts: { text: code, mention } }])
      const unsaid = { text: COMPLETE.text.replace(`mention-${mention}`, '…') }
      expect(refusals(code, unsaid)).toEqual([
        { code: 'mention_not_in_text', facts: { text: code, mention, words: [`mention-${mention}`] } },
      ])
    }
  })
  test('hard spaces, line breaks and capitals in the text do not hide a mention', () => {
    const words = { ...COMPLETE.words, deadline: ['1er décembre 2026'] }
    expect(refusals('first-reminder', { words, text: `${COMPLETE.text} 1ER\u00A0DÉCEMBRE\n2026` })).toEqual([])
  })
  test('an addressee and an invoice are always needed, a balance too unless the text thanks or closes', () => {
    expect(codes('first-reminder', { addressee: ' ' })).toEqual(['mention_missing'])
    expect(codes('first-reminder', { invoiceCount: 0 })).toEqual(['no_invoice'])
    expect(codes('first-reminder', { balanceCents: 0 })).toEqual(['nothing_due'])
    expect(codes('payment-thanks', { balanceCents: 0 })).toEqual([])
  })
})

describe('formal notice', () => {
  test(`S3-14: ${FORMAL_NOTICE_MAX_DAYS} days after sending pass, ${FORMAL_NOTICE_MAX_DAYS + 1} are refused, the day itself too`, () => {
    expect(codes('formal-notice', { deadlineOn: addDays(SENT_ON, 15) })).toEqual([])
    expect(codes('formal-notice', { deadlineOn: addDays(SENT_ON, 16) })).toEqual(['deadline_out_of_range'])
    expect(codes('formal-notice', { deadlineOn: SENT_ON })).toEqual(['deadline_out_of_range'])
  })
  test('S3-14: the limit is that of the formal notice alone', () => {
    expect(codes('firm-reminder', { deadlineOn: addDays(SENT_ON, 30) })).toEqual([])
  })
  test.each([
    ['registered', []],
    ['registered_electronic', []],
    ['officer', []],
    ['post', ['proof_mode_required']],
    ['email', ['proof_mode_required']],
  ] as const)('S0-25: sent as %s gives %j', (mode, expected) => {
    expect(codes('formal-notice', { mode })).toEqual(expected)
  })
  test('a consumer is told the mediator (C. conso. L612-1), a professional is not', () => {
    const words = { ...COMPLETE.words, mediator: [] }
    expect(codes('formal-notice', { words, regime: 'consumer' })).toEqual(['mention_missing'])
    expect(codes('formal-notice', { words })).toEqual([])
  })
  test('claimed charges need their statement', () => {
    const words = { ...COMPLETE.words, charges_statement: [] }
    expect(codes('formal-notice', { words, chargesClaimed: true })).toEqual(['mention_missing'])
  })
  test('S4-35: a time-barred claim takes no text but its own', () => {
    expect(codes('formal-notice', { timeBarred: true })).toEqual(['time_barred'])
    expect(codes('time-barred', { timeBarred: true })).toEqual([])
  })
})

describe('promises and plans', () => {
  test.each([
    [{ promise: null }, 'no_promise'],
    [{ promise: { dueOn: SENT_ON, missingCents: 1, paymentsFresh: true } }, 'promise_not_due'],
    [{ promise: { dueOn: day('2026-11-22'), missingCents: 1, paymentsFresh: false } }, 'payments_not_fresh'],
    [{ promise: { dueOn: day('2026-11-22'), missingCents: 0, paymentsFresh: true } }, 'promise_kept'],
  ])('broken-promise with %j: %s', (change, code) => expect(codes('broken-promise', change)).toEqual([code]))
  test('instalments add up to the total to the cent', () => {
    const plan = { totalCents: 301, instalmentCents: [100, 100, 100], noticeDays: 30, charges: 'none' } as const
    expect(codes('instalment-agreement', { plan })).toEqual(['plan_total_differs'])
  })
  test.each([
    ['professional', 7, ['plan_notice_too_short']],
    ['professional', 8, []],
    ['consumer', 29, ['plan_notice_too_short']],
    ['consumer', 30, []],
  ] as const)('%s: a notice of %i days before acceleration gives %j', (regime, noticeDays, expected) => {
    const plan = { totalCents: 100, instalmentCents: [100], noticeDays, charges: 'none' } as const
    expect(codes('instalment-agreement', { regime, plan })).toEqual(expected)
  })
  test('a consumer’s plan bears no charge, so that it stays a mere extension of time', () => {
    const plan = { totalCents: 100, instalmentCents: [100], noticeDays: 30, charges: 'included' } as const
    expect(codes('instalment-agreement', { regime: 'consumer', plan })).toEqual(['plan_charges_refused'])
  })
})

describe('charges', () => {
  test('a public body cannot be waived its interest (CCP L2192-14)', () => {
    expect(codes('charges-waived', { regime: 'public' })).toEqual(['public_waiver_void'])
  })
  test('a consumer is claimed no charge in a reminder, and legal interest only after a dated notice', () => {
    expect(codes('firm-reminder', { regime: 'consumer', chargesClaimed: true })).toEqual(['charges_refused_to_person'])
    const words = { ...COMPLETE.words, earlier_formal_notice: [] }
    expect(codes('charges-claimed', { regime: 'consumer', words })).toEqual(['mention_missing'])
  })
})
