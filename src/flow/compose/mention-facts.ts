import type { Day } from '../../domain/day.ts'
import type { Language, Regime } from '../../domain/party.ts'
import type { Mention, MentionFacts, SendingMode } from '../../domain/wording/required-mentions.ts'
import type { TextVariables } from './text-variables.ts'
import { euros, longDay } from './value-format.ts'

/** What only the caller knows when a text is about to leave. */
export type MentionContext = {
  readonly regime: Regime
  readonly language: Language
  /** Subject, body, annex and letterhead, as the debtor reads them. */
  readonly text: string
  readonly sentOn: Day
  readonly mode: SendingMode
  /** What is owed at this moment, in cents. */
  readonly balanceCents: number
  readonly timeBarred: boolean
  readonly paymentsFresh: boolean
}

const SAID = {
  fr: {
    notice: ['en demeure'],
    notANotice: ['ne constitue pas une mise en demeure'],
    basis: 'article',
    consequence: { public: 'saisir le juge', other: 'saisir le tribunal' },
    iban: 'IBAN',
  },
  en: {
    notice: ['formal notice'],
    notANotice: ['not a formal notice'],
    basis: '',
    consequence: { public: 'court', other: 'court' },
    iban: 'IBAN',
  },
} as const

/** The facts `requiredMentions` judges, drawn from the variables of the text: each mention with the words it must show. */
export function mentionFacts(variables: TextVariables, context: MentionContext): MentionFacts {
  const { promesse, echeancier } = variables
  return {
    regime: context.regime,
    text: context.text,
    words: wordsOf(variables, context),
    addressee: variables.contact.nom || variables.debiteur.nom,
    invoiceCount: variables.factures.length,
    balanceCents: context.balanceCents,
    sentOn: context.sentOn,
    deadlineOn: variables.delai?.date_limite ?? null,
    mode: context.mode,
    timeBarred: context.timeBarred,
    chargesClaimed: variables.charges.reclamees,
    promise: promesse && {
      dueOn: promesse.date,
      missingCents: promesse.manquant,
      paymentsFresh: context.paymentsFresh,
    },
    plan: echeancier && {
      totalCents: echeancier.total,
      instalmentCents: echeancier.echeances.map((each) => each.montant),
      noticeDays: echeancier.preavis_jours,
      charges: PLAN_CHARGES[echeancier.charges],
    },
  }
}

const PLAN_CHARGES = { abandonnees: 'waived', incluses: 'included', reservees: 'reserved', aucune: 'none' } as const

type Words = Partial<Record<Mention, readonly string[]>>

function wordsOf(variables: TextVariables, context: MentionContext): Words {
  return {
    ...partyWords(variables),
    ...claimWords(variables, context.language),
    ...noticeWords(variables, context),
    ...agreementWords(variables, context.language),
    ...insolvencyWords(variables, context.language),
  }
}

const known = (...values: readonly (string | null | undefined)[]): string[] =>
  values.filter((value): value is string => typeof value === 'string' && value.trim() !== '')

function partyWords({ creancier, debiteur, expediteur }: TextVariables): Words {
  return {
    creditor_name: known(creancier.nom),
    creditor_address: known(creancier.adresse_en_ligne),
    debtor_address: known(debiteur.adresse_en_ligne),
    contact: known(expediteur.nom, expediteur.telephone || expediteur.email),
    mediator: known(creancier.mediateur?.nom, creancier.mediateur?.site),
  }
}

function claimWords({ factures, totaux, delai, charges }: TextVariables, language: Language): Words {
  return {
    invoice_number: known(...factures.map((each) => each.numero)),
    invoice_date: known(...factures.map((each) => longDay(each.date, language))),
    due_date: known(...factures.map((each) => longDay(each.echeance, language))),
    amount: [euros(totaux.total, language)],
    deadline: delai ? [longDay(delai.date_limite, language)] : [],
    charges_statement: known(...charges.lignes.map((each) => each.libelle)),
  }
}

function noticeWords(variables: TextVariables, { regime, language }: MentionContext): Words {
  const said = SAID[language]
  const { creancier, dossier, interets } = variables
  return {
    formal_notice_words: said.notice,
    not_a_formal_notice: said.notANotice,
    legal_basis: [said.basis],
    consequence: [said.consequence[regime === 'public' ? 'public' : 'other']],
    place: known(variables.lieu),
    sending_date: [longDay(variables.date_du_jour, language)],
    sending_mode: known(variables.envoi.mode),
    summary: known(variables.synthese),
    earlier_requests: variables.demandes_anterieures.length > 0 ? known(variables.demandes_en_clair) : [],
    payment_means: creancier.iban === '' ? [] : [said.iban, creancier.iban, dossier.reference],
    earlier_formal_notice: interets.mise_en_demeure_le ? [longDay(interets.mise_en_demeure_le, language)] : [],
  }
}

function agreementWords(variables: TextVariables, language: Language): Words {
  const { engagements, confirmation, promesse, echeancier } = variables
  const commitments = engagements.flatMap((each) => [
    euros(each.montant, language),
    longDay(each.date, language),
    each.moyen,
  ])
  const instalments = echeancier?.echeances ?? []
  return {
    commitments,
    confirmation_date: confirmation ? [longDay(confirmation.avant_le, language)] : [],
    missed_promise: promesse ? [longDay(promesse.date, language), euros(promesse.manquant, language)] : [],
    instalments: instalments.flatMap((each) => [longDay(each.date, language), euros(each.montant, language)]),
  }
}

function insolvencyWords({ procedure, pieces }: TextVariables, language: Language): Words {
  if (!procedure) return {}
  return {
    court: known(procedure.tribunal),
    judgment_date: [longDay(procedure.jugement_le, language)],
    bodacc_date: [longDay(procedure.bodacc_le, language)],
    claim_total: [euros(procedure.total, language)],
    enclosures: pieces,
  }
}
