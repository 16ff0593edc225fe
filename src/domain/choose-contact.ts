import { CHANNEL_FACTS, type Channel } from './channel.ts'
import type { Contact, ContactRole, Regime } from './party.ts'

// A large debtor's treasurer or accounts department first (S2-3); the one who decides for a consumer (S4-39).
const FIRST_ASKED: readonly ContactRole[] = [
  'accounts_payable',
  'treasurer',
  'executive',
  'decision_maker',
  'buyer',
  'other',
]
const FIRM_ASKED: readonly ContactRole[] = [
  'executive',
  'decision_maker',
  'treasurer',
  'accounts_payable',
  'other',
  'buyer',
]
const CONSUMER_ASKED: readonly ContactRole[] = [
  'decision_maker',
  'executive',
  'other',
  'accounts_payable',
  'treasurer',
  'buyer',
]

/** The tone from which one writes to who decides rather than to who pays the bills. */
const FIRM_TONE = 4

/**
 * Who is addressed, among the contacts in their own order: the right role for the tone and the regime, reachable by the channel (S2-3,
 * S3-11, S4-12, S4-39, pitfall 47). An address that was refused is not used. Null when nobody can be reached that way.
 */
export function chooseContact(
  contacts: readonly Contact[],
  channel: Channel,
  regime: Regime,
  tone: number,
): Contact | null {
  const order = regime === 'consumer' ? CONSUMER_ASKED : tone >= FIRM_TONE ? FIRM_ASKED : FIRST_ASKED
  const reachable = contacts.filter((contact) => addressOf(contact, channel) !== null)
  const rank = (contact: Contact) => order.indexOf(contact.role)
  return reachable.reduce<Contact | null>((best, one) => (best === null || rank(one) < rank(best) ? one : best), null)
}

/** The address of a contact on a channel; paper needs none of the contact's own. */
export function addressOf(contact: Contact, channel: Channel): string | null {
  switch (CHANNEL_FACTS[channel].needs) {
    case 'email':
      return contact.emailRefusedOn === null ? contact.email : null
    case 'mobile':
      return contact.mobile
    case 'phone':
      return contact.phone ?? contact.mobile
    case 'postal_address':
      return ''
  }
}
