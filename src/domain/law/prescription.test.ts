import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, type Day, day } from '../day.ts'
import { DEBTOR_KINDS, type DebtorKind } from '../party.ts'
import { LIMITATION_EVENT_KINDS, type LimitationEvent, type LimitationEventKind } from './interruption.ts'
import { CLAIM_NATURES, type ClaimNature } from './longueurs-de-prescription.ts'
import { isTimeBarred, type LimitationFacts, limitation } from './prescription.ts'

function attempt(given: Partial<LimitationFacts> = {}) {
  return limitation({
    debtorKind: 'company',
    applicableLaw: 'FR',
    nature: 'services',
    dueOn: day('2024-03-31'),
    completedOn: null,
    invoicedOn: null,
    events: [],
    ...given,
  })
}

function limit(given: Partial<LimitationFacts> = {}) {
  const outcome = attempt(given)
  if (!outcome.ok) throw new Error(outcome.refusal.code)
  return outcome.value
}

function event(kind: LimitationEventKind, on: string, endedOn: string | null = null): LimitationEvent {
  return { kind, on: day(on), endedOn: endedOn === null ? null : day(endedOn) }
}

describe('S4-33: lengths by debtor and by what was supplied', () => {
  it.each<[DebtorKind, ClaimNature, string]>([
    ['company', 'services', '2029-03-31'],
    ['trader', 'goods', '2029-03-31'],
    ['craftsman', 'goods', '2029-03-31'],
    ['civil_professional', 'services', '2029-03-31'],
    ['association', 'services', '2029-03-31'],
    ['condominium', 'services', '2029-03-31'],
    ['consumer', 'goods', '2026-03-31'],
    ['consumer', 'services', '2026-03-31'],
    ['consumer', 'energy', '2026-03-31'],
    ['consumer', 'rent', '2027-03-31'],
    ['company', 'rent', '2029-03-31'],
    ['company', 'transport', '2025-03-31'],
    ['company', 'telecom', '2025-03-31'],
    ['consumer', 'telecom', '2025-03-31'],
    ['public_body', 'services', '2028-12-31'],
    ['company', 'public', '2028-12-31'],
    ['foreign', 'goods', '2029-03-31'],
  ])('%s, %s: due 2024-03-31, last day %s', (debtorKind, nature, expiresOn) => {
    expect(limit({ debtorKind, nature }).dueDateBasedOn).toBe(expiresOn)
  })

  it('public body: four years from the 1 January that follows, from 1 January and 31 December alike', () => {
    const publicLimit = (dueOn: string) => limit({ debtorKind: 'public_body', dueOn: day(dueOn) }).expiresOn
    expect(publicLimit('2024-01-01')).toBe('2028-12-31')
    expect(publicLimit('2024-12-31')).toBe('2028-12-31')
    expect(publicLimit('2025-01-01')).toBe('2029-12-31')
  })

  it('a foreign debtor: refused until the law of the contract is known, and when it is not French', () => {
    expect(attempt({ debtorKind: 'foreign', applicableLaw: null })).toMatchObject({
      refusal: { code: 'answer_missing' },
    })
    expect(attempt({ debtorKind: 'foreign', applicableLaw: 'DE' })).toMatchObject({
      refusal: { code: 'law_not_covered' },
    })
  })
})

describe('two starting points, the earlier date is the one to act by', () => {
  it('completed 2024-02-10, due 2024-03-31: prudent 2029-02-10', () => {
    expect(limit({ completedOn: day('2024-02-10') })).toMatchObject({
      prudentOn: '2029-02-10',
      dueDateBasedOn: '2029-03-31',
      expiresOn: '2029-02-10',
      warnOn: '2028-12-10',
    })
  })

  it('completed after the due date: the due date comes first', () => {
    expect(limit({ completedOn: day('2024-05-10') })).toMatchObject({
      prudentOn: '2029-05-10',
      expiresOn: '2029-03-31',
    })
  })

  it('completion unknown: the invoice stands in and this is said; both unknown: the due date alone', () => {
    const invoiced = limit({ invoicedOn: day('2024-03-01') })
    expect(invoiced.expiresOn).toBe('2029-03-01')
    expect(invoiced.notes.map((one) => one.code)).toContain('completion_unknown_invoice_date_used')
    expect(limit().notes.map((one) => one.code)).toContain('completion_and_invoice_unknown')
  })

  it('rent and telecom count from the due date only', () => {
    expect(limit({ nature: 'telecom', completedOn: day('2024-01-01') })).toMatchObject({
      prudentOn: '2025-03-31',
      expiresOn: '2025-03-31',
    })
  })
})

describe('counting (C. civ. 2228, 2229)', () => {
  it('from 29 February 2024, five years: 28 February 2029; two years: 28 February 2026', () => {
    expect(limit({ dueOn: day('2024-02-29') }).expiresOn).toBe('2029-02-28')
    expect(limit({ dueOn: day('2024-02-29'), debtorKind: 'consumer' }).expiresOn).toBe('2026-02-28')
  })

  it('a last day on a Saturday (2029-03-31) is not moved (Cass. 2e civ. 7 Apr 2016)', () => {
    expect(limit().expiresOn).toBe('2029-03-31')
  })

  it('the last day is still good, the next one is not', () => {
    expect(isTimeBarred(limit(), day('2029-03-31'))).toBe(false)
    expect(isTimeBarred(limit(), day('2029-04-01'))).toBe(true)
    expect(isTimeBarred({ expiresOn: null }, day('2199-12-31'))).toBe(false)
  })
})

describe('interruption: a full new period (C. civ. 2231)', () => {
  it.each(['acknowledgement', 'part_payment', 'instalment_plan', 'service_of_order', 'enforcement'] as const)(
    '%s restarts the clock',
    (kind) => {
      expect(limit({ events: [event(kind, '2026-05-10')] })).toMatchObject({
        expiresOn: '2031-05-10',
        events: [{ result: 'restarted' }],
      })
    },
  )

  it.each(['formal_notice', 'reminder', 'order_request'] as const)(
    '%s does not, except against a public body',
    (kind) => {
      expect(limit({ events: [event(kind, '2026-05-10')] })).toMatchObject({
        expiresOn: '2029-03-31',
        events: [{ result: 'no_effect' }],
      })
      expect(limit({ debtorKind: 'public_body', events: [event(kind, '2026-05-10')] })).toMatchObject({
        expiresOn: '2030-12-31',
      })
    },
  )

  it('S4-36: a court claim stops the clock, which restarts in full when the proceedings end', () => {
    expect(limit({ events: [event('court_claim', '2026-05-10')] })).toMatchObject({ expiresOn: null, warnOn: null })
    expect(limit({ events: [event('court_claim', '2026-05-10', '2027-01-20')] }).expiresOn).toBe('2032-01-20')
  })

  it('withdrawn, lapsed or rejected: void (C. civ. 2243)', () => {
    const withdrawn = { ...event('court_claim', '2026-05-10', '2027-01-20'), isVoid: true }
    expect(limit({ events: [withdrawn] })).toMatchObject({ expiresOn: '2029-03-31', events: [{ result: 'void' }] })
  })

  it('on the last day it counts; on the next it revives nothing (2251)', () => {
    expect(limit({ events: [event('acknowledgement', '2029-03-31')] }).expiresOn).toBe('2034-03-31')
    expect(limit({ events: [event('acknowledgement', '2029-04-01')] })).toMatchObject({
      expiresOn: '2029-03-31',
      events: [{ result: 'after_expiry' }],
    })
  })

  it('after the prudent date and before the other: only the other clock restarts', () => {
    const given = { completedOn: day('2024-02-10'), events: [event('acknowledgement', '2029-03-01')] }
    expect(limit(given)).toMatchObject({
      prudentOn: '2029-02-10',
      dueDateBasedOn: '2034-03-01',
      expiresOn: '2029-02-10',
    })
  })

  it('an acknowledgement before the due date changes nothing', () => {
    expect(limit({ events: [event('acknowledgement', '2024-03-30')] })).toMatchObject({
      dueDateBasedOn: '2029-03-31',
      events: [{ result: 'before_start' }],
    })
  })
})

describe('suspension: the days are added (C. civ. 2230)', () => {
  it('mediation of 30 days: 30 days later', () => {
    expect(limit({ events: [event('mediation', '2026-05-01', '2026-05-31')] })).toMatchObject({
      expiresOn: '2029-04-30',
      events: [{ result: 'suspended' }],
    })
  })

  it('at least six months after its end (2238); an impossibility to act has no such minimum (2234)', () => {
    expect(limit({ events: [event('mediation', '2029-03-01', '2029-03-21')] }).expiresOn).toBe('2029-09-21')
    expect(limit({ events: [event('impossibility', '2029-03-01', '2029-03-21')] }).expiresOn).toBe('2029-04-20')
  })

  it('two overlapping suspensions count their common days once', () => {
    const events = [event('impossibility', '2026-05-01', '2026-05-31'), event('mediation', '2026-05-11', '2026-06-10')]
    expect(limit({ events }).expiresOn).toBe(addDays(day('2029-03-31'), 40))
  })

  it('an acknowledgement during a mediation: the new period starts when the mediation ends', () => {
    const events = [event('mediation', '2026-05-01', '2026-05-31'), event('acknowledgement', '2026-05-21')]
    expect(limit({ events }).expiresOn).toBe(addDays(day('2031-05-21'), 10))
  })

  it('a mediation during a court claim adds nothing: the clock did not run', () => {
    const claimed = event('court_claim', '2026-05-10', '2027-01-20')
    expect(limit({ events: [claimed, event('mediation', '2026-06-01', '2026-07-01')] }).expiresOn).toBe('2032-01-20')
  })

  it('while it lasts the clock is stopped', () => {
    expect(limit({ events: [event('conciliation', '2026-05-01')] }).expiresOn).toBeNull()
    expect(
      limit({ events: [event('conciliation', '2026-05-01'), event('acknowledgement', '2026-06-01')] }).expiresOn,
    ).toBeNull()
  })
})

describe('refused', () => {
  it('an event that ends before it starts', () => {
    expect(attempt({ events: [event('mediation', '2026-05-10', '2026-05-09')] })).toMatchObject({
      refusal: { code: 'event_ends_before_it_starts' },
    })
  })

  it('due before the invoice', () => {
    expect(attempt({ invoicedOn: day('2024-04-01') })).toMatchObject({ refusal: { code: 'due_before_invoice' } })
  })
})

it('property: an added interrupting event never shortens the limitation', () => {
  const someDay = fc.integer({ min: 0, max: 4000 }).map((days): Day => addDays(day('2022-01-01'), days))
  const someEvent = fc
    .record({ kind: fc.constantFrom(...LIMITATION_EVENT_KINDS), on: someDay, lasts: fc.option(fc.nat(800)) })
    .map(({ kind, on, lasts }): LimitationEvent => ({ kind, on, endedOn: lasts === null ? null : addDays(on, lasts) }))
  const facts = fc.record({
    debtorKind: fc.constantFrom(...DEBTOR_KINDS),
    nature: fc.constantFrom(...CLAIM_NATURES),
    completedOn: fc.option(someDay),
    events: fc.array(someEvent, { maxLength: 4 }),
  })
  const end = (on: Day | null) => on ?? '9999-12-31'
  fc.assert(
    fc.property(facts, someEvent, (given, added) => {
      const [before, after] = [limit(given), limit({ ...given, events: [...given.events, added] })]
      expect(end(after.expiresOn) >= end(before.expiresOn)).toBe(true)
      expect(end(after.prudentOn) >= end(before.prudentOn)).toBe(true)
      expect(end(after.dueDateBasedOn) >= end(before.dueDateBasedOn)).toBe(true)
    }),
    { numRuns: 5000 },
  )
})
