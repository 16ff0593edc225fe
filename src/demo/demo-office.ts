import { postContacts, postDebtors } from '../flow/ledger/post-entries.ts'
import { addCreditor } from '../flow/setup/creditors.ts'
import { setMailAccount } from '../flow/setup/mail-account.ts'
import type { Tx } from '../platform/db.ts'
import { accepted } from './accepted.ts'
import { DEMO_DEBTORS } from './debtors.ts'
import { FIRM, FIRM_MAIL } from './firm.ts'

/** The office that is being filled. */
export type DemoOffice = {
  readonly tenantId: string
  /** Who does what a person does. */
  readonly userId: string
  readonly creditorId: string
  /** Ids by key. */
  readonly debtors: ReadonlyMap<string, string>
}

/** Adds the firm and its debtors to an office that has neither. */
export async function addFirm(tx: Tx, tenantId: string, userId: string, secret: string): Promise<DemoOffice> {
  const { creditorId } = accepted(await addCreditor(tx, tenantId, userId, FIRM))
  accepted(await setMailAccount(tx, tenantId, userId, creditorId, FIRM_MAIL, secret))
  const ids = await postDebtors(
    tx,
    tenantId,
    userId,
    DEMO_DEBTORS.map(({ fields }) => ({ ...fields, creditorId })),
  )
  const debtors = new Map(DEMO_DEBTORS.map(({ key }, rank) => [key, ids[rank] ?? '']))
  const contacts = DEMO_DEBTORS.flatMap(({ key, contact }) =>
    contact === null ? [] : [{ ...contact, debtorId: debtors.get(key) ?? '' }],
  )
  await postContacts(tx, tenantId, userId, contacts)
  return { tenantId, userId, creditorId, debtors }
}
