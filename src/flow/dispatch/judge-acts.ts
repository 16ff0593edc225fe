import { refuse } from '../../domain/refusal.ts'
import type { Tx } from '../../platform/db.ts'
import type { DueEmail } from './due-emails.ts'
import { parisTime } from './paris-time.ts'
import { recheck } from './recheck.ts'
import type { DispatchServices } from './services.ts'

/** What the facts of now say of some acts. */
export type Judgement = {
  /** Why an act may not leave; null when it may. */
  readonly heldBy: (due: DueEmail) => string | null
  /** SMTP address of a creditor whose acts may leave. */
  readonly smtpUrlOf: (creditorId: string) => string
}

/** Judges some acts again on the facts of now (S3-16), in a fixed number of queries: see `recheck`, and `no_mail_account`. */
export async function judgeActs(
  tx: Tx,
  services: DispatchServices,
  tenantId: string,
  due: readonly DueEmail[],
  now: Date,
): Promise<Judgement> {
  const policy = await services.policy(tx, tenantId)
  const caseIds = due.map((one) => one.caseId)
  const gathered = await services.gather(tx, tenantId, caseIds, parisTime(now).today)
  const cases = new Map(gathered.map((one) => [one.situation.caseId, one]))
  const urls = new Map<string, string | null>()
  for (const id of new Set(due.map((one) => one.creditorId))) urls.set(id, await services.smtpUrl(tx, tenantId, id))
  return {
    heldBy: (one) => {
      const found = cases.get(one.caseId)
      const judged = found ? recheck(one, found, policy, parisTime(now)) : refuse('step_not_open')
      if (!judged.ok) return judged.refusal.code
      return urls.get(one.creditorId) ? null : 'no_mail_account'
    },
    smtpUrlOf: (creditorId) => urls.get(creditorId) ?? '',
  }
}
