import type { Day } from './day.ts'
import { isLate, type ProgressByClaim, wasAsked } from './ladder.ts'
import { isFormalNotice } from './scenario.ts'
import type { Claim, PastAct, Situation } from './situation.ts'

/** What is under way: the act that stays right, and those to decide anew. */
type OpenActs = {
  readonly right: PastAct | undefined
  readonly stale: readonly { readonly act: PastAct; readonly why: string }[]
}

/**
 * An act under way is not followed by another (pitfall 14). It is stale, and decided anew, when nothing that it lists may still be asked
 * for, when what it lists has changed (a person never approves one amount while another leaves, pitfall 22), or when it recalls a coming
 * date that has come.
 */
export function openActs(
  situation: Situation,
  free: readonly Claim[],
  progress: ProgressByClaim,
  today: Day,
): OpenActs {
  const open = situation.acts.filter((act) => act.state === 'open')
  const stale = open.flatMap((act) => {
    const why = act.isLeaving || act.template === 'time-barred' ? null : whyStale(act, free, progress, today)
    return why === null ? [] : [{ act, why }]
  })
  return { right: open.find((act) => !stale.some((one) => one.act === act)), stale }
}

function whyStale(act: PastAct, free: readonly Claim[], progress: ProgressByClaim, today: Day): string | null {
  const listed = free.filter((claim) => act.covers.some((cover) => cover.claimId === claim.id))
  if (listed.length === 0) return 'claims_not_free'
  if (listed.some((claim) => act.on <= claim.dueOn && claim.dueOn <= today && claim.id === act.leaderId))
    return 'due_date_reached'
  const owed = listed.some((claim) => isLate(claim, today)) ? owedWith(act, free, progress, today) : listed
  const total = owed.reduce((sum, claim) => sum + claim.openCents, 0)
  return owed.length === act.covers.length && total === act.totalCents ? null : 'amounts_changed'
}

/** What the act would list if it were decided today (see `coversOf`). */
function owedWith(act: PastAct, free: readonly Claim[], progress: ProgressByClaim, today: Day): readonly Claim[] {
  const late = free.filter((claim) => isLate(claim, today))
  if (!isFormalNotice(act)) return late
  return late.filter((claim) => claim.id === act.leaderId || wasAsked(claim, progress.get(claim.id)))
}
