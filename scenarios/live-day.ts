import { sql } from 'kysely'
import type { Composed } from '../src/domain/composed.ts'
import type { Day } from '../src/domain/day.ts'
import { prepareByHand } from '../src/flow/dispatch/prepare-by-hand.ts'
import { completeAct } from '../src/flow/dispatch/record-done.ts'
import { sendDue } from '../src/flow/dispatch/send-due.ts'
import type { DispatchServices } from '../src/flow/dispatch/services.ts'
import { decideActions } from '../src/flow/plan/approve.ts'
import type { DayCounts } from '../src/flow/plan/plan-day.ts'
import { confirmRun, runDay, runWaits } from '../src/flow/plan/run-day.ts'
import { BUSINESS_ZONE } from '../src/platform/clock.ts'
import { inTenant, type Tx } from '../src/platform/db.ts'
import type { Contact } from './story.ts'

/** The office whose days go by. */
export type Place = {
  readonly services: DispatchServices
  readonly tenantId: string
  readonly creditorId: string
  readonly userId: string
  readonly contacts: Contact[]
  /** Whether the person approves what is proposed; the calls and letters to do are done all the same. */
  approves: boolean
  /** What becomes of the calls. */
  callOutcome: 'reached' | 'voicemail' | 'no_answer'
  /** Whether the bank’s data of the day is there. */
  knowsPayments: boolean
}

/** What a person declares of an act done by hand, by channel. */
const DONE = { post: 'posted', registered: 'posted', sms: 'sent' } as const

/**
 * One day, as the worker and a diligent person live it: bank data of the morning, plan at eight, everything proposed approved, e-mails
 * gone at ten, letters posted, texts sent and calls made at eleven. What reached somebody is added to `place.contacts`.
 */
export async function liveDay(place: Place, on: Day, setClock: (at: Date) => void): Promise<DayCounts> {
  const { services, tenantId } = place
  const inOffice = <T>(work: (tx: Tx) => Promise<T>) => inTenant(services.db, tenantId, work)
  const written = new Map<string, Composed>()
  const keeping: DispatchServices = { ...services, compose: keepComposed(services, written) }
  setClock(parisHour(on, 8))
  if (place.knowsPayments) await inOffice((tx) => knowPayments(tx, place, on))
  const counts = await runDay(services.db, tenantId, on, services.clock())
  if (!(await inOffice((tx) => hasWork(tx, tenantId)))) return counts
  if (place.approves) await inOffice((tx) => sayYes(tx, place, on))
  setClock(parisHour(on, 10))
  const sent = await sendDue(keeping, tenantId)
  const prepared = await prepareByHand(keeping, tenantId)
  if (sent.failed + sent.uncertain + sent.retry + prepared.failed > 0)
    throw new Error(await inOffice((tx) => whatFailed(tx, place)))
  setClock(parisHour(on, 11))
  await inOffice((tx) => doByHand(tx, place, on))
  place.contacts.push(...(await inOffice((tx) => contactsOf(tx, place, on, written))))
  return counts
}

function parisHour(on: Day, hour: number): Date {
  return new Date(
    Temporal.PlainDate.from(on).toZonedDateTime({ timeZone: BUSINESS_ZONE, plainTime: { hour } }).epochMilliseconds,
  )
}

function keepComposed(services: DispatchServices, written: Map<string, Composed>): DispatchServices['compose'] {
  return async (tx, tenantId, actionIds, today) => {
    const write = await services.compose(tx, tenantId, actionIds, today)
    return async (actionId) => {
      const composed = await write(actionId)
      if (composed.ok) written.set(actionId, composed.value)
      return composed
    }
  }
}

async function knowPayments(tx: Tx, { tenantId, creditorId, userId }: Place, on: Day): Promise<void> {
  await tx
    .insertInto('payments_known')
    .values({ tenant_id: tenantId, creditor_id: creditorId, until_day: on, source: 'bank', recorded_by: userId })
    .execute()
}

/** On a quiet day nobody has anything to do. */
async function hasWork(tx: Tx, tenantId: string): Promise<boolean> {
  const { rows } = await sql<{ some: boolean }>`
    select exists (select from action where tenant_id = ${tenantId} and state in ('proposed', 'approved') and not exists (
      select from delivery d where d.tenant_id = action.tenant_id and d.action_id = action.action_id and d.state = 'sent')) as some`.execute(
    tx,
  )
  return rows[0]?.some === true
}

async function sayYes(tx: Tx, { tenantId, userId, services }: Place, on: Day): Promise<void> {
  if (await runWaits(tx, tenantId)) await confirmRun(tx, tenantId, userId)
  const rows = await tx
    .selectFrom('action')
    .select('action_id')
    .where('tenant_id', '=', tenantId)
    .where('state', '=', 'proposed')
    .execute()
  const actionIds = rows.map((row) => row.action_id)
  if (actionIds.length > 0)
    await decideActions(tx, tenantId, userId, { actionIds, decision: 'approved' }, on, services.clock())
}

async function doByHand(tx: Tx, { tenantId, userId, services, callOutcome }: Place, on: Day): Promise<void> {
  const { rows } = await sql<{ action_id: string; channel: keyof typeof DONE | 'phone' }>`
    select action_id, channel from delivery where tenant_id = ${tenantId} and state = 'to_do' order by delivery_id`.execute(
    tx,
  )
  const by = { actor: userId, now: services.clock(), today: on }
  for (const { action_id, channel } of rows) {
    const outcome = channel === 'phone' ? callOutcome : DONE[channel]
    const done = await completeAct(tx, tenantId, action_id, { on, outcome, note: null }, by)
    if (!done.ok) throw new Error(JSON.stringify(done.refusal))
  }
}

async function contactsOf(
  tx: Tx,
  { tenantId }: Place,
  on: Day,
  written: ReadonlyMap<string, Composed>,
): Promise<Contact[]> {
  const { rows } = await sql<Omit<Contact, 'composed'> & { action_id: string }>`
    select d.done_on as on, d.debtor_id as "debtorId", a.action_id, a.step_code as step, a.template_code as template, a.tone_level as tone,
           a.pay_by as "payBy", a.total_cents::bigint as "totalCents"
    from delivery d join action a on a.tenant_id = d.tenant_id and a.action_id = d.action_id
    where d.tenant_id = ${tenantId} and d.state = 'sent' and d.done_on = ${on}
    order by d.debtor_id, a.step_index, a.action_id`.execute(tx)
  return rows.map(({ action_id, ...row }) => {
    const composed = written.get(action_id)
    if (!composed) throw new Error(`${row.step} left on ${on} without having been written that day`)
    return { ...row, composed }
  })
}

/** In the words of the refusal, so that the story that fails says what could not be written. */
async function whatFailed(tx: Tx, { tenantId }: Place): Promise<string> {
  const { rows } = await sql<{ kind: string; facts: unknown }>`
    select kind, facts from event where tenant_id = ${tenantId} order by event_id desc limit 3`.execute(tx)
  return JSON.stringify(rows)
}
