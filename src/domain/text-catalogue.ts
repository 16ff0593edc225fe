import { SMS_CODES, TEXT_CODES } from './text-code.ts'

/** Call scripts, by the moment at which one calls. */
export const CALL_CODES = ['call-pre-due', 'call-first', 'call-broken-promise'] as const
export type CallCode = (typeof CALL_CODES)[number]

/** Every text that a step of a scenario may name. */
export const STEP_TEMPLATES: ReadonlySet<string> = new Set([...TEXT_CODES, ...SMS_CODES, ...CALL_CODES])
