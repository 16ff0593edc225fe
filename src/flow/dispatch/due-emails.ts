import { sql } from 'kysely'
import type { Tx } from '../../platform/db.ts'
import type { ApprovedAct } from './recheck.ts'
import { isHeld } from './release-claims.ts'

/** A delivery of the act that waits: asked for by a person, or put off after a known refusal. */
export type WaitingDelivery = {
  readonly deliveryId: string
  readonly recipient: string
  readonly mailMessageId: string | null
  readonly messageId: string | null
  readonly factsSha256: string | null
  readonly contentSha256: string | null
  /** Of the present series: a person who asks again begins another. */
  readonly firstTryAt: Date | null
  /** Set when a person chose this recipient. */
  readonly settledBy: string | null
}

/** An approved e-mail whose time has come, locked by the transaction that reads it. */
export type DueEmail = ApprovedAct & {
  readonly caseId: string
  readonly debtorId: string
  readonly creditorId: string
  /** Changes whenever the row of the case does. */
  readonly caseVersion: string
  readonly waiting: WaitingDelivery | null
}

export type DueFilter = {
  readonly now: Date
  /** Acts after this one, in order of their ids. */
  readonly after: string
  readonly limit: number
  /** Creditors whose mail server does not answer now. */
  readonly without: readonly string[]
}

/**
 * Locks the next acts to leave, skipping what another sender, a plan or an editor holds: nothing here ever waits for a lock, so nothing
 * deadlocks. The case is locked with its act because the plan locks it first; the debtor, so that two of his cases do not leave at once.
 */
export async function lockDueActs(
  tx: Tx,
  tenantId: string,
  { now, after, limit, without }: DueFilter,
): Promise<string[]> {
  const { rows } = await sql<{ action_id: string }>`
    select a.action_id
    from action a
    join collection_case c on c.tenant_id = a.tenant_id and c.case_id = a.case_id
    join debtor p on p.tenant_id = c.tenant_id and p.debtor_id = c.debtor_id
    where a.tenant_id = ${tenantId} and a.state = 'approved' and a.channel = 'email' and a.closed_on is null
      and a.leaves_at <= ${now} and a.action_id > ${after} and c.creditor_id <> all (${without}::text[])
      and ${mayBeClaimed(now)}
    order by a.action_id limit ${limit}
    for update of a, c skip locked for no key update of p skip locked`.execute(tx)
  return rows.map((row) => row.action_id)
}

/** A failed delivery waits for a person; one in doubt, held by a sender or on its way is never joined by another. */
function mayBeClaimed(now: Date) {
  return sql<boolean>`
    not exists (select from delivery d where d.tenant_id = a.tenant_id and d.action_id = a.action_id
                and (d.state in ('sending', 'sent', 'uncertain', 'to_do') or ${isHeld}))
    and (exists (select from delivery d where d.tenant_id = a.tenant_id and d.action_id = a.action_id and d.state = 'reserved')
         or not exists (select from delivery d where d.tenant_id = a.tenant_id and d.action_id = a.action_id
                        and (d.state = 'failed' or (d.state = 'retry' and d.retry_at > ${now})
                             or (d.state = 'cancelled' and d.settled_at >= a.leaves_at and d.failure_code is distinct from 'recipient_changed'))))
    and not exists (select from delivery d where d.tenant_id = c.tenant_id and d.debtor_id = c.debtor_id and d.done_on is not null
                    and (d.state = 'sending' or ${isHeld}))`
}

type DueRow = {
  action_id: string
  case_id: string
  debtor_id: string
  creditor_id: string
  case_version: string
  step_code: string
  invoice_ids: string[]
  total_cents: number
  delivery_id: string | null
  recipient: string
  mail_message_id: string | null
  message_id: string | null
  facts_sha256: string | null
  content_sha256: string | null
  first_try_at: Date | null
  settled_by: string | null
}

/**
 * Reads the locked acts. A statement of its own: it sees what was committed up to the moment the locks were taken, so that an act claimed
 * meanwhile by another sender is left out. Of two acts of one debtor, the first: the other is judged again once this one has left.
 */
export async function dueEmails(
  tx: Tx,
  tenantId: string,
  actionIds: readonly string[],
  now: Date,
): Promise<DueEmail[]> {
  const { rows } = await sql<DueRow>`
    select distinct on (c.debtor_id) a.action_id, a.case_id, c.debtor_id, c.creditor_id, c.xmin::text as case_version, a.step_code, a.invoice_ids, a.total_cents::bigint,
           w.delivery_id, w.recipient, w.mail_message_id, w.message_id, m.facts_sha256, m.content_sha256, w.settled_by,
           (select min(t.started_at) from attempt t where t.tenant_id = a.tenant_id and t.delivery_id = w.delivery_id
            and t.started_at > coalesce((select max(f.started_at) from attempt f where f.tenant_id = a.tenant_id
                                         and f.delivery_id = w.delivery_id and f.result <> 'retry'), '-infinity')) as first_try_at
    from action a
    join collection_case c on c.tenant_id = a.tenant_id and c.case_id = a.case_id
    left join lateral (
      select * from delivery d where d.tenant_id = a.tenant_id and d.action_id = a.action_id and d.state in ('reserved', 'retry')
      order by d.state limit 1
    ) w on true
    left join message m on m.tenant_id = w.tenant_id and m.message_id = w.message_id
    where a.tenant_id = ${tenantId} and a.action_id = any (${actionIds}::text[]) and a.state = 'approved' and a.leaves_at <= ${now}
      and ${mayBeClaimed(now)}
    order by c.debtor_id, a.action_id`.execute(tx)
  return rows.map((row) => ({
    actionId: row.action_id,
    caseId: row.case_id,
    debtorId: row.debtor_id,
    creditorId: row.creditor_id,
    caseVersion: row.case_version,
    stepCode: row.step_code,
    channel: 'email',
    claimIds: row.invoice_ids,
    totalCents: row.total_cents,
    waiting: row.delivery_id === null ? null : waitingOf(row, row.delivery_id),
  }))
}

function waitingOf(row: DueRow, deliveryId: string): WaitingDelivery {
  return {
    deliveryId,
    recipient: row.recipient,
    mailMessageId: row.mail_message_id,
    messageId: row.message_id,
    factsSha256: row.facts_sha256,
    contentSha256: row.content_sha256,
    firstTryAt: row.first_try_at,
    settledBy: row.settled_by,
  }
}

/**
 * Earlier reminders of the cases by e-mail, oldest first. The acts are looked up first, whatever the planner knows: in the first run of an
 * office its statistics say that there is nothing yet, and it would read every delivery for every act.
 */
export async function mailsBefore(tx: Tx, tenantId: string, caseIds: readonly string[]) {
  const { rows } = await sql<{ case_id: string; recipient: string; mail_message_id: string; subject: string }>`
    select a.case_id, d.recipient, d.mail_message_id, m.subject
    from action a
    cross join lateral (
      select * from delivery d
      where d.tenant_id = a.tenant_id and d.action_id = a.action_id and d.channel = 'email' and d.state = 'sent'
        and d.mail_message_id is not null
      offset 0
    ) d
    cross join lateral (select subject from message m where m.tenant_id = d.tenant_id and m.message_id = d.message_id offset 0) m
    where a.tenant_id = ${tenantId} and a.case_id = any (${caseIds}::text[])
    order by d.settled_at`.execute(tx)
  return rows
}

/** A server that did not answer is left alone for some minutes: its other messages stay where they are, unclaimed. */
const SERVER_REST_MS = 5 * 60_000

export async function creditorsWithoutServer(tx: Tx, tenantId: string, now: Date): Promise<string[]> {
  const { rows } = await sql<{ creditor_id: string }>`
    select distinct c.creditor_id
    from delivery d
    join action a on a.tenant_id = d.tenant_id and a.action_id = d.action_id
    join collection_case c on c.tenant_id = a.tenant_id and c.case_id = a.case_id
    where d.tenant_id = ${tenantId} and d.state = 'retry' and d.retry_at > ${now}
      and d.failure_code in ('server_unavailable', 'login_refused', 'sender_refused')
      and d.claimed_at > ${new Date(now.getTime() - SERVER_REST_MS)}`.execute(tx)
  return rows.map((row) => row.creditor_id)
}
