import type { ByHand } from './by-hand.ts'

/** An ordinary letter: printed, put in the post, sometimes returned (« n’habite pas à l’adresse indiquée »). */
export const post: ByHand = {
  completions: { posted: 'sent' },
  afterwards: ['returned'],
  mediaType: 'application/pdf',
}
