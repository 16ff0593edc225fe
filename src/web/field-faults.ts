import { ApiFailure } from './api.ts'
import { currentLanguage } from './words.ts'

/** What the API says of each field, in the language of the page, to be shown at the field. Empty when the failure is of another kind. */
export function faultsByField(error: unknown): Record<string, string> {
  if (!(error instanceof ApiFailure) || !error.problem) return {}
  const language = currentLanguage()
  return Object.fromEntries(error.problem.errors.map((fault) => [fault.field, fault[language]]))
}
