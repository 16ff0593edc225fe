import type { ByHand } from './by-hand.ts'

/** A call. One that nobody answers counts like the others: repeated calls are what is limited (S0-22, S4-21). */
export const phone: ByHand = {
  completions: { reached: 'sent', voicemail: 'sent', no_answer: 'sent', wrong_number: 'failed' },
  afterwards: [],
  mediaType: 'text/plain; charset=utf-8',
}
