/** A channel that a person uses: Amiable writes, the person does it and says so. */
export type ByHand = {
  /** What the person may declare, and whether the act is then done or has failed (a failed one asks what to do next). */
  readonly completions: Readonly<Record<string, 'sent' | 'failed'>>
  /** What may become known afterwards, without changing that it was done. */
  readonly afterwards: readonly string[]
  /** What is archived: the printed letter, or the words to say or type. */
  readonly mediaType: 'application/pdf' | 'text/plain; charset=utf-8'
}
