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

/** Appends events in the transaction of the act that they tell: both are there or neither is (habit 5). */
export async function appendEvents(tx: Tx, tenantId: string, events: readonly NewEvent[]): Promise<void> {
  if (events.length === 0) return
  await tx
    .insertInto('event')
    .values(
      events.map((event) => ({
        tenant_id: tenantId,
        kind: event.kind,
        actor: event.actor,
        debtor_id: event.debtorId ?? null,
        case_id: event.caseId ?? null,
        facts: JSON.stringify(event.facts ?? {}),
      })),
    )
    .execute()
}

export function appendEvent(tx: Tx, tenantId: string, event: NewEvent): Promise<void> {
  return appendEvents(tx, tenantId, [event])
}
