import { accept, type Outcome } from '../../domain/refusal.ts'
import { type Answered, type FieldRefusal, refuseFields } from './route.ts'

export type FieldReader = (text: string) => Outcome<string>

/**
 * Reads the fields of a form that are more than words, each into its one form, and refuses all that cannot be at once, each at its field.
 * A field that is missing, null or empty is left as it is.
 */
export function checkFields<T extends object>(
  fields: T,
  readers: { readonly [K in keyof T]?: FieldReader },
): Answered<T> {
  const refused: FieldRefusal[] = []
  const read: Record<string, string> = {}
  for (const [field, typed] of Object.entries(fields)) {
    const reader = readers[field as keyof T]
    if (!reader || typeof typed !== 'string' || typed === '') continue
    const outcome = reader(typed)
    if (outcome.ok) read[field] = outcome.value
    else refused.push({ field, refusal: outcome.refusal })
  }
  return refused.length > 0 ? refuseFields(refused) : accept({ ...fields, ...read })
}
