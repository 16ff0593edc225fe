/** When a rule of the lexicon plays. */
export type WordingCondition =
  | 'always'
  | 'noEnforceableTitle'
  | 'consumerOrNonProfessional'
  | 'professional'
  | 'publicBody'
  | 'notPublicBody'
  | 'notFormalNotice'
  | 'toneAtMost3'
  | 'toneAtMost4'
  | 'timeBarred'
  | 'callScript'
  | 'sms'
  | 'voicemail'
  | 'notesAndRecap'
  | 'consumerSubject'
  | 'notInsolvencyLetter'

/** `block`: the text does not leave and is not saved as an approved template. `warn`: shown, a person confirms. */
export type WordingSeverity = 'block' | 'warn'

export type WordingRule = {
  /** Group letter and number, stable: `A01`. */
  readonly id: string
  readonly context: WordingCondition
  /** What the pattern reads: see `normalise.ts`. */
  readonly on: 'normalised' | 'raw'
  readonly pattern: RegExp
  readonly severity: WordingSeverity
  /** Why, in French, for the user. */
  readonly reason: string
  /** What to write instead, in French. */
  readonly suggestion: string
  /** A sentence the rule must catch (a test). */
  readonly example: string
}
