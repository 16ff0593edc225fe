import type { Scenario } from '../scenario.ts'

/** S3: four dense steps: a soft call before the due date, a letter within 48 h, SMS with call and copy, the notice within fifteen days. */
export const preContentieux: Scenario = {
  code: 's3-pre-contentieux',
  version: 1,
  name: { fr: 'Pré-contentieux en quatre étapes', en: 'Pre-litigation in four steps' },
  description: {
    fr: 'Un appel de courtoisie quelques jours avant l’échéance ; un courrier simple dans les 48 heures ; quelques jours plus tard un SMS, un appel et la copie du courrier par e-mail ; la mise en demeure en recommandé avec un dernier délai de quinze jours au plus.',
    en: 'A courtesy call some days before the due date; an ordinary letter within 48 hours; some days later an SMS, a call and the copy of the letter by e-mail; the formal notice by registered post with a last term of at most fifteen days.',
  },
  minGapDays: 4,
  capPerCase: 6,
  maxGapDays: 15,
  steps: [
    {
      code: 'appel-avant-echeance',
      channel: 'phone',
      offsetDays: -5,
      template: 'call-pre-due',
      tone: 1,
      approval: 'manual',
      conditions: [{ kind: 'has', what: 'phone' }],
    },
    {
      code: 'courrier',
      channel: 'post',
      otherwise: 'email',
      offsetDays: 1,
      template: 'first-reminder',
      tone: 2,
      approval: 'automatic',
      payWithinDays: 6,
    },
    {
      code: 'sms',
      channel: 'sms',
      offsetDays: 9,
      template: 'sms-reminder',
      tone: 2,
      approval: 'confirm',
      conditions: [
        { kind: 'has', what: 'mobile' },
        { kind: 'without_effect', steps: ['courrier'] },
      ],
    },
    {
      code: 'appel',
      channel: 'phone',
      offsetDays: 9,
      template: 'call-first',
      tone: 2,
      approval: 'manual',
      together: true,
      conditions: [
        { kind: 'has', what: 'phone' },
        { kind: 'without_effect', steps: ['courrier'] },
      ],
    },
    {
      code: 'copie',
      channel: 'email',
      offsetDays: 9,
      template: 'letter-copy',
      tone: 2,
      approval: 'automatic',
      together: true,
      // Without a postal address the letter left by e-mail: there is nothing to copy.
      conditions: [
        { kind: 'has', what: 'email' },
        { kind: 'has', what: 'postal_address' },
        { kind: 'without_effect', steps: ['courrier'] },
      ],
    },
    {
      code: 'mise-en-demeure',
      channel: 'registered',
      offsetDays: 18,
      template: 'formal-notice',
      tone: 5,
      approval: 'confirm',
      payWithinDays: 15,
    },
  ],
}
