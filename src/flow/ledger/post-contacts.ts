import type { Day } from '../../domain/day.ts'
import type { ContactRole } from '../../domain/party.ts'
import { accept, type Outcome, refuse } from '../../domain/refusal.ts'
import type { Tx } from '../../platform/db.ts'
import { newId } from '../../platform/ids.ts'
import { insertMany } from '../../platform/insert-many.ts'
import { appendEvent, appendEvents } from '../timeline/append.ts'

/** A person or a department to write to. The addresses are checked by the caller (domain/email-address, phone numbers in E.164). */
export type ContactFields = {
  readonly name?: string | null
  readonly salutation?: string | null
  readonly role?: ContactRole
  readonly email?: string | null
  readonly phone?: string | null
  readonly mobile?: string | null
  /** 1 is written to first. */
  readonly rank?: number
}

export type NewContact = ContactFields & { readonly debtorId: string; readonly importBatchId?: string | null }

/** Enters contacts, any number of them; returns their ids, in order. */
export async function postContacts(
  tx: Tx,
  tenantId: string,
  actor: string,
  contacts: readonly NewContact[],
): Promise<string[]> {
  const rows = contacts.map((contact) => ({
    tenant_id: tenantId,
    contact_id: newId('con'),
    debtor_id: contact.debtorId,
    name: contact.name ?? null,
    salutation: contact.salutation ?? null,
    role: contact.role ?? 'other',
    email: contact.email ?? null,
    phone: contact.phone ?? null,
    mobile: contact.mobile ?? null,
    rank: contact.rank ?? 1,
    import_batch_id: contact.importBatchId ?? null,
  }))
  await insertMany(tx, 'contact', rows, 'contact_id')
  const told = rows.filter((row) => row.import_batch_id === null)
  await appendEvents(
    tx,
    tenantId,
    told.map((row) => contactEvent('contact_recorded', actor, row.debtor_id, row.contact_id)),
  )
  return rows.map((row) => row.contact_id)
}

/** Changes what is given of a contact; a new e-mail address forgets that the old one was refused (pitfall 45). Refusal: `not_found`. */
export async function changeContact(
  tx: Tx,
  tenantId: string,
  actor: string,
  contactId: string,
  fields: ContactFields & { readonly emailRefusedOn?: Day | null },
): Promise<Outcome<string>> {
  const { emailRefusedOn, ...plain } = fields
  const refusedOn = emailRefusedOn === undefined && fields.email !== undefined ? null : emailRefusedOn
  const row = await tx
    .updateTable('contact')
    .set({ ...plain, email_refused_on: refusedOn, contact_id: contactId })
    .where('tenant_id', '=', tenantId)
    .where('contact_id', '=', contactId)
    .where('removed_at', 'is', null)
    .returning('debtor_id')
    .executeTakeFirst()
  if (!row) return refuse('not_found', { id: contactId })
  await appendEvent(tx, tenantId, contactEvent('contact_changed', actor, row.debtor_id, contactId))
  return accept(contactId)
}

/** Removes a contact from what may be written to; what was sent to it stays in the timeline. Refusal: `not_found`. */
export async function removeContact(
  tx: Tx,
  tenantId: string,
  actor: string,
  contactId: string,
  at: Date,
): Promise<Outcome<string>> {
  const row = await tx
    .updateTable('contact')
    .set({ removed_at: at })
    .where('tenant_id', '=', tenantId)
    .where('contact_id', '=', contactId)
    .where('removed_at', 'is', null)
    .returning('debtor_id')
    .executeTakeFirst()
  if (!row) return refuse('not_found', { id: contactId })
  await appendEvent(tx, tenantId, contactEvent('contact_removed', actor, row.debtor_id, contactId))
  return accept(contactId)
}

function contactEvent(kind: string, actor: string, debtorId: string, contactId: string) {
  return { kind, actor, debtorId, facts: { contactId } }
}
