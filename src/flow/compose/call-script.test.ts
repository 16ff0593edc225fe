import { describe, expect, it } from 'vitest'
import type { Block } from './blocks.ts'
import { type CallSheet, callSheet } from './call-sheet.ts'
import { type SampleOptions, sampleVariables } from './golden/sample-variables.ts'

function sheetOf(shape: SampleOptions = {}, regime: 'professional' | 'consumer' = 'professional'): CallSheet {
  const sheet = callSheet('call-first', sampleVariables(regime, 'fr', shape), '02 41 00 00 00')
  if (!sheet.ok) throw new Error(JSON.stringify(sheet.refusal))
  return sheet.value
}
const step = (rank: number, shape: SampleOptions = {}) => sheetOf(shape).steps[rank - 1]
const wordsOf = (blocks: readonly Block[]) => JSON.stringify(blocks)

describe('the first call, step by step (S1-15)', () => {
  it('S1-11, S1-16: the caller says a name, a role and a firm', () => {
    expect(step(1)?.say).toBe('Bonjour, Claire Martin, responsable administrative chez Menuiserie Dupré SARL.')
  })
  it('S1-17: the firm is confirmed, the person and the position are asked for', () => {
    expect(step(2)?.say).toMatch(/Je suis bien chez .*Quel est votre nom, s’il vous plaît, et votre fonction/)
    expect(step(2)?.note).toMatch(/nom, fonction/)
  })
  it('S0-14, S1-18, S2-6: the invoice is dictated in groups, said unpaid politely, and a date is asked for', () => {
    expect(step(3)?.say).toMatch(
      /facture F2026, 041.*nous n’avons pas reçu son règlement.*à quelle date prévoyez-vous le paiement/,
    )
  })
  it('S0-15, S1-9: then one listens, and notes explanations as they are said, without judging them', () => {
    expect(step(4)?.say).toContain('Je vous écoute')
    expect(step(4)?.note).toContain('telles qu’elles sont dites, sans les juger')
  })
  it('S1-8, S1-20: the stated reason is coded, the suspected cause goes to its own field', () => {
    expect(step(5)?.note).toMatch(/Motif déclaré \(codé\).*cause supposée va dans son propre champ/)
  })
  it('S0-16, S1-21, S2-7, S2-8: the agreement is said again with amount, means and date', () => {
    expect(step(6)?.say).toMatch(/600\u00A0€, par virement, reçus chez nous le 4\u00A0décembre 2026/)
    expect(step(6, { agreed: false })?.say).toMatch(/Quel montant est possible pour vous, et à quelle date/)
  })
  it('S1-22: the invoices to come are spoken of', () => {
    const variables = sampleVariables('professional', 'fr', { invoices: 2 })
    const sheet = callSheet('call-first', { ...variables, factures_a_venir: variables.factures.slice(1) }, null)
    expect(sheet.ok && sheet.value.steps[6]?.say).toMatch(
      /Je vois aussi la facture F2026, 052, pour le 31\u00A0octobre 2026/,
    )
    expect(step(7)?.note).toContain('chaque facture à venir')
  })
  it('S1-14, S1-23, S1-24: the address is checked, the end is courteous, agreement or not', () => {
    expect(step(8)?.say).toContain('compta@loewenberg.example')
    expect(step(9)?.say).toMatch(/Merci de votre disponibilité.*bonne journée/)
    expect(step(9, { agreed: false })?.say).toMatch(/Merci de votre disponibilité.*Bonne journée à vous/)
  })
  it('S0-17, S1-33: an outcome is always chosen, refusal included', () => {
    expect(step(9)?.note).toMatch(/obligatoire.*refus, sans accord/)
  })
  it('S1-25, S1-34, S1-35: what follows is written: a recap at fifteen days or more, a new call within a week when payment is said at once', () => {
    expect(step(10)?.note).toMatch(
      /Récapitulatif.*quinze jours ou plus.*confirmation écrite.*nouvel appel programmé sous une semaine/,
    )
  })
})

describe('around the call', () => {
  it('S0-2, S1-7: the card says whether the term has really passed, why one calls, and what both gain', () => {
    const card = wordsOf(sheetOf().preparation)
    for (const words of ['Le paiement est-il vraiment en retard', 'Légitimité', 'Intérêt commun'])
      expect(card).toContain(words)
  })
  it('S2-9: for a known bad payer the cheque is not proposed, with the reason', () => {
    const variables = { ...sampleVariables('professional', 'fr'), moyens: { cheque: false } }
    const sheet = callSheet('call-first', variables, null)
    expect(sheet.ok && wordsOf(sheet.value.preparation)).toContain(
      'le chèque n’est pas proposé (risque de défaut de provision)',
    )
  })
  it('S1-10: thirteen objections have an answer that acknowledges', () => {
    const { objections } = sheetOf()
    expect(objections).toHaveLength(13)
    for (const objection of objections) expect(objection.say?.length, objection.title).toBeGreaterThan(20)
  })
  it('S0-23, S1-29, S1-30, S2-5: advice on voice, words, the four C, the place and listening', () => {
    const advice = wordsOf(sheetOf().advice)
    for (const words of ['La voix.', 'Les mots.', 'Courtoisie', 'Concision', 'Un bruit de bureau', 'silence'])
      expect(advice).toContain(words)
  })
  it('S4-28: an approach for each of the eight causes', () => {
    const advice = wordsOf(sheetOf().advice)
    for (const cause of [
      'oubli',
      'négligence',
      'problème administratif',
      'contestation',
      'mauvaise foi',
      'difficulté passagère',
      'situation préoccupante',
      'insolvabilité avérée',
    ])
      expect(advice).toContain(cause)
  })
  it('S2-31: a private person is asked for by name, not for an accounts department', () => {
    expect(sheetOf({}, 'consumer').steps[1]?.say).toBe('Suis-je bien en ligne avec Jeanne Petit\u202F?')
  })
})
