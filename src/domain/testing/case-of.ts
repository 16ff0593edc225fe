import { type Day, day } from '../day.ts'
import { EUR } from '../money.ts'
import type { Claim, PastAct, Situation } from '../situation.ts'

/** An open claim of 1 234,56 € due on 1 October 2026, for tests. */
export function claimOf(over: Partial<Claim> = {}): Claim {
  const id = over.id ?? 'inv_1'
  return {
    id,
    invoiceId: id.split('#')[0] ?? id,
    number: `F-${id}`,
    issuedOn: day('2026-09-01'),
    dueOn: day('2026-10-01'),
    openCents: 123456,
    directDebit: false,
    limitedOn: null,
    ...over,
  }
}

/** A company that can be reached by every channel, whose payments are known up to the day asked, for tests. */
export function caseOf(over: Partial<Situation> = {}, knownUntil: string | null = '2027-12-31'): Situation {
  return {
    caseId: 'cas_1',
    currency: EUR,
    cycle: 1,
    debtor: {
      kind: 'company',
      territory: 'metropole',
      hasEmail: true,
      hasMobile: true,
      hasPhone: true,
      hasPostalAddress: true,
      largeAccount: false,
    },
    claims: [claimOf()],
    unallocatedCents: 0,
    holds: [],
    acts: [],
    contacts: [],
    paymentsKnownUntil: knownUntil === null ? null : day(knownUntil),
    ...over,
  }
}

export function actOf(over: Partial<PastAct> & { stepCode: string; stage: number; on: Day }): PastAct {
  return {
    actionId: `act_${over.stepCode}`,
    template: 'first-reminder',
    tone: 2,
    channel: 'email',
    leaderId: 'inv_1',
    cycle: 1,
    state: 'done',
    payBy: null,
    covers: [{ claimId: 'inv_1', stage: over.stage }],
    totalCents: 123456,
    isLeaving: false,
    ...over,
  }
}
