import type { Template as ParsedLiquid } from 'liquidjs'
import type { Language } from '../../domain/party.ts'
import { accept, type Outcome, refuse } from '../../domain/refusal.ts'
import { type SmsLength, smsLength } from '../../domain/sms.ts'
import { type Block, readBlocks } from './blocks.ts'
import { emailHtml } from './email-html.ts'
import { readLetterBlocks } from './letter-blocks.ts'
import { type LiquidOutput, liquidEngine } from './liquid-engine.ts'
import { plainText } from './plain-text.ts'
import type { Template, TemplatePart } from './template.ts'
import { templateFault } from './template-fault.ts'
import type { TextVariables } from './text-variables.ts'

export type RenderedEmail = {
  readonly subject: string
  readonly html: string
  readonly text: string
  readonly blocks: readonly Block[]
}

export type RenderedLetter = {
  readonly subject: string
  readonly blocks: readonly Block[]
  /** The tables moved to an annex page; empty when everything fits the first page. */
  readonly annex: readonly Block[]
  /** Subject, body and annex as plain text: what the guard and the golden tests read. */
  readonly text: string
}

export type RenderedSms = { readonly text: string; readonly length: SmsLength }

/** More invoices or charge lines than these do not fit the page of the letter: the tables move to an annex. */
const MAX_INVOICES_ON_PAGE = 5
const MAX_CHARGES_ON_PAGE = 3

/**
 * Fills one part of a text. A `body` comes out as Markdown whose data is escaped, the other parts as one plain line.
 * Our own texts may be rendered here; a text edited by a user goes through `renderUntrusted` (same functions, in a process that can be killed).
 * Refusal `template_error` (facts: part, line, reason in French).
 */
export function renderText(template: Template, variables: TextVariables, part: TemplatePart): Outcome<string> {
  return fill(template, variables, part, false)
}

/** The e-mail of a text: subject, HTML and readable plain text. Refusals `template_error`, `part_missing`. */
export function renderEmail(template: Template, variables: TextVariables): Outcome<RenderedEmail> {
  const filled: TextVariables = { ...variables, canal: 'email', ton: template.tone }
  const subject = fill(template, filled, 'subject-email', false)
  if (!subject.ok) return subject
  const body = fill(template, filled, 'body', false)
  if (!body.ok) return body
  const blocks = readBlocks(body.value)
  return accept({
    subject: subject.value,
    html: emailHtml(subject.value, blocks, template.language),
    text: plainText(blocks, template.language),
    blocks,
  })
}

/**
 * The words of a letter. Above five invoices or three charge lines, the tables move to `annex` and the body says « détail en annexe ».
 * `canal` is `recommande` for registered letters. Refusals `template_error`, `part_missing`.
 */
export function renderLetter(
  template: Template,
  variables: TextVariables,
  canal: 'courrier' | 'recommande',
): Outcome<RenderedLetter> {
  const filled: TextVariables = { ...variables, canal, ton: template.tone }
  const annexed =
    variables.factures.length > MAX_INVOICES_ON_PAGE || variables.charges.lignes.length > MAX_CHARGES_ON_PAGE
  const subject = fill(template, filled, 'subject-letter', false)
  if (!subject.ok) return subject
  const body = fill(template, filled, 'body', annexed)
  if (!body.ok) return body
  const { blocks, annexed: names } = readLetterBlocks(body.value)
  const annex = names.length === 0 ? accept('') : fillFragments(names, template.language, filled)
  if (!annex.ok) return annex
  const annexBlocks = readBlocks(annex.value)
  const text = `${subject.value}\n\n${plainText(blocks, template.language)}${annexBlocks.length > 0 ? `\n${plainText(annexBlocks, template.language)}` : ''}`
  return accept({ subject: subject.value, blocks, annex: annexBlocks, text })
}

/** The SMS of a text, with its length as operators count it. Refusals `template_error`, `part_missing`. */
export function renderSms(template: Template, variables: TextVariables): Outcome<RenderedSms> {
  const text = fill(template, { ...variables, canal: 'sms', ton: template.tone }, 'sms', false)
  return text.ok ? accept({ text: text.value, length: smsLength(text.value) }) : text
}

function fill(template: Template, variables: TextVariables, part: TemplatePart, annexed: boolean): Outcome<string> {
  const source = template.parts[part]
  if (!source) return refuse('part_missing', { text: template.code, part })
  const output: LiquidOutput = part === 'body' ? 'markdown' : 'plain'
  try {
    const engine = liquidEngine(template.language, output)
    const filled = engine.render(parsedOf(template, part, source, output), variables, annexed)
    return accept(output === 'plain' ? filled.replace(/[\t\n\r ]+/g, ' ').trim() : filled)
  } catch (error) {
    return refuse('template_error', { text: template.code, part, ...templateFault(error) })
  }
}

/** A template is parsed once: the cache lives as long as the template itself. */
function parsedOf(template: Template, part: TemplatePart, source: string, output: LiquidOutput): ParsedLiquid[] {
  const parts = parsed.get(template) ?? new Map<TemplatePart, ParsedLiquid[]>()
  parsed.set(template, parts)
  const known = parts.get(part)
  if (known) return known
  const tree = liquidEngine(template.language, output).parse(source)
  parts.set(part, tree)
  return tree
}
const parsed = new WeakMap<Template, Map<TemplatePart, ParsedLiquid[]>>()

function fillFragments(names: readonly string[], language: Language, variables: TextVariables): Outcome<string> {
  const engine = liquidEngine(language, 'markdown')
  try {
    const source = names.map((name) => `{% include '${name}' %}`).join('\n\n')
    return accept(engine.render(engine.parse(source), variables, false))
  } catch (error) {
    return refuse('template_error', { text: names.join(', '), part: 'annex', ...templateFault(error) })
  }
}
