import type { ComposedEmail } from '../../domain/composed.ts'
import { accept, type Outcome, refuse } from '../../domain/refusal.ts'
import type { Tx } from '../../platform/db.ts'
import { sha256Of } from '../../platform/documents.ts'
import { newId } from '../../platform/ids.ts'
import type { MailEnvelope } from '../../platform/mail.ts'
import { type PreviousMail, wireAddress, writeEmail } from './channels/email.ts'
import { type DueEmail, type DueFilter, dueEmails, lockDueActs, mailsBefore } from './due-emails.ts'
import { judgeActs } from './judge-acts.ts'
import { isMachineFailure } from './machine-failure.ts'
import { parisTime } from './paris-time.ts'
import { recordClaims, recordUnwritable, type Unwritable } from './record-claims.ts'
import type { DispatchServices } from './services.ts'

/** One message claimed: its row says `reserved`, its bytes are archived; it leaves once `beginSending` has said so. */
export type ClaimedEmail = {
  readonly due: DueEmail
  readonly deliveryId: string
  readonly messageId: string
  readonly claimedAt: Date
  /** Before it begins, those of before; then this one included. */
  readonly tries: number
  readonly mailMessageId: string
  readonly smtpUrl: string
  readonly envelope: MailEnvelope
  readonly bytes: Uint8Array
  readonly subject: string
  readonly inReplyTo: string | null
  readonly email: ComposedEmail
  /** Written for this claim; otherwise the message of an earlier try, still true. */
  readonly isNewMessage: boolean
  readonly contentSha256: string
}

export type ClaimBatch = {
  readonly claimed: readonly ClaimedEmail[]
  /** Acts left where they are, with why. */
  readonly held: readonly string[]
  /** Acts that cannot be written: recorded as failed, a person is asked. */
  readonly unwritable: number
  /** The last act looked at; null when none is left. */
  readonly last: string | null
  readonly switchedOff: boolean
}

const NOTHING: ClaimBatch = { claimed: [], held: [], unwritable: 0, last: null, switchedOff: false }

/**
 * Claims the next e-mails in the caller's transaction: re-checks everything on the facts of now, writes the message, archives its exact
 * bytes, fixes its Message-ID and marks the delivery `reserved` (reliability A3, steps 2 and 3). Nothing may connect before `beginSending`.
 */
export async function claimEmails(
  tx: Tx,
  services: DispatchServices,
  tenantId: string,
  filter: DueFilter,
): Promise<ClaimBatch> {
  if (!(await isSendingOn(tx, tenantId))) return { ...NOTHING, switchedOff: true }
  const locked = await lockDueActs(tx, tenantId, filter)
  const last = locked.at(-1) ?? null
  if (last === null) return NOTHING
  const due = await dueEmails(tx, tenantId, locked, filter.now)
  const written = await naming(locked.length === 1 ? last : null, () =>
    writeAll(tx, services, tenantId, due, filter.now),
  )
  const today = parisTime(filter.now).today
  const claimed = await recordClaims(tx, tenantId, written.claimed, filter.now, today)
  await recordUnwritable(tx, tenantId, written.unwritable, filter.now)
  return { claimed, held: written.held, unwritable: written.unwritable.length, last, switchedOff: false }
}

/** What went wrong with one act, named so that the others may go on without it (pitfall 51). */
export class ActError extends Error {
  override readonly name = 'ActError'
  readonly actionId: string
  constructor(actionId: string, cause: unknown) {
    super(`Act ${actionId} cannot be prepared`, { cause })
    this.actionId = actionId
  }
}

async function naming<T>(actionId: string | null, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (actionId === null || error instanceof ActError || isMachineFailure(error)) throw error
    throw new ActError(actionId, error)
  }
}

/** The newest row of the switch decides; off until somebody switches it on (I13). */
export async function isSendingOn(tx: Tx, tenantId: string): Promise<boolean> {
  const newest = tx
    .selectFrom('sending_switch')
    .select('position')
    .where('tenant_id', '=', tenantId)
    .orderBy('switch_id', 'desc')
  return (await newest.executeTakeFirst())?.position === 'on'
}

type Written = { readonly claimed: ClaimedEmail[]; readonly held: string[]; readonly unwritable: Unwritable[] }

async function writeAll(
  tx: Tx,
  services: DispatchServices,
  tenantId: string,
  due: readonly DueEmail[],
  now: Date,
): Promise<Written> {
  const result: Written = { claimed: [], held: [], unwritable: [] }
  if (due.length === 0) return result
  const { heldBy, smtpUrlOf } = await judgeActs(tx, services, tenantId, due, now)
  const threads = await threadsOf(
    tx,
    tenantId,
    due.map((one) => one.caseId),
  )
  const allowed = due.filter((one) => {
    const held = heldBy(one)
    if (held !== null) result.held.push(held)
    return held === null
  })
  const today = parisTime(now).today
  const compose = await services.compose(
    tx,
    tenantId,
    allowed.map((one) => one.actionId),
    today,
  )
  const archive = openArchive(services)
  for (const one of allowed) {
    const claim = await naming(one.actionId, async () => {
      const email = await composeFor(compose, one)
      return email.ok ? prepare(services, one, email.value, threads, smtpUrlOf(one.creditorId), now) : email
    })
    if (claim.ok) {
      archive.put(claim.value.bytes)
      result.claimed.push(claim.value)
    } else result.unwritable.push({ due: one, refusal: claim.refusal })
  }
  await archive.kept()
  return result
}

/** Bytes go to the disk while the next message is written; all are there before the claim is committed. */
function openArchive({ documents }: DispatchServices) {
  const puts: Promise<string>[] = []
  return {
    put: (bytes: Uint8Array) => {
      const put = documents.put(bytes)
      // Looked at by kept(); until then a failure must not end the process.
      put.catch(() => {})
      puts.push(put)
    },
    kept: () => Promise.all(puts),
  }
}

async function composeFor(
  compose: Awaited<ReturnType<DispatchServices['compose']>>,
  due: DueEmail,
): Promise<Outcome<ComposedEmail>> {
  const composed = await compose(due.actionId)
  if (!composed.ok) return composed
  if (composed.value.channel !== 'email')
    throw new Error(`Act ${due.actionId} is an e-mail, composed for ${composed.value.channel}`)
  const blocking = composed.value.findings.find((finding) => finding.severity === 'block')
  if (blocking) return refuse('wording_blocked', { rule: blocking.rule, words: blocking.words })
  const chosen = due.waiting?.settledBy ? due.waiting.recipient : ''
  const address = wireAddress(chosen || composed.value.to.address)
  return address.ok ? accept({ ...composed.value, to: { ...composed.value.to, address: address.value } }) : address
}

type Threads = ReadonlyMap<string, readonly (PreviousMail & { readonly recipient: string })[]>

async function threadsOf(tx: Tx, tenantId: string, caseIds: readonly string[]): Promise<Threads> {
  const threads = new Map<string, (PreviousMail & { recipient: string })[]>()
  for (const row of await mailsBefore(tx, tenantId, caseIds)) {
    const thread = threads.get(row.case_id) ?? []
    thread.push({ messageId: row.mail_message_id, subject: row.subject, recipient: row.recipient })
    threads.set(row.case_id, thread)
  }
  return threads
}

/** Written anew, unless the message of an earlier try says the very same: then its archived bytes leave again (same Message-ID anyway). */
async function prepare(
  services: DispatchServices,
  due: DueEmail,
  email: ComposedEmail,
  threads: Threads,
  smtpUrl: string,
  now: Date,
): Promise<Outcome<ClaimedEmail>> {
  const { waiting } = due
  const sameRecipient = waiting !== null && waiting.recipient === email.to.address
  const deliveryId = sameRecipient ? waiting.deliveryId : newId('dlv')
  const domain = email.from.address.split('@').at(-1) ?? 'localhost'
  const mailMessageId = (sameRecipient ? waiting.mailMessageId : null) ?? `<${deliveryId}@${domain}>`
  const thread = (threads.get(due.caseId) ?? []).filter((mail) => mail.recipient === email.to.address)
  const written = await writeEmail(email, { messageId: mailMessageId, date: now, thread })
  if (!written.ok) return written
  const claim = { due, deliveryId, claimedAt: now, tries: 0, mailMessageId, smtpUrl, email, ...written.value }
  const kept = sameRecipient && waiting.factsSha256 === email.factsSha256 ? waiting : null
  if (!kept?.messageId || !kept.contentSha256) {
    return accept({ ...claim, messageId: newId('msg'), isNewMessage: true, contentSha256: sha256Of(claim.bytes) })
  }
  const bytes = await services.documents.get(kept.contentSha256)
  return accept({ ...claim, bytes, messageId: kept.messageId, isNewMessage: false, contentSha256: kept.contentSha256 })
}
