import { addDays, type Day } from '../src/domain/day.ts'
import { DEFAULT_SCENARIO } from '../src/domain/scenarios/index.ts'
import type { PastAct, Situation } from '../src/domain/situation.ts'
import { actOf, caseOf, claimOf } from '../src/domain/testing/case-of.ts'

/** Cases at every place of the default scenario: one to four invoices due around `today`, the steps of the past done on their day. */
export function makeCases(count: number, today: Day): Situation[] {
  return Array.from({ length: count }, (_, at) => makeCase(at, today))
}

function makeCase(at: number, today: Day): Situation {
  const claims = Array.from({ length: 1 + (at % 4) }, (_, rank) =>
    claimOf({
      id: `inv_${at}_${rank}`,
      dueOn: addDays(today, 20 - ((at * 7 + rank * 11) % 90)),
      openCents: 5000 + (at % 500_000),
    }),
  )
  const [oldest] = claims.toSorted((a, b) => (a.dueOn < b.dueOn ? -1 : 1))
  const acts = oldest
    ? DEFAULT_SCENARIO.steps.flatMap((step, stage) =>
        done(at, oldest.id, addDays(oldest.dueOn, step.offsetDays), stage, today),
      )
    : []
  return caseOf({ caseId: `cas_${at}`, claims, acts, contacts: acts.map(({ on, actionId }) => ({ on, actionId })) })
}

function done(at: number, leaderId: string, on: Day, stage: number, today: Day): PastAct[] {
  const step = DEFAULT_SCENARIO.steps[stage]
  if (!step || on >= today) return []
  const { code: stepCode, template, tone, channel } = step
  const own = { actionId: `act_${at}_${stage}`, leaderId, covers: [{ claimId: leaderId, stage }] }
  return [actOf({ ...own, stepCode, stage, template, tone, channel, on })]
}
