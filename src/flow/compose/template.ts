import type { Language, Regime } from '../../domain/party.ts'
import { accept, type Outcome, refuse } from '../../domain/refusal.ts'
import { SMS_CODES, type SmsCode, TEXT_CODES, type TextCode, type Tone } from '../../domain/text-code.ts'

export const TEMPLATE_PARTS = ['subject-email', 'subject-letter', 'body', 'sms'] as const
export type TemplatePart = (typeof TEMPLATE_PARTS)[number]

const TEXT_CHANNELS = ['email', 'post', 'registered', 'sms'] as const
export type TextChannel = (typeof TEXT_CHANNELS)[number]

const REGIMES: readonly Regime[] = ['professional', 'public', 'consumer', 'non_professional']

/** A text of Amiable or of a user, as its file says. */
export type Template = {
  readonly code: TextCode | SmsCode
  readonly title: string
  readonly language: Language
  readonly regimes: readonly Regime[]
  readonly channels: readonly TextChannel[]
  readonly tone: Tone
  /** False for a text that follows an event: it is left out of the rule that the tone never falls back (S4-8). */
  readonly onLadder: boolean
  /** Requirement ids served: `S2-11`. */
  readonly requirements: readonly string[]
  /** When to use the text, for the person who edits it; Markdown. */
  readonly notes: string
  /** Liquid over Markdown (`body`), plain Liquid (the others). */
  readonly parts: Readonly<Partial<Record<TemplatePart, string>>>
}

/**
 * Reads a template file: front matter (`code`, `title`, `language`, `regimes`, `channels`, `tone`, `ladder`, `requirements`), notes, then one
 * `## part` section per part. Refusal `template_unreadable` with `line` and `reason` (French, for the person who edits it).
 */
export function parseTemplate(source: string): Outcome<Template> {
  const lines = source.replace(/\r\n?/g, '\n').split('\n')
  const end = lines.indexOf('---', 1)
  if (lines[0] !== '---' || end < 0) return unreadable(1, 'L’en-tête doit être compris entre deux lignes « --- ».')
  const fields = new Map<string, string>()
  for (const [index, line] of lines.slice(1, end).entries()) {
    const match = /^([a-z]+):\s*(.*)$/.exec(line)
    if (!match?.[1]) return unreadable(index + 2, 'Une ligne d’en-tête s’écrit « nom: valeur ».')
    fields.set(match[1], (match[2] ?? '').trim())
  }
  const { notes, parts } = sectionsOf(lines.slice(end + 1))
  return assemble(fields, notes, parts)
}

function assemble(fields: ReadonlyMap<string, string>, notes: string, parts: Template['parts']): Outcome<Template> {
  const code = [...TEXT_CODES, ...SMS_CODES].find((known) => known === fields.get('code'))
  if (!code) return unreadable(1, `Le code « ${fields.get('code') ?? ''} » n’est pas celui d’un texte d’Amiable.`)
  const tone = toneOf(fields.get('tone'))
  if (!tone) return unreadable(1, 'Le ton (tone) va de 1 à 5.')
  const regimes = REGIMES.filter((regime) => listOf(fields.get('regimes')).includes(regime))
  if (regimes.length === 0) return unreadable(1, 'Aucun régime (regimes) connu n’est indiqué.')
  const channels = TEXT_CHANNELS.filter((channel) => listOf(fields.get('channels')).includes(channel))
  if (channels.length === 0) return unreadable(1, 'Aucun canal (channels) connu n’est indiqué.')
  const missing = missingPart(channels, parts)
  if (missing) return unreadable(1, `La partie « ## ${missing} » manque.`)
  return accept({
    code,
    title: fields.get('title') ?? code,
    language: fields.get('language') === 'en' ? 'en' : 'fr',
    regimes,
    channels,
    tone,
    onLadder: fields.get('ladder') === 'yes',
    requirements: listOf(fields.get('requirements')).filter((id) => /^S\d-\d+$/.test(id)),
    notes,
    parts,
  })
}

function missingPart(channels: readonly TextChannel[], parts: Template['parts']): TemplatePart | null {
  const needed: TemplatePart[] = channels.flatMap((channel): TemplatePart[] => {
    if (channel === 'sms') return ['sms']
    return ['body', channel === 'email' ? 'subject-email' : 'subject-letter']
  })
  return needed.find((part) => !parts[part]) ?? null
}

function sectionsOf(lines: readonly string[]): { notes: string; parts: Template['parts'] } {
  const notes: string[] = []
  const parts = new Map<TemplatePart, string[]>()
  let current: string[] = notes
  for (const line of lines) {
    const part = TEMPLATE_PARTS.find((name) => line === `## ${name}`)
    if (part) {
      current = []
      parts.set(part, current)
    } else {
      current.push(line)
    }
  }
  const texts = [...parts].map(([part, content]) => [part, content.join('\n').trim()])
  return { notes: notes.join('\n').trim(), parts: Object.fromEntries(texts) }
}

function toneOf(text: string | undefined): Tone | null {
  const tones: readonly Tone[] = [1, 2, 3, 4, 5]
  return tones.find((tone) => String(tone) === text) ?? null
}

function listOf(text: string | undefined): string[] {
  return (text ?? '').split(',').map((item) => item.trim())
}

function unreadable(line: number, reason: string): Outcome<Template> {
  return refuse('template_unreadable', { line, reason })
}
