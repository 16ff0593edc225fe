import { setTimeout as wait } from 'node:timers/promises'
import { coalesce } from '../../platform/coalesce.ts'
import { inTenant } from '../../platform/db.ts'
import { beginSending } from './begin-sending.ts'
import { type ClaimTally, openClaims } from './claim-ahead.ts'
import type { ClaimedEmail } from './claim-emails.ts'
import { creditorsWithoutServer } from './due-emails.ts'
import { openMailers } from './open-mailers.ts'
import { asLiveSender, recoverInterrupted } from './recover-interrupted.ts'
import { releaseClaims } from './release-claims.ts'
import type { DispatchServices } from './services.ts'
import { recordSettled, type Settled, settle } from './settle-emails.ts'

export type SendOptions = {
  /** Connections used at once. */
  readonly lanes?: number
  /** Stops: what is on its way finishes, what was only claimed is put back. */
  readonly signal?: AbortSignal
}

/** What a run came to. */
export type SendingRun = {
  sent: number
  retry: number
  failed: number
  uncertain: number
  /** Left in doubt by a process that died. */
  interrupted: number
  /** Approved acts left where they are, by reason. */
  held: Record<string, number>
  switchedOff: boolean
}

/**
 * Sends every approved e-mail whose time has come, each exactly as reliability A3 says: claim committed, then its beginning, then
 * connection, then result committed. Several runs, in one process or many, share the work. Safe to call at any time; a switch turned off
 * stops every message that has not begun. One bad record never stops it (pitfall 51). @throws when the database or the disk fails: nothing is marked sent that was not.
 */
export async function sendDue(
  services: DispatchServices,
  tenantId: string,
  options: SendOptions = {},
): Promise<SendingRun> {
  const { db, clock } = services
  const interrupted = await recoverInterrupted(db, tenantId, clock())
  const run: SendingRun = { sent: 0, retry: 0, failed: 0, uncertain: 0, interrupted, held: {}, switchedOff: false }
  const without = await inTenant(db, tenantId, (tx) => creditorsWithoutServer(tx, tenantId, clock()))
  await asLiveSender(db, tenantId, () => drain(services, tenantId, run, without, options))
  return run
}

/** Connections to one mail server: providers commonly allow ten or twenty at once from one sender, and refuse the others. */
const LANES = 8

async function drain(
  services: DispatchServices,
  tenantId: string,
  run: SendingRun,
  without: string[],
  { lanes = LANES, signal }: SendOptions,
): Promise<void> {
  const mailers = openMailers(services.mailLimits)
  const claims = openClaims(services, tenantId, without, tallyOf(run), signal)
  const begin = coalesce((some: readonly ClaimedEmail[]) => beginAll(services, tenantId, run, without, some), lanes)
  const record = coalesce((some: readonly Settled[]) => recordAll(services, tenantId, some), lanes)
  const sendOne = async (begun: ClaimedEmail): Promise<Settled> => {
    const settled = settle({ claim: begun, result: await mailers.send(begun), at: services.clock() })
    if (settled.outcome.ofServer) without.push(begun.due.creditorId)
    return settled
  }
  const keep = async (settled: Settled): Promise<void> => {
    await record(settled)
    run[settled.outcome.state]++
  }
  const lane = async () => {
    let kept: Promise<void> = Promise.resolve()
    try {
      for (let claim = await claims.next(); claim !== null; claim = await claims.next()) {
        const begun = await begin(claim)
        if (begun === null) continue
        const settled = await sendOne(begun)
        // The next message leaves while this result is committed: at most two of a lane are in doubt if the process dies.
        await kept
        kept = keep(settled)
        kept.catch(() => {})
      }
    } finally {
      await kept
    }
  }
  // Every lane ends before the run does: a sending under way is never left without its result.
  const ended = await Promise.allSettled(Array.from({ length: lanes }, lane))
  mailers.close()
  await putBack(services, tenantId, await claims.close())
  for (const one of ended) if (one.status === 'rejected') throw one.reason
}

function tallyOf(run: SendingRun): ClaimTally {
  return {
    held: (codes) => {
      for (const code of codes) run.held[code] = (run.held[code] ?? 0) + 1
    },
    unwritable: (count) => {
      run.failed += count
    },
    switchedOff: () => {
      run.switchedOff = true
    },
  }
}

/** Begins the sendings that lanes ask for. What may not leave, or whose server stopped answering meanwhile, is put back untried. */
async function beginAll(
  services: DispatchServices,
  tenantId: string,
  run: SendingRun,
  without: readonly string[],
  claims: readonly ClaimedEmail[],
): Promise<readonly (ClaimedEmail | null)[]> {
  const served = claims.filter((claim) => !without.includes(claim.due.creditorId))
  const now = services.clock()
  const beginning = await inTenant(services.db, tenantId, (tx) => beginSending(tx, services, tenantId, served, now))
  const tally = tallyOf(run)
  tally.held(beginning.held)
  if (beginning.switchedOff) tally.switchedOff()
  const begun = new Map(beginning.begun.map((claim) => [claim.deliveryId, claim]))
  await putBack(
    services,
    tenantId,
    claims.filter((claim) => !begun.has(claim.deliveryId)),
  )
  return claims.map((claim) => begun.get(claim.deliveryId) ?? null)
}

/** Should it fail, the claims are put back when the next run finds them abandoned. */
async function putBack(services: DispatchServices, tenantId: string, claims: readonly ClaimedEmail[]): Promise<void> {
  if (claims.length === 0) return
  const ids = claims.map((claim) => claim.deliveryId)
  try {
    await inTenant(services.db, tenantId, (tx) => releaseClaims(tx, tenantId, ids, services.clock()))
  } catch (error) {
    services.log.error({ err: error, messages: ids.length }, 'claims not put back yet')
  }
}

/** The result is kept at all costs: a message that left and is not recorded becomes a doubt for a person. */
const RECORD_DELAYS_MS = [50, 500, 2_000, 5_000]

async function recordAll(
  services: DispatchServices,
  tenantId: string,
  settled: readonly Settled[],
): Promise<readonly Settled[]> {
  for (const delay of [...RECORD_DELAYS_MS, null]) {
    try {
      await inTenant(services.db, tenantId, (tx) => recordSettled(tx, services, tenantId, settled))
      return settled
    } catch (error) {
      services.log.error({ err: error, messages: settled.length }, 'results of sendings not recorded yet')
      if (delay === null) throw error
      await wait(delay)
    }
  }
  return settled
}
