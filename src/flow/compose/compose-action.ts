import { createHash } from 'node:crypto'
import { addressOf } from '../../domain/choose-contact.ts'
import type { Composed, ComposedEmail, ComposedLetter, ComposedTask } from '../../domain/composed.ts'
import type { Day } from '../../domain/day.ts'
import type { RateTables } from '../../domain/law/rates.ts'
import { type DebtorKind, type Language, regimeOf } from '../../domain/party.ts'
import { accept, type Outcome, refuse } from '../../domain/refusal.ts'
import { CALL_CODES } from '../../domain/text-catalogue.ts'
import { SMS_CODES, TEXT_CODES } from '../../domain/text-code.ts'
import type { Finding } from '../../domain/wording.ts'
import type { Tx } from '../../platform/db.ts'
import type { Documents } from '../../platform/documents.ts'
import { shownPhone } from '../../platform/phone.ts'
import { buildVariables, citedLetter, type MessageFacts } from './build-variables.ts'
import { builtInTemplate } from './built-in-templates.ts'
import { callSheet } from './call-sheet.ts'
import { callSheetText } from './call-sheet-text.ts'
import { checkMessage, checkSms, type Draft } from './check-message.ts'
import { gatherMessages } from './gather-message.ts'
import { type LetterModel, letterModel } from './letter-model.ts'
import { renderLetterPdf } from './letter-pdf.ts'
import { letterheadOf } from './letterhead.ts'
import { templateKey } from './message-rows.ts'
import { addresseeOf } from './party-variables.ts'
import { renderEmail, renderLetter, renderSms } from './render.ts'
import { renderOwn } from './render-own.ts'
import { parseTemplate, type Template } from './template.ts'
import type { TextVariables } from './text-variables.ts'

export type ComposeServices = { readonly documents: Documents; readonly rates: (tx: Tx) => Promise<RateTables> }

/** Writes one of the messages that were gathered. */
export type Composer = (actionId: string) => Promise<Outcome<Composed>>

/**
 * Gathers the facts of some acts in a fixed number of queries, then writes each message when it is asked for: the preview, the batch of
 * letters and the sending all come from here, so that what was seen is what leaves. Refusals: `nothing_owed`, `no_recipient`,
 * `template_error`, `mention_missing` and its like (S0-10, S2-30), `wording_blocked` (S0-21), `address_incomplete`, `rate_missing`, and the
 * creditor's own gaps (`creditor_incomplete`).
 */
export async function openComposer(
  tx: Tx,
  services: ComposeServices,
  tenantId: string,
  actionIds: readonly string[],
  today: Day,
): Promise<Composer> {
  const factsOf = await gatherMessages(tx, tenantId, actionIds, today, await services.rates(tx))
  return async (actionId) => {
    const facts = factsOf(actionId)
    return facts.ok ? compose(services, facts.value, today) : facts
  }
}

/** The message of one act, as `openComposer` writes it. */
export async function composeAction(
  tx: Tx,
  services: ComposeServices,
  tenantId: string,
  actionId: string,
  today: Day,
): Promise<Outcome<Composed>> {
  const write = await openComposer(tx, services, tenantId, [actionId], today)
  return write(actionId)
}

async function compose(services: ComposeServices, facts: MessageFacts, today: Day): Promise<Outcome<Composed>> {
  const incomplete = creditorGaps(facts)
  if (incomplete.length > 0)
    return refuse('creditor_incomplete', { missing: incomplete, creditor: facts.creditor.name })
  // Calls are made by the office: their sheet is in its language, whatever that of the debtor.
  if (facts.action.channel === 'phone') return composeCall(facts, buildVariables(facts, 'fr', today))
  const found = templateOf(facts)
  if (!found.ok) return found
  const { template } = found.value
  const draft = { facts, variables: buildVariables(facts, template.language, today), today, ...found.value }
  if (template.code === 'letter-copy' && draft.variables.lettre === null)
    return refuse('mention_missing', { text: 'letter-copy', mention: 'letter' })
  if (facts.action.channel === 'email') return composeEmail(services, draft)
  if (facts.action.channel === 'sms') return composeSms(draft)
  return composeLetter(services, draft)
}

/** A message without means of payment, contact or address of its sender is not sent. */
function creditorGaps({ creditor }: MessageFacts): string[] {
  const needed = {
    iban: creditor.iban,
    phone: creditor.phone,
    email: creditor.email,
    city: creditor.city,
    address: creditor.address_lines.join(''),
  }
  return Object.entries(needed).flatMap(([name, value]) => (value ? [] : [name]))
}

function templateOf(facts: MessageFacts): Outcome<Pick<Draft, 'template' | 'isOwn' | 'version'>> {
  const code = [...TEXT_CODES, ...SMS_CODES].find((one) => one === facts.action.template_code)
  const regime = regimeOf(facts.debtor.kind as DebtorKind)
  const language = facts.debtor.language as Language
  if (!code) return refuse('template_unknown', { template: facts.action.template_code })
  const own = facts.ownTemplates.get(templateKey(code, regime, language))
  if (own) {
    const parsed = parseTemplate(own.source)
    return parsed.ok ? accept({ template: parsed.value, isOwn: true, version: `own-${own.version}` }) : parsed
  }
  const template = builtInTemplate(code, regime, language) ?? builtInTemplate(code, regime, 'fr')
  if (!template) return refuse('template_unknown', { template: code, regime, language })
  return accept({ template, isOwn: false, version: builtInVersion(template) })
}

const versions = new WeakMap<Template, string>()

/** A shipped text is known by its words: the same words, the same version, whatever release of Amiable brought them. */
function builtInVersion(template: Template): string {
  const known = versions.get(template) ?? `built-in ${sha256(JSON.stringify(template.parts)).slice(0, 12)}`
  versions.set(template, known)
  return known
}

async function composeEmail(services: ComposeServices, draft: Draft): Promise<Outcome<ComposedEmail>> {
  const { facts, variables, template } = draft
  const address = facts.contact ? addressOf(facts.contact, 'email') : null
  if (!address) return refuse('no_recipient', { channel: 'email', debtor: facts.debtor.name })
  const rendered = draft.isOwn
    ? await renderOwn({ template, variables, form: 'email' })
    : renderEmail(template, variables)
  if (!rendered.ok) return rendered
  const { subject, html, text } = rendered.value
  const checked = checkMessage(draft, subject, text)
  if (!checked.ok) return checked
  const { sender } = facts
  return accept({
    ...tail(draft, subject, checked.value),
    channel: 'email',
    from: { name: sender?.from_name ?? facts.creditor.name, address: sender?.from_email ?? variables.expediteur.email },
    replyTo: sender?.reply_to ?? null,
    to: { name: facts.contact?.name ?? null, address },
    html,
    text,
    attachments: await attachmentsOf(services.documents, facts),
  })
}

async function composeSms(draft: Draft): Promise<Outcome<ComposedTask>> {
  const { facts, variables, template } = draft
  const recipient = facts.contact ? addressOf(facts.contact, 'sms') : null
  if (!recipient) return refuse('no_recipient', { channel: 'sms', debtor: facts.debtor.name })
  const rendered = draft.isOwn ? await renderOwn({ template, variables, form: 'sms' }) : renderSms(template, variables)
  if (!rendered.ok) return rendered
  const checked = checkSms(draft, rendered.value.text)
  if (!checked.ok) return checked
  return accept({ ...tail(draft, '', checked.value), channel: 'sms', recipient, text: rendered.value.text })
}

/** The sheet of a call (S1-15): the script filled in, to be followed and noted by a person. */
function composeCall(facts: MessageFacts, variables: TextVariables): Outcome<ComposedTask> {
  const recipient = facts.contact ? addressOf(facts.contact, 'phone') : null
  if (!recipient) return refuse('no_recipient', { channel: 'phone', debtor: facts.debtor.name })
  const code = CALL_CODES.find((one) => one === facts.action.template_code)
  if (!code) return refuse('template_unknown', { template: facts.action.template_code })
  const sheet = callSheet(code, variables, shownPhone(recipient))
  if (!sheet.ok) return sheet
  const text = callSheetText(sheet.value)
  return accept({ ...tailOf(facts, variables, 'built-in', sheet.value.title, []), channel: 'phone', recipient, text })
}

async function composeLetter(services: ComposeServices, draft: Draft): Promise<Outcome<ComposedLetter>> {
  const model = await composeLetterModel(services, draft)
  if (!model.ok) return model
  const printed = await renderLetterPdf(model.value.model)
  if (!printed.ok) return printed
  const { facts } = draft
  return accept({
    ...tail(draft, model.value.model.subject, model.value.findings),
    channel: facts.action.channel === 'registered' ? 'registered' : 'post',
    pdf: printed.value.pdf,
    text: model.value.text,
    recipientName: addresseeOf(facts).name,
    address: model.value.model.recipient,
  })
}

type LetterDraft = { readonly model: LetterModel; readonly text: string; readonly findings: readonly Finding[] }

async function composeLetterModel(services: ComposeServices, draft: Draft): Promise<Outcome<LetterDraft>> {
  const { facts, variables, template } = draft
  const canal = facts.action.channel === 'registered' ? ('recommande' as const) : ('courrier' as const)
  const rendered = draft.isOwn
    ? await renderOwn({ template, variables, form: 'letter', canal })
    : renderLetter(template, variables, canal)
  if (!rendered.ok) return rendered
  const checked = checkMessage(draft, rendered.value.subject, rendered.value.text)
  if (!checked.ok) return checked
  const model = letterModel({
    code: template.code,
    language: template.language,
    rendered: rendered.value,
    variables,
    letterhead: await letterheadOf(services.documents, facts),
    addressee: addresseeOf(facts),
    firstMessage: facts.isFirstMessage,
  })
  return model.ok ? accept({ model: model.value, text: rendered.value.text, findings: checked.value }) : model
}

/** The documents of the invoices listed, and the letter that a copy repeats (S3-12). */
async function attachmentsOf(
  documents: Documents,
  { action, claims, invoices, past }: MessageFacts,
): Promise<ComposedEmail['attachments']> {
  const listed = [...new Map(claims.map((claim) => [claim.invoiceId, claim.number]))].flatMap(([invoiceId, number]) => {
    const sha256 = invoices.get(invoiceId)?.document_sha256
    return sha256 ? [{ sha256, filename: `facture-${number.replace(/[^\w.-]+/g, '-')}.pdf` }] : []
  })
  const letter = action.template_code === 'letter-copy' ? citedLetter({ action, past, claims }) : undefined
  const copied = letter?.content_sha256
    ? [{ sha256: letter.content_sha256, filename: `courrier-${letter.on_day}.pdf` }]
    : []
  return Promise.all(
    [...copied, ...listed].map(async ({ sha256, filename }) => ({
      filename,
      mediaType: 'application/pdf',
      bytes: await documents.get(sha256),
    })),
  )
}

function tail({ facts, variables, version }: Draft, subject: string, findings: readonly Finding[]) {
  return tailOf(facts, variables, version, subject, findings)
}

function tailOf(
  facts: MessageFacts,
  variables: TextVariables,
  templateVersion: string,
  subject: string,
  findings: readonly Finding[],
) {
  return {
    subject,
    findings,
    templateVersion,
    totalCents: variables.totaux.total,
    factsSha256: sha256(JSON.stringify([templateVersion, facts.contact?.id ?? null, variables])),
  }
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
