import type { HoldKind } from '../domain/hold.ts'
import type { Fate } from './post-box.ts'

/**
 * What is going on with the debtors whose invoices are open, told in days from the last working day (`at`, negative in the past). The plan
 * decides the rest: nothing here says what Amiable does.
 */
export type Story = {
  readonly debtor: string
  /** Days from the last working day to the due date. */
  readonly dueIn: number
  readonly euros: number
  readonly label?: string
  /** Three equal parts, each this many days after the one before; `dueIn` is that of the first. */
  readonly instalmentDays?: number
  readonly turns?: readonly Turn[]
}

export type Turn =
  | {
      readonly at: number
      readonly what: 'payment'
      readonly euros: number
      readonly method: string
      readonly waits?: true
    }
  | { readonly at: number; readonly what: 'credit_note'; readonly euros: number; readonly reason: string }
  /** The payment made before this one comes back unpaid. */
  | { readonly at: number; readonly what: 'bounced'; readonly reason: string }
  | {
      readonly at: number
      readonly what: 'hold'
      readonly kind: HoldKind
      readonly reason: string
      /** Days from the last working day; a promise names the Friday of this week with `friday`. */
      readonly until?: number | 'friday'
      readonly euros?: number
      /** Only the invoice of this story is held. */
      readonly one?: true
    }

const open = (debtor: string, dueIn: number, euros: number, turns: readonly Turn[] = []): Story => ({
  debtor,
  dueIn,
  euros,
  turns,
})

/** Not yet due, from tomorrow to next month. */
const TO_COME: readonly Story[] = [
  open('lenvern', 26, 4_860),
  open('quenard', 21, 2_940),
  open('belcastel', 18, 7_320),
  open('doucelin', 14, 1_180),
  open('gimont', 12, 3_275.4),
  open('kaysers', 9, 642),
  open('montsegre', 6, 9_480),
  open('fontanet', 4, 1_390),
  open('houlgate', 2, 2_210),
  open('joyeuse', 1, 868),
]

/** Late by a little, then by more: each stands where its days have brought it. */
const LATE: readonly Story[] = [
  open('ostrava', -2, 6_120),
  open('delaunoy', -2, 745),
  open('arcambal', -3, 1_530),
  open('vibrac', -4, 980),
  open('wissant', -5, 3_604.2),
  open('cormery', -7, 1_260),
  open('falaise', -8, 2_480),
  open('salvetat', -10, 5_140),
  open('copro', -11, 2_070),
  open('klingen', -12, 3_990),
  open('jarnoux', -13, 1_115),
  open('mondeville', -15, 846),
  open('amicale', -17, 590),
  open('whitlow', -18, 4_320),
  open('pontchart', -19, 8_760),
  open('gruelle', -20, 1_930),
  open('xaintrie', -22, 2_655),
  open('ferrandel', -26, 7_980),
  open('cadillon', -28, 3_120),
  open('commune', -29, 5_412),
  open('zelande', -30, 436),
  open('toulemont', -31, 1_785),
  open('vandries', -33, 2_890),
  open('isambert', -37, 1_045),
  open('tessoule', -41, 6_540),
  open('garmeau', -46, 8_940),
  open('hervouin', -48, 1_320),
  open('nerval', -52, 2_160),
  open('ursule', -78, 1_475),
]

/** Those who are written to by other ways: SMS, call and copy, five or six actions. */
const OTHER_WAYS: readonly Story[] = [
  open('pallion', -11, 1_240),
  open('dauzac', -13, 2_035),
  open('lussault', -15, 688),
  open('roncier', -10, 3_410),
]

/** Each says one thing that holds a case, or asks a person. */
const SPECIAL: readonly Story[] = [
  open('mirepont', -24, 6_480, [{ at: -13, what: 'payment', euros: 2_500, method: 'transfer' }]),
  open('quillan', -16, 2_760, [{ at: -9, what: 'credit_note', euros: 310, reason: 'Façade rayée à la livraison' }]),
  {
    debtor: 'sourdeval',
    dueIn: -27,
    euros: 4_500,
    label: 'Agencement des bureaux, en trois fois',
    instalmentDays: 30,
    turns: [],
  },
  open('kermadeuc', -23, 3_870, [
    { at: -14, what: 'hold', kind: 'dispute', reason: 'Deux portes posées à l’envers, selon le client', one: true },
  ]),
  open('valbelle', -19, 2_390, [
    {
      at: -6,
      what: 'hold',
      kind: 'promise',
      until: 'friday',
      euros: 2_390,
      reason: 'Virement annoncé par M. Valbellin',
    },
  ]),
  open('marsac', -21, 1_650, [
    {
      at: -4,
      what: 'hold',
      kind: 'promise',
      until: 9,
      euros: 1_650,
      reason: 'Paiement après la paie, dit au téléphone',
    },
  ]),
  open('houlgate', -36, 3_145, [
    { at: -22, what: 'hold', kind: 'promise', until: -12, euros: 3_145, reason: 'Chèque promis par Mme Houlgatine' },
  ]),
  open('bougrain', -18, 985, [
    { at: -5, what: 'hold', kind: 'pause', until: 14, reason: 'Hospitalisée jusqu’au mois prochain' },
  ]),
  open('orgemont', -44, 5_220, [
    { at: -16, what: 'hold', kind: 'insolvency', reason: 'Redressement judiciaire, publié au Bodacc' },
  ]),
  open('tremblade', -8, 1_875),
  open('uzerche', -9, 2_310),
  open('illiers', -6, 715),
  open('escoffre', -800, 1_120),
  open('yvetot', -3, 2_640),
  open('lormont', -12, 8.4),
  open('estaing', -7, 3_360, [{ at: -2, what: 'payment', euros: 1_000, method: 'transfer', waits: true }]),
  open('syndicat', -20, 4_095, [{ at: -2, what: 'hold', kind: 'reply', reason: 'Demande le numéro d’engagement' }]),
  open('petitjean', -39, 1_800, [
    { at: -11, what: 'hold', kind: 'plan', reason: 'Trois virements de 600 €, accord écrit' },
  ]),
  open('gimont', -43, 2_280, [
    { at: -24, what: 'payment', euros: 2_280, method: 'cheque' },
    { at: -15, what: 'bounced', reason: 'Chèque revenu sans provision' },
  ]),
  open('joyeuse', -10, 540, [{ at: -9, what: 'hold', kind: 'phone_refused', reason: 'Préfère l’écrit' }]),
]

export const STORIES: readonly Story[] = [...TO_COME, ...LATE, ...OTHER_WAYS, ...SPECIAL]

/** One mail server refuses the address, another falls silent once it has the whole message. */
const FATES: Readonly<Record<string, Fate>> = { tremblade: 'refused', uzerche: 'silence' }

/** Debtors without an old invoice, because of their trouble: nobody could have written to them before. */
export const NEW_DEBTORS: readonly string[] = ['illiers', ...Object.keys(FATES)]

/** What becomes of an e-mail, by its recipient's domain. */
export function fateOfMail(recipient: string): Fate {
  return FATES[/@(\w+)\.example$/.exec(recipient)?.[1] ?? ''] ?? 'taken'
}
