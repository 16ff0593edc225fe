import type { Channel } from '../../domain/channel.ts'
import type { Day } from '../../domain/day.ts'
import type { Contact, Language } from '../../domain/party.ts'
import type { PastContact } from './message-rows.ts'
import { euros, longDay, percent } from './value-format.ts'

const NB = '\u00A0'

/** « facture n° F2026-041 », « factures n° A et n° B »; beyond three, their number only. */
export function invoicesInWords(numbers: readonly string[], language: Language): string {
  const isMany = numbers.length > 1
  const noun = language === 'fr' ? (isMany ? 'factures' : 'facture') : isMany ? 'invoices' : 'invoice'
  if (numbers.length > 3) return `${noun} (${numbers.length})`
  const named = numbers.map((number) => (language === 'fr' ? `n°${NB}${number}` : number))
  return `${noun} ${listed(named, language)}`
}

function listed(parts: readonly string[], language: Language): string {
  if (parts.length < 2) return parts.join('')
  return `${parts.slice(0, -1).join(', ')} ${language === 'fr' ? 'et' : 'and'} ${parts.at(-1)}`
}

const DEMAND: Record<Language, Record<Channel, (on: string) => string>> = {
  fr: {
    email: (on) => `notre message du ${on}`,
    post: (on) => `notre courrier du ${on}`,
    registered: (on) => `notre lettre recommandée du ${on}`,
    sms: (on) => `notre SMS du ${on}`,
    phone: (on) => `notre appel du ${on}`,
  },
  en: {
    email: (on) => `our e-mail of ${on}`,
    post: (on) => `our letter of ${on}`,
    registered: (on) => `our registered letter of ${on}`,
    sms: (on) => `our text message of ${on}`,
    phone: (on) => `our call of ${on}`,
  },
}

/** « notre courrier du 3 novembre 2026 et notre appel du 10 novembre 2026 » (S2-19); the last three, the oldest first. */
export function demandsInWords(demands: readonly PastContact[], language: Language): string {
  return listed(
    demands.slice(-3).map((demand) => DEMAND[language][demand.channel](longDay(demand.on_day, language))),
    language,
  )
}

export function demandNature(channel: Channel): string {
  const natures: Record<Channel, string> = {
    email: 'message',
    post: 'courrier',
    registered: 'lettre recommandée',
    sms: 'SMS',
    phone: 'appel',
  }
  return natures[channel]
}

/** The mode printed on the letter: the formal notice says it in its body (S0-25). */
export function sendingMode(channel: Channel, language: Language): string {
  const modes: Record<Language, Record<Channel, string>> = {
    fr: {
      email: 'E-mail',
      post: 'Lettre simple',
      registered: 'Lettre recommandée avec avis de réception',
      sms: 'SMS',
      phone: 'Appel',
    },
    en: {
      email: 'E-mail',
      post: 'Ordinary letter',
      registered: 'By registered letter with acknowledgement of receipt',
      sms: 'SMS',
      phone: 'Call',
    },
  }
  return modes[language][channel]
}

/** « F 2026, 041 »: the number cut where the voice pauses. */
export function dictated(number: string): string {
  return number.replace(/[-_/. ]+/g, ', ').replace(/([A-Za-z])(?=\d)/g, '$1 ')
}

/** « 1 jour », « 19 jours ». */
function daysInWords(days: number, language: Language): string {
  const noun = language === 'fr' ? 'jour' : 'day'
  return `${days}${NB}${noun}${days > 1 ? 's' : ''}`
}

/** What a text message is about, in some letters. */
export function shortSubject(numbers: readonly string[], language: Language): string {
  const [first = '', ...others] = new Set(numbers)
  if (language === 'fr') return others.length > 0 ? 'vos factures' : `votre facture ${first}`
  return others.length > 0 ? 'your invoices' : `your invoice ${first}`
}

export function interestLabel(number: string, ratePct: number, days: number, language: Language): string {
  const rate = percent(ratePct, language)
  return language === 'fr'
    ? `Pénalités de retard, ${number}${NB}: ${rate} × ${daysInWords(days, language)}`
    : `Late-payment interest, ${number}: ${rate} × ${daysInWords(days, language)}`
}

export function legalInterestLabel(number: string, ratePct: number, days: number, language: Language): string {
  const rate = percent(ratePct, language)
  return language === 'fr'
    ? `Intérêts au taux légal, ${number}${NB}: ${rate} × ${daysInWords(days, language)}`
    : `Legal interest, ${number}: ${rate} × ${daysInWords(days, language)}`
}

export function settledInterestLabel(language: Language): string {
  return language === 'fr' ? 'Intérêts déjà réglés' : 'Interest already settled'
}

export function indemnityLabel(count: number, language: Language): string {
  const times = count > 1 ? ` (${count} × ${euros(4000, language)})` : ''
  return language === 'fr'
    ? `Indemnité forfaitaire pour frais de recouvrement${times}`
    : `Fixed recovery compensation${times}`
}

export type SummaryInvoice = {
  readonly number: string
  readonly issuedOn: Day
  /** Several when it is paid in instalments. */
  readonly dueOn: readonly Day[]
  readonly amountCents: number
  readonly label: string | null
}

/** The summary of the dispute that the formal notice must hold (S2-27), from the facts alone; a person may rewrite it. */
export function summaryOf(invoices: readonly SummaryInvoice[], language: Language): string {
  const [first] = invoices
  if (!first) return ''
  const total = euros(
    invoices.reduce((sum, invoice) => sum + invoice.amountCents, 0),
    language,
  )
  const on = (value: Day) => longDay(value, language)
  if (invoices.length === 1) {
    const about = first.label ? ` (${first.label})` : ''
    const due = listed(
      first.dueOn.map((one) => (language === 'fr' ? `le ${on(one)}` : on(one))),
      language,
    )
    return language === 'fr'
      ? `Le ${on(first.issuedOn)}, nous vous avons adressé la facture n°${NB}${first.number}${about}, d’un montant de ${total} TTC, payable ${due}.`
      : `On ${on(first.issuedOn)} we sent you invoice ${first.number}${about} for ${total} including VAT, payable on ${due}.`
  }
  const issued = invoices.map((invoice) => invoice.issuedOn).sort()
  const [from, to] = [issued[0] ?? first.issuedOn, issued.at(-1) ?? first.issuedOn]
  const many = countInWords(invoices.length, language)
  if (language === 'fr') {
    const when = from === to ? `Le ${on(from)}` : `Entre le ${on(from)} et le ${on(to)}`
    return `${when}, nous vous avons adressé ${many} factures, d’un montant total de ${total} TTC, dont les échéances sont passées.`
  }
  const when = from === to ? `On ${on(from)}` : `Between ${on(from)} and ${on(to)}`
  return `${when} we sent you ${many} invoices for a total of ${total} including VAT, all now past due.`
}

const COUNTS = {
  fr: 'zéro une deux trois quatre cinq six sept huit neuf dix'.split(' '),
  en: 'no one two three four five six seven eight nine ten'.split(' '),
} as const

function countInWords(count: number, language: Language): string {
  return COUNTS[language][count] ?? String(count)
}

/** The next step in a sentence, in lower case with its article (`etape_suivante`). */
export function stepInWords(template: string | null, language: Language): string {
  const fr: Record<string, string> = {
    'first-reminder': 'un rappel écrit',
    'firm-reminder': 'un rappel ferme',
    'warning-letter': 'une lettre d’avertissement',
    'formal-notice': 'la mise en demeure',
    'letter-copy': 'la copie de notre courrier',
  }
  const en: Record<string, string> = {
    'first-reminder': 'a written reminder',
    'firm-reminder': 'a firm reminder',
    'warning-letter': 'a warning letter',
    'formal-notice': 'the formal notice',
    'letter-copy': 'a copy of our letter',
  }
  if (template === null) return language === 'fr' ? 'l’examen de votre dossier' : 'a review of your file'
  return (
    (language === 'fr' ? fr : en)[template] ??
    (language === 'fr' ? 'un nouvel échange avec vous' : 'a further exchange with you')
  )
}

const TO_WHOM = { fr: 'Madame, Monsieur', en: 'Dear Sir or Madam' } as const

const CIVILITIES: Readonly<Record<string, string>> = {
  mme: 'Madame',
  mlle: 'Madame',
  m: 'Monsieur',
  mr: 'Monsieur',
  me: 'Maître',
}

/** « Mme » written in full; null when no civility is known. */
export function civility(given: string | null): string | null {
  const bare = given?.trim() ?? ''
  return bare === '' ? null : (CIVILITIES[bare.toLowerCase().replace(/\.$/, '')] ?? bare)
}

/** « Madame », never « Madame Petit »; in English "Dear Jeanne Petit", since a French civility means nothing there. */
export function salutation(contact: Contact | null, language: Language): string {
  const known = civility(contact?.salutation ?? null)
  if (known === null || contact === null) return TO_WHOM[language]
  if (language === 'fr') return known
  return contact.name === null ? TO_WHOM.en : `Dear ${contact.name}`
}
