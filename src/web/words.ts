import i18n from 'i18next'
import { initReactI18next, useTranslation } from 'react-i18next'
import type { Language } from '../domain/party.ts'
import { formatAmount, formatNumber } from './format-amount.ts'
import { formatDay } from './format-day.ts'
import type { fr } from './words.fr.ts'

/** The same keys with free texts: what a translation must give. */
type Translated<T> = { readonly [K in keyof T]: T[K] extends string ? string : Translated<T[K]> }
export type Words = Translated<typeof fr>

type Plain<Key extends string> = Key extends `${infer Base}_one` | `${infer Base}_other` ? Base : Key
type Keys<T, Prefix extends string = ''> = {
  [K in keyof T & string]: T[K] extends string ? Plain<`${Prefix}${K}`> : Keys<T[K], `${Prefix}${K}.`>
}[keyof T & string]

/** Every key of the pages; a plural is asked for without its suffix, with `count` among the facts. */
export type WordKey = Keys<typeof fr>
export type Facts = Readonly<Record<string, unknown>>
export type Say = (key: WordKey, facts?: Facts) => string

/** The words of the page; the component is drawn again when the language changes. */
export function useWords(): { readonly t: Say } {
  const { t } = useTranslation()
  return { t: (key, facts = {}) => t(key, { ...facts }) }
}

const STORED = 'amiable-language'

/** French unless this browser chose English. */
export function preferredLanguage(): Language {
  return window.localStorage.getItem(STORED) === 'en' ? 'en' : 'fr'
}

async function loadWords(language: Language): Promise<Words> {
  return language === 'en' ? (await import('./words.en.ts')).en : (await import('./words.fr.ts')).fr
}

/** Loads one language and readies the formats usable inside a sentence: `{{totalCents, amount}}`, `{{dueOn, day}}`, `{{dueOn, plainDay}}`, `{{dueOn, fullDay}}`. */
export async function startWords(language: Language): Promise<void> {
  await i18n.use(initReactI18next).init({
    lng: language,
    fallbackLng: language,
    resources: { [language]: { translation: await loadWords(language) } },
    interpolation: { escapeValue: false },
  })
  i18n.services.formatter?.add('amount', (cents, lng) => formatAmount(cents, languageOf(lng)))
  i18n.services.formatter?.add('day', (on, lng) => formatDay(on, languageOf(lng), 'table', today()))
  i18n.services.formatter?.add('plainDay', (on, lng) => formatDay(on, languageOf(lng), 'plain'))
  i18n.services.formatter?.add('fullDay', (on, lng) => formatDay(on, languageOf(lng), 'full'))
  i18n.services.formatter?.add('count', (value, lng) => formatNumber(value, languageOf(lng)))
  document.documentElement.lang = language
}

export async function changeLanguage(language: Language): Promise<void> {
  window.localStorage.setItem(STORED, language)
  i18n.addResourceBundle(language, 'translation', await loadWords(language))
  document.documentElement.lang = language
  await i18n.changeLanguage(language)
}

function languageOf(lng: string | undefined): Language {
  return lng === 'en' ? 'en' : 'fr'
}

/** The language of the page now, for numbers and days outside a sentence. */
export function currentLanguage(): Language {
  return languageOf(i18n.language)
}

/** Only to know whether a year needs saying; decisions never take their day from the browser. */
function today(): string {
  return new Date().toISOString().slice(0, 10)
}

/** Families of codes that come from the server with their facts, and are said here. */
export type CodeFamily =
  | 'reason'
  | 'heldBy'
  | 'hold'
  | 'event'
  | 'problem'
  | 'template'
  | 'finding'
  | 'alert'
  | 'chargesRefusal'

/** The sentence of a code; a code without words is shown as it is, so that nothing is silently lost. */
export function sayCode(family: CodeFamily, code: string, facts: Facts = {}): string {
  const key = `${family}.${code}`
  return i18n.exists(key, facts) ? i18n.t(key, facts) : i18n.t('code.unknown', { code })
}
