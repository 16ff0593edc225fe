import type { ByHand } from './by-hand.ts'

/** A text message, typed on somebody's telephone. */
export const sms: ByHand = {
  completions: { sent: 'sent', wrong_number: 'failed' },
  afterwards: [],
  mediaType: 'text/plain; charset=utf-8',
}
