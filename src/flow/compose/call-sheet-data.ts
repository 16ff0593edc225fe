import type { CallSheet } from './call-sheet.ts'
import { drawableJson } from './drawable.ts'
import type { LetterData } from './letter-data.ts'

const LABELS = {
  script: 'À dire, à noter',
  outcome: 'Issue de l’appel (obligatoire)',
  agreed: ['Montant', 'Date', 'Moyen', 'Qui s’engage'],
  objections: 'Ce que l’on peut vous répondre',
  voicemail: 'Message vocal et tiers',
  closings: 'Pour conclure',
  advice: 'Avant et pendant l’appel',
} as const

/** How a call can end: one is always chosen (S0-17). */
const OUTCOMES = [
  'promesse',
  'versement partiel',
  'échéancier',
  'contestation',
  'facture non reçue',
  'déjà payé',
  'mauvaise personne',
  'à rappeler le…',
  'refus',
  'sans accord',
] as const

/** What `call-sheet.typ` reads. */
export function callSheetData(sheet: CallSheet, covered: ReadonlySet<number>): LetterData {
  const data = {
    lang: 'fr',
    title: sheet.title,
    author: '',
    sheet: { ...sheet, labels: LABELS, outcomes: OUTCOMES },
  }
  return { json: drawableJson(data, covered), images: new Map() }
}
