import type { Finding } from './wording.ts'

export type Attachment = { readonly filename: string; readonly mediaType: string; readonly bytes: Uint8Array }

/** What every written act says of itself, whatever its channel. */
type ComposedFacts = {
  readonly subject: string
  /** All that is asked for, charges included, in cents. */
  readonly totalCents: number
  /** Of the facts the text was written from: equal while nothing changed. */
  readonly factsSha256: string
  readonly templateVersion: string
  readonly findings: readonly Finding[]
}

export type ComposedEmail = ComposedFacts & {
  readonly channel: 'email'
  readonly from: { readonly name: string; readonly address: string }
  readonly replyTo: string | null
  readonly to: { readonly name: string | null; readonly address: string }
  readonly html: string
  readonly text: string
  readonly attachments: readonly Attachment[]
}

/** Paper: printed and posted by a person. */
export type ComposedLetter = ComposedFacts & {
  readonly channel: 'post' | 'registered'
  readonly pdf: Uint8Array
  /** Words of the letter, for the archive and for search. */
  readonly text: string
  readonly recipientName: string
  readonly address: readonly string[]
}

/** Done by a person from a sheet: the script of a call, the text of an SMS. */
export type ComposedTask = ComposedFacts & {
  readonly channel: 'sms' | 'phone'
  readonly text: string
  /** Telephone number. */
  readonly recipient: string
}

export type Composed = ComposedEmail | ComposedLetter | ComposedTask
