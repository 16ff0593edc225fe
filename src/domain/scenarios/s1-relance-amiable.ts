import type { Scenario } from '../scenario.ts'

/** S1: an automatic written reminder a few days after the due date, a call if it had no effect, a written recall, then the notice. */
export const relanceAmiable: Scenario = {
  code: 's1-relance-amiable',
  version: 1,
  name: { fr: 'Écrit automatique, appel, rappel des engagements', en: 'Automatic letter, call, recall of commitments' },
  description: {
    fr: 'Un message standard part seul quelques jours après l’échéance. S’il reste sans effet, un appel en dix étapes. Puis un écrit qui rappelle les engagements pris au téléphone et, sans effet, la mise en demeure.',
    en: 'A standard message leaves by itself a few days after the due date. If it has no effect, a call in ten steps. Then a letter that recalls the commitments made by phone and, without effect, the formal notice.',
  },
  minGapDays: 5,
  capPerCase: 6,
  maxGapDays: 21,
  steps: [
    {
      code: 'ecrit',
      channel: 'email',
      otherwise: 'post',
      offsetDays: 4,
      template: 'first-reminder',
      tone: 2,
      approval: 'automatic',
      payWithinDays: 6,
    },
    {
      code: 'appel',
      channel: 'phone',
      offsetDays: 12,
      template: 'call-first',
      tone: 2,
      approval: 'manual',
      conditions: [
        { kind: 'has', what: 'phone' },
        { kind: 'without_effect', steps: ['ecrit'] },
      ],
    },
    {
      code: 'rappel-engagements',
      channel: 'email',
      otherwise: 'post',
      offsetDays: 20,
      template: 'firm-reminder',
      tone: 3,
      approval: 'confirm',
      payWithinDays: 8,
    },
    {
      code: 'mise-en-demeure',
      channel: 'registered',
      offsetDays: 35,
      template: 'formal-notice',
      tone: 5,
      approval: 'confirm',
      payWithinDays: 15,
    },
  ],
}
