import { setTimeout as wait } from 'node:timers/promises'
import { accept, refuse } from '../../domain/refusal.ts'
import { coalesce } from '../../platform/coalesce.ts'
import { inTenant } from '../../platform/db.ts'
import { type Mailer, type MailResult, openMailer, readSmtpUrl } from '../../platform/mail.ts'
import { ActError, type ClaimBatch, type ClaimedEmail, claimEmails } from './claim-emails.ts'
import { creditorsWithoutServer } from './due-emails.ts'
import { isCrossed, isMachineFailure } from './machine-failure.ts'
import { recordBroken } from './record-claims.ts'
import { asLiveSender, recoverInterrupted } from './recover-interrupted.ts'
import type { DispatchServices } from './services.ts'
import { type EndedEmail, recordSettled, type Settled, settle } from './settle-emails.ts'

export type SendOptions = {
  /** Connections used at once. */
  readonly lanes?: number
  /** Stops claiming; what is on its way finishes. */
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
 * Sends every approved e-mail whose time has come, each exactly as reliability A3 says: claim committed, then connection, then result
 * committed. Several runs, in one process or many, share the work. Safe to call at any time; a switch turned off stops it at the next
 * claim. One bad record never stops it (pitfall 51). @throws when the database or the disk fails: nothing is marked sent that was not.
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

const LANES = 8

/** Claims prepared at once: one waits for the disk while another reads. */
const ROUNDS = 2

async function drain(
  services: DispatchServices,
  tenantId: string,
  run: SendingRun,
  without: string[],
  options: SendOptions,
): Promise<void> {
  const lanes = options.lanes ?? LANES
  const mailers = openMailers(services)
  const claims = openClaims(services, tenantId, run, without, options.signal)
  const claim = coalesce(claims, Math.ceil(lanes / ROUNDS), ROUNDS)
  const record = coalesce((ended: readonly EndedEmail[]) => recordAll(services, tenantId, ended), lanes)
  const lane = async () => {
    for (;;) {
      const claimed = await claim(null)
      if (claimed === null) return
      const result = await mailers.send(claimed)
      const { outcome } = await record({ claim: claimed, result, at: services.clock() })
      run[outcome.state]++
      if (outcome.ofServer) without.push(claimed.due.creditorId)
    }
  }
  // Every lane ends before the run does: a sending under way is never left without its result.
  const ended = await Promise.allSettled(Array.from({ length: lanes }, lane))
  mailers.close()
  for (const one of ended) if (one.status === 'rejected') throw one.reason
}

/** Serves claims to the lanes, many in one transaction; null when nothing is left. */
function openClaims(
  services: DispatchServices,
  tenantId: string,
  run: SendingRun,
  without: string[],
  signal: AbortSignal | undefined,
) {
  let after = ''
  let crossed = 0
  let oneByOne = 0
  const claimSome = async (limit: number): Promise<ClaimBatch> => {
    const filter = { now: services.clock(), after, limit, without }
    const batch = await inTenant(services.db, tenantId, (tx) => claimEmails(tx, services, tenantId, filter))
    for (const code of batch.held) run.held[code] = (run.held[code] ?? 0) + 1
    run.failed += batch.unwritable
    run.switchedOff ||= batch.switchedOff
    if (batch.last !== null && batch.last > after) after = batch.last
    crossed = 0
    return batch
  }
  const recover = async (error: unknown, limit: number): Promise<void> => {
    if (isCrossed(error) && crossed++ < 5) return
    if (error instanceof ActError) {
      services.log.error({ err: error.cause, actionId: error.actionId }, 'act cannot be prepared')
      await inTenant(services.db, tenantId, (tx) => recordBroken(tx, tenantId, error.actionId, services.clock()))
      run.failed++
    } else if (isMachineFailure(error) || limit === 1) throw error
    // Something in the batch breaks what is read for all: the next acts are taken one by one until it is found.
    else oneByOne = limit
  }
  let broken: unknown = null
  return async (wanted: readonly null[]): Promise<readonly (ClaimedEmail | null)[]> => {
    if (broken) throw broken
    const claimed: ClaimedEmail[] = []
    while (claimed.length < wanted.length && !signal?.aborted) {
      const limit = oneByOne-- > 0 ? 1 : wanted.length - claimed.length
      try {
        const batch = await claimSome(limit)
        claimed.push(...batch.claimed)
        if (batch.last === null) break
      } catch (error) {
        try {
          await recover(error, limit)
        } catch (failure) {
          // What is claimed already is sent all the same: left alone, it would be in doubt for nothing.
          if (claimed.length === 0) throw failure
          broken = failure
          break
        }
      }
    }
    return wanted.map((_, at) => claimed[at] ?? null)
  }
}

/** The result is kept at all costs: a message that left and is not recorded becomes a doubt for a person. */
const RECORD_DELAYS_MS = [50, 500, 2_000, 5_000]

async function recordAll(
  services: DispatchServices,
  tenantId: string,
  ended: readonly EndedEmail[],
): Promise<Settled[]> {
  const settled = ended.map(settle)
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

function openMailers(services: DispatchServices) {
  const mailers = new Map<string, Mailer>()
  const mailerOf = (smtpUrl: string) => {
    const known = mailers.get(smtpUrl)
    if (known) return accept(known)
    const settings = readSmtpUrl(smtpUrl)
    if (settings === null) return refuse('smtp_address_invalid')
    const mailer = openMailer(settings, services.mailLimits)
    mailers.set(smtpUrl, mailer)
    return accept(mailer)
  }
  return {
    send: async ({ smtpUrl, envelope, bytes }: ClaimedEmail): Promise<MailResult> => {
      const mailer = mailerOf(smtpUrl)
      if (mailer.ok) return mailer.value.send(envelope, bytes)
      return { kind: 'not_accepted', phase: 'connection', status: null, reply: mailer.refusal.code }
    },
    close: () => {
      for (const mailer of mailers.values()) mailer.close()
    },
  }
}
