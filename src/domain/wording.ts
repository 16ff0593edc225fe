import type { Regime } from './party.ts'
import { FORMAL_TEXTS, type SmsCode, type TextCode, type Tone } from './text-code.ts'
import { LEXICON_FR } from './wording/lexicon.fr.ts'
import { type MappedText, maskValues, normalise } from './wording/normalise.ts'
import type { WordingCondition, WordingRule, WordingSeverity } from './wording/rule.ts'

/** What is known of the text being checked; it decides which rules play. */
export type WordingContext = {
  /** Where the words appear. `body` covers letters and e-mails. */
  readonly use: 'body' | 'subject' | 'sms' | 'call' | 'voicemail' | 'note'
  /** The text checked; null for a note or a text of the user's own. */
  readonly code: TextCode | SmsCode | null
  readonly regime: Regime
  readonly tone: Tone
  /** A judgment or other title is recorded for the claim (S4-11). */
  readonly enforceableTitle: boolean
  /** The claim is past its limitation (S4-35). */
  readonly timeBarred: boolean
  /** Names, addresses, numbers and references that came from data: not examined. Free fields (`synthese`…) stay examined. */
  readonly dataValues: readonly string[]
}

/** One thing the guard found, in the words of the original text. */
export type Finding = {
  readonly rule: string
  readonly severity: WordingSeverity
  readonly words: string
  /** Position in the original text, end excluded, in UTF-16 units. */
  readonly from: number
  readonly to: number
  readonly reason: string
  readonly suggestion: string
}

/**
 * Checks a text that is to be sent or said against the lexicon (S0-21, S1-31, S1-32, S2-12, S3-19, S4-4, S4-11, S4-35).
 * Findings come in reading order; of two rules on the same words, the graver one is kept.
 */
export function checkWording(text: string, context: WordingContext): Finding[] {
  const raw = maskValues(text, context.dataValues)
  const conditions = conditionsOf(context)
  const key = `${[...conditions].join()}\n${raw.text}`
  if (foundClean.has(key)) return []
  const normalised = normalise(raw)
  const findings = LEXICON_FR.filter((rule) => conditions.has(rule.context)).flatMap((rule) =>
    findingsOf(rule, rule.on === 'raw' ? raw : normalised, text),
  )
  if (findings.length === 0) keepClean(key)
  return gravestByWords(findings)
}

/**
 * Texts found clean, their data masked, with the conditions that held: the same reminder to many debtors differs by its data alone, and
 * 134 rules over it took 0.5 ms a message, a third of its writing. The answer depends on nothing else, so remembering it changes none.
 */
const foundClean = new Set<string>()

/** About a megabyte of texts; beyond, the oldest is forgotten. */
const CLEAN_KEPT = 200

function keepClean(key: string): void {
  foundClean.add(key)
  for (const oldest of foundClean) {
    if (foundClean.size <= CLEAN_KEPT) return
    foundClean.delete(oldest)
  }
}

/** Tells whether a text may leave: no finding blocks. */
export function isBlocked(findings: readonly Finding[]): boolean {
  return findings.some((finding) => finding.severity === 'block')
}

/** The conditions of the lexicon that hold in a context. */
export function conditionsOf(context: WordingContext): ReadonlySet<WordingCondition> {
  const person = context.regime === 'consumer' || context.regime === 'non_professional'
  const formal = FORMAL_TEXTS.some((code) => code === context.code)
  const insolvency = context.code === 'insolvency-claim'
  const held: readonly (readonly [WordingCondition, boolean])[] = [
    ['always', true],
    ['noEnforceableTitle', !context.enforceableTitle],
    ['consumerOrNonProfessional', person],
    ['professional', context.regime === 'professional'],
    ['publicBody', context.regime === 'public'],
    ['notPublicBody', context.regime !== 'public'],
    ['notFormalNotice', !formal],
    ['toneAtMost4', !formal && !insolvency && context.tone <= 4],
    ['toneAtMost3', !formal && !insolvency && context.tone <= 3],
    ['timeBarred', context.timeBarred || context.code === 'time-barred'],
    ['callScript', context.use === 'call' || context.use === 'voicemail'],
    ['sms', context.use === 'sms'],
    ['voicemail', context.use === 'voicemail'],
    ['notesAndRecap', context.use === 'note' || context.code === 'call-agreement-recap'],
    ['consumerSubject', context.use === 'subject' && person],
    ['notInsolvencyLetter', !insolvency],
  ]
  return new Set(held.filter(([, holds]) => holds).map(([condition]) => condition))
}

function findingsOf(rule: WordingRule, mapped: MappedText, original: string): Finding[] {
  const findings: Finding[] = []
  for (const match of mapped.text.matchAll(rule.pattern)) {
    if (match[0] === '') continue
    const from = mapped.starts[match.index] ?? 0
    const to = mapped.ends[match.index + match[0].length - 1] ?? original.length
    findings.push({
      rule: rule.id,
      severity: rule.severity,
      words: original.slice(from, to),
      from,
      to,
      reason: rule.reason,
      suggestion: rule.suggestion,
    })
  }
  return findings
}

function gravestByWords(findings: readonly Finding[]): Finding[] {
  const kept = new Map<string, Finding>()
  for (const finding of findings) {
    const place = `${finding.from}-${finding.to}`
    const other = kept.get(place)
    if (!other || (other.severity === 'warn' && finding.severity === 'block')) kept.set(place, finding)
  }
  return [...kept.values()].sort((a, b) => a.from - b.from || a.to - b.to)
}
