import { accept, type Outcome, refuse } from '../../domain/refusal.ts'
import type { CallCode } from '../../domain/text-catalogue.ts'
import { type Block, readBlocks } from './blocks.ts'
import { type CallMoment, callCard, callMoments, callScript } from './call-book.ts'
import { liquidEngine } from './liquid-engine.ts'
import { templateFault } from './template-fault.ts'
import type { TextVariables } from './text-variables.ts'
import { euros, longDay } from './value-format.ts'

/** Everything a caller needs under the eyes, filled in (S0-13, S1-7 to S1-30). */
export type CallSheet = {
  readonly code: CallCode
  readonly title: string
  readonly tone: number
  readonly introduction: string
  readonly debtor: string
  /** What is known before dialling: label and value. */
  readonly facts: readonly (readonly [label: string, value: string])[]
  readonly invoices: readonly Block[]
  readonly preparation: readonly Block[]
  readonly steps: readonly CallMoment[]
  readonly objections: readonly CallMoment[]
  readonly voicemail: readonly CallMoment[]
  readonly closings: readonly Block[]
  readonly advice: readonly Block[]
}

/** What is not known before the call, to be filled in by the caller. */
const BLANK = '…………………'

/**
 * The sheet of a call: the script of the moment with the facts of the case. `phone` is the number to dial.
 * Refusals: `no_invoice`, `no_promise` (call after a promise without one), `template_error`.
 */
export function callSheet(code: CallCode, variables: TextVariables, phone: string | null): Outcome<CallSheet> {
  if (!variables.facture) return refuse('no_invoice', { text: code })
  if (code === 'call-broken-promise' && !variables.promesse) return refuse('no_promise', { text: code })
  const appel = variables.appel ?? { date: variables.date_du_jour, motif_declare: null, piece_manquante: null }
  const filled: TextVariables = {
    ...variables,
    canal: 'appel',
    appel: { ...appel, motif_declare: appel.motif_declare ?? BLANK },
  }
  try {
    return accept(fillSheet(code, filled, phone))
  } catch (error) {
    return refuse('template_error', { text: code, part: 'call', ...templateFault(error) })
  }
}

function fillSheet(code: CallCode, variables: TextVariables, phone: string | null): CallSheet {
  const script = callScript(code)
  const plain = liquidEngine('fr', 'plain')
  const markdown = liquidEngine('fr', 'markdown')
  const blocks = (source: string) => readBlocks(markdown.render(markdown.parse(source), variables, false))
  const filled = (moment: CallMoment): CallMoment => ({
    ...moment,
    say: moment.say && plain.render(plain.parse(moment.say), variables, false),
  })
  return {
    code,
    title: script.title,
    tone: script.tone,
    introduction: script.introduction,
    debtor: variables.debiteur.nom,
    facts: factsOf(variables, phone),
    invoices: blocks("{% include 'factures' %}"),
    preparation: blocks(callCard('preparation')),
    steps: script.steps.map(filled),
    objections: callMoments('objections').map(filled),
    voicemail: callMoments('voicemail').map(filled),
    closings: blocks(callCard('closings')),
    advice: blocks(callCard('advice')),
  }
}

function factsOf(variables: TextVariables, phone: string | null): [string, string][] {
  const { contact, dossier, totaux, appel_precedent, promesse, demandes_en_clair, contacts } = variables
  const facts: [string, string | null][] = [
    ['Interlocuteur', contact.nom],
    ['Téléphone', phone],
    ['E-mail', contact.email],
    ['Référence', dossier.reference],
    ['Reste dû', euros(totaux.principal, 'fr')],
    ['Demandes précédentes', demandes_en_clair],
    ['Dernier appel', appel_precedent && longDay(appel_precedent.date, 'fr')],
    ['Promesse', promesse && `${euros(promesse.montant, 'fr')} pour le ${longDay(promesse.date, 'fr')}`],
    ['Contacts de la semaine', contacts && `${contacts.semaine} sur ${contacts.plafond_semaine}`],
  ]
  return facts.filter((fact): fact is [string, string] => fact[1] !== null && fact[1] !== '')
}
