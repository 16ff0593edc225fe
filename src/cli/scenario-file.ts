import { z } from 'zod'
import type { Scenario } from '../domain/scenario.ts'
import type { ScenarioFinding } from '../domain/scenario-check.ts'
import { ScenarioFileShape } from '../flow/setup/scenario-shape.ts'
import { scenarioFindingsFr } from '../words/scenario-findings.fr.ts'

/** What makes a text no scenario at all: where, and what was expected. */
export type ShapeFinding = {
  readonly code: 'not_json' | 'shape'
  readonly severity: 'error'
  readonly stepCode: string | null
  readonly facts: { readonly path: string; readonly expected: string }
}

const { localeError } = z.locales.fr()

/** Reads the text of a file as a scenario. */
export function readScenarioFile(
  text: string,
):
  | { readonly ok: true; readonly scenario: Scenario }
  | { readonly ok: false; readonly findings: readonly ShapeFinding[] } {
  const json = parseJson(text)
  if (!json.ok) return { ok: false, findings: [json.finding] }
  const read = ScenarioFileShape.safeParse(json.value, { error: localeError })
  if (read.success) return { ok: true, scenario: read.data }
  return { ok: false, findings: read.error.issues.map(({ path, message }) => shapeFinding(json.value, path, message)) }
}

type Parsed = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly finding: ShapeFinding }

function parseJson(text: string): Parsed {
  try {
    return { ok: true, value: JSON.parse(text) }
  } catch (error) {
    const at = Number(/position (\d+)/.exec((error as Error).message)?.[1] ?? text.length)
    const before = text.slice(0, at).split('\n')
    const path = `ligne ${before.length}, colonne ${(before.at(-1)?.length ?? 0) + 1}`
    const facts = { path, expected: 'du JSON' }
    return { ok: false, finding: { code: 'not_json', severity: 'error', stepCode: null, facts } }
  }
}

function shapeFinding(file: unknown, path: readonly PropertyKey[], expected: string): ShapeFinding {
  const stepCode = path[0] === 'steps' ? codeOfStep(file, path[1]) : null
  return { code: 'shape', severity: 'error', stepCode, facts: { path: path.map(String).join('.'), expected } }
}

function codeOfStep(file: unknown, rank: PropertyKey | undefined): string | null {
  const steps = (file as { steps?: readonly { code?: unknown }[] }).steps
  const code = typeof rank === 'number' ? steps?.[rank]?.code : undefined
  return typeof code === 'string' ? code : null
}

/** One finding in French. */
export function sayFinding(finding: ScenarioFinding | ShapeFinding): string {
  if (finding.code === 'not_json') return `Ce n’est pas du JSON lisible (${finding.facts.path}).`
  if (finding.code === 'shape') return `${finding.facts.path || 'le fichier'}\u00a0: ${finding.facts.expected}.`
  const facts: Readonly<Record<string, string | number>> = finding.facts
  return scenarioFindingsFr[finding.code].replace(/\{\{(\w+)\}\}/g, (_, name: string) => String(facts[name] ?? ''))
}
