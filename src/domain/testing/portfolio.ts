import fc from 'fast-check'
import { addDays, type Day, day } from '../day.ts'
import type { Hold } from '../hold.ts'
import type { Claim, Situation } from '../situation.ts'
import { caseOf, claimOf } from './case-of.ts'

/** What happens to a case on one day of a property test. */
export type Happening =
  | { readonly kind: 'paid'; readonly on: Day; readonly claim: number; readonly share: number }
  | { readonly kind: 'held'; readonly on: Day; readonly hold: Hold }

/** A case with its invoices, what happens to it, and the days on which nobody runs the machine. */
export type Life = {
  readonly start: Situation
  readonly happenings: readonly Happening[]
  readonly isOff: (on: Day) => boolean
}

/** The first day that is lived. */
export const FIRST_DAY = day('2026-09-01')
export const DAYS = 120

const dayNumberOf = fc.integer({ min: 0, max: DAYS })
const on = (days: number) => addDays(FIRST_DAY, days)

const claims = fc
  .array(fc.record({ due: fc.integer({ min: -60, max: 80 }), openCents: fc.integer({ min: 500, max: 500_000 }) }), {
    minLength: 1,
    maxLength: 4,
  })
  .map((list) =>
    list.map(
      ({ due, openCents }, at): Claim =>
        claimOf({ id: `inv_${at + 1}`, dueOn: on(due), issuedOn: on(due - 30), openCents }),
    ),
  )

const debtor = fc.record({
  kind: fc.constantFrom('company', 'consumer', 'public_body', 'association' as const),
  territory: fc.constantFrom('metropole', 'alsace_moselle' as const),
  hasEmail: fc.boolean(),
  hasMobile: fc.boolean(),
  hasPhone: fc.boolean(),
  hasPostalAddress: fc.boolean(),
  largeAccount: fc.boolean(),
})

const payment = fc
  .record({ on: dayNumberOf, claim: fc.nat({ max: 3 }), share: fc.constantFrom(0.3, 0.5, 1) })
  .map((one): Happening => ({ kind: 'paid', claim: one.claim, share: one.share, on: on(one.on) }))

const hold = fc
  .record({
    kind: fc.constantFrom('dispute', 'promise', 'plan', 'pause', 'insolvency', 'reply' as const),
    from: dayNumberOf,
    length: fc.option(fc.integer({ min: 0, max: 30 }), { nil: null }),
    claim: fc.option(fc.nat({ max: 3 }), { nil: null }),
  })
  .map((one): Happening => {
    const untilDay =
      one.length === null ? (one.kind === 'promise' ? on(one.from + 7) : null) : on(one.from + one.length)
    const invoiceId = one.claim === null ? null : `inv_${one.claim + 1}`
    const held = {
      id: `hld_${one.from}`,
      kind: one.kind,
      invoiceId,
      fromDay: on(one.from),
      untilDay,
      amountCents: null,
    }
    return { kind: 'held', on: held.fromDay, hold: held }
  })

const outage = fc.record({ from: dayNumberOf, days: fc.constantFrom(0, 1, 3, 10, 45) })

/** Lives of cases: one to four invoices, any debtor, some payments and holds, up to two outages. */
export const lives = fc
  .record({
    claims,
    debtor,
    happenings: fc.array(fc.oneof(payment, hold), { maxLength: 4 }),
    outages: fc.array(outage, { maxLength: 2 }),
  })
  .map(
    ({ claims: owed, debtor: facts, happenings, outages }): Life => ({
      start: caseOf({ claims: owed, debtor: facts }),
      happenings,
      isOff: (today) => outages.some(({ from, days }) => on(from) <= today && today < on(from + days)),
    }),
  )
