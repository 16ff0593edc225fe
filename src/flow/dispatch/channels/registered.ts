import { accept, type Outcome, refuse } from '../../../domain/refusal.ts'
import type { ByHand } from './by-hand.ts'

/** A registered letter with notice of receipt: its number and dates are typed from the slips (S0-25). */
export const registered: ByHand = {
  completions: { posted: 'sent' },
  // « Pli avisé et non réclamé » and « refusé » do not take away its effect: the notice runs from its presentation.
  afterwards: ['received', 'unclaimed', 'refused', 'returned'],
  mediaType: 'application/pdf',
}

const NUMBER = /^\d[A-Z]\d{11}$/

/** Reads « 1A 123 456 7890 1 », spaces or not. Refusal: `registered_number_invalid`. */
export function readRegisteredNumber(text: string): Outcome<string> {
  const bare = text.replace(/[\s\u00A0\u202F]/g, '').toUpperCase()
  if (!NUMBER.test(bare)) return refuse('registered_number_invalid', { text })
  return accept(`${bare.slice(0, 2)} ${bare.slice(2, 5)} ${bare.slice(5, 8)} ${bare.slice(8, 12)} ${bare.slice(12)}`)
}
