import { AsyncLocalStorage } from 'node:async_hooks'
import { sql } from 'kysely'
import type { Tx } from '../../platform/db.ts'

/** One act, as the timeline remembers it. `actor` is a user id, or `amiable` for what it did by itself. */
export type NewEvent = {
  readonly kind: string
  readonly actor: string
  readonly debtorId?: string | null
  readonly caseId?: string | null
  readonly facts?: Readonly<Record<string, unknown>>
}

export const AMIABLE = 'amiable'

const tellingAt = new AsyncLocalStorage<Date>()

/**
 * Runs `work` with its events dated at an instant of the past: for a history played after the fact, day by day (the sample data). An event
 * is never changed once told, so its instant is known when it is written.
 */
export function tellAt<T>(at: Date, work: () => Promise<T>): Promise<T> {
  return tellingAt.run(at, work)
}

/**
 * Appends events in the transaction of the act that they tell: both are there or neither is (habit 5). Any number of them in one
 * statement. Facts travel as lines of one text: JSON holds no line break, and an array would escape its every quote.
 */
export async function appendEvents(tx: Tx, tenantId: string, events: readonly NewEvent[]): Promise<void> {
  if (events.length === 0) return
  const column = <T>(of: (event: NewEvent) => T) => events.map(of)
  await sql`
    insert into event (tenant_id, kind, actor, debtor_id, case_id, facts, at)
    select ${tenantId}, e.kind, e.actor, e.debtor_id, e.case_id, e.facts::jsonb, coalesce(${tellingAt.getStore() ?? null}::timestamptz, now())
    from unnest(${column((event) => event.kind)}::text[], ${column((event) => event.actor)}::text[],
                ${column((event) => event.debtorId ?? null)}::text[], ${column((event) => event.caseId ?? null)}::text[],
                string_to_array(${column((event) => JSON.stringify(event.facts ?? {})).join('\n')}, chr(10)))
      with ordinality as e (kind, actor, debtor_id, case_id, facts, place)
    order by e.place`.execute(tx)
}

export function appendEvent(tx: Tx, tenantId: string, event: NewEvent): Promise<void> {
  return appendEvents(tx, tenantId, [event])
}
