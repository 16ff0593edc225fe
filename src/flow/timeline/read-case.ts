import { sql } from 'kysely'
import type { Tx } from '../../platform/db.ts'
import type { TimelineEvent } from './contract.ts'

type Row = {
  readonly event_id: number
  readonly at: Date
  readonly kind: string
  readonly actor: string
  readonly actor_name: string | null
  readonly facts: Record<string, unknown>
}

/** What happened to a debtor, the newest first. Null when the case is unknown. */
export async function readTimeline(
  tx: Tx,
  tenantId: string,
  caseId: string,
  page: { readonly limit: number; readonly before: number | null },
): Promise<TimelineEvent[] | null> {
  const found = await tx
    .selectFrom('collection_case')
    .select('debtor_id')
    .where('tenant_id', '=', tenantId)
    .where('case_id', '=', caseId)
    .executeTakeFirst()
  if (!found) return null
  const before = page.before === null ? sql`` : sql`and e.event_id < ${page.before}`
  const { rows } = await sql<Row>`
    select e.event_id::bigint as event_id, e.at, e.kind, e.actor, u.name as actor_name, e.facts
    from event e left join auth.user u on u.id = e.actor
    where e.tenant_id = ${tenantId} and e.debtor_id = ${found.debtor_id} and (e.case_id is null or e.case_id = ${caseId}) ${before}
    order by e.event_id desc limit ${page.limit}`.execute(tx)
  return rows.map((row) => ({
    eventId: String(row.event_id),
    at: row.at.toISOString(),
    kind: row.kind,
    actor: row.actor,
    actorName: row.actor_name,
    facts: row.facts,
  }))
}

/** What kind of document a SHA-256 names in this office: only what one of its own rows names is given. */
export async function findDocument(
  tx: Tx,
  tenantId: string,
  sha256: string,
): Promise<{ mediaType: string; fileName: string } | null> {
  const { rows } = await sql<{ mediaType: string; fileName: string }>`
    select media_type as "mediaType", message_id as "fileName" from message where tenant_id = ${tenantId} and content_sha256 = ${sha256}
    union all
    select 'text/plain', message_id || '-texte' from message where tenant_id = ${tenantId} and text_sha256 = ${sha256}
    union all
    select media_type, 'bordereau-' || slip_id from letter_slip where tenant_id = ${tenantId} and sha256 = ${sha256}
    union all
    select 'application/pdf', 'facture-' || number from invoice where tenant_id = ${tenantId} and document_sha256 = ${sha256}
    limit 1`.execute(tx)
  return rows[0] ?? null
}
