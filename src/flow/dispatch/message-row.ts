import type { Composed } from '../../domain/composed.ts'
import type { Day } from '../../domain/day.ts'
import { sha256Of } from '../../platform/documents.ts'

type MessageFacts = {
  readonly messageId: string
  readonly actionId: string
  readonly recipient: string
  readonly recipientName: string | null
  readonly contentSha256: string
  readonly mediaType: string
  readonly today: Day
}

/** What an act says, on the day it is written: its bytes are in the document store, its words by their SHA-256 (« same text again »). */
export function messageRow(tenantId: string, composed: Composed, facts: MessageFacts) {
  return {
    tenant_id: tenantId,
    message_id: facts.messageId,
    action_id: facts.actionId,
    channel: composed.channel,
    recipient: facts.recipient,
    recipient_name: facts.recipientName,
    subject: composed.subject,
    content_sha256: facts.contentSha256,
    media_type: facts.mediaType,
    text_sha256: sha256Of(Buffer.from(composed.text)),
    total_cents: composed.totalCents,
    composed_for: facts.today,
    facts_sha256: composed.factsSha256,
    template_version: composed.templateVersion,
    findings: JSON.stringify(composed.findings),
  }
}
