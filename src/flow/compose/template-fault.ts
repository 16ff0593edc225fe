import { LiquidError } from 'liquidjs'

/** Where a template fails and why, in French, for the person who edits it. */
export type TemplateFault = { readonly line: number; readonly column: number; readonly reason: string }

const REASONS: readonly (readonly [RegExp, (name: string) => string])[] = [
  [
    /undefined variable: ([^,\n]+)/,
    (name) => `La variable «\u00A0${name}\u00A0» n’existe pas ou n’a pas de valeur ici.`,
  ],
  [/undefined filter: ([^\s,]+)/, (name) => `Le filtre «\u00A0${name}\u00A0» n’existe pas.`],
  [/tag "?([^"\s]+)"? not found/, (name) => `La balise «\u00A0${name}\u00A0» n’existe pas.`],
  [/tag (?:\{% *)?([^\n%]+?)(?: *%\})? not closed/, (name) => `La balise «\u00A0${name}\u00A0» n’est pas fermée.`],
  [
    /output "?(?:\{\{ *)?([^"\n]+)"? not closed/,
    (name) => `L’expression «\u00A0${name}\u00A0» n’est pas fermée par deux accolades.`,
  ],
  [/(?:ENOENT|Failed to lookup)[^"]*"([^"]+)"/, (name) => `Le fragment «\u00A0${name}\u00A0» n’existe pas.`],
  [
    /Not a day[^"]*"([^"]*)"/,
    (name) => `«\u00A0${name}\u00A0» n’est pas une date\u00A0: le filtre «\u00A0jour\u00A0» attend un jour.`,
  ],
  [/Not an amount in whole cents: (\S+)/, (name) => `«\u00A0${name}\u00A0» n’est pas un montant.`],
]

/** Turns an error of the template engine into a line and a reason. An error that is not the template's is thrown again. */
export function templateFault(error: unknown): TemplateFault {
  if (!LiquidError.is(error)) throw error
  const [line = 1, column = 1] = positionOf(error)
  return { line, column, reason: reasonOf(error.message) }
}

function reasonOf(message: string): string {
  for (const [pattern, words] of REASONS) {
    const match = pattern.exec(message)
    if (match) return words(match[1] ?? '')
  }
  return `Ce texte contient une erreur de syntaxe\u00A0: ${message.split('\n')[0]}`
}

function positionOf(error: LiquidError): number[] {
  const token: unknown = error.token
  if (typeof token !== 'object' || token === null || !('getPosition' in token)) return []
  return typeof token.getPosition === 'function' ? token.getPosition() : []
}
