import { accept, type Outcome, refuse } from '../../domain/refusal.ts'
import { CALL_CODES } from '../../domain/text-catalogue.ts'
import type { CallMoment } from './call-book.ts'
import { callSheet } from './call-sheet.ts'
import type { TextVariables } from './text-variables.ts'

/**
 * The script of a call as plain text: what is said at each of the ten steps, what is noted under it, then the answers to objections.
 * Refusals: `template_unknown`, and those of `callSheet`.
 */
export function renderCall(template: string, variables: TextVariables): Outcome<string> {
  const code = CALL_CODES.find((known) => known === template)
  if (!code) return refuse('template_unknown', { template })
  const sheet = callSheet(code, variables, null)
  if (!sheet.ok) return sheet
  const { title, introduction, steps, objections } = sheet.value
  const parts = [title, introduction, ...steps.map(momentText), 'Objections', ...objections.map(momentText)]
  return accept(`${parts.join('\n\n')}\n`)
}

function momentText({ title, say, note, fields }: CallMoment): string {
  const said = fields.said ? `${title} ${fields.said}` : title
  const lines = [said, say && `«\u00A0${say}\u00A0»`, note && `→ ${note}`]
  return lines.filter((line) => line !== null && line !== '').join('\n')
}
