import { type Day, daysBetween } from '../domain/day.ts'
import { type Prepared, prepareByHand } from '../flow/dispatch/prepare-by-hand.ts'
import { type SendingRun, sendDue } from '../flow/dispatch/send-due.ts'
import type { DayCounts } from '../flow/plan/plan-day.ts'
import { contactPolicyOf } from '../flow/plan/policy.ts'
import { runDay, runWaits } from '../flow/plan/run-day.ts'
import { aloneInOffice } from '../platform/alone-in-office.ts'
import { todayInParis } from '../platform/clock.ts'
import { inTenant } from '../platform/db.ts'
import type { Services } from '../services.ts'
import { dispatchServices } from '../worker.ts'
import type { Command } from './command.ts'
import { inOffice, OFFICE_OPTION } from './office.ts'
import { optionalDay, refusingOptions } from './read-options.ts'
import { sayCount, sayReason, shortDate } from './say-reason.ts'

/** `amiable run`: what the worker does each day, on a day of one's choice. Records the plan; with `--send`, also sends what may leave. */
export const command: Command = {
  summary: 'Enregistre le plan d’un jour et, avec --send, envoie ce qui peut partir',
  usage: 'run [--on JOUR] [--send] [--office NOM]',
  examples: ['amiable run --on 2026-11-30', 'amiable run --send', 'amiable run --on 2026-11-30 --json'],
  options: { on: { type: 'string' }, send: { type: 'boolean' }, ...OFFICE_OPTION },
  run: (context, { values }) =>
    refusingOptions(async () => {
      const on = optionalDay(values, 'on') ?? todayInParis(context.clock())
      const sends = values.send === true
      return inOffice(context, values, async (services, { tenantId }) => {
        const clock = clockOn(on, context.clock)
        if (sends && on !== todayInParis(context.clock()))
          context.say(`Attention\u00a0: l’envoi se fait à la date du ${shortDate(on)}, qui n’est pas aujourd’hui.`)
        const ran = await aloneInOffice(services.db, tenantId, () =>
          sends ? runAndSend(services, tenantId, on, clock) : runOnly(services, tenantId, on, clock),
        )
        context.answer({ on, ...ran }, describe(on, ran))
        const why = whyNothingLeft(ran)
        if (why !== null) context.say(why)
        return why === null ? 0 : 1
      })
    }, context.refuse),
}

type Ran = {
  readonly planned: DayCounts
  readonly prepared: Prepared | null
  readonly sent: SendingRun | null
  readonly waitsForPerson: boolean
}

async function runOnly(services: Services, tenantId: string, on: Day, clock: () => Date): Promise<Ran> {
  const planned = await runDay(services.db, tenantId, on, clock())
  const waitsForPerson = await inTenant(services.db, tenantId, (tx) => runWaits(tx, tenantId))
  return { planned, prepared: null, sent: null, waitsForPerson }
}

async function runAndSend(services: Services, tenantId: string, on: Day, clock: () => Date): Promise<Ran> {
  const { undoMinutes } = await inTenant(services.db, tenantId, (tx) => contactPolicyOf(tx, tenantId))
  // Who types --send has decided: what the plan adds does not wait for the delay that lets a click be taken back.
  const planned = await runDay(services.db, tenantId, on, new Date(clock().getTime() - undoMinutes * 60_000))
  const waitsForPerson = await inTenant(services.db, tenantId, (tx) => runWaits(tx, tenantId))
  if (waitsForPerson) return { planned, prepared: null, sent: null, waitsForPerson }
  const dispatch = dispatchServices(services, clock)
  const prepared = await prepareByHand(dispatch, tenantId)
  return { planned, prepared, sent: await sendDue(dispatch, tenantId), waitsForPerson }
}

/** A clock moved to another day, at the same hour in Paris. */
function clockOn(on: Day, clock: () => Date): () => Date {
  return () => {
    const at = clock()
    const there = Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO('Europe/Paris')
    return new Date(there.add({ days: daysBetween(todayInParis(at), on) }).epochMilliseconds)
  }
}

function whyNothingLeft({ sent, waitsForPerson, prepared }: Ran): string | null {
  if (waitsForPerson)
    return 'Ce jour est inhabituel\u00a0: rien ne part avant qu’une personne l’ait confirmé dans Aujourd’hui.'
  if (sent?.switchedOff)
    return 'Les envois sont arrêtés\u00a0: activez-les dans les pages pour que les e-mails partent.'
  const failed = (sent?.failed ?? 0) + (sent?.uncertain ?? 0) + (prepared?.failed ?? 0)
  return failed > 0
    ? `${sayCount(failed, 'envoi demande', 'envois demandent')} une décision\u00a0: voyez «\u00a0À trier\u00a0» dans Aujourd’hui.`
    : null
}

function describe(on: Day, { planned, prepared, sent }: Ran): string {
  const decided = `${shortDate(on)}\u00a0: ${sayCount(planned.steps, 'étape prévue', 'étapes prévues')} dans ${sayCount(planned.act, 'dossier')}, ${sayCount(planned.held, 'dossier retenu', 'dossiers retenus')}.`
  const toDo =
    prepared && `${sayCount(prepared.prepared, 'acte prêt', 'actes prêts')} pour une personne (lettres, appels, SMS).`
  const left =
    sent &&
    `${sayCount(sent.sent, 'e-mail envoyé', 'e-mails envoyés')}, ${sent.retry} à réessayer, ${sayCount(sent.failed, 'refusé')}, ${sayCount(sent.uncertain, 'incertain')}.`
  const held = Object.entries(sent?.held ?? {}).map(
    ([code, count]) =>
      `  ${sayCount(count, 'message retenu', 'messages retenus')}\u00a0: ${sayReason({ code, facts: {} })}`,
  )
  return [decided, ...(toDo ? [toDo] : []), ...(left ? [left] : []), ...held].join('\n')
}
