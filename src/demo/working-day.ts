import { addDays, type Day } from '../domain/day.ts'
import { noteReceipt } from '../flow/dispatch/note-receipt.ts'
import { prepareByHand } from '../flow/dispatch/prepare-by-hand.ts'
import { completeAct, postLetters } from '../flow/dispatch/record-done.ts'
import { sendDue } from '../flow/dispatch/send-due.ts'
import type { DispatchServices } from '../flow/dispatch/services.ts'
import { decideActions } from '../flow/plan/approve.ts'
import type { ActionRow, Section } from '../flow/plan/contract.ts'
import { planDay } from '../flow/plan/plan-day.ts'
import { readActions } from '../flow/plan/read-actions.ts'
import { tellAt } from '../flow/timeline/append.ts'
import { inTenant, type Tx } from '../platform/db.ts'
import { accepted } from './accepted.ts'
import { instantOn } from './calendar.ts'
import type { DemoOffice } from './demo-office.ts'

/** What the person of the firm still does on a day; the last days are left to who looks at the demonstration. */
export type Habits = {
  readonly approves: 'everything' | 'ordinary letters'
  readonly calls: boolean
  readonly texts: boolean
  readonly posts: boolean
  readonly mailsLeave: boolean
}

export type Office = DemoOffice & { readonly services: (clock: () => Date) => DispatchServices }

/** A working day, from the plan of the morning to the post of the afternoon, by the verbs of Amiable. */
export async function playWorkingDay(office: Office, on: Day, habits: Habits): Promise<void> {
  const services = office.services(() => instantOn(on, '09:30'))
  const { db } = services
  const { tenantId } = office
  const at = <T>(hour: string, work: (tx: Tx) => Promise<T>) =>
    tellAt(instantOn(on, hour), () => inTenant(db, tenantId, work))
  await tellAt(instantOn(on, '08:00'), () => planDay(db, tenantId, on, instantOn(on, '08:00')))
  await at('08:40', (tx) => approve(tx, office, on, habits.approves))
  const byHand = await inTenant(db, tenantId, (tx) => actsByHand(tx, office))
  if (byHand.length > 0) await tellAt(instantOn(on, '09:30'), () => prepareByHand(services, tenantId))
  if (habits.mailsLeave) await tellAt(instantOn(on, '09:30'), () => sendDue(services, tenantId))
  if (habits.calls) await at('11:00', (tx) => complete(tx, office, on, byHand, 'phone'))
  if (habits.texts) await at('11:30', (tx) => complete(tx, office, on, byHand, 'sms'))
  await at('16:00', async (tx) => {
    if (habits.posts) await post(tx, office, on, byHand)
    await noteReceipts(tx, office, on)
  })
}

async function actsOf(tx: Tx, { tenantId }: DemoOffice, section: Section) {
  return readActions(tx, tenantId, section, { limit: 1000, after: null })
}

async function actsByHand(tx: Tx, office: DemoOffice): Promise<readonly ActionRow[]> {
  const [calls, texts] = [await actsOf(tx, office, 'toCall'), await actsOf(tx, office, 'byHand')]
  return [...calls, ...texts, ...(await actsOf(tx, office, 'toPrint'))]
}

const isLetter = ({ channel }: ActionRow) => channel === 'post' || channel === 'registered'

/** Everything proposed is approved but what the law has closed: nobody insists on a time-barred debt. */
async function approve(tx: Tx, office: DemoOffice, on: Day, what: Habits['approves']): Promise<void> {
  const { tenantId, userId } = office
  const all = await actsOf(tx, office, 'toApprove')
  const proposed = what === 'everything' ? all : all.filter(({ channel }) => channel === 'post')
  const decideAll = async (barred: boolean, decision: 'approved' | 'refused') => {
    const actionIds = proposed.flatMap(({ actionId, templateCode }) =>
      (templateCode === 'time-barred') === barred ? [actionId] : [],
    )
    const reason = barred ? { reason: 'Créance prescrite\u00a0: nous n’insistons pas.' } : {}
    if (actionIds.length > 0)
      await decideActions(tx, tenantId, userId, { actionIds, decision, ...reason }, on, instantOn(on, '08:40'))
  }
  await decideAll(false, 'approved')
  await decideAll(true, 'refused')
}

const CALLS = [
  { outcome: 'reached', note: 'La facture est au paiement, virement annoncé sous huitaine.' },
  { outcome: 'voicemail', note: 'Message laissé, avec le numéro de la facture.' },
  { outcome: 'reached', note: 'N’avait pas reçu la facture\u00a0: renvoyée pendant l’appel.' },
  { outcome: 'no_answer', note: null },
] as const

async function complete(
  tx: Tx,
  office: DemoOffice,
  on: Day,
  acts: readonly ActionRow[],
  channel: 'phone' | 'sms',
): Promise<void> {
  const by = { actor: office.userId, now: instantOn(on, '11:00'), today: on }
  for (const [rank, { actionId }] of acts.filter((act) => act.channel === channel).entries()) {
    const call = CALLS[(rank + Number(on.slice(8))) % CALLS.length] ?? CALLS[0]
    const declared = channel === 'phone' ? call : { outcome: 'sent', note: null }
    accepted(await completeAct(tx, office.tenantId, actionId, { on, ...declared }, by))
  }
}

async function post(tx: Tx, office: DemoOffice, on: Day, acts: readonly ActionRow[]): Promise<void> {
  if (!acts.some(isLetter)) return
  const letters = (await actsOf(tx, office, 'toPrint')).filter(({ delivery }) => delivery?.state === 'to_do')
  const by = { actor: office.userId, now: instantOn(on, '16:00'), today: on }
  const actionIds = letters.map(({ actionId }) => actionId)
  if (actionIds.length > 0) accepted(await postLetters(tx, office.tenantId, { actionIds }, on, by))
}

/** Registered letters posted some days ago are presented, and most are signed for. */
async function noteReceipts(tx: Tx, { tenantId, userId }: DemoOffice, on: Day): Promise<void> {
  const posted = await tx
    .selectFrom('delivery')
    .select(['delivery_id', 'done_on'])
    .where('tenant_id', '=', tenantId)
    .where('channel', '=', 'registered')
    .where('state', '=', 'sent')
    .where('presented_on', 'is', null)
    .where('done_on', '<=', addDays(on, -3))
    .orderBy('delivery_id')
    .execute()
  for (const [rank, { delivery_id, done_on }] of posted.entries()) {
    const digits = on.replaceAll('-', '').slice(2) + String(rank).padStart(5, '0')
    const receipt = {
      trackingNumber: `1A${digits}`,
      presentedOn: addDays(done_on ?? on, 2),
      receivedOn: addDays(done_on ?? on, 3),
      outcome: 'received',
    }
    accepted(await noteReceipt(tx, tenantId, userId, delivery_id, receipt, on))
  }
}
