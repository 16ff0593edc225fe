import { createHash } from 'node:crypto'
import { addressOf } from '../../domain/choose-contact.ts'
import type { Composed, ComposedEmail, ComposedLetter, ComposedTask } from '../../domain/composed.ts'
import type { Day } from '../../domain/day.ts'
import type { RateTables } from '../../domain/law/rates.ts'
import { type DebtorKind, type Language, regimeOf } from '../../domain/party.ts'
import { accept, type Outcome, refuse } from '../../domain/refusal.ts'
import { CALL_CODES } from '../../domain/text-catalogue.ts'
import { SMS_CODES, type SmsCode, TEXT_CODES, type TextCode, type Tone } from '../../domain/text-code.ts'
import { requiredMentions } from '../../domain/wording/required-mentions.ts'
import { checkWording, type Finding, isBlocked, type WordingContext } from '../../domain/wording.ts'
import type { Tx } from '../../platform/db.ts'
import type { Documents } from '../../platform/documents.ts'
import { addressOfRow, buildVariables, type MessageFacts } from './build-variables.ts'
import { builtInTemplate } from './built-in-templates.ts'
import { callSheet } from './call-sheet.ts'
import { callSheetText } from './call-sheet-text.ts'
import { gatherMessage } from './gather-message.ts'
import { type LetterModel, letterModel } from './letter-model.ts'
import { renderLetterPdf } from './letter-pdf.ts'
import { readLogo } from './logo.ts'
import { mentionFacts } from './mention-facts.ts'
import { hasReceivedMessages, mailSender, ownTemplate } from './message-rows.ts'
import { renderEmail, renderLetter, renderSms } from './render.ts'
import { renderOwn } from './render-own.ts'
import { parseTemplate, type Template } from './template.ts'
import { dataValuesOf, type TextVariables } from './text-variables.ts'

export type ComposeServices = { readonly documents: Documents; readonly rates: (tx: Tx) => Promise<RateTables> }

/** What is common to the three forms of a message while it is written. */
type Draft = {
  readonly facts: MessageFacts
  readonly variables: TextVariables
  readonly template: Template
  readonly isOwn: boolean
  readonly version: string
  readonly today: Day
}

/**
 * Writes the message of one act from the facts of now: the preview, the batch of letters and the sending all come from here, so that
 * what was seen is what leaves. Refusals: `nothing_owed`, `no_recipient`, `template_error`, `mention_missing` and its like (S0-10, S2-30),
 * `wording_blocked` (S0-21), `address_incomplete`, `rate_missing`, and the creditor's own gaps (`creditor_incomplete`).
 */
export async function composeAction(
  tx: Tx,
  services: ComposeServices,
  tenantId: string,
  actionId: string,
  today: Day,
): Promise<Outcome<Composed>> {
  const gathered = await gatherMessage(tx, tenantId, actionId, today, await services.rates(tx))
  if (!gathered.ok) return gathered
  const facts = gathered.value
  const incomplete = creditorGaps(facts)
  if (incomplete.length > 0)
    return refuse('creditor_incomplete', { missing: incomplete, creditor: facts.creditor.name })
  const variables = buildVariables(facts, today)
  if (facts.action.channel === 'phone') return composeCall(facts, variables)
  const template = await templateOf(tx, tenantId, facts)
  if (!template.ok) return template
  const draft = { facts, variables, today, ...template.value }
  if (facts.action.channel === 'email') return composeEmail(tx, services, tenantId, draft)
  if (facts.action.channel === 'sms') return composeSms(draft)
  return composeLetter(tx, services, tenantId, draft)
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

async function templateOf(
  tx: Tx,
  tenantId: string,
  facts: MessageFacts,
): Promise<Outcome<Pick<Draft, 'template' | 'isOwn' | 'version'>>> {
  const code = [...TEXT_CODES, ...SMS_CODES].find((one) => one === facts.action.template_code)
  const regime = regimeOf(facts.debtor.kind as DebtorKind)
  const language = facts.debtor.language as Language
  if (!code) return refuse('template_unknown', { template: facts.action.template_code })
  const own = await ownTemplate(tx, tenantId, code, regime, language)
  if (own) {
    const parsed = parseTemplate(own.source)
    return parsed.ok ? accept({ template: parsed.value, isOwn: true, version: `own-${own.version}` }) : parsed
  }
  const template = builtInTemplate(code, regime, language) ?? builtInTemplate(code, regime, 'fr')
  if (!template) return refuse('template_unknown', { template: code, regime, language })
  return accept({ template, isOwn: false, version: `built-in ${sha256(JSON.stringify(template.parts)).slice(0, 12)}` })
}

async function composeEmail(
  tx: Tx,
  services: ComposeServices,
  tenantId: string,
  draft: Draft,
): Promise<Outcome<ComposedEmail>> {
  const { facts, variables, template } = draft
  const address = facts.contact ? addressOf(facts.contact, 'email') : null
  if (!address) return refuse('no_recipient', { channel: 'email', debtor: facts.debtor.name })
  const rendered = draft.isOwn
    ? await renderOwn({ template, variables, form: 'email' })
    : renderEmail(template, variables)
  if (!rendered.ok) return rendered
  const { subject, html, text } = rendered.value
  const checked = check(draft, subject, text)
  if (!checked.ok) return checked
  const sender = await mailSender(tx, tenantId, facts.creditor.creditor_id)
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
  const findings = wording(draft, rendered.value.text, 'sms')
  if (isBlocked(findings)) return blocked(findings)
  return accept({ ...tail(draft, '', findings), channel: 'sms', recipient, text: rendered.value.text })
}

/** The sheet of a call (S1-15): the script filled in, to be followed and noted by a person. */
function composeCall(facts: MessageFacts, variables: TextVariables): Outcome<ComposedTask> {
  const recipient = facts.contact ? addressOf(facts.contact, 'phone') : null
  if (!recipient) return refuse('no_recipient', { channel: 'phone', debtor: facts.debtor.name })
  const code = CALL_CODES.find((one) => one === facts.action.template_code)
  if (!code) return refuse('template_unknown', { template: facts.action.template_code })
  const sheet = callSheet(code, variables, recipient)
  if (!sheet.ok) return sheet
  const text = callSheetText(sheet.value)
  return accept({ ...tailOf(facts, variables, 'built-in', sheet.value.title, []), channel: 'phone', recipient, text })
}

async function composeLetter(
  tx: Tx,
  services: ComposeServices,
  tenantId: string,
  draft: Draft,
): Promise<Outcome<ComposedLetter>> {
  const model = await composeLetterModel(tx, services, tenantId, draft)
  if (!model.ok) return model
  const printed = await renderLetterPdf(model.value.model)
  if (!printed.ok) return printed
  const { facts } = draft
  return accept({
    ...tail(draft, model.value.model.subject, model.value.findings),
    channel: facts.action.channel === 'registered' ? 'registered' : 'post',
    pdf: printed.value.pdf,
    text: model.value.text,
    recipientName: facts.debtor.name,
    address: model.value.model.recipient,
  })
}

type LetterDraft = { readonly model: LetterModel; readonly text: string; readonly findings: readonly Finding[] }

async function composeLetterModel(
  tx: Tx,
  services: ComposeServices,
  tenantId: string,
  draft: Draft,
): Promise<Outcome<LetterDraft>> {
  const { facts, variables, template } = draft
  const canal = facts.action.channel === 'registered' ? ('recommande' as const) : ('courrier' as const)
  const rendered = draft.isOwn
    ? await renderOwn({ template, variables, form: 'letter', canal })
    : renderLetter(template, variables, canal)
  if (!rendered.ok) return rendered
  const checked = check(draft, rendered.value.subject, rendered.value.text)
  if (!checked.ok) return checked
  const model = letterModel({
    code: template.code,
    language: template.language,
    rendered: rendered.value,
    variables,
    letterhead: await letterhead(services.documents, facts),
    addressee: { name: facts.debtor.name, attention: facts.contact?.name ?? null, address: addressOfRow(facts.debtor) },
    firstMessage: !(await hasReceivedMessages(tx, tenantId, facts.debtor.debtor_id)),
  })
  return model.ok ? accept({ model: model.value, text: rendered.value.text, findings: checked.value }) : model
}

async function letterhead(documents: Documents, { creditor }: MessageFacts) {
  const logo = creditor.logo_sha256 ? readLogo(await documents.get(creditor.logo_sha256)) : null
  return {
    name: creditor.name,
    legalForm: creditor.legal_form,
    capitalCents: creditor.capital_cents,
    siren: creditor.siren,
    rcsCity: creditor.rcs_city,
    vatNumber: creditor.vat_number,
    address: addressOfRow(creditor),
    phone: creditor.phone,
    email: creditor.email,
    logo: logo?.ok ? logo.value : null,
  }
}

/** Mandatory mentions first (S0-10, S2-30), then the wording guard (S0-21). */
function check(draft: Draft, subject: string, body: string): Outcome<readonly Finding[]> {
  const { facts, variables, template, today } = draft
  if (TEXT_CODES.includes(template.code as TextCode)) {
    const [missing] = requiredMentions(
      template.code as TextCode,
      mentionFacts(variables, {
        regime: regimeOf(facts.debtor.kind as DebtorKind),
        language: template.language,
        text: `${facts.creditor.name}\n${facts.debtor.name}\n${subject}\n${body}`,
        sentOn: today,
        mode: facts.action.channel,
        balanceCents: variables.totaux.total,
        timeBarred: template.code === 'time-barred',
        paymentsFresh: true,
      }),
    )
    if (missing) return { ok: false, refusal: missing }
  }
  const findings = [...wording(draft, subject, 'subject'), ...wording(draft, body, 'body')]
  return isBlocked(findings) ? blocked(findings) : accept(findings)
}

function wording({ facts, variables, template }: Draft, text: string, use: WordingContext['use']): Finding[] {
  if (template.language !== 'fr') return []
  return checkWording(text, {
    use,
    code: template.code as TextCode | SmsCode,
    regime: regimeOf(facts.debtor.kind as DebtorKind),
    tone: template.tone as Tone,
    enforceableTitle: false,
    timeBarred: template.code === 'time-barred',
    dataValues: [
      ...dataValuesOf(variables),
      ...[...facts.invoices.values()].flatMap((invoice) => (invoice.label ? [invoice.label] : [])),
    ],
  })
}

function blocked(findings: readonly Finding[]): Outcome<never> {
  const found = findings.filter((finding) => finding.severity === 'block')
  return refuse('wording_blocked', {
    words: found.map((finding) => finding.words),
    rules: found.map((finding) => finding.rule),
    reason: found[0]?.reason ?? '',
  })
}

async function attachmentsOf(
  documents: Documents,
  { claims, invoices }: MessageFacts,
): Promise<ComposedEmail['attachments']> {
  const files = claims.flatMap((claim) => {
    const sha = invoices.get(claim.invoiceId)?.document_sha256
    return sha ? [{ sha, number: claim.number }] : []
  })
  return Promise.all(
    files.map(async ({ sha, number }) => ({
      filename: `facture-${number.replace(/[^\w.-]+/g, '-')}.pdf`,
      mediaType: 'application/pdf',
      bytes: await documents.get(sha),
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
