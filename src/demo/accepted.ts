import type { Refusal } from '../domain/refusal.ts'

/** The value of an answer that the sample data never make a refusal. @throws Error naming the refusal: the data are then wrong. */
export function accepted<T>(
  answer: { readonly ok: true; readonly value: T } | { readonly ok: false; readonly refusal?: Refusal },
): T {
  if (answer.ok) return answer.value
  throw new Error(`Sample data refused: ${JSON.stringify(answer)}`)
}
