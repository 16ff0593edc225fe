import type { Charges } from '../../domain/charges.ts'
import { type Day, daysBetween } from '../../domain/day.ts'
import type { Contact, Language } from '../../domain/party.ts'
import { isPreDueText } from '../../domain/scenario.ts'
import type { Claim } from '../../domain/situation.ts'
import type { Tone } from '../../domain/text-code.ts'
import { chargesVariables } from './charges-variables.ts'
import type {
  ActionFacts,
  CreditorFacts,
  DebtorRow,
  InvoiceFacts,
  MailSender,
  OwnTemplate,
  PastContact,
  PromiseFacts,
} from './message-rows.ts'
import { partyVariables } from './party-variables.ts'
import * as phrases from './phrases.ts'
import type { Canal, FactureVariables, TextVariables } from './text-variables.ts'
import { euros } from './value-format.ts'

/** Everything a text is written from. */
export type MessageFacts = {
  readonly action: ActionFacts
  readonly creditor: CreditorFacts
  readonly debtor: DebtorRow
  readonly contact: Contact | null
  readonly claims: readonly Claim[]
  readonly upcoming: readonly Claim[]
  readonly invoices: ReadonlyMap<string, InvoiceFacts>
  readonly charges: Charges
  /** What already reached the debtor, oldest first. */
  readonly past: readonly PastContact[]
  /** Deadline printed if the message leaves today. */
  readonly payBy: Day | null
  readonly promise: PromiseFacts | null
  readonly paymentsKnownUntil: Day | null
  /** Text of the step that follows, for « notre démarche suivante est… ». */
  readonly nextTemplate: string | null
  /** Nothing was ever sent to this debtor: the data notice is printed. */
  readonly isFirstMessage: boolean
  /** Texts edited by the office (`templateKey`). */
  readonly ownTemplates: ReadonlyMap<string, OwnTemplate>
  readonly sender: MailSender | null
  readonly limitation: { readonly years: number; readonly article: string } | null
}

const CANAL: Record<ActionFacts['channel'], Canal> = {
  email: 'email',
  post: 'courrier',
  registered: 'recommande',
  sms: 'sms',
  phone: 'appel',
}

/** The variables of a text (texts are written in French, so are their names). Pure: the same facts and day give the same words. */
export function buildVariables(facts: MessageFacts, language: Language, today: Day): TextVariables {
  const { action, debtor } = facts
  const factures = facts.claims.map((claim) => factureOf(claim, facts, language))
  const principal = sum(factures.map((facture) => facture.reste_du))
  const charges = chargesVariables(facts, today, language)
  const demands = demandsOf(facts)
  const talk = aboutThis(facts).findLast((one) => one.channel === 'phone' && one.outcome === 'reached')
  const letter = citedLetter(facts)
  return {
    ...NOTHING_ELSE,
    canal: CANAL[action.channel],
    ton: action.tone_level as Tone,
    droit_applicable: debtor.country === 'FR' || debtor.kind !== 'foreign' ? 'FR' : debtor.country,
    ...partyVariables(facts, language),
    dossier: { reference: caseReference(action.case_id) },
    factures,
    factures_en_clair: phrases.invoicesInWords([...new Set(factures.map((facture) => facture.numero))], language),
    facture: factures[0] ?? null,
    factures_a_venir: facts.upcoming.map((claim) => factureOf(claim, facts, language)),
    totaux: {
      total: principal + (charges.reclamees ? charges.total : 0),
      principal,
      solde_apres_engagements: principal,
    },
    charges,
    delai: delaiOf(facts, letter, today),
    appel_precedent: talk ? { date: talk.on_day, interlocuteur: null } : null,
    demandes_anterieures: demands.map((demand) => ({
      date: demand.on_day,
      nature: phrases.demandNature(demand.channel),
    })),
    demandes_en_clair: phrases.demandsInWords(demands, language),
    lettre: letter ? { date: letter.on_day } : null,
    synthese: phrases.summaryOf(summaryInvoices(facts), language),
    lieu: facts.creditor.city,
    date_du_jour: today,
    envoi: { mode: phrases.sendingMode(action.channel, language), numero: null },
    promesse: promesseOf(facts.promise, principal, language),
    etape_suivante: phrases.stepInWords(facts.nextTemplate, language),
    prescription: facts.limitation && {
      duree: yearsInWords(facts.limitation.years, language),
      fondement: facts.limitation.article,
    },
    moyens: { cheque: !debtor.bad_payer },
    paiements_a_jour_au: facts.paymentsKnownUntil,
    objet_court: phrases.shortSubject(
      factures.map((facture) => facture.numero),
      language,
    ),
    echeance: factures[0]?.echeance ?? null,
  }
}

/** Variables of texts that follow an event (plans, disputes, insolvency…): absent from a step of the ladder. */
const NOTHING_ELSE = {
  reponse_recue: false,
  qualification: null,
  mandataire: null,
  appel: null,
  engagements: [],
  nos_engagements: [],
  engagement: null,
  confirmation: null,
  echeancier: null,
  echeance_manquee: null,
  litige: null,
  paiement: null,
  procedure: null,
  surendettement: null,
  pieces: [],
  contacts: null,
  interets: { mise_en_demeure_le: null },
} as const

/** The reference that the debtor quotes when paying: short, the same on every message of the case. */
function caseReference(caseId: string): string {
  const [, own = caseId, currency = ''] = /^cas_(.+?)(_[a-z]{3})?$/.exec(caseId) ?? []
  return `AM-${own.slice(-8)}${currency.replace('_', '-')}`.toUpperCase()
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}

function factureOf(claim: Claim, facts: MessageFacts, language: Language): FactureVariables {
  const invoice = facts.invoices.get(claim.invoiceId)
  return {
    numero: claim.number,
    numero_dicte: phrases.dictated(claim.number),
    date: claim.issuedOn,
    echeance: claim.dueOn,
    echeance_origine: invoice?.due_origin === 'invoice' ? 'facture' : 'conditions de vente',
    montant_ttc: invoice?.amount_cents ?? claim.openCents,
    montant_dit: euros(claim.openCents, language),
    reste_du: claim.openCents,
  }
}

/** One entry for each invoice, with all its dates listed when several instalments of it are asked for. */
function summaryInvoices({ claims, invoices }: MessageFacts): phrases.SummaryInvoice[] {
  const byInvoice = Map.groupBy(claims, (claim) => claim.invoiceId)
  return [...byInvoice].flatMap(([invoiceId, [first, ...others]]) => {
    if (!first) return []
    const invoice = invoices.get(invoiceId)
    return [
      {
        number: first.number,
        issuedOn: first.issuedOn,
        dueOn: [first, ...others].map((claim) => claim.dueOn),
        amountCents: invoice?.amount_cents ?? first.openCents,
        label: invoice?.label ?? null,
      },
    ]
  })
}

/** What reached the debtor about something that this message lists: the reminders of an invoice since paid are not cited (S2-19). */
function aboutThis({ past, claims }: Cited): PastContact[] {
  const listed = new Set(claims.map((claim) => claim.id))
  return past.filter((one) => one.invoice_ids.some((id) => listed.has(id)))
}

/** A word before the due date asks for nothing; a call that nobody answered is cited only when nothing else was ever said. */
function demandsOf(facts: Cited): PastContact[] {
  const asked = aboutThis(facts).filter((one) => !isPreDueText(one.template_code))
  const heard = asked.filter((one) => one.outcome !== 'no_answer')
  return heard.length > 0 ? heard : asked
}

/** The facts by which a message cites what came before it. */
type Cited = Pick<MessageFacts, 'action' | 'past' | 'claims'>

/** The letter that a copy repeats, or the last one written in whatever form. */
export function citedLetter(facts: Cited): PastContact | undefined {
  const isPosted = (one: PastContact) => one.channel === 'post' || one.channel === 'registered'
  if (facts.action.template_code === 'letter-copy') return aboutThis(facts).findLast(isPosted)
  return demandsOf(facts).findLast((one) => isPosted(one) || one.channel === 'email')
}

/** The deadline printed; the copy of a letter keeps the deadline of that letter, while it runs (S3-12). */
function delaiOf({ action, payBy }: MessageFacts, letter: PastContact | undefined, today: Day): TextVariables['delai'] {
  const until = action.template_code === 'letter-copy' ? (letter?.pay_by ?? null) : payBy
  if (until === null || until < today) return null
  return { date_limite: until, jours: daysBetween(today, until) }
}

function promesseOf(promise: PromiseFacts | null, openCents: number, language: Language): TextVariables['promesse'] {
  if (!promise?.until_day) return null
  const montant = promise.amount_cents ?? openCents
  const manquant = Math.min(montant, openCents)
  return {
    montant,
    montant_dit: euros(montant, language),
    moyen: language === 'fr' ? 'virement' : 'bank transfer',
    date: promise.until_day,
    recueillie_le: promise.from_day,
    par: null,
    confirmee_le: null,
    recu: montant - manquant,
    manquant,
    manquant_dit: euros(manquant, language),
  }
}

function yearsInWords(years: number, language: Language): string {
  const fr = ['zéro', 'un an', 'deux ans', 'trois ans', 'quatre ans', 'cinq ans']
  const en = ['zero', 'one year', 'two years', 'three years', 'four years', 'five years']
  return (language === 'fr' ? fr : en)[years] ?? (language === 'fr' ? `${years} ans` : `${years} years`)
}
