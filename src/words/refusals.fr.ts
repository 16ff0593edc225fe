/** What is said of each refusal, in French (docs/refusals.md lists the codes). `{{fact}}` is replaced, see say-refusal. */
export const refusalsFr: Readonly<Record<string, string>> = {}
