import { accept, refuse } from '../../domain/refusal.ts'
import { type Mailer, type MailLimits, type MailResult, openMailer, readSmtpUrl } from '../../platform/mail.ts'
import type { ClaimedEmail } from './claim-emails.ts'

/** The mail servers of a run, each opened at its first message. */
export function openMailers(limits: MailLimits | undefined) {
  const mailers = new Map<string, Mailer>()
  const mailerOf = (smtpUrl: string) => {
    const known = mailers.get(smtpUrl)
    if (known) return accept(known)
    const settings = readSmtpUrl(smtpUrl)
    if (settings === null) return refuse('smtp_address_invalid')
    const mailer = openMailer(settings, limits)
    mailers.set(smtpUrl, mailer)
    return accept(mailer)
  }
  return {
    send: async ({ smtpUrl, envelope, bytes }: ClaimedEmail): Promise<MailResult> => {
      const mailer = mailerOf(smtpUrl)
      if (mailer.ok) return mailer.value.send(envelope, bytes)
      return { kind: 'not_accepted', phase: 'connection', status: null, reply: mailer.refusal.code }
    },
    close: () => {
      for (const mailer of mailers.values()) mailer.close()
    },
  }
}
