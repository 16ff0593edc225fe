import type { CallSheet } from './call-sheet.ts'
import { plainText } from './plain-text.ts'

/** The sheet of a call as plain text, in the order in which it is used: facts, invoices, then the ten steps with what to say. */
export function callSheetText(sheet: CallSheet): string {
  const facts = sheet.facts.map(([label, value]) => `${label}\u00A0: ${value}`)
  const steps = sheet.steps.map((step) =>
    [step.title, step.say && `«\u00A0${step.say}\u00A0»`, step.note].filter(Boolean).join('\n'),
  )
  return [sheet.title, sheet.debtor, facts.join('\n'), plainText(sheet.invoices, 'fr'), ...steps].join('\n\n')
}
