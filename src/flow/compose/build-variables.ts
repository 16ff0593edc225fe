import type { Charges, InvoiceCharges } from '../../domain/charges.ts'
import { type Day, daysBetween } from '../../domain/day.ts'
import { type Contact, type DebtorKind, type Language, type PostalAddress, regimeOf } from '../../domain/party.ts'
import { addressInLine } from '../../domain/postal-address.ts'
import type { Claim } from '../../domain/situation.ts'
import type { Tone } from '../../domain/text-code.ts'
import type { ActionFacts, CreditorFacts, DebtorRow, InvoiceFacts, PastDemand, PromiseFacts } from './message-rows.ts'
import * as phrases from './phrases.ts'
import { type Canal, type FactureVariables, regimeEnClair, type TextVariables } from './text-variables.ts'
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
  readonly demands: readonly PastDemand[]
  readonly promise: PromiseFacts | null
  readonly paymentsKnownUntil: Day | null
  /** Text of the step that follows, for « notre démarche suivante est… ». */
  readonly nextTemplate: string | null
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
export function buildVariables(facts: MessageFacts, today: Day): TextVariables {
  const { action, debtor } = facts
  const language = debtor.language as Language
  const factures = facts.claims.map((claim) => factureOf(claim, facts, language))
  const principal = sum(factures.map((facture) => facture.reste_du))
  const charges = chargesOf(facts, today, language)
  const lastCall = facts.demands.findLast((demand) => demand.channel === 'phone')
  const lastLetter = facts.demands.findLast((demand) => demand.channel === 'post' || demand.channel === 'registered')
  return {
    ...NOTHING_ELSE,
    canal: CANAL[action.channel],
    ton: action.tone_level as Tone,
    droit_applicable: debtor.country === 'FR' || debtor.kind !== 'foreign' ? 'FR' : debtor.country,
    creancier: creancierOf(facts),
    expediteur: expediteurOf(facts.creditor),
    debiteur: debiteurOf(debtor),
    contact: contactVariables(facts, language),
    dossier: { reference: caseReference(action.case_id) },
    factures,
    factures_en_clair: phrases.invoicesInWords(
      factures.map((facture) => facture.numero),
      language,
    ),
    facture: factures[0] ?? null,
    factures_a_venir: facts.upcoming.map((claim) => factureOf(claim, facts, language)),
    totaux: {
      total: principal + (charges.reclamees ? charges.total : 0),
      principal,
      solde_apres_engagements: principal,
    },
    charges,
    delai: delaiOf(action, lastLetter, today),
    appel_precedent: lastCall ? { date: lastCall.on_day, interlocuteur: null } : null,
    demandes_anterieures: facts.demands.map((demand) => ({
      date: demand.on_day,
      nature: phrases.demandNature(demand.channel),
    })),
    demandes_en_clair: phrases.demandsInWords(facts.demands, language),
    lettre: lastLetter ? { date: lastLetter.on_day } : null,
    synthese: phrases.summaryOf(
      facts.claims.map((claim) => summaryInvoice(claim, facts)),
      language,
    ),
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
    objet_court: factures.length === 1 ? `votre facture ${factures[0]?.numero ?? ''}` : 'vos factures',
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
export function caseReference(caseId: string): string {
  return `AM-${caseId.replace(/^cas_/, '').slice(-10).toUpperCase()}`
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

function summaryInvoice(claim: Claim, facts: MessageFacts): phrases.SummaryInvoice {
  const invoice = facts.invoices.get(claim.invoiceId)
  const amountCents = invoice?.amount_cents ?? claim.openCents
  return {
    number: claim.number,
    issuedOn: claim.issuedOn,
    dueOn: claim.dueOn,
    amountCents,
    label: invoice?.label ?? null,
  }
}

export function addressOfRow(
  row: Pick<CreditorFacts, 'address_lines' | 'postcode' | 'city' | 'country'>,
): PostalAddress {
  return { lines: row.address_lines, postcode: row.postcode, city: row.city, country: row.country }
}

function creancierOf({ creditor, debtor }: MessageFacts): TextVariables['creancier'] {
  const mediateur =
    creditor.mediator_name !== null
      ? { nom: creditor.mediator_name, adresse: creditor.mediator_address ?? '', site: creditor.mediator_site ?? '' }
      : null
  return {
    nom: creditor.name,
    nom_court: creditor.name.slice(0, 20),
    adresse_en_ligne: addressInLine(addressOfRow(creditor)),
    siren: creditor.siren ?? '',
    titulaire: creditor.account_holder ?? creditor.name,
    iban: (creditor.iban ?? '').replace(/(.{4})(?=.)/g, '$1 '),
    bic: creditor.bic ?? '',
    iban_sur_facture: false,
    mediateur: regimeOf(debtor.kind as DebtorKind) === 'consumer' ? mediateur : null,
    cgv: debtor.terms_accepted_on && debtor.kind !== 'public_body' ? { acceptees_le: debtor.terms_accepted_on } : null,
  }
}

function expediteurOf(creditor: CreditorFacts): TextVariables['expediteur'] {
  return {
    nom: creditor.signatory_name ?? creditor.name,
    fonction: creditor.signatory_role ?? 'service comptabilité',
    telephone: creditor.phone ?? '',
    email: creditor.email ?? '',
  }
}

const EU_BUT_FRANCE_AND_DENMARK = new Set(
  'AT BE BG CY CZ DE EE ES FI GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK'.split(' '),
)

function debiteurOf(debtor: DebtorRow): TextVariables['debiteur'] {
  return {
    nom: debtor.name,
    regime: regimeEnClair(regimeOf(debtor.kind as DebtorKind)),
    adresse_en_ligne: addressInLine(addressOfRow(debtor)),
    siren: debtor.siren ?? '',
    dans_ue: EU_BUT_FRANCE_AND_DENMARK.has(debtor.country),
  }
}

function contactVariables({ contact, debtor }: MessageFacts, language: Language): TextVariables['contact'] {
  const role =
    contact?.role === 'accounts_payable' || contact?.role === 'treasurer'
      ? 'comptabilite'
      : contact?.role === 'executive'
        ? 'dirigeant'
        : 'autre'
  return {
    appellation: phrases.salutation(contact?.salutation ?? null, language),
    nom: contact?.name ?? debtor.name,
    role,
    email: contact?.email ?? '',
  }
}

function chargesOf(
  { charges, claims, debtor }: MessageFacts,
  today: Day,
  language: Language,
): TextVariables['charges'] {
  const numberOf = new Map(claims.map((claim) => [claim.invoiceId, claim.number]))
  const isConsumerLike = ['consumer', 'non_professional'].includes(regimeOf(debtor.kind as DebtorKind))
  const label = isConsumerLike ? phrases.legalInterestLabel : phrases.interestLabel
  const lignes = charges.invoices
    .filter((invoice) => invoice.penalty === 'claim' && invoice.interestCents > 0)
    .flatMap((invoice) =>
      interestLines(
        invoice,
        (line) => label(numberOf.get(invoice.invoiceId) ?? '', line.ratePct, line.days, language),
        language,
      ),
    )
  const indemnities = charges.invoices.filter((invoice) => invoice.indemnity === 'claim' && invoice.indemnityCents > 0)
  if (indemnities.length > 0) {
    lignes.push({
      libelle: phrases.indemnityLabel(indemnities.length, language),
      montant: sum(indemnities.map((one) => one.indemnityCents)),
    })
  }
  const rates = charges.invoices.flatMap((invoice) => invoice.lines.map((line) => line.ratePct))
  return {
    reclamees: lignes.length > 0,
    reservees: lignes.length === 0 && charges.reserved.interestCents + charges.reserved.indemnityCents > 0,
    fondement: charges.basis ?? '',
    taux: rates.at(-1) ?? 0,
    lignes,
    total: sum(lignes.map((ligne) => ligne.montant)),
    arrete_au: today,
  }
}

/** The lines of one invoice, less what payments have already settled of them. */
function interestLines(
  invoice: InvoiceCharges,
  labelOf: (line: InvoiceCharges['lines'][number]) => string,
  language: Language,
) {
  const lines = invoice.lines.map((line) => ({ libelle: labelOf(line), montant: line.interestCents }))
  const settled = sum(lines.map((line) => line.montant)) - invoice.interestCents
  return settled === 0 ? lines : [...lines, { libelle: phrases.settledInterestLabel(language), montant: -settled }]
}

/** The deadline printed; the copy of a letter keeps the deadline of that letter, while it runs (S3-12). */
function delaiOf(action: ActionFacts, letter: PastDemand | undefined, today: Day): TextVariables['delai'] {
  const until = action.template_code === 'letter-copy' ? (letter?.pay_by ?? null) : action.pay_by
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
