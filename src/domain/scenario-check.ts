import { CHANNEL_FACTS } from './channel.ts'
import type { ContactPolicy } from './contact-policy.ts'
import { isFormalNotice, isPreDueText, type Moment, moments, type Scenario, type Step } from './scenario.ts'
import { FORMAL_NOTICE_MAX_DAYS } from './step-choice.ts'

/** What is wrong with a scenario, where, and how grave: an `error` refuses it, a `warning` is shown (S4-8, S4-19). */
export type ScenarioFinding = {
  readonly code:
    | 'no_step'
    | 'duplicate_code'
    | 'unknown_template'
    | 'unknown_step'
    | 'together_without_step'
    | 'order_reversed'
    | 'tone_falls_back'
    | 'tone_jumps'
    | 'gap_too_short'
    | 'gap_too_long'
    | 'cap_exceeded'
    | 'step_after_notice'
    | 'notice_deadline_too_long'
    | 'notice_without_deadline'
    | 'notice_without_proof'
    | 'notice_automatic'
    | 'claims_before_due'
    | 'no_formal_notice'
  readonly severity: 'error' | 'warning'
  readonly stepCode: string | null
  readonly facts: Readonly<Record<string, string | number>>
}

/** Checks a scenario against the rules of the trade. `templates` are the codes of the texts that exist. An empty list is a sound scenario. */
export function checkScenario(
  scenario: Scenario,
  policy: ContactPolicy,
  templates: ReadonlySet<string>,
): ScenarioFinding[] {
  if (scenario.steps.length === 0) return [found('no_step', 'error', null)]
  return [
    ...scenario.steps.flatMap((step, at) => checkStep(step, at, scenario, templates)),
    ...checkNotice(scenario),
    ...checkSpacing(scenario, policy),
    ...checkTones(scenario),
    ...checkCap(scenario),
  ]
}

function found(
  code: ScenarioFinding['code'],
  severity: ScenarioFinding['severity'],
  stepCode: string | null,
  facts: ScenarioFinding['facts'] = {},
) {
  return { code, severity, stepCode, facts }
}

function checkStep(step: Step, at: number, scenario: Scenario, templates: ReadonlySet<string>): ScenarioFinding[] {
  const findings: ScenarioFinding[] = []
  const earlier = scenario.steps.slice(0, at)
  if (earlier.some((other) => other.code === step.code)) findings.push(found('duplicate_code', 'error', step.code))
  if (!templates.has(step.template))
    findings.push(found('unknown_template', 'error', step.code, { template: step.template }))
  if (step.together && at === 0) findings.push(found('together_without_step', 'error', step.code))
  if (step.offsetDays < 0 && !isPreDueText(step.template)) {
    findings.push(found('claims_before_due', 'error', step.code, { offsetDays: step.offsetDays }))
  }
  for (const condition of step.conditions ?? []) {
    if (condition.kind !== 'without_effect' && condition.kind !== 'not_taken') continue
    for (const code of condition.steps) {
      if (!earlier.some((other) => other.code === code))
        findings.push(found('unknown_step', 'error', step.code, { named: code }))
    }
  }
  return findings
}

function checkNotice(scenario: Scenario): ScenarioFinding[] {
  const at = scenario.steps.findIndex(isFormalNotice)
  const notice = scenario.steps[at]
  if (!notice) return [found('no_formal_notice', 'warning', null)]
  const findings: ScenarioFinding[] = []
  const days = notice.payWithinDays
  for (const step of scenario.steps.slice(at + 1)) findings.push(found('step_after_notice', 'error', step.code))
  if (days === undefined || days < 1) findings.push(found('notice_without_deadline', 'error', notice.code))
  else if (days > FORMAL_NOTICE_MAX_DAYS) {
    findings.push(found('notice_deadline_too_long', 'error', notice.code, { days, maxDays: FORMAL_NOTICE_MAX_DAYS }))
  }
  const channels = [notice.channel, ...(notice.otherwise ? [notice.otherwise] : [])]
  if (channels.some((channel) => CHANNEL_FACTS[channel].proof !== 'receipt'))
    findings.push(found('notice_without_proof', 'error', notice.code))
  if (notice.approval === 'automatic') findings.push(found('notice_automatic', 'error', notice.code))
  return findings
}

function checkSpacing(scenario: Scenario, policy: ContactPolicy): ScenarioFinding[] {
  const least = Math.max(policy.minGapDays, scenario.minGapDays)
  return pairs(moments(scenario)).flatMap(([before, after]) => {
    const days = after.offsetDays - before.offsetDays
    const code = after.steps[0]?.code ?? null
    if (days < 0) return [found('order_reversed', 'error', code, { days })]
    if (days < least) return [found('gap_too_short', 'error', code, { days, leastDays: least })]
    if (days > scenario.maxGapDays)
      return [found('gap_too_long', 'warning', code, { days, mostDays: scenario.maxGapDays })]
    return []
  })
}

function checkTones(scenario: Scenario): ScenarioFinding[] {
  return pairs(moments(scenario)).flatMap(([before, after]) => {
    const code = after.steps[0]?.code ?? null
    const facts = { from: before.tone, to: after.tone }
    if (after.tone < before.tone) return [found('tone_falls_back', 'error', code, facts)]
    return after.tone > before.tone + 1 ? [found('tone_jumps', 'warning', code, facts)] : []
  })
}

function checkCap(scenario: Scenario): ScenarioFinding[] {
  const contacts = moments(scenario).length
  return contacts > scenario.capPerCase
    ? [found('cap_exceeded', 'error', null, { contacts, cap: scenario.capPerCase })]
    : []
}

function pairs(list: readonly Moment[]): [Moment, Moment][] {
  return list.slice(1).flatMap((after, at) => {
    const before = list[at]
    return before ? [[before, after] as [Moment, Moment]] : []
  })
}
