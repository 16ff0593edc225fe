import { inTenant } from '../../platform/db.ts'
import { ActError, type ClaimedEmail, claimEmails } from './claim-emails.ts'
import { isCrossed, isMachineFailure } from './machine-failure.ts'
import { recordBroken } from './record-claims.ts'
import type { DispatchServices } from './services.ts'

/**
 * Acts claimed in one transaction: about thirty statements whatever their number, so that a round of 8 costs nearly as much as one of 48.
 * A round and a half is held at most, which lanes send within a second.
 */
const ROUND = 48

/** Crossed with another transaction so many times in a row, a round gives up. */
const MOST_CROSSINGS = 5

/** What the claims of a run come to, beside those that it hands over. */
export type ClaimTally = {
  readonly held: (codes: readonly string[]) => void
  readonly unwritable: (count: number) => void
  readonly switchedOff: () => void
}

export type ClaimsAhead = {
  /** The next claim; null when nothing is left. @throws what stopped the claims, once those made before are handed over. */
  readonly next: () => Promise<ClaimedEmail | null>
  /** Stops claiming, and gives what was claimed and not handed over. */
  readonly close: () => Promise<readonly ClaimedEmail[]>
}

/** Claims rounds ahead of the lanes that send: the next one is prepared while the last half of this one leaves. */
export function openClaims(
  services: DispatchServices,
  tenantId: string,
  without: readonly string[],
  tally: ClaimTally,
  signal: AbortSignal | undefined,
): ClaimsAhead {
  const ready: ClaimedEmail[] = []
  let after = ''
  let crossed = 0
  let oneByOne = 0
  let isOver = false
  let failure: { readonly error: unknown } | null = null
  let filling: Promise<void> | null = null

  const claimRound = async (limit: number): Promise<void> => {
    const filter = { now: services.clock(), after, limit, without }
    const batch = await inTenant(services.db, tenantId, (tx) => claimEmails(tx, services, tenantId, filter))
    tally.held(batch.held)
    tally.unwritable(batch.unwritable)
    if (batch.switchedOff) tally.switchedOff()
    ready.push(...batch.claimed)
    crossed = 0
    if (batch.last === null) isOver = true
    else after = batch.last
  }
  const recover = async (error: unknown, limit: number): Promise<void> => {
    if (isCrossed(error) && crossed++ < MOST_CROSSINGS) return
    if (error instanceof ActError) {
      services.log.error({ err: error.cause, actionId: error.actionId }, 'act cannot be prepared')
      await inTenant(services.db, tenantId, (tx) => recordBroken(tx, tenantId, error.actionId, services.clock()))
      tally.unwritable(1)
    } else if (isMachineFailure(error) || limit === 1) throw error
    // Something in the round breaks what is read for all: the next acts are taken one by one until it is found.
    else oneByOne = limit
  }
  const fill = async (): Promise<void> => {
    const limit = oneByOne > 0 ? 1 : ROUND
    if (oneByOne > 0) oneByOne--
    try {
      await claimRound(limit).catch((error) => recover(error, limit))
    } catch (error) {
      failure = { error }
      isOver = true
    } finally {
      filling = null
    }
  }
  const next = async (): Promise<ClaimedEmail | null> => {
    for (;;) {
      if (signal?.aborted) return null
      if (filling === null && !isOver && ready.length <= ROUND / 2) filling = fill()
      const claim = ready.shift()
      if (claim) return claim
      if (filling) await filling
      else if (isOver && failure) throw failure.error
      else if (isOver) return null
    }
  }
  const close = async () => {
    isOver = true
    await filling
    return ready.splice(0)
  }
  return { next, close }
}
