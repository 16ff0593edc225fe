import { type Day, weekdayOf } from '../domain/day.ts'
import type { DispatchServices } from '../flow/dispatch/services.ts'
import { notePaymentsKnown } from '../flow/ledger/payments-known.ts'
import { planDay } from '../flow/plan/plan-day.ts'
import { turnSending } from '../flow/setup/sending-switch.ts'
import { tellAt } from '../flow/timeline/append.ts'
import { type Db, inTenant, type Tx } from '../platform/db.ts'
import type { Documents } from '../platform/documents.ts'
import { accepted } from './accepted.ts'
import { instantOn, lastWorkingDay, workingDays } from './calendar.ts'
import { addFirm } from './demo-office.ts'
import { diaryOf, type Fact } from './diary.ts'
import { openPostBox } from './post-box.ts'
import { type Entered, nothingEntered, recordFacts } from './record-facts.ts'
import { fateOfMail } from './stories.ts'
import { type Habits, type Office, playWorkingDay } from './working-day.ts'

/** What filling needs, wired by the entrance. */
export type DemoServices = {
  readonly db: Db
  readonly documents: Documents
  readonly secret: string
  readonly dispatch: (clock: () => Date) => DispatchServices
}

export type Filled = {
  readonly creditorId: string
  readonly debtors: number
  readonly invoices: number
  readonly workingDays: number
}

/**
 * Fills an empty office with the sample data: one firm, sixty debtors, 250 invoices, and the working days of ten weeks played one after the
 * other by the real verbs, up to `today`. The acts of the last days are left to be done. Sending is off at the end.
 */
export async function fillOffice(
  services: DemoServices,
  tenantId: string,
  userId: string,
  today: Day,
): Promise<Filled> {
  const { db, documents, secret } = services
  const last = lastWorkingDay(today)
  const days = workingDays(last)
  const opening = instantOn(days[0] ?? last, '07:30')
  const firm = await tellAt(opening, () =>
    inTenant(db, tenantId, async (tx) => {
      await turnSending(tx, tenantId, userId, 'on', null)
      return addFirm(tx, tenantId, userId, secret)
    }),
  )
  const box = await openPostBox(fateOfMail)
  try {
    const dispatch: Office['services'] = (clock) => ({ ...services.dispatch(clock), smtpUrl: async () => box.url })
    const invoices = await playHistory(db, documents, { ...firm, services: dispatch }, days, today)
    return { creditorId: firm.creditorId, debtors: firm.debtors.size, invoices, workingDays: days.length }
  } finally {
    await box.close()
  }
}

/** Plays the working days one after the other, then the days off up to today; gives the number of invoices entered. */
async function playHistory(
  db: Db,
  documents: Documents,
  office: Office,
  days: readonly Day[],
  today: Day,
): Promise<number> {
  const { tenantId, userId } = office
  const entered = nothingEntered()
  let waiting = diaryOf(today)
  const learn = async (on: Day) => {
    const facts = waiting.filter((fact) => fact.on <= on)
    waiting = waiting.slice(facts.length)
    await morning(db, documents, office, entered, facts, on, on === today)
  }
  for (const [rank, on] of days.entries()) {
    await learn(on)
    await playWorkingDay(office, on, habitsOf(days.length - 1 - rank))
  }
  if (today !== days.at(-1)) await learn(today)
  await tellAt(instantOn(today, '08:00'), () => planDay(db, tenantId, today, instantOn(today, '08:00')))
  const reason = 'Démonstration\u00a0: rien ne part.'
  await inTenant(db, tenantId, (tx) => turnSending(tx, tenantId, userId, 'off', reason))
  return entered.invoices.size
}

/** What the firm learns before the plan: its invoices and payments, and once a week (and on the last day) that its payments are all entered. */
async function morning(
  db: Db,
  documents: Documents,
  office: Office,
  entered: Entered,
  facts: readonly Fact[],
  on: Day,
  isLast: boolean,
): Promise<void> {
  const { tenantId } = office
  const enter = async (tx: Tx) => {
    await recordFacts(tx, documents, office, entered, facts, on)
    if (weekdayOf(on) <= 2 || isLast) await knowPayments(tx, office, on)
  }
  await tellAt(instantOn(on, '07:45'), () => inTenant(db, tenantId, enter))
}

async function knowPayments(tx: Tx, { tenantId, userId, creditorId }: Office, on: Day): Promise<void> {
  const known = { creditorId, untilDay: on, source: 'person' }
  accepted(await notePaymentsKnown(tx, tenantId, userId, known, on))
}

/** `left` is the number of working days after this one. */
function habitsOf(left: number): Habits {
  return {
    approves: left >= 3 ? 'everything' : 'ordinary letters',
    calls: left >= 3,
    texts: left >= 4,
    posts: left >= 5,
    mailsLeave: left >= 1,
  }
}
