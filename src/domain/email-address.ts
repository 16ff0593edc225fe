import { accept, type Outcome, refuse } from './refusal.ts'

const LOCAL = /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/
const LABEL = /^(?!-)[\p{L}\p{N}-]{1,63}(?<!-)$/u

/**
 * Reads one e-mail address; the domain is lower-cased, « mailto: » and « Name <address> » are undone.
 * Strict, because it becomes a header and an envelope (A7-58, A7-59): no control character, no second address, no quoted form.
 * Refusals: `email_control_character`, `email_several` { text }, `email_invalid` { text }.
 */
export function readEmailAddress(text: string): Outcome<string> {
  const trimmed = text.replace(/^[ \u00A0]+|[ \u00A0]+$/g, '')
  if (/[\p{Cc}\p{Cf}\u2028\u2029]/u.test(trimmed)) return refuse('email_control_character')
  const address = (/^[^<>@]*<([^<>]+)>$/.exec(trimmed)?.[1] ?? trimmed).replace(/^mailto:/i, '')
  if ((address.match(/@/g) ?? []).length > 1) return refuse('email_several', { text: trimmed })
  const [local = '', domain = ''] = address.split('@')
  const labels = domain.toLowerCase().split('.')
  const last = labels.at(-1) ?? ''
  const sound =
    LOCAL.test(local) &&
    local.length <= 64 &&
    address.length <= 254 &&
    labels.length >= 2 &&
    labels.every((label) => LABEL.test(label)) &&
    /^\p{L}{2,}$|^xn--/u.test(last)
  return sound ? accept(`${local}@${labels.join('.')}`) : refuse('email_invalid', { text: trimmed })
}
