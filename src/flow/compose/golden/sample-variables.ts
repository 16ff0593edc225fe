import { day } from '../../../domain/day.ts'
import type { Language, Regime } from '../../../domain/party.ts'
import { type FactureVariables, regimeEnClair, type TextVariables } from '../text-variables.ts'

/** What changes from one golden text to another. */
export type SampleOptions = {
  readonly invoices?: number
  readonly charges?: boolean
  /** A call took place, terms of sale were accepted, cheques are welcome… the talkative case. */
  readonly talkative?: boolean
  readonly cause?: TextVariables['qualification']
  readonly role?: TextVariables['contact']['role']
  readonly agent?: boolean
  readonly agreed?: boolean
  readonly salutation?: string
}

const NO_BREAK = '\u00A0'

function invoice(number: string, on: string, due: string, amount: number, owed: number): FactureVariables {
  return {
    numero: number,
    numero_dicte: number.replace('-', ', '),
    date: day(on),
    echeance: day(due),
    echeance_origine: 'facture',
    montant_ttc: amount,
    montant_dit: '1\u202F234,56\u00A0€',
    reste_du: owed,
  }
}

function invoicesOf(count: number): FactureVariables[] {
  const first = [
    invoice('F2026-041', '2026-09-18', '2026-10-18', 123456, 123456),
    invoice('F2026-052', '2026-10-01', '2026-10-31', 84000, 44000),
  ]
  const more = Array.from({ length: Math.max(0, count - 2) }, (_, index) =>
    invoice(`F2026-${String(61 + index).padStart(3, '0')}`, '2026-10-05', '2026-11-04', 15000 + index * 1000, 15000),
  )
  return [...first, ...more].slice(0, count)
}

function chargesOf(regime: Regime, language: Language, options: SampleOptions): TextVariables['charges'] {
  const person = regime === 'consumer' || regime === 'non_professional'
  const english = language === 'en'
  const claimed = options.charges === true && !person
  const basis = { public: 'articles L2192-13, R2192-31 et D2192-35 du code de la commande publique' }
  const french = person
    ? 'articles 1231-6 et 1344-1 du code civil'
    : regime === 'public'
      ? basis.public
      : 'articles L441-10, II et D441-5 du code de commerce'
  const lines: [string, string, number][] = [
    [`Pénalités de retard, F2026-041${NO_BREAK}: 12,40${NO_BREAK}% × 36 jours`, 'Interest, 12.40%, 36 days', 1510],
    ['Pénalités de retard, F2026-052', 'Interest, 12.40%, 23 days', 1645],
    ['Indemnité forfaitaire pour frais de recouvrement', 'Fixed recovery compensation', 4000],
  ]
  const legal = { libelle: `Intérêts au taux légal de 2,75${NO_BREAK}%, 10 jours`, montant: 93 }
  return {
    reclamees: claimed,
    reservees: !person && !claimed && options.cause !== 'oubli',
    fondement: english ? 'articles L441-10 and D441-5 of the French Commercial Code' : french,
    taux: 12.4,
    lignes: person ? [legal] : lines.map(([fr, en, montant]) => ({ libelle: english ? en : fr, montant })),
    total: person ? 93 : 7155,
    arrete_au: day('2026-11-23'),
  }
}

function partiesOf(regime: Regime, language: Language, options: SampleOptions) {
  const person = regime === 'consumer' || regime === 'non_professional'
  const english = language === 'en'
  const debtor = person ? 'Jeanne Petit' : regime === 'public' ? 'Commune de Saint-Aubin' : 'Ateliers Lœwenberg SAS'
  const mediator = {
    nom: 'Médiation Atlantique',
    adresse: '3 rue des Halles, 44000 Nantes',
    site: 'mediation-atlantique.example',
  }
  return {
    creancier: {
      nom: 'Menuiserie Dupré SARL',
      nom_court: 'Menuiserie Dupré',
      adresse_en_ligne: '12 rue de l’Huissier, 44000 Nantes',
      siren: `123${NO_BREAK}456${NO_BREAK}782`,
      titulaire: 'Menuiserie Dupré SARL',
      iban: 'FR76 3000 4000 0312 3456 7890 143',
      bic: 'BNPAFRPP',
      iban_sur_facture: true,
      mediateur: person ? mediator : null,
      cgv: options.talkative && regime !== 'public' ? { acceptees_le: day('2026-09-02') } : null,
    },
    expediteur: {
      nom: 'Claire Martin',
      fonction: english ? 'Credit manager' : 'responsable administrative',
      telephone: '02 40 11 22 33',
      email: 'claire.martin@dupre.example',
    },
    debiteur: {
      nom: debtor,
      regime: regimeEnClair(regime),
      adresse_en_ligne: '4 impasse du Moulin, 49000 Angers',
      siren: `987${NO_BREAK}654${NO_BREAK}321`,
      dans_ue: true,
    },
    contact: {
      appellation: english ? 'Dear Sir or Madam' : (options.salutation ?? 'Madame, Monsieur'),
      nom: 'Jeanne Petit',
      role: options.role ?? 'comptabilite',
      email: 'compta@loewenberg.example',
    },
  } satisfies Partial<TextVariables>
}

function agreementsOf(regime: Regime, english: boolean, options: SampleOptions) {
  const person = regime === 'consumer' || regime === 'non_professional'
  const transfer = english ? 'bank transfer' : 'virement'
  const said = `600${NO_BREAK}€`
  const partial = options.invoices === 2
  const commitment = {
    montant: 60000,
    montant_dit: said,
    moyen: transfer,
    date: day('2026-12-04'),
    facture: 'F2026-041',
  }
  const planCharges = person ? 'aucune' : options.talkative ? 'abandonnees' : partial ? 'incluses' : 'reservees'
  return {
    engagements: [commitment],
    nos_engagements: options.talkative
      ? [english ? 'we send the delivery note' : 'nous envoyons le bon de livraison']
      : [],
    engagement: options.agreed === false ? null : commitment,
    confirmation: { avant_le: day('2026-11-27') },
    promesse: {
      montant: 60000,
      montant_dit: said,
      moyen: transfer,
      date: day('2026-11-20'),
      recueillie_le: day('2026-11-10'),
      par: options.talkative ? 'Mme Petit' : null,
      confirmee_le: options.talkative ? day('2026-11-12') : null,
      recu: partial ? 20000 : 0,
      manquant: partial ? 40000 : 60000,
      manquant_dit: `400${NO_BREAK}€`,
    },
    etape_suivante: english ? 'the formal notice' : 'la mise en demeure',
    echeancier: {
      total: 123456,
      echeances: ['2026-12-01', '2027-01-01', '2027-02-01'].map((on, i) => ({
        rang: i + 1,
        date: day(on),
        montant: 41152,
      })),
      charges: planCharges,
      valable_jusqu_au: day('2026-11-30'),
      moyen: transfer,
      imputation: english ? 'the principal, then the charges' : 'le principal, puis les accessoires',
      preavis_jours: person ? 30 : 8,
      signataire: 'M. Paul Lœwenberg, président',
      signe_le: day('2026-11-25'),
      deja_regle: 41152,
      solde: 82304,
    },
    echeance_manquee: { date: day('2027-01-01'), montant: 41152 },
  } satisfies Partial<TextVariables>
}

function eventsOf(regime: Regime, english: boolean, options: SampleOptions) {
  const person = regime === 'consumer' || regime === 'non_professional'
  const two = options.invoices === 2
  return {
    litige: {
      recu_le: day('2026-11-18'),
      facture: 'F2026-041',
      resume: english ? 'two desks are scratched' : 'deux bureaux sont rayés',
      responsable: 'Paul Dupré',
      reponse_le: day('2026-12-02'),
      part_contestee: 20000,
      part_non_contestee: two ? 103456 : 0,
      pieces_demandees: options.talkative ? [english ? 'photographs' : 'des photographies'] : [],
    },
    paiement: { montant: 123456, recu_le: day('2026-11-20'), reste: two ? 20000 : 0 },
    prescription: {
      duree: english ? 'two years' : person ? 'deux ans' : 'cinq ans',
      fondement: english
        ? 'article L218-2 of the French Consumer Code'
        : person
          ? 'article L218-2 du code de la consommation'
          : 'article L110-4 du code de commerce',
    },
    procedure: {
      nature: english ? 'judicial reorganisation' : 'redressement judiciaire',
      jugement_le: day('2026-11-12'),
      bodacc_le: day('2026-11-19'),
      tribunal: english ? 'the Commercial Court of Angers' : 'le tribunal de commerce d’Angers',
      qualite_mandataire: english ? 'creditors’ representative' : 'mandataire judiciaire',
      signataire: english ? 'Mr Paul Dupré, manager' : 'M. Paul Dupré, gérant',
      echu: 123456,
      a_echoir: 0,
      echeances_a_venir: null,
      penalites: 1048,
      indemnites: 4000,
      nombre_indemnites: 1,
      total: 128504,
      titre_creance: english ? 'unsecured' : 'chirographaire',
      surete: null,
      reserve_propriete: options.talkative === true,
      instance_en_cours: null,
    },
    surendettement: { signale_le: day('2026-11-16') },
  } satisfies Partial<TextVariables>
}

/** Plausible values of every variable, invented; the same call gives the same values. */
export function sampleVariables(regime: Regime, language: Language, options: SampleOptions = {}): TextVariables {
  const english = language === 'en'
  const factures = invoicesOf(options.invoices ?? 1)
  const principal = factures.reduce((sum, each) => sum + each.reste_du, 0)
  const charges = chargesOf(regime, language, options)
  return {
    canal: 'courrier',
    ton: 2,
    droit_applicable: english ? 'DE' : 'FR',
    ...partiesOf(regime, language, options),
    dossier: { reference: 'LOEW-2026-17' },
    factures,
    factures_en_clair: invoicesInWords(factures, english),
    facture: factures[0] ?? null,
    factures_a_venir: options.talkative ? [invoice('F2026-060', '2026-11-15', '2026-12-15', 50000, 50000)] : [],
    totaux: {
      total: principal + (charges.reclamees ? charges.total : 0),
      principal,
      solde_apres_engagements: Math.max(0, principal - 60000),
    },
    charges,
    interets: { mise_en_demeure_le: day('2026-11-10') },
    delai: { date_limite: day('2026-12-01'), jours: 8 },
    appel_precedent: options.talkative ? { date: day('2026-11-10'), interlocuteur: 'Mme Petit' } : null,
    demandes_anterieures: [{ date: day('2026-11-03'), nature: 'courrier' }],
    demandes_en_clair: english
      ? 'our letter of 3 November 2026 and our call of 10 November 2026'
      : 'notre courrier du 3 novembre 2026 et notre appel du 10 novembre 2026',
    reponse_recue: options.cause === 'situation_preoccupante',
    qualification: options.cause ?? null,
    lettre: { date: day('2026-11-03') },
    mandataire: options.agent
      ? { qualite: english ? 'our solicitor' : 'notre avocat', nom: 'Maître Alix Renaud' }
      : null,
    synthese: english
      ? 'You ordered twelve desks on 2 September 2026; they were delivered on 18 September 2026 and accepted without reservation.'
      : 'Le 2 septembre 2026, vous nous avez commandé douze bureaux, livrés le 18 septembre 2026 et reçus sans réserve.',
    lieu: 'Nantes',
    date_du_jour: day('2026-11-23'),
    envoi: {
      mode: english
        ? 'By registered letter with acknowledgement of receipt'
        : 'Lettre recommandée avec avis de réception',
      numero: '1A 234 567 8901 2',
    },
    appel: {
      date: day('2026-11-10'),
      motif_declare: english ? 'the person who signs was away' : 'la personne qui signe était absente',
      piece_manquante: options.talkative ? 'le bon de livraison' : null,
    },
    ...agreementsOf(regime, english, options),
    ...eventsOf(regime, english, options),
    pieces: english
      ? ['invoices', 'delivery note', 'statement of account']
      : ['factures', 'bon de livraison signé', 'décompte'],
    moyens: { cheque: options.talkative === true },
    contacts: { semaine: 1, plafond_semaine: 2 },
    paiements_a_jour_au: day('2026-11-22'),
    objet_court: factures.length > 1 ? 'vos factures' : 'votre facture F2026-041',
    echeance: day('2026-10-18'),
  }
}

function invoicesInWords(factures: readonly FactureVariables[], english: boolean): string {
  const number = (each: FactureVariables) => (english ? each.numero : `n°${NO_BREAK}${each.numero}`)
  if (factures.length > 3) return english ? `invoices (${factures.length})` : `factures (${factures.length})`
  const names = factures.map(number)
  const last = names.pop() ?? ''
  if (names.length === 0) return english ? `invoice ${last}` : `facture ${last}`
  return english ? `invoices ${names.join(', ')} and ${last}` : `factures ${names.join(', ')} et ${last}`
}
