import type { Composed } from '../../domain/composed.ts'
import type { ContactPolicy } from '../../domain/contact-policy.ts'
import type { Day } from '../../domain/day.ts'
import type { Outcome } from '../../domain/refusal.ts'
import type { Scenario } from '../../domain/scenario.ts'
import type { Situation } from '../../domain/situation.ts'
import type { Db, Tx } from '../../platform/db.ts'
import type { Documents } from '../../platform/documents.ts'
import type { Log } from '../../platform/log.ts'
import type { MailLimits } from '../../platform/mail.ts'

/** The facts of one case at the moment of sending. */
export type CaseNow = { readonly situation: Situation; readonly scenario: Scenario }

/** What dispatch needs of its neighbours and of the machine; wired by the entrances. */
export type DispatchServices = {
  readonly db: Db
  readonly documents: Documents
  readonly log: Log
  /** The clock of the entrance: a run lasts, and hours, delays and retries are judged at each claim. */
  readonly clock: () => Date
  readonly gather: (tx: Tx, tenantId: string, caseIds: readonly string[], today: Day) => Promise<readonly CaseNow[]>
  readonly policy: (tx: Tx, tenantId: string) => Promise<ContactPolicy>
  /** Gathers the facts of some acts, then writes the message of each when asked. */
  readonly compose: (
    tx: Tx,
    tenantId: string,
    actionIds: readonly string[],
    today: Day,
  ) => Promise<(actionId: string) => Promise<Outcome<Composed>>>
  /** SMTP address of a creditor with its password, or null when none is set. */
  readonly smtpUrl: (tx: Tx, tenantId: string, creditorId: string) => Promise<string | null>
  /** Marks the contacts of a debtor whose address a mail server refused. */
  readonly refuseAddress: (
    tx: Tx,
    tenantId: string,
    debtorId: string,
    isRefused: (email: string) => boolean,
    on: Day,
  ) => Promise<void>
  readonly mailLimits?: MailLimits
}
