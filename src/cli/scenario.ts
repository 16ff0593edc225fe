import { readFile } from 'node:fs/promises'
import { type ContactPolicy, DEFAULT_CONTACT_POLICY } from '../domain/contact-policy.ts'
import type { Scenario, Step } from '../domain/scenario.ts'
import { checkScenario, type ScenarioFinding } from '../domain/scenario-check.ts'
import { BUILT_IN_SCENARIOS } from '../domain/scenarios/index.ts'
import { STEP_TEMPLATES } from '../domain/text-catalogue.ts'
import { readContactPolicy } from '../flow/setup/contact-policy.ts'
import { readScenarios } from '../flow/setup/read-scenarios.ts'
import { inTenant } from '../platform/db.ts'
import type { Command, CommandArguments, CommandContext } from './command.ts'
import { inOffice, isInstalled, OFFICE_OPTION, readOffices } from './office.ts'
import { sayChannel, sayCount, sayStep } from './say-reason.ts'
import { readScenarioFile, type ShapeFinding, sayFinding } from './scenario-file.ts'

type Verb = (context: CommandContext, book: Book, positionals: readonly string[]) => number | Promise<number>
const VERBS: Readonly<Record<string, Verb>> = { list, show, check }

/** `amiable scenario`: the scenarios of the office (or those delivered with Amiable), and the check of one written in a file. */
export const command: Command = {
  summary: 'Liste, montre et vérifie les scénarios de relance',
  usage: 'scenario list | show CODE | check FICHIER  [--office NOM]',
  examples: [
    'amiable scenario list',
    'amiable scenario show equilibre',
    'amiable scenario show equilibre --json > mon-scenario.json',
    'amiable scenario check mon-scenario.json',
  ],
  options: { ...OFFICE_OPTION },
  run: async (context, { values, positionals: [name = '', ...rest] }) => {
    const verb = Object.hasOwn(VERBS, name) ? VERBS[name] : undefined
    if (!verb) {
      const choices = Object.keys(VERBS)
      const words = `Indiquez ${choices.join(', ')}. Exemple\u00a0: amiable scenario list`
      return context.refuse({ code: 'scenario_verb_unknown', facts: { given: name, choices } }, words)
    }
    return withBook(context, values, (book) => verb(context, book, rest))
  },
}

/** Where the scenarios are read from. */
type Book = {
  readonly source: 'office' | 'built-in'
  readonly scenarios: readonly Scenario[]
  readonly policy: ContactPolicy
}
const BUILT_IN: Book = { source: 'built-in', scenarios: BUILT_IN_SCENARIOS, policy: DEFAULT_CONTACT_POLICY }

async function withBook(
  context: CommandContext,
  values: CommandArguments['values'],
  work: (book: Book) => number | Promise<number>,
): Promise<number> {
  const isEmpty = !isInstalled(context.config) || (await readOffices((await context.services()).db)).length === 0
  if (isEmpty) return work(BUILT_IN)
  return inOffice(context, values, ({ db }, { tenantId }) =>
    inTenant(db, tenantId, async (tx) => {
      const [scenarios, policy] = [await readScenarios(tx, tenantId), await readContactPolicy(tx, tenantId)]
      return work({ source: 'office', scenarios, policy })
    }),
  )
}

function list({ answer }: CommandContext, { source, scenarios }: Book): number {
  const rows = scenarios.map(({ code, version, name, description, steps }) => ({
    code,
    version,
    name,
    description,
    stepCount: steps.length,
    lastOffsetDays: steps.at(-1)?.offsetDays ?? 0,
  }))
  const lines = rows.map(
    ({ code, name, stepCount, lastOffsetDays }) =>
      `${code.padEnd(22)}${name.fr} (${sayCount(stepCount, 'étape')} en ${sayCount(lastOffsetDays, 'jour')})`,
  )
  return answer({ source, scenarios: rows }, lines.join('\n'))
}

function show({ answer, refuse }: CommandContext, { scenarios }: Book, [code = '']: readonly string[]): number {
  const found = scenarios.find((scenario) => scenario.code === code)
  if (!found) {
    const codes = scenarios.map((scenario) => scenario.code)
    const words = `Aucun scénario «\u00a0${code}\u00a0». Il y a\u00a0: ${codes.join(', ')}.`
    return refuse({ code: 'scenario_unknown', facts: { given: code, codes } }, words)
  }
  const { name, description, steps, minGapDays, capPerCase } = found
  const rules = `${sayCount(minGapDays, 'jour')} au moins entre deux contacts, ${sayCount(capPerCase, 'contact')} au plus.`
  return answer(found, [name.fr, description.fr, '', ...steps.map(describeStep), '', rules].join('\n'))
}

const APPROVALS = { automatic: 'part seul', confirm: 'à valider', manual: 'à faire' } as const

function describeStep({ code, channel, otherwise, offsetDays, template, tone, approval, payWithinDays }: Step): string {
  const when = `${offsetDays < 0 ? '−' : '+'}${Math.abs(offsetDays)} j`.padStart(6)
  const or = otherwise === undefined ? '' : `, sinon ${sayChannel(otherwise).toLowerCase()}`
  const until = payWithinDays === undefined ? '' : `, ${sayCount(payWithinDays, 'jour')} pour payer`
  return `${when}  ${sayStep(channel, code)}${or}\u00a0: ${template}, ton ${tone}, ${APPROVALS[approval]}${until}`
}

async function check({ answer, refuse }: CommandContext, book: Book, [file]: readonly string[]): Promise<number> {
  if (file === undefined)
    return refuse({ code: 'file_missing', facts: {} }, 'Indiquez le fichier\u00a0: amiable scenario check FICHIER')
  const text = await readFile(file, 'utf8').catch(() => null)
  if (text === null) return refuse({ code: 'file_unreadable', facts: { file } }, `Impossible de lire ${file}.`)
  const read = readScenarioFile(text)
  const findings = read.ok ? checkScenario(read.scenario, book.policy, STEP_TEMPLATES) : read.findings
  const told = findings.map((finding) => ({ ...finding, text: sayFinding(finding) }))
  const errors = told.filter(({ severity }) => severity === 'error').length
  const answered = { file, ok: errors === 0, errors, warnings: told.length - errors, findings: told }
  answer(answered, [...told.map(describeFinding), verdict(file, errors, told.length - errors)].join('\n'))
  return errors === 0 ? 0 : 1
}

function describeFinding({ severity, stepCode, text }: (ScenarioFinding | ShapeFinding) & { text: string }): string {
  return `${severity === 'error' ? '✗' : '!'} ${stepCode === null ? '' : `${stepCode}\u00a0: `}${text}`
}

function verdict(file: string, errors: number, warnings: number): string {
  if (errors > 0) return `${file} ne peut pas servir\u00a0: ${errors} à corriger.`
  return warnings > 0 ? `${file} peut servir, avec ${sayCount(warnings, 'remarque')}.` : `${file} est bon.`
}
