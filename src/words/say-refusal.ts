import type { Refusal } from '../domain/refusal.ts'
import { sayFieldName } from './field-names.ts'
import { refusalsEn } from './refusals.en.ts'
import { refusalsFr } from './refusals.fr.ts'

/**
 * What to tell a person of a refusal, in both languages. The words of refusals are here, not among those of the pages, because three
 * readers say them: the server in its answers, the pages that show these, and the command line. `{{fact}}` is replaced by the fact:
 * a name in Cents is written as an amount, a name in On as a day.
 */
export function sayRefusal({ code, facts }: Refusal): { readonly fr: string; readonly en: string } {
  return {
    fr: fill(wordsOf(refusalsFr, code) ?? `Refusé${NBSP}: ${code}.`, facts, 'fr-FR'),
    en: fill(wordsOf(refusalsEn, code) ?? `Refused: ${code}.`, facts, 'en-GB'),
  }
}

const NBSP = '\u00A0'

const wordsOf = (words: Readonly<Record<string, string>>, code: string) =>
  Object.hasOwn(words, code) ? words[code] : undefined

function fill(sentence: string, facts: Refusal['facts'], locale: string): string {
  return sentence.replace(/\{\{(\w+)\}\}/g, (_, name: string) => sayFact(name, facts, locale))
}

function sayFact(name: string, facts: Refusal['facts'], locale: string): string {
  const value = facts[name]
  if (typeof value === 'number' && name.endsWith('Cents')) {
    const currency = typeof facts.currency === 'string' ? facts.currency : 'EUR'
    return new Intl.NumberFormat(locale, { style: 'currency', currency }).format(value / 100)
  }
  if (typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value)) {
    return new Intl.DateTimeFormat(locale, { timeZone: 'UTC' }).format(new Date(`${value}T00:00:00Z`))
  }
  if (!Array.isArray(value)) return String(value ?? '')
  const named = value.map((one: string) => sayFieldName(one, locale))
  return named.length > 0 ? named.join(', ') : '–'
}
