import type { Day } from '../domain/day.ts'
import type { Decision, DecisionState } from '../domain/decision.ts'
import type { Situation } from '../domain/situation.ts'
import { decideCases } from '../flow/plan/plan-day.ts'
import type { Decided } from '../flow/plan/record-decisions.ts'
import { todayInParis } from '../platform/clock.ts'
import { inTenant } from '../platform/db.ts'
import type { Services } from '../services.ts'
import { formatAmount } from '../web/format-amount.ts'
import { answerList } from './answer-list.ts'
import type { Command } from './command.ts'
import { inOffice, OFFICE_OPTION } from './office.ts'
import { type OpenCase, openCases } from './open-cases.ts'
import { optionalDay, refusingOptions } from './read-options.ts'
import { sayCount, sayReason, sayStep, shortDate } from './say-reason.ts'

/** `amiable plan`: what would be done on a day, and for every open case that gets nothing, why. Records nothing. */
export const command: Command = {
  summary: 'Dit ce qui serait fait un jour donné et, pour chaque dossier qui n’a rien, pourquoi',
  usage: 'plan [--on JOUR] [--office NOM]',
  examples: ['amiable plan --on 2026-11-30', 'amiable plan', 'amiable plan --on 2026-11-30 --json'],
  options: { on: { type: 'string' }, ...OFFICE_OPTION },
  run: (context, { values }) =>
    refusingOptions(async () => {
      const on = optionalDay(values, 'on') ?? todayInParis(context.clock())
      return inOffice(context, values, ({ db }, { tenantId }) => {
        const totals = newTotals()
        return answerList(context, {
          head: { on },
          key: 'cases',
          items: plannedCases(db, tenantId, on, totals),
          tail: () => ({ totals }),
          line: describe,
          summary: () => summarize(on, totals),
        })
      })
    }, context.refuse),
}

type CasePlan = ReturnType<typeof casePlan>
type Totals = { cases: number; casesWithSteps: number; steps: number; byState: Partial<Record<DecisionState, number>> }

const newTotals = (): Totals => ({ cases: 0, casesWithSteps: 0, steps: 0, byState: {} })

/** The decision of each open case, as the run of that day would take it; a case where nothing is owed any more is left out. */
async function* plannedCases(db: Services['db'], tenantId: string, on: Day, totals: Totals): AsyncGenerator<CasePlan> {
  for await (const batch of openCases(db, tenantId)) {
    const known = new Map(batch.map((one) => [one.caseId, one]))
    const decided = await inTenant(db, tenantId, (tx) => decideCases(tx, tenantId, [...known.keys()], on))
    for (const one of decided) {
      const found = known.get(one.gathered.situation.caseId)
      if (!found || one.decision.state === 'settled') continue
      count(totals, one.decision)
      yield casePlan(found, one)
    }
  }
}

function count(totals: Totals, { state, steps }: Decision): void {
  totals.cases++
  totals.steps += steps.length
  if (steps.length > 0) totals.casesWithSteps++
  totals.byState[state] = (totals.byState[state] ?? 0) + 1
}

function casePlan(found: OpenCase, { decision, gathered }: Decided) {
  const { state, openCents, overdueCents, oldestDueOn, next } = decision
  const numbers = numbersOf(gathered.situation)
  return {
    ...found,
    state,
    openCents,
    overdueCents,
    oldestDueOn,
    steps: decision.steps.map(({ step, channel, covers, totalCents, payBy, approval }) => ({
      stepCode: step.code,
      channel,
      template: step.template,
      toneLevel: step.tone,
      approval,
      totalCents,
      payBy,
      invoices: [...new Set(covers.map(({ claimId }) => numbers.get(claimId) ?? claimId))],
    })),
    skipped: decision.skipped.map(({ step, why }) => ({ stepCode: step.code, why })),
    reasons: decision.reasons.map((reason) => ({ ...reason, text: sayReason(reason) })),
    next: next && { stepCode: next.step.code, on: next.on },
  }
}

function numbersOf({ claims }: Situation): ReadonlyMap<string, string> {
  return new Map(claims.map(({ id, number }) => [id, number]))
}

function describe({ debtor, currency, overdueCents, openCents, steps, reasons, next }: CasePlan): string {
  const owed = formatAmount(overdueCents > 0 ? overdueCents : openCents, 'fr', currency)
  const title = `${debtor}, ${owed} ${overdueCents > 0 ? 'en retard' : 'à échoir'}`
  if (steps.length === 0) {
    const after = next === null ? '' : ` Ensuite\u00a0: «\u00a0${next.stepCode}\u00a0», le ${shortDate(next.on)}.`
    return `  ${title}\n    ${reasons.map(({ text }) => text).join(' ')}${after}`
  }
  const taken = steps.map(({ channel, stepCode, payBy }) => {
    const until = payBy === null ? '' : `, à payer avant le ${shortDate(payBy)}`
    return `    → ${sayStep(channel, stepCode)}${until}`
  })
  return [`✓ ${title}`, ...taken].join('\n')
}

function summarize(on: Day, { cases, casesWithSteps, steps }: Totals): string {
  const quiet = cases - casesWithSteps
  return `\n${shortDate(on)}\u00a0: ${sayCount(cases, 'dossier ouvert', 'dossiers ouverts')}, ${sayCount(steps, 'étape')} dans ${sayCount(casesWithSteps, 'dossier')}, rien dans ${quiet}. Rien n’est enregistré.`
}
