import { describe, expect, it } from 'vitest'
import type { ComposedEmail } from '../../../domain/composed.ts'
import { outcomeOf, writeEmail } from './email.ts'

const EMAIL: ComposedEmail = {
  channel: 'email',
  from: { name: 'Menuiserie Ozanne', address: 'compta@ozanne.fr' },
  replyTo: null,
  to: { name: 'Comptabilité', address: 'ap@client.fr' },
  subject: 'Facture F-1',
  html: '<p>Bonjour</p>',
  text: 'Bonjour',
  attachments: [{ filename: 'facture-F-1.pdf', mediaType: 'application/pdf', bytes: Buffer.from('%PDF') }],
  totalCents: 12_000,
  factsSha256: '',
  templateVersion: '1',
  findings: [],
}
const HEADERS = { messageId: '<dlv_1@ozanne.fr>', date: new Date('2026-11-24T09:00:00Z'), thread: [] }
const write = async (change: Partial<ComposedEmail> = {}, thread: { messageId: string; subject: string }[] = []) => {
  const written = await writeEmail({ ...EMAIL, ...change }, { ...HEADERS, thread })
  return written.ok ? written.value : written.refusal
}
const text = async (...given: Parameters<typeof write>) => {
  const written = await write(...given)
  if ('code' in written) throw new Error(written.code)
  return written.bytes.toString()
}

describe('the message', () => {
  it('is RFC 5322 with CRLF only, its Message-ID, the invoice attached, and no header that tracks or unsubscribes', async () => {
    const mail = await text()
    expect(mail.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/)
    expect(mail).toContain('Message-ID: <dlv_1@ozanne.fr>\r\n')
    expect(mail).toContain('Auto-Submitted: auto-generated\r\n')
    expect(mail).toMatch(/Content-Disposition: attachment; filename=facture-F-1\.pdf/)
    expect(mail).not.toMatch(/List-Unsubscribe|X-Mailer|Disposition-Notification/i)
  })

  it('replies to the previous reminder; « Re: » only when the subject is the same', async () => {
    const before = { messageId: '<dlv_0@ozanne.fr>', subject: 'Re: Facture F-1' }
    expect(await text({}, [before])).toContain('Subject: Re: Facture F-1\r\n')
    const other = await text({ subject: 'Mise en demeure' }, [before])
    expect(other).toContain('Subject: Mise en demeure\r\n')
    expect(other).toContain('In-Reply-To: <dlv_0@ozanne.fr>\r\n')
    expect(other).toContain('References: <dlv_0@ozanne.fr>\r\n')
  })

  it('an accented domain goes in punycode (A7-60)', async () => {
    expect(await write({ to: { name: null, address: 'ap@société.fr' } })).toMatchObject({
      envelope: { to: 'ap@xn--socit-esab.fr' },
    })
  })

  it.each([
    [{ to: { name: null, address: 'a@b.fr\r\nBcc: c@d.fr' } }, 'email_control_character'],
    [{ to: { name: null, address: 'a@b.fr, c@d.fr' } }, 'email_several'],
    [{ from: { name: 'x', address: 'a@b.fr>\nRCPT TO:<c@d.fr' } }, 'email_control_character'],
    [{ replyTo: 'a@b.fr,c@d.fr' }, 'email_several'],
    [{ subject: 'Facture\r\nBcc: c@d.fr' }, 'header_control_character'],
    [{ subject: 'Facture\u2028suite' }, 'header_control_character'],
    [{ from: { name: 'Ozanne\nBcc: c@d.fr', address: 'a@b.fr' } }, 'header_control_character'],
    [{ to: { name: 'Nul\0', address: 'a@b.fr' } }, 'header_control_character'],
  ])('%j is refused: %s (A7-58, A7-59, pitfall 49)', async (change, code) => {
    expect(await write(change)).toMatchObject({ code })
  })
})

describe('what a result means (table A3)', () => {
  it('a refusal of the sender or of the login is not this message’s: it is put off, and the server left alone', () => {
    const reply = 'x'
    expect(outcomeOf({ kind: 'not_accepted', phase: 'login', status: 535, reply })).toMatchObject({
      state: 'retry',
      ofServer: true,
    })
    expect(outcomeOf({ kind: 'not_accepted', phase: 'sender', status: 550, reply })).toMatchObject({
      state: 'retry',
      ofServer: true,
    })
    expect(outcomeOf({ kind: 'not_accepted', phase: 'recipient', status: 452, reply })).toMatchObject({
      state: 'retry',
      ofServer: false,
    })
  })

  it('too large for the server, wherever it says so: failed', () => {
    for (const phase of ['sender', 'recipient', 'content'] as const) {
      expect(outcomeOf({ kind: 'not_accepted', phase, status: 552, reply: '552' })).toMatchObject({ state: 'failed' })
    }
  })
})
