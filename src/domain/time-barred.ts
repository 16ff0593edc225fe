import type { Day } from './day.ts'
import { AT_THE_FOOT } from './ladder.ts'
import type { Step } from './scenario.ts'
import type { Situation } from './situation.ts'
import type { LeadingRung } from './step-choice.ts'

/**
 * A time-barred invoice may still be recalled, once, by a text that says that the legal time has passed and names no court (S4-35,
 * C. conso. L121-6). Always confirmed by a person.
 */
const TIME_BARRED_STEP: Step = {
  code: 'time-barred',
  channel: 'email',
  otherwise: 'post',
  offsetDays: 0,
  template: 'time-barred',
  tone: 1,
  approval: 'confirm',
}

/** The one message of a case whose every open claim is time-barred; null when some are not, or when it was already proposed. */
export function timeBarredRung(situation: Situation, today: Day): LeadingRung | null {
  const isBarred = (limitedOn: Day | null) => limitedOn !== null && limitedOn < today
  const [claim] = situation.claims
  if (!claim || !situation.claims.every((one) => isBarred(one.limitedOn) && !one.directDebit)) return null
  const isHeld = situation.holds.some((hold) => hold.invoiceId !== null)
  if (isHeld || situation.acts.some((act) => act.template === TIME_BARRED_STEP.template && act.state !== 'cancelled'))
    return null
  const channel = situation.debtor.hasEmail ? 'email' : situation.debtor.hasPostalAddress ? 'post' : null
  const moment = { index: -1, offsetDays: 0, tone: TIME_BARRED_STEP.tone, steps: [TIME_BARRED_STEP] }
  const pick = {
    moment,
    taken: channel ? [{ step: TIME_BARRED_STEP, channel } as const] : [],
    left: [],
    unreachable: channel ? [] : [TIME_BARRED_STEP],
  }
  return { claim, progress: AT_THE_FOOT, pick, passed: [], upcoming: null }
}
