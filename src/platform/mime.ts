import MailComposer from 'nodemailer/lib/mail-composer'

export type MailAddress = { readonly name: string | null; readonly address: string }
export type MailAttachment = { readonly filename: string; readonly mediaType: string; readonly bytes: Uint8Array }

/** One message to one recipient. Header values come checked: no control character, one address a field. */
export type MailParts = {
  readonly messageId: string
  readonly date: Date
  readonly from: MailAddress
  readonly to: MailAddress
  readonly replyTo: string | null
  readonly subject: string
  readonly text: string
  readonly html: string
  readonly attachments: readonly MailAttachment[]
  /** Message-ID of the message it follows, and of those before it, oldest first (RFC 5322 3.6.4). */
  readonly inReplyTo: string | null
  readonly references: readonly string[]
}

/**
 * The complete RFC 5322 message with CRLF line ends, built once: what is archived is what goes over the wire (invariant I14).
 * `Auto-Submitted: auto-generated` (RFC 3834) keeps answering machines silent. Nothing is read from a file or fetched.
 */
export async function buildMime(parts: MailParts): Promise<Buffer> {
  const node = new MailComposer({
    messageId: parts.messageId,
    date: parts.date,
    from: addressOf(parts.from),
    to: addressOf(parts.to),
    replyTo: parts.replyTo ?? undefined,
    subject: parts.subject,
    text: parts.text,
    html: parts.html,
    inReplyTo: parts.inReplyTo ?? undefined,
    references: [...parts.references],
    headers: { 'Auto-Submitted': 'auto-generated' },
    attachments: parts.attachments.map((one) => ({
      filename: one.filename,
      contentType: one.mediaType,
      content: Buffer.from(one.bytes),
    })),
    textEncoding: 'quoted-printable',
    newline: 'win',
    disableFileAccess: true,
    disableUrlAccess: true,
  }).compile()
  const bytes = await node.build()
  return bytes.subarray(-2).toString('latin1') === '\r\n' ? bytes : Buffer.concat([bytes, Buffer.from('\r\n')])
}

function addressOf(address: MailAddress): { name: string; address: string } {
  return { name: address.name ?? '', address: address.address }
}
