/** What is said of each refusal, in English. Same keys as the French. */
export const refusalsEn: Readonly<Record<string, string>> = {}
