import { type Day, dateOf, isDay, monthOf, yearOf } from '../day.ts'
import type { Refusal } from '../refusal.ts'
import type { InterestLine } from './accrual.ts'
import type { Facts, Note, NoteCode } from './rule.ts'

const MONTHS = [
  'janvier',
  'février',
  'mars',
  'avril',
  'mai',
  'juin',
  'juillet',
  'août',
  'septembre',
  'octobre',
  'novembre',
  'décembre',
]

/** « 1er juillet 2026 ». */
export function frenchDay(on: Day): string {
  return `${dateOf(on) === 1 ? '1er' : dateOf(on)} ${MONTHS[monthOf(on) - 1]} ${yearOf(on)}`
}

/** « 1 234,56 € », with the spaces that do not break. */
export function frenchEuros(cents: number): string {
  const [units = '0', decimals = '00'] = (Math.abs(cents) / 100).toFixed(2).split('.')
  return `${cents < 0 ? '−' : ''}${units.replace(/\B(?=(\d{3})+$)/g, '\u202f')},${decimals}\u00a0€`
}

/** « 12,15 % »; a third decimal only when there is one. */
export function frenchPercent(percent: number): string {
  const text = percent.toFixed(3)
  return `${(text.endsWith('0') ? text.slice(0, -1) : text).replace('.', ',')}\u00a0%`
}

/** « 2026-S2 » becomes « second semestre 2026 ». */
function frenchSemester(label: string): string {
  const [year, half] = label.split('-S')
  return `${half === '1' ? 'premier' : 'second'} semestre ${year}`
}

/** A line of a statement: « Pénalités de retard du … au … (… jours à … % sur …) ». */
export function explainLine(line: InterestLine): string {
  const name = line.rule === 'penalites-de-retard' ? 'Pénalités de retard' : 'Intérêts'
  const days = `${line.days}\u00a0jour${line.days > 1 ? 's' : ''}`
  const span = line.days > 1 ? `du ${frenchDay(line.from)} au ${frenchDay(line.to)}` : `du ${frenchDay(line.from)}`
  return `${name} ${span} (${days} à ${frenchPercent(line.ratePct)} sur ${frenchEuros(line.baseCents)})`
}

/** Says a step, a reason or a warning to a person. */
export function explainNote({ code, facts }: Note): string {
  return WORDS[code](reader(facts))
}

type Reader = {
  readonly text: (name: string) => string
  readonly on: (name: string) => string
  readonly pct: (name: string) => string
  readonly euros: (name: string) => string
  readonly semester: (name: string) => string
}

function reader(facts: Facts): Reader {
  const text = (name: string) => String(facts[name] ?? '?')
  return {
    text,
    on: (name) => (isDay(text(name)) ? frenchDay(text(name) as Day) : text(name)),
    pct: (name) => frenchPercent(Number(facts[name])),
    euros: (name) => frenchEuros(Number(facts[name])),
    semester: (name) => frenchSemester(text(name)),
  }
}

const WORDS: Readonly<Record<NoteCode, (say: Reader) => string>> = {
  answer_missing: () => 'Il faut savoir quelle loi régit le contrat de ce débiteur étranger avant de calculer.',
  applicable_law_not_french: (say) =>
    `La loi applicable (${say.text('applicableLaw')}) n’est pas la loi française : rien n’est calculé.`,
  completion_and_invoice_unknown: () =>
    'Ni la date de livraison ou d’achèvement ni celle de la facture ne sont connues : seul le calcul depuis l’échéance est possible.',
  completion_unknown_invoice_date_used: (say) =>
    `Date d’achèvement inconnue : la date de la facture (${say.on('invoicedOn')}) la remplace.`,
  contract_rate: (say) => `Taux convenu de ${say.pct('contractPct')}.`,
  contract_rate_ignored: () => 'Le taux convenu n’est pas appliqué à ce débiteur.',
  contract_rate_under_floor: (say) =>
    `Le taux convenu de ${say.pct('contractPct')} est inférieur au minimum légal de ${say.pct('floorPct')} (trois fois le taux légal, ${say.semester('semester')}) : le taux supplétif de ${say.pct('usedPct')} est appliqué.`,
  contract_rate_very_high: (say) =>
    `Le taux convenu de ${say.pct('contractPct')} dépasse 20 % : aucun texte ne l’interdit, mais la bonne foi invite à la mesure.`,
  due_raised_to_invoice_date: (say) =>
    `Le calcul donne le ${say.on('computedOn')}, avant la facture : l’échéance est ramenée à la date de la facture.`,
  ecb_plus_points: (say) =>
    `Taux de refinancement de la BCE au ${say.on('ecbOn')} (${say.pct('ecbPct')}) majoré de ${say.text('pointsPct')} points.`,
  energy_consumption_over_14_months: () =>
    'Une consommation d’énergie de plus de quatorze mois avant le dernier relevé ne peut pas être facturée à un particulier (article L224-11 du code de la consommation).',
  fully_credited: () => 'Facture entièrement annulée par avoir : aucun frais de retard.',
  indemnity_before_2013: () => 'L’indemnité forfaitaire n’existe que depuis le 1er janvier 2013.',
  indemnity_not_against_this_debtor: () => 'L’indemnité forfaitaire n’est pas due par ce débiteur.',
  indemnity_once_per_invoice: (say) =>
    `Indemnité forfaitaire de ${say.euros('amountCents')}, une fois par facture, dès le premier jour de retard.`,
  insolvency_before_interest: (say) =>
    `Procédure collective ouverte le ${say.on('openedOn')}, avant tout retard : ni intérêts ni indemnité.`,
  interest_not_computed: (say) =>
    `Les intérêts ne sont pas calculés : le taux du ${say.semester('semester')} n’est pas enregistré. Ajoutez-le dans Réglages, Taux, pour les réclamer.`,
  interest_runs: (say) => `Les intérêts courent du ${say.on('from')} au ${say.on('to')} inclus.`,
  interest_stops_at_insolvency: (say) =>
    `Les intérêts s’arrêtent au jugement d’ouverture du ${say.on('openedOn')} (article L622-28 du code de commerce).`,
  imputation: (say) =>
    say.text('first') === 'principal'
      ? 'Les règlements sont imputés sur le principal, puis sur les intérêts, par accord du créancier.'
      : say.text('first') === 'costs'
        ? 'Les règlements sont imputés sur l’indemnité, puis sur les intérêts, puis sur le principal (article 1343-1 du code civil).'
        : 'Les règlements sont imputés sur les intérêts, puis sur le principal (article 1343-1 du code civil).',
  indemnity_not_in_euros: (say) =>
    `L’indemnité forfaitaire de ${say.euros('amountCents')} est fixée en euros : elle se réclame à part d’une créance en ${say.text('currency')}.`,
  interest_capitalised_yearly: (say) =>
    `Les intérêts dus pour une année entière produisent eux-mêmes intérêt à compter du ${say.on('from')} au plus tôt (article 1343-2 du code civil).`,
  settlement_after_day_ignored: (say) =>
    `Le règlement du ${say.on('on')}, postérieur au ${say.on('until')}, n’est pas compté.`,
  legal_interest_not_added_to_penalties: () =>
    'L’intérêt légal ne s’ajoute pas aux pénalités de retard ni aux intérêts moratoires pour la même période.',
  legal_rate: (say) => `Taux de l’intérêt légal du ${say.semester('semester')}, créancier professionnel.`,
  no_cap_for_this_debtor: () => 'Aucun plafond légal de délai de paiement pour ce débiteur.',
  no_formal_notice: () =>
    'Sans mise en demeure, aucun intérêt n’est dû par ce débiteur (article 1231-6 du code civil).',
  not_late: (say) => `Aucun retard au ${say.on('until')}.`,
  notice_before_due: (say) =>
    `La mise en demeure du ${say.on('noticeOn')} est antérieure à l’échéance du ${say.on('dueOn')} : elle ne fait pas courir d’intérêts.`,
  paid_in_time: (say) => `Tout était réglé le ${say.on('on')} : aucun intérêt.`,
  penalties_not_against_this_debtor: () =>
    'Les pénalités de l’article L441-10 ne s’appliquent qu’entre professionnels.',
  public_interest_not_against_this_debtor: () =>
    'Les intérêts moratoires du code de la commande publique ne visent que les acheteurs publics.',
  rate_not_verified: (say) =>
    `Le taux ${say.text('rate') === 'ecb' ? 'de la BCE' : 'de l’intérêt légal'} en vigueur depuis le ${say.on('since')} vient d’une source secondaire : à vérifier.`,
  receipt_unknown_two_days_added: (say) =>
    `Date de réception inconnue : la demande de paiement est comptée reçue deux jours après sa date, le ${say.on('countedFrom')}.`,
  safety_margin: (say) => `Agissez avant le ${say.on('warnOn')}, deux mois avant le dernier jour.`,
  sector_cap_not_verified: () => 'Le plafond de ce secteur est à vérifier sur Légifrance avant de s’y fier.',
  supply_date_unknown_invoice_date_used: (say) =>
    `Date de livraison ou de réception inconnue : la date de la facture (${say.on('issuedOn')}) la remplace.`,
  term_above_cap: (say) =>
    `L’échéance dépasse de ${say.text('exceedsCapDays')} jours le plafond légal du ${say.on('capOn')} (${say.text('article')}).`,
  treated_as_consumer: () =>
    'Par prudence, ce débiteur est traité comme un particulier : intérêt légal après mise en demeure, pas d’indemnité de 40 €. Prenez conseil s’il achète pour une activité économique.',
  waiver_void_for_public_body: () =>
    'Une renonciation aux intérêts moratoires d’un acheteur public est sans effet (article L2192-14 du code de la commande publique).',
}

/** The refusals that the rules of law return, with what to do. Null for a code of another part of the program. */
export function explainLawRefusal({ code, facts }: Refusal): string | null {
  const say = reader(facts)
  return REFUSALS[code]?.(say) ?? null
}

const REFUSALS: Readonly<Record<string, (say: Reader) => string>> = {
  answer_missing: () =>
    'Il faut savoir quelle loi régit le contrat de ce débiteur étranger : indiquez-la, puis recommencez.',
  due_before_invoice: (say) =>
    `L’échéance (${say.on('dueOn')}) est antérieure à la facture (${say.on('issuedOn')}) : corrigez l’une des deux dates.`,
  event_ends_before_it_starts: (say) =>
    `L’événement du ${say.on('on')} finit avant de commencer, le ${say.on('endedOn')} : corrigez ses dates.`,
  law_not_covered: (say) =>
    say.text('since') === '?'
      ? `La loi applicable (${say.text('applicableLaw')}) n’est pas la loi française : ce calcul n’est pas possible ici.`
      : `Les règles d’avant le ${say.on('since')} ne sont pas calculées : prenez conseil pour une dette aussi ancienne.`,
  negative_amount: () => 'Un montant ne peut pas être négatif : pour un avoir, utilisez la ligne des avoirs.',
  rate_missing: (say) =>
    say.text('rate') === 'ecb'
      ? `Le taux de refinancement de la BCE pour le ${say.semester('semester')} (valeur au ${say.on('startsOn')}) n’est pas enregistré : ajoutez-le dans Réglages, Taux, même s’il n’a pas changé.`
      : `Le taux de l’intérêt légal du ${say.semester('semester')} n’est pas enregistré : ajoutez-le dans Réglages, Taux, dès la parution de l’arrêté.`,
  receipt_before_invoice: (say) =>
    `La réception (${say.on('receivedOn')}) est antérieure à la facture (${say.on('issuedOn')}) : corrigez l’une des deux dates.`,
  sector_unknown: (say) => `Secteur inconnu : ${say.text('sector')}.`,
  settlement_before_invoice: (say) =>
    `${say.text('kind') === 'payment' ? 'Un règlement' : 'Un avoir'} du ${say.on('on')} est antérieur à la facture (${say.on('issuedOn')}) : corrigez l’une des deux dates.`,
  terms_missing: () => 'Sans délai convenu, la loi n’en fixe pas pour ce débiteur : indiquez le délai du contrat.',
}
