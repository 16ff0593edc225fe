import type { Scenario } from '../scenario.ts'

/**
 * The default: what is best in the five. The soft word before the date (S3), the automatic reminder within 48 h (S1, S3), the call when
 * it had no effect (S1), the firm text that opens instalments (S4), the warning (S2), the formal notice within fifteen days (S3).
 */
export const equilibre: Scenario = {
  code: 'equilibre',
  version: 1,
  name: { fr: 'Équilibré', en: 'Balanced' },
  description: {
    fr: 'Un mot aimable avant l’échéance, un rappel dans les 48 heures, un appel si rien ne vient, un rappel ferme qui ouvre l’échéancier, un avertissement, puis la mise en demeure : six contacts en six semaines, jamais deux tons plus haut d’un coup.',
    en: 'A kind word before the due date, a reminder within 48 hours, a call if nothing comes, a firm reminder that opens instalments, a warning, then the formal notice: six contacts in six weeks, never two tones up at once.',
  },
  minGapDays: 5,
  capPerCase: 7,
  maxGapDays: 21,
  steps: [
    {
      code: 'avant-echeance',
      channel: 'email',
      offsetDays: -5,
      template: 'pre-due-courtesy',
      tone: 1,
      approval: 'automatic',
      conditions: [{ kind: 'has', what: 'email' }],
    },
    {
      code: 'rappel',
      channel: 'email',
      otherwise: 'post',
      offsetDays: 2,
      template: 'first-reminder',
      tone: 2,
      approval: 'automatic',
      payWithinDays: 6,
    },
    {
      code: 'appel',
      channel: 'phone',
      offsetDays: 10,
      template: 'call-first',
      tone: 2,
      approval: 'manual',
      conditions: [
        { kind: 'has', what: 'phone' },
        { kind: 'without_effect', steps: ['rappel'] },
      ],
    },
    {
      code: 'rappel-ferme',
      channel: 'email',
      otherwise: 'post',
      offsetDays: 17,
      template: 'firm-reminder',
      tone: 3,
      approval: 'confirm',
      payWithinDays: 8,
    },
    {
      code: 'avertissement',
      channel: 'post',
      otherwise: 'email',
      offsetDays: 28,
      template: 'warning-letter',
      tone: 4,
      approval: 'confirm',
      payWithinDays: 8,
    },
    {
      code: 'mise-en-demeure',
      channel: 'registered',
      offsetDays: 40,
      template: 'formal-notice',
      tone: 5,
      approval: 'confirm',
      payWithinDays: 15,
    },
  ],
}
