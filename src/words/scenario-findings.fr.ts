import type { ScenarioFinding } from '../domain/scenario-check.ts'

/** What is said of each finding of `checkScenario`. `{{fact}}` is replaced, see say-refusal. */
export const scenarioFindingsFr: Readonly<Record<ScenarioFinding['code'], string>> = {
  no_step: 'Ce scénario n’a aucune étape.',
  duplicate_code: 'Deux étapes portent ce code\u00a0: chacune doit avoir le sien.',
  unknown_template: 'Le texte «\u00a0{{template}}\u00a0» n’existe pas.',
  unknown_step: 'La condition nomme l’étape «\u00a0{{named}}\u00a0», qui ne vient pas avant celle-ci.',
  together_without_step: '«\u00a0together\u00a0» joint une étape à la précédente\u00a0: la première n’en a pas.',
  order_reversed: 'Cette étape vient {{days}} jours avant la précédente\u00a0: remettez-les dans l’ordre.',
  tone_falls_back: 'Le ton retombe de {{from}} à {{to}}\u00a0: il ne peut que monter.',
  tone_jumps: 'Le ton saute de {{from}} à {{to}}\u00a0: un niveau à la fois est mieux reçu.',
  gap_too_short: '{{days}} jours après l’étape précédente\u00a0: il en faut au moins {{leastDays}}.',
  gap_too_long: '{{days}} jours sans contact\u00a0: au-delà de {{mostDays}}, le débiteur croit la demande oubliée.',
  cap_exceeded: '{{contacts}} contacts prévus pour un maximum de {{cap}} par dossier.',
  step_after_notice: 'La mise en demeure termine l’amiable\u00a0: aucune étape ne peut la suivre.',
  notice_deadline_too_long: 'La mise en demeure laisse {{days}} jours\u00a0: {{maxDays}} au plus.',
  notice_without_deadline: 'La mise en demeure doit donner un délai pour payer (payWithinDays).',
  notice_without_proof:
    'La mise en demeure part en recommandé, sans autre canal\u00a0: il faut une preuve de réception.',
  notice_automatic: 'Une mise en demeure ne part jamais seule\u00a0: une personne la valide (confirm ou manual).',
  claims_before_due:
    'Avant l’échéance, on rappelle une date, on ne réclame rien\u00a0: choisissez un texte «\u00a0pre-due\u00a0».',
  no_formal_notice: 'Ce scénario finit sans mise en demeure\u00a0: les intérêts d’un particulier ne courront pas.',
}
