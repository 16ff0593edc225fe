/** The texts Amiable writes, by the step or event they serve. The files are in `src/flow/compose/templates`. */
export const TEXT_CODES = [
  'pre-due-courtesy',
  'first-reminder',
  'firm-reminder',
  'letter-copy',
  'warning-letter',
  'formal-notice',
  'call-agreement-recap',
  'broken-promise',
  'instalment-proposal',
  'instalment-agreement',
  'instalment-default',
  'dispute-acknowledged',
  'payment-thanks',
  'charges-claimed',
  'charges-waived',
  'time-barred',
  'insolvency-claim',
  'overindebtedness-noted',
  'invoice-resent',
] as const
export type TextCode = (typeof TEXT_CODES)[number]

export const SMS_CODES = ['sms-pre-due', 'sms-reminder', 'sms-promise-tomorrow', 'sms-broken-promise'] as const
export type SmsCode = (typeof SMS_CODES)[number]

/** 1 prévenant, 2 cordial, 3 direct, 4 ferme, 5 solennel. */
export type Tone = 1 | 2 | 3 | 4 | 5

/** Texts written as acts of form: capitals and « mettons en demeure » are theirs alone (rules E11, H11). */
export const FORMAL_TEXTS: readonly TextCode[] = ['formal-notice', 'instalment-default', 'instalment-agreement']

/** Texts whose proof depends on the place, day and sending mode: they carry them in the body (S2-28, S2-29). */
export const SELF_DATED_TEXTS: readonly TextCode[] = ['formal-notice', 'instalment-default']
