import { sql } from 'kysely'
import type { Tx } from '../../platform/db.ts'
import type { MailResult } from '../../platform/mail.ts'
import { AMIABLE, appendEvents } from '../timeline/append.ts'
import { type EmailOutcome, outcomeOf, wireAddress } from './channels/email.ts'
import type { ClaimedEmail } from './claim-emails.ts'
import { parisTime } from './paris-time.ts'
import { nextTry } from './retry-schedule.ts'
import type { DispatchServices } from './services.ts'

/** One sending that came to an end, and when. */
export type EndedEmail = { readonly claim: ClaimedEmail; readonly result: MailResult; readonly at: Date }

/** What became of it, the calendar of retries included. */
export type Settled = {
  readonly claim: ClaimedEmail
  readonly at: Date
  readonly outcome: EmailOutcome
  readonly retryAt: Date | null
}

/** A put-off sending past its last try is a failure like another: a person is told. */
export function settle({ claim, result, at }: EndedEmail): Settled {
  const outcome = outcomeOf(result)
  if (outcome.state !== 'retry') return { claim, at, outcome, retryAt: null }
  const retryAt = nextTry(claim.tries, claim.due.waiting?.firstTryAt ?? at, at)
  if (retryAt) return { claim, at, outcome, retryAt }
  return { claim, at, outcome: { ...outcome, state: 'failed', failureCode: 'gave_up' }, retryAt: null }
}

/**
 * Records what became of sendings: delivery, attempt, event, refused address, in one transaction (reliability A3, step 5).
 * An answer that comes after the delivery was taken for interrupted still counts, unless a person has settled it.
 */
export async function recordSettled(
  tx: Tx,
  services: DispatchServices,
  tenantId: string,
  settled: readonly Settled[],
): Promise<void> {
  const column = <T>(of: (one: Settled) => T) => settled.map(of)
  const { rows } = await sql<{ delivery_id: string }>`
    update delivery d
    set state = r.state, failure_code = r.failure_code, server_reply = r.reply, retry_at = r.retry_at,
        settled_at = case when r.state = 'retry' then null else r.at end,
        done_on = case when r.state in ('sent', 'uncertain') then d.done_on end
    from unnest(${column((one) => one.claim.deliveryId)}::text[], ${column((one) => one.outcome.state)}::text[],
                ${column((one) => one.outcome.failureCode)}::text[], ${column((one) => printable(one.outcome.reply))}::text[],
                ${column((one) => one.retryAt)}::timestamptz[], ${column((one) => one.at)}::timestamptz[])
      as r (delivery_id, state, failure_code, reply, retry_at, at)
    where d.tenant_id = ${tenantId} and d.delivery_id = r.delivery_id
      and (d.state = 'sending' or (d.state = 'uncertain' and d.settled_by is null and d.failure_code = 'interrupted'))
    returning d.delivery_id`.execute(tx)
  await sql`
    update attempt t set ended_at = r.at, result = r.state, server_reply = r.reply
    from unnest(${column((one) => one.claim.deliveryId)}::text[], ${column((one) => one.outcome.state)}::text[],
                ${column((one) => printable(one.outcome.reply))}::text[], ${column((one) => one.at)}::timestamptz[])
      as r (delivery_id, state, reply, at)
    where t.tenant_id = ${tenantId} and t.delivery_id = r.delivery_id and t.ended_at is null`.execute(tx)
  const changed = new Set(rows.map((row) => row.delivery_id))
  const recorded = settled.filter((one) => changed.has(one.claim.deliveryId))
  await appendEvents(tx, tenantId, recorded.map(eventOf))
  await flagRefusedAddresses(
    tx,
    services,
    tenantId,
    recorded.filter((one) => one.outcome.addressRefused),
  )
}

function eventOf({ claim, outcome, retryAt }: Settled) {
  const { due } = claim
  return {
    kind: `delivery_${outcome.state}`,
    actor: AMIABLE,
    debtorId: due.debtorId,
    caseId: due.caseId,
    facts: {
      deliveryId: claim.deliveryId,
      actionId: due.actionId,
      stepCode: due.stepCode,
      channel: due.channel,
      contentSha256: claim.contentSha256,
      totalCents: claim.email.totalCents,
      code: outcome.failureCode,
      reply: printable(outcome.reply),
      retryAt: retryAt?.toISOString() ?? null,
    },
  }
}

/** A server may answer anything; PostgreSQL takes no NUL. */
function printable(reply: string): string {
  return reply.replace(/\p{Cc}+/gu, ' ')
}

/** A refused address is not used again until somebody corrects it (pitfalls 45 and 46): only that address, of that debtor. */
async function flagRefusedAddresses(
  tx: Tx,
  services: DispatchServices,
  tenantId: string,
  refused: readonly Settled[],
): Promise<void> {
  for (const { claim, at } of refused) {
    const isIt = (email: string) => {
      const read = wireAddress(email)
      return read.ok && read.value === claim.envelope.to
    }
    await services.refuseAddress(tx, tenantId, claim.due.debtorId, isIt, parisTime(at).today)
  }
}
