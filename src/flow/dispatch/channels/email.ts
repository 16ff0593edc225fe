import { domainToASCII } from 'node:url'
import type { ComposedEmail } from '../../../domain/composed.ts'
import { readEmailAddress } from '../../../domain/email-address.ts'
import { accept, type Outcome, refuse } from '../../../domain/refusal.ts'
import type { MailEnvelope, MailResult } from '../../../platform/mail.ts'
import { buildMime } from '../../../platform/mime.ts'

/** The reminder that a message follows: same case, same recipient. */
export type PreviousMail = { readonly messageId: string; readonly subject: string }

export type EmailHeaders = {
  readonly messageId: string
  readonly date: Date
  /** Earlier reminders of the case to the same recipient, oldest first. */
  readonly thread: readonly PreviousMail[]
}

export type WrittenEmail = {
  readonly envelope: MailEnvelope
  readonly subject: string
  readonly inReplyTo: string | null
  /** The whole message: archived and sent as it is (I14). */
  readonly bytes: Buffer
}

const UNSAFE = /[\p{Cc}\p{Zl}\p{Zp}]/u

/**
 * Writes the message once, headers checked at the last moment whatever entry let in (A7-58, A7-59, pitfall 49).
 * Refusals: those of `readEmailAddress`, `header_control_character` { header }.
 */
export async function writeEmail(
  email: ComposedEmail,
  { messageId, date, thread }: EmailHeaders,
): Promise<Outcome<WrittenEmail>> {
  const addresses = readAddresses(email)
  if (!addresses.ok) return addresses
  const { from, to, replyTo } = addresses.value
  const names = {
    subject: email.subject,
    from: email.from.name,
    to: email.to.name ?? '',
    attachment: email.attachments.map((one) => one.filename).join(''),
  }
  for (const [header, text] of Object.entries(names)) {
    if (UNSAFE.test(text)) return refuse('header_control_character', { header })
  }
  const subject = threadedSubject(email.subject, thread)
  const inReplyTo = thread.at(-1)?.messageId ?? null
  const bytes = await buildMime({
    ...email,
    messageId,
    date,
    subject,
    from: { name: email.from.name, address: from },
    to: { name: email.to.name, address: to },
    replyTo,
    inReplyTo,
    references: thread.map((mail) => mail.messageId),
  })
  return accept({ envelope: { from, to }, subject, inReplyTo, bytes })
}

function readAddresses(email: ComposedEmail): Outcome<{ from: string; to: string; replyTo: string | null }> {
  const [from, to] = [wireAddress(email.from.address), wireAddress(email.to.address)]
  if (!from.ok) return from
  if (!to.ok) return to
  if (email.replyTo === null) return accept({ from: from.value, to: to.value, replyTo: null })
  const replyTo = wireAddress(email.replyTo)
  return replyTo.ok ? accept({ from: from.value, to: to.value, replyTo: replyTo.value }) : replyTo
}

/** The address as the wire takes it. A domain with accents goes in punycode: servers without SMTPUTF8 take it (A7-60). */
export function wireAddress(text: string): Outcome<string> {
  const read = readEmailAddress(text)
  if (!read.ok) return read
  const [local = '', domain = ''] = read.value.split('@')
  return accept(`${local}@${domainToASCII(domain)}`)
}

/** « Re: » says that the subject is the same as before; a message with a subject of its own does not claim it. */
function threadedSubject(subject: string, thread: readonly PreviousMail[]): string {
  const bare = (text: string) => text.replace(/^(?:re\s*:\s*)+/i, '')
  return thread.some((mail) => bare(mail.subject) === bare(subject)) ? `Re: ${bare(subject)}` : subject
}

/** What a sending came to, before the calendar of retries. `ofServer`: the failure is not this message's, the next ones would meet it. */
export type EmailOutcome = {
  readonly state: 'sent' | 'retry' | 'failed' | 'uncertain'
  readonly failureCode: string | null
  readonly reply: string
  readonly ofServer: boolean
  /** The server said that this address takes no mail: it is not used again until corrected (pitfall 45). */
  readonly addressRefused: boolean
}

/** Table A3 of the reliability rules, line by line. */
export function outcomeOf(result: MailResult): EmailOutcome {
  const { reply } = result
  const base = { reply, ofServer: false, addressRefused: false }
  if (result.kind === 'accepted') return { ...base, state: 'sent', failureCode: null }
  if (result.kind === 'unknown') return { ...base, state: 'uncertain', failureCode: 'no_answer_after_body' }
  const { phase, status } = result
  const permanent = status !== null && status >= 500 && status !== 503
  if (phase === 'recipient' && permanent) {
    return { ...base, state: 'failed', failureCode: 'recipient_refused', addressRefused: !isPolicyRefusal(reply) }
  }
  if (phase === 'content' && permanent) return { ...base, state: 'failed', failureCode: 'content_refused' }
  // 552: larger than the server takes; it depends on the message, wherever it is said.
  if (status === 552) return { ...base, state: 'failed', failureCode: 'content_refused' }
  const ofServer =
    status === null || status === 421 || phase === 'connection' || phase === 'login' || phase === 'sender'
  return { ...base, state: 'retry', failureCode: retryCode(phase, ofServer), ofServer }
}

/** Enhanced status x.7.x (RFC 3463): the server refuses the sender or the content by its rules; the address may well exist. */
function isPolicyRefusal(reply: string): boolean {
  return /^5\d\d[ -]5\.7\.\d/.test(reply)
}

function retryCode(phase: string, ofServer: boolean): string {
  if (phase === 'login') return 'login_refused'
  if (phase === 'sender') return 'sender_refused'
  return ofServer ? 'server_unavailable' : 'put_off_by_server'
}
