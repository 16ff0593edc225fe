import { describe, expect, test } from 'vitest'
import { LEXICON_FR } from './wording/lexicon.fr.ts'
import { MUST_PASS_FR } from './wording/must-pass.fr.ts'
import type { WordingCondition } from './wording/rule.ts'
import { checkWording, conditionsOf, isBlocked, type WordingContext } from './wording.ts'

const PLAIN: WordingContext = {
  use: 'body',
  code: null,
  regime: 'professional',
  tone: 2,
  enforceableTitle: false,
  timeBarred: false,
  dataValues: [],
}

/** For each condition of the lexicon, one context in which it holds. */
const CONTEXT_OF: Record<WordingCondition | 'formalNotice', Partial<WordingContext>> = {
  always: {},
  noEnforceableTitle: {},
  consumerOrNonProfessional: { regime: 'consumer' },
  professional: { regime: 'professional' },
  publicBody: { regime: 'public' },
  notPublicBody: {},
  notFormalNotice: {},
  toneAtMost3: { tone: 3 },
  toneAtMost4: { tone: 4 },
  timeBarred: { timeBarred: true, regime: 'consumer' },
  callScript: { use: 'call' },
  sms: { use: 'sms' },
  voicemail: { use: 'voicemail' },
  notesAndRecap: { use: 'note' },
  consumerSubject: { use: 'subject', regime: 'consumer' },
  notInsolvencyLetter: {},
  formalNotice: { code: 'formal-notice', tone: 5 },
}

const contextOf = (condition: WordingCondition | 'formalNotice'): WordingContext => ({
  ...PLAIN,
  ...CONTEXT_OF[condition],
})

describe('S0-21, S2-12, S4-11: each of the 134 rules catches its example', () => {
  test('the lexicon holds 134 rules with distinct ids', () => {
    expect(new Set(LEXICON_FR.map((rule) => rule.id)).size).toBe(134)
  })
  test.each(LEXICON_FR.map((rule) => [rule.id, rule.example, rule] as const))('%s: %s', (_id, example, rule) => {
    const context = contextOf(rule.context)
    expect(conditionsOf(context)).toContain(rule.context)
    const findings = checkWording(example, context)
    const own = findings.find((finding) => finding.rule === rule.id)
    const graver = findings.find((finding) => finding.severity === 'block')
    expect(own ?? graver, JSON.stringify(findings)).toBeDefined()
    if (rule.severity === 'block') expect(isBlocked(findings)).toBe(true)
  })
  test.each(LEXICON_FR.map((rule) => [rule.id, rule] as const))('%s does not play outside its context', (id, rule) => {
    if (rule.context === 'always') return
    const elsewhere: WordingContext = { ...PLAIN, ...OUTSIDE[rule.context] }
    expect(checkWording(rule.example, elsewhere).map((finding) => finding.rule)).not.toContain(id)
  })
})

const OUTSIDE: Record<Exclude<WordingCondition, 'always'>, Partial<WordingContext>> = {
  noEnforceableTitle: { enforceableTitle: true },
  consumerOrNonProfessional: { regime: 'professional' },
  professional: { regime: 'consumer' },
  publicBody: { regime: 'professional' },
  notPublicBody: { regime: 'public' },
  notFormalNotice: { code: 'formal-notice' },
  toneAtMost3: { tone: 4 },
  toneAtMost4: { tone: 5 },
  timeBarred: {},
  callScript: {},
  sms: {},
  voicemail: { use: 'call' },
  notesAndRecap: {},
  consumerSubject: { use: 'subject', regime: 'professional' },
  notInsolvencyLetter: { code: 'insolvency-claim' },
}

describe('S0-21: 56 sentences that must pass, in their context', () => {
  test('there are 56 of them', () => expect(MUST_PASS_FR.length).toBe(56))
  test.each(MUST_PASS_FR.map(({ id, context, text }) => [id, text, context] as const))(
    '%s: %s',
    (_id, text, context) => {
      expect(checkWording(text, contextOf(context))).toEqual([])
    },
  )
})

describe('findings', () => {
  test('give the words and their position in the original text, accents and hard spaces kept', () => {
    const text = 'Cher client,\u00A0vous avez\u202Ftort\u00A0: écrivez-nous, Œuvre.'
    const [finding] = checkWording(text, PLAIN)
    expect(finding).toMatchObject({ rule: 'C01', severity: 'warn', words: 'vous avez\u202Ftort' })
    expect(text.slice(finding?.from, finding?.to)).toBe('vous avez\u202Ftort')
  })
  test('stay in place after ligatures that count two letters once normalised', () => {
    const text = 'Œuvres, sœurs et cœurs : vous êtes un voleur.'
    expect(checkWording(text, PLAIN)[0]).toMatchObject({ rule: 'B01', words: 'voleur', from: text.indexOf('voleur') })
  })
  test('a street, a product or a name that came from data triggers nothing; the same word written does', () => {
    const text = 'Bureau du Voleur, 3 rue de la Prison. Vous risquez la prison.'
    const masked = { ...PLAIN, dataValues: ['Bureau du Voleur', '3 rue de la Prison'] }
    expect(checkWording(text, masked).map((finding) => finding.from)).toEqual([text.lastIndexOf('la prison')])
  })
  test('a data value is masked as whole words only, from three letters up', () => {
    expect(checkWording('un voleur', { ...PLAIN, dataValues: ['vol', 'un'] })).toHaveLength(1)
  })
  test('every occurrence is reported, in reading order', () => {
    const text = 'Escroc, menteur, escroc.'
    expect(checkWording(text, PLAIN).map((finding) => finding.words)).toEqual(['Escroc', 'menteur', 'escroc'])
  })
  test('S4-35: « tribunal » blocks on a time-barred claim, and only warns below tone 5 otherwise', () => {
    const text = 'Nous saisissons le tribunal.'
    expect(isBlocked(checkWording(text, { ...PLAIN, timeBarred: true }))).toBe(true)
    expect(isBlocked(checkWording(text, PLAIN))).toBe(false)
  })
  test('S4-11: a seizure is blocked while no judgment is recorded, allowed by the guard once one is', () => {
    const text = 'Une saisie-attribution est pratiquée.'
    expect(isBlocked(checkWording(text, PLAIN))).toBe(true)
    expect(checkWording(text, { ...PLAIN, enforceableTitle: true })).toEqual([])
  })
  test('a text found clean before is judged anew when what it masks or the conditions differ', () => {
    const text = 'Voleur : une saisie-attribution est pratiquée.'
    const masked = { ...PLAIN, enforceableTitle: true, dataValues: ['Voleur'] }
    expect([checkWording(text, masked), checkWording(text, masked)]).toEqual([[], []])
    expect(isBlocked(checkWording(text, { ...masked, dataValues: [] }))).toBe(true)
    expect(isBlocked(checkWording(text, { ...masked, enforceableTitle: false }))).toBe(true)
    expect(checkWording(text, masked)).toEqual([])
  })
})
