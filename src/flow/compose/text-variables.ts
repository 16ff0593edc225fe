import type { Day } from '../../domain/day.ts'
import type { Regime } from '../../domain/party.ts'
import type { Tone } from '../../domain/text-code.ts'

/**
 * The variables of the texts. Their names are French because users edit the texts. Every variable is always present:
 * absent means `null` or an empty list. Amounts are integer cents, days are `YYYY-MM-DD`; filters give them their form
 * (`jour`, `euros`, `taux`, `jour_court`, `montant_court`, `gsm`).
 */
export type TextVariables = {
  /** The channel the text leaves by. `renderText` sets it when the caller asks for a letter or an e-mail. */
  readonly canal: Canal
  readonly ton: Tone
  /** Country code of the law of the contract; French articles are quoted only for `FR`. */
  readonly droit_applicable: string
  readonly creancier: {
    readonly nom: string
    /** At most 20 characters are kept in an SMS. */
    readonly nom_court: string
    readonly adresse_en_ligne: string
    readonly siren: string
    readonly titulaire: string
    readonly iban: string
    readonly bic: string
    readonly iban_sur_facture: boolean
    readonly mediateur: { readonly nom: string; readonly adresse: string; readonly site: string } | null
    readonly cgv: { readonly acceptees_le: Day } | null
  }
  readonly expediteur: {
    readonly nom: string
    readonly fonction: string
    readonly telephone: string
    readonly email: string
  }
  readonly debiteur: {
    readonly nom: string
    readonly regime: RegimeEnClair
    readonly adresse_en_ligne: string
    readonly siren: string
    /** In the EU, outside France and Denmark. */
    readonly dans_ue: boolean
  }
  readonly contact: {
    /** « Madame, Monsieur », « Maître », "Dear Sir or Madam". */
    readonly appellation: string
    readonly nom: string
    readonly role: 'comptabilite' | 'dirigeant' | 'autre'
    readonly email: string
  }
  readonly dossier: { readonly reference: string }
  readonly factures: readonly FactureVariables[]
  /** « facture n° F2026-041 », « factures n° F2026-041 et n° F2026-052 »; beyond three, « factures (7) ». */
  readonly factures_en_clair: string
  /** In calls: the invoice spoken of. */
  readonly facture: FactureVariables | null
  /** In calls: the invoices not yet due. */
  readonly factures_a_venir: readonly FactureVariables[]
  readonly totaux: {
    /** What this text asks. */
    readonly total: number
    readonly principal: number
    readonly solde_apres_engagements: number
  }
  readonly charges: {
    /** Claimed in this text. Both false when charges are switched off for the case (S2-18): no text then mentions them. */
    readonly reclamees: boolean
    /** Not claimed yet, not given up. */
    readonly reservees: boolean
    /** Written by the law module, never by hand. */
    readonly fondement: string
    /** Yearly rate in percent: 12.4. */
    readonly taux: number
    readonly lignes: readonly { readonly libelle: string; readonly montant: number }[]
    readonly total: number
    readonly arrete_au: Day
  }
  /** Consumers: interest runs from the formal notice. */
  readonly interets: { readonly mise_en_demeure_le: Day | null }
  readonly delai: { readonly date_limite: Day; readonly jours: number } | null
  readonly appel_precedent: { readonly date: Day; readonly interlocuteur: string | null } | null
  readonly demandes_anterieures: readonly { readonly date: Day; readonly nature: string }[]
  /** « notre courrier du 3 novembre 2026 et notre appel du 10 novembre 2026 ». */
  readonly demandes_en_clair: string
  readonly reponse_recue: boolean
  readonly qualification: Cause | null
  /** The posted letter that `letter-copy` repeats; elsewhere the last demand made in writing. */
  readonly lettre: { readonly date: Day } | null
  readonly mandataire: { readonly qualite: string; readonly nom: string } | null
  /** Summary of the dispute, one to three sentences; free text, checked by the guard. */
  readonly synthese: string
  readonly lieu: string
  readonly date_du_jour: Day
  readonly envoi: { readonly mode: string; readonly numero: string | null }
  readonly appel: {
    readonly date: Day
    readonly motif_declare: string | null
    readonly piece_manquante: string | null
  } | null
  readonly engagements: readonly EngagementVariables[]
  readonly nos_engagements: readonly string[]
  /** In calls: the commitment being agreed. */
  readonly engagement: EngagementVariables | null
  readonly confirmation: { readonly avant_le: Day } | null
  readonly promesse: {
    readonly montant: number
    readonly montant_dit: string
    readonly moyen: string
    readonly date: Day
    readonly recueillie_le: Day
    readonly par: string | null
    readonly confirmee_le: Day | null
    readonly recu: number
    readonly manquant: number
    readonly manquant_dit: string
  } | null
  /** Name of the next step, in lower case with its article: « la mise en demeure ». */
  readonly etape_suivante: string
  readonly echeancier: {
    readonly total: number
    readonly echeances: readonly { readonly rang: number; readonly date: Day; readonly montant: number }[]
    readonly charges: 'abandonnees' | 'incluses' | 'reservees' | 'aucune'
    readonly valable_jusqu_au: Day
    readonly moyen: string
    readonly imputation: string
    readonly preavis_jours: number
    readonly signataire: string
    readonly signe_le: Day | null
    readonly deja_regle: number
    readonly solde: number
  } | null
  readonly echeance_manquee: { readonly date: Day; readonly montant: number } | null
  readonly litige: {
    readonly recu_le: Day
    readonly facture: string
    readonly resume: string
    readonly responsable: string
    readonly reponse_le: Day
    readonly part_contestee: number
    readonly part_non_contestee: number
    readonly pieces_demandees: readonly string[]
  } | null
  readonly paiement: { readonly montant: number; readonly recu_le: Day; readonly reste: number } | null
  readonly prescription: { readonly duree: string; readonly fondement: string } | null
  readonly procedure: {
    readonly nature: string
    readonly jugement_le: Day
    readonly bodacc_le: Day
    readonly tribunal: string
    readonly qualite_mandataire: string
    readonly signataire: string
    readonly echu: number
    readonly a_echoir: number
    readonly echeances_a_venir: string | null
    readonly penalites: number
    readonly indemnites: number
    readonly nombre_indemnites: number
    readonly total: number
    readonly titre_creance: string
    readonly surete: string | null
    readonly reserve_propriete: boolean
    readonly instance_en_cours: string | null
  } | null
  readonly surendettement: { readonly signale_le: Day } | null
  /** Enclosures, as listed at the foot of the letter. */
  readonly pieces: readonly string[]
  /** `cheque` is false for a known bad payer (S2-9). */
  readonly moyens: { readonly cheque: boolean }
  readonly contacts: { readonly semaine: number; readonly plafond_semaine: number } | null
  /** How fresh the payments are: last day of bank data. */
  readonly paiements_a_jour_au: Day | null
  /** SMS only: « votre facture F2026-041 » or « vos factures ». */
  readonly objet_court: string
  /** SMS only: the due date spoken of. */
  readonly echeance: Day | null
}

export type Canal = 'email' | 'courrier' | 'recommande' | 'sms' | 'appel'

export type RegimeEnClair = 'professionnel' | 'public' | 'consommateur' | 'non_professionnel'

export type Cause =
  | 'oubli'
  | 'negligence'
  | 'probleme_administratif'
  | 'contestation'
  | 'mauvaise_foi'
  | 'difficulte_passagere'
  | 'situation_preoccupante'
  | 'insolvabilite'

export type FactureVariables = {
  readonly numero: string
  /** Cut for the ear: « F 2026, 041 ». */
  readonly numero_dicte: string
  readonly date: Day
  readonly echeance: Day
  /** Where the due date comes from: « facture », « conditions de vente », « calculée ». */
  readonly echeance_origine: string
  readonly montant_ttc: number
  readonly montant_dit: string
  readonly reste_du: number
}

export type EngagementVariables = {
  readonly montant: number
  readonly montant_dit: string
  readonly moyen: string
  readonly date: Day
  readonly facture: string | null
}

const REGIMES: Record<Regime, RegimeEnClair> = {
  professional: 'professionnel',
  public: 'public',
  consumer: 'consommateur',
  non_professional: 'non_professionnel',
}

/** The regime as the texts name it. */
export function regimeEnClair(regime: Regime): RegimeEnClair {
  return REGIMES[regime]
}

/**
 * The values of a text that came from data, for the wording guard to leave out: names, addresses, numbers, references.
 * Free fields (`synthese`, `appel.motif_declare`, `litige.resume`, our own promises) are not among them: they stay examined.
 */
export function dataValuesOf(variables: TextVariables): string[] {
  const { creancier, expediteur, debiteur, contact, mandataire, litige, procedure, echeancier, appel } = variables
  const names = [creancier.nom, creancier.nom_court, creancier.titulaire, debiteur.nom, contact.nom, expediteur.nom]
  const places = [creancier.adresse_en_ligne, debiteur.adresse_en_ligne, variables.lieu]
  const numbers = [variables.dossier.reference, creancier.iban, creancier.bic, contact.email, expediteur.email]
  const invoices = [...variables.factures, ...variables.factures_a_venir].flatMap((f) => [f.numero, f.numero_dicte])
  const named = [expediteur.fonction, mandataire?.nom, litige?.responsable, litige?.facture, procedure?.tribunal]
  const mediator = creancier.mediateur ? Object.values(creancier.mediateur) : []
  const said = [procedure?.signataire, echeancier?.signataire, appel?.piece_manquante, variables.etape_suivante]
  return [...names, ...places, ...numbers, ...invoices, ...named, ...mediator, ...said].filter(
    (value): value is string => typeof value === 'string' && value !== '',
  )
}
