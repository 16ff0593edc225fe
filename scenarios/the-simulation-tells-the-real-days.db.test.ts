import { afterEach, expect, it } from 'vitest'
import { DEFAULT_CONTACT_POLICY } from '../src/domain/contact-policy.ts'
import { day, daysBetween } from '../src/domain/day.ts'
import { simulate } from '../src/domain/simulate.ts'
import { gatherSituations } from '../src/flow/plan/gather.ts'
import { openScenarioBook } from '../src/flow/plan/scenario-book.ts'
import { type CustomerFacts, lines, openStory, type Story } from './story.ts'

const FROM = '2026-10-05'
const TO = '2026-11-13'

/** A small portfolio: reachable or not, one invoice or three, due or to come. */
const PORTFOLIO: readonly (readonly [CustomerFacts, readonly string[]])[] = [
  [{}, ['2026-09-28']],
  [{ contact: { email: null, mobile: null } }, ['2026-10-01']],
  [{ kind: 'consumer', contact: { phone: null } }, ['2026-08-15', '2026-10-08']],
  [{ contact: null }, ['2026-10-12']],
  [{ territory: 'alsace_moselle' }, ['2026-09-30', '2026-10-07', '2026-10-30']],
]

let story: Story
afterEach(() => story.close())

it.each(['equilibre', 's3-pre-contentieux', 's4-methode'])(
  'pitfall 54: under %s, what was simulated is what leaves, day by day',
  async (scenario) => {
    story = await openStory({ scenario })
    for (const [at, [facts, dues]] of PORTFOLIO.entries()) {
      const customer = await story.customer({ name: `Client ${at}`, ...facts })
      for (const [rank, dueOn] of dues.entries())
        await story.invoice(customer, { number: `F2026-${at}${rank}0`, dueOn, amountCents: 40000 + at * 1000 })
    }
    const simulated = await story.gather(async (tx, tenantId, caseIds) => {
      const book = await openScenarioBook(tx, tenantId)
      const cases = await gatherSituations(tx, tenantId, caseIds, day(FROM), book)
      const days = daysBetween(day(FROM), day(TO)) + 1
      return cases.flatMap((one) => simulate(one.situation, one.scenario, DEFAULT_CONTACT_POLICY, day(FROM), days).acts)
    })
    const told = simulated.map(({ on, caseId, planned }) => `${caseId} ${on} ${planned.channel} ${planned.step.code}`)
    const real = (await story.live(FROM, TO)).flatMap((contact) =>
      lines([contact]).map((line) => `${contact.debtorId.replace('deb_', 'cas_')} ${line}`),
    )
    expect(real.toSorted()).toEqual(told.toSorted())
    expect(real.length).toBeGreaterThan(8)
  },
)
