import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { accept, type Outcome, refuse } from '../../domain/refusal.ts'
import type { Tx } from '../db.ts'

/** Days during which a key answers the same. */
const KEPT_DAYS = 7

/** What was answered the first time. */
export type Kept = { readonly status: number; readonly body: unknown }

/** The shape of a key: one to 255 visible characters. */
export function isKey(text: unknown): text is string {
  return typeof text === 'string' && /^[\x21-\x7E]{1,255}$/.test(text)
}

/** The same route and body give the same fingerprint. */
export function fingerprintOf(route: string, body: unknown): string {
  return createHash('sha256')
    .update(`${route}\n${JSON.stringify(body ?? null)}`)
    .digest('hex')
}

/**
 * Takes a key inside the transaction of the act: the act and its answer are kept together or not at all, so that a crash leaves no key
 * « in progress » for ever. Returns what was answered before, or null when the act is to be done now.
 * Refusals: `idempotency_in_progress`, `idempotency_body_changed`.
 */
export async function takeKey(
  tx: Tx,
  tenantId: string,
  key: string,
  fingerprint: string,
): Promise<Outcome<Kept | null>> {
  const { rows } = await sql<{ free: boolean }>`
    select pg_try_advisory_xact_lock(hashtextextended(${`${tenantId} ${key}`}, 0)) as free`.execute(tx)
  if (!rows[0]?.free) return refuse('idempotency_in_progress')
  await sql`
    delete from idempotency
    where tenant_id = ${tenantId} and created_at < now() - make_interval(days => ${KEPT_DAYS})`.execute(tx)
  const kept = await tx
    .selectFrom('idempotency')
    .select(['request_hash', 'status', 'response'])
    .where('tenant_id', '=', tenantId)
    .where('key', '=', key)
    .executeTakeFirst()
  if (!kept) return accept(null)
  if (kept.request_hash !== fingerprint) return refuse('idempotency_body_changed')
  return accept({ status: kept.status ?? 200, body: kept.response })
}

/** Keeps the answer under its key, in the transaction of the act. */
export async function keepAnswer(
  tx: Tx,
  tenantId: string,
  key: string,
  fingerprint: string,
  kept: Kept,
): Promise<void> {
  await tx
    .insertInto('idempotency')
    .values({
      tenant_id: tenantId,
      key,
      request_hash: fingerprint,
      status: kept.status,
      response: JSON.stringify(kept.body),
    })
    .execute()
}
