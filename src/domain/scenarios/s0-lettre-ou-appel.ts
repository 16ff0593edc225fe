import type { Scenario } from '../scenario.ts'

/** S0: a reminder letter by registered post (or the call first, by skipping it), the call, then the formal notice. */
export const lettreOuAppel: Scenario = {
  code: 's0-lettre-ou-appel',
  version: 1,
  name: { fr: 'Lettre ou appel, puis mise en demeure', en: 'Letter or call, then formal notice' },
  description: {
    fr: 'Une lettre de rappel en recommandé, que vous pouvez passer pour appeler d’abord ; un appel dont on note les explications et l’accord ; après un appel sans résultat, la lettre si elle n’est pas partie, puis la mise en demeure.',
    en: 'A reminder letter by registered post, which you may skip to call first; a call whose explanations and agreement are noted; after a fruitless call, the letter if it has not left, then the formal notice.',
  },
  minGapDays: 5,
  capPerCase: 6,
  maxGapDays: 21,
  steps: [
    {
      code: 'lettre',
      channel: 'registered',
      otherwise: 'email',
      offsetDays: 5,
      template: 'first-reminder',
      tone: 2,
      approval: 'confirm',
      payWithinDays: 8,
    },
    {
      code: 'appel',
      channel: 'phone',
      offsetDays: 15,
      template: 'call-first',
      tone: 2,
      approval: 'manual',
      conditions: [{ kind: 'has', what: 'phone' }],
    },
    {
      code: 'lettre-apres-appel',
      channel: 'post',
      otherwise: 'email',
      offsetDays: 22,
      template: 'first-reminder',
      tone: 2,
      approval: 'confirm',
      payWithinDays: 8,
      conditions: [{ kind: 'not_taken', steps: ['lettre'] }],
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
