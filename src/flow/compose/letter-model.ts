import { epcPayload } from '../../domain/epc-qr.ts'
import type { Language, PostalAddress } from '../../domain/party.ts'
import { type Addressee, addressInLine, postalLines } from '../../domain/postal-address.ts'
import { accept, type Outcome } from '../../domain/refusal.ts'
import { SELF_DATED_TEXTS, type SmsCode, type TextCode } from '../../domain/text-code.ts'
import type { Block } from './blocks.ts'
import { liquidEngine } from './liquid-engine.ts'
import type { RenderedLetter } from './render.ts'
import type { TextVariables } from './text-variables.ts'
import { groupedSiren, longDay } from './value-format.ts'

/** The creditor as the letterhead shows it. */
export type Letterhead = {
  readonly name: string
  /** « SARL », « SAS », « Entrepreneur individuel »… or null. */
  readonly legalForm: string | null
  readonly capitalCents: number | null
  readonly siren: string | null
  /** City of the registry: « Nantes ». */
  readonly rcsCity: string | null
  readonly vatNumber: string | null
  readonly address: PostalAddress
  readonly phone: string | null
  readonly email: string | null
  readonly logo: Logo | null
}

/** PNG or JPEG only (an SVG can hold a script, reliability A7 63), see `readLogo`. */
export type Logo = { readonly mediaType: 'image/png' | 'image/jpeg'; readonly bytes: Uint8Array }

/** One letter, ready to be laid out: `letter.typ` adds no word to it. */
export type LetterModel = {
  readonly language: Language
  readonly creditor: {
    readonly name: string
    readonly lines: readonly string[]
    readonly footer: string
    readonly logo: Logo | null
  }
  /** Lines of the window block, NF Z10-011. */
  readonly recipient: readonly string[]
  /** « Nantes, le 23 novembre 2026 »; null when the body carries it. */
  readonly dateline: string | null
  /** « Lettre recommandée avec avis de réception n° … »; null when the body carries it or for an ordinary letter. */
  readonly mode: string | null
  readonly references: readonly (readonly [label: string, value: string])[]
  readonly subject: string
  readonly blocks: readonly Block[]
  readonly annex: readonly Block[]
  /** Payload of the payment code (EPC069-12), drawn beside the payment paragraph; null without one. */
  readonly qrPayload: string | null
  readonly enclosures: string | null
  /** Data notice, printed small on the first letter to a debtor and on each formal notice (GDPR art. 13 and 14). */
  readonly notice: string | null
  /** Correction of the printer, in millimetres, for the window block. */
  readonly offsetMm: { readonly x: number; readonly y: number }
}

export type LetterSource = {
  readonly code: TextCode | SmsCode
  readonly language: Language
  readonly rendered: RenderedLetter
  readonly variables: TextVariables
  readonly letterhead: Letterhead
  readonly addressee: Addressee
  /** True for the first message to this debtor: the data notice is then printed. */
  readonly firstMessage: boolean
  readonly offsetMm?: { readonly x: number; readonly y: number }
}

const WORDS = {
  fr: {
    reference: 'Notre référence',
    handler: 'Dossier suivi par',
    phone: 'Téléphone',
    enclosures: 'Pièces jointes\u00A0:',
    dateline: (place: string, date: string) => `${place}, le ${date}`,
    vat: 'TVA',
    capital: (amount: string) => `au capital de ${amount}`,
  },
  en: {
    reference: 'Our reference',
    handler: 'Your contact',
    phone: 'Telephone',
    enclosures: 'Enclosures:',
    dateline: (place: string, date: string) => `${place}, ${date}`,
    vat: 'VAT',
    capital: (amount: string) => `share capital ${amount}`,
  },
} as const

/** These letters list their enclosures in the body, which is part of their proof. */
const LISTS_ENCLOSURES: readonly string[] = ['formal-notice', 'insolvency-claim']
/** These letters ask for no transfer: no payment code. */
const WITHOUT_PAYMENT_CODE: readonly string[] = ['insolvency-claim', 'dispute-acknowledged', 'overindebtedness-noted']

/**
 * Puts a rendered text on its paper. Refusals: those of `postalLines` (`address_incomplete`…): a letter that cannot arrive is not made.
 */
export function letterModel(source: LetterSource): Outcome<LetterModel> {
  const { variables, language, rendered } = source
  const recipient = postalLines(source.addressee)
  if (!recipient.ok) return recipient
  const selfDated = SELF_DATED_TEXTS.some((code) => code === source.code)
  const words = WORDS[language]
  const { mode, numero } = variables.envoi
  const registered = variables.canal === 'recommande' || numero !== null
  const listed = LISTS_ENCLOSURES.includes(source.code) || variables.pieces.length === 0
  return accept({
    language,
    creditor: letterheadLines(source.letterhead, language),
    recipient: recipient.value,
    dateline: selfDated ? null : words.dateline(variables.lieu, longDay(variables.date_du_jour, language)),
    mode: selfDated || !registered ? null : numero === null ? mode : `${mode} n°\u00A0${numero}`,
    references: [
      [words.reference, variables.dossier.reference],
      [words.handler, variables.expediteur.nom],
      [words.phone, variables.expediteur.telephone],
    ],
    subject: rendered.subject,
    blocks: rendered.blocks,
    annex: rendered.annex,
    qrPayload: WITHOUT_PAYMENT_CODE.includes(source.code) ? null : paymentCode(variables),
    enclosures: listed ? null : `${words.enclosures} ${variables.pieces.join(', ')}.`,
    notice: source.firstMessage || selfDated ? dataNotice(language, variables) : null,
    offsetMm: source.offsetMm ?? { x: 0, y: 0 },
  })
}

function letterheadLines(head: Letterhead, language: Language): LetterModel['creditor'] {
  const town = `${head.address.postcode} ${head.address.city}`.trim()
  const reach = [head.phone, head.email].filter((part) => part !== null && part !== '')
  const lines = [...head.address.lines, town, reach.join(' · ')].filter((line) => line.trim() !== '')
  return { name: head.name, lines, footer: legalFooter(head, language), logo: head.logo }
}

/** Mentions of a company's papers (C. com. R123-237, R123-238): name, form, capital, seat, SIREN, registry, VAT number. */
function legalFooter(head: Letterhead, language: Language): string {
  const form = head.legalForm && !head.name.toUpperCase().includes(head.legalForm.toUpperCase()) ? head.legalForm : null
  const capital = head.capitalCents === null ? null : WORDS[language].capital(wholeEuros(head.capitalCents, language))
  const identity = [head.name, form, capital].filter((part) => part !== null).join(' ')
  const registry = head.rcsCity && head.siren ? `${groupedSiren(head.siren)} RCS ${head.rcsCity}` : null
  const siren = head.siren && !registry ? `SIREN ${groupedSiren(head.siren)}` : null
  const vat = head.vatNumber ? `${WORDS[language].vat} ${head.vatNumber}` : null
  return [identity, addressInLine(head.address), registry, siren, vat].filter((part) => part !== null).join(' · ')
}

function wholeEuros(amountCents: number, language: Language): string {
  const form = new Intl.NumberFormat(language === 'fr' ? 'fr-FR' : 'en-GB', {
    style: 'currency',
    currency: 'EUR',
    minimumFractionDigits: amountCents % 100 === 0 ? 0 : 2,
  })
  return form.format(amountCents / 100)
}

function paymentCode(variables: TextVariables): string | null {
  const { titulaire, iban, bic } = variables.creancier
  const payload = epcPayload({
    beneficiary: titulaire,
    iban,
    bic,
    amountCents: variables.totaux.total,
    reference: variables.dossier.reference,
  })
  return payload.ok ? payload.value : null
}

function dataNotice(language: Language, variables: TextVariables): string {
  const engine = liquidEngine(language, 'plain')
  return engine.render(engine.parse("{% include 'donnees' %}"), variables, false).trim()
}
