import { describe, expect, it } from 'vitest'
import { addressOf, chooseContact } from './choose-contact.ts'
import { day } from './day.ts'
import type { Contact } from './party.ts'

const contact = (id: string, over: Partial<Contact> = {}): Contact => ({
  id,
  name: null,
  salutation: null,
  role: 'other',
  email: `${id}@client.example`,
  phone: null,
  mobile: null,
  emailRefusedOn: null,
  ...over,
})
const buyer = contact('buyer', { role: 'buyer' })
const accounts = contact('accounts', { role: 'accounts_payable' })
const boss = contact('boss', { role: 'executive' })
const decider = contact('decider', { role: 'decision_maker' })
const everybody = [buyer, boss, decider, accounts]

describe('who is addressed', () => {
  it('S2-3, S3-11: accounts payable first while the tone is that of a reminder', () => {
    expect(chooseContact(everybody, 'email', 'professional', 2)?.id).toBe('accounts')
  })
  it('S4-12: who decides from tone 4 on', () => {
    expect(chooseContact(everybody, 'email', 'professional', 4)?.id).toBe('boss')
    expect(chooseContact([buyer, accounts, decider], 'email', 'professional', 5)?.id).toBe('decider')
  })
  it('S4-39: the person who decides, for a consumer, at every tone', () => {
    for (const tone of [1, 3, 5]) expect(chooseContact(everybody, 'email', 'consumer', tone)?.id).toBe('decider')
  })
  it('among equals, the first in the debtor’s own order', () => {
    expect(chooseContact([contact('a'), contact('b')], 'email', 'professional', 2)?.id).toBe('a')
  })
  it('pitfall 47: the one with an address by that channel, even of another role; nobody when there is none', () => {
    const mute = { ...accounts, email: null }
    expect(chooseContact([mute, buyer], 'email', 'professional', 2)?.id).toBe('buyer')
    expect(chooseContact([mute], 'email', 'professional', 2)).toBeNull()
    expect(chooseContact([mute], 'sms', 'professional', 2)).toBeNull()
  })
  it('pitfall 45: a refused address is not used again', () => {
    const refused = { ...accounts, emailRefusedOn: day('2026-10-01') }
    expect(chooseContact([refused, buyer], 'email', 'professional', 2)?.id).toBe('buyer')
  })
  it('a letter needs no address of the contact’s own', () => {
    expect(chooseContact([{ ...accounts, email: null }], 'registered', 'professional', 5)?.id).toBe('accounts')
  })
  it('a call rings the direct line, else the mobile; an SMS the mobile only', () => {
    const both = contact('x', { phone: '+33240112233', mobile: '+33612345678' })
    expect([addressOf(both, 'phone'), addressOf({ ...both, phone: null }, 'phone'), addressOf(both, 'sms')]).toEqual([
      '+33240112233',
      '+33612345678',
      '+33612345678',
    ])
    expect(addressOf({ ...both, mobile: null }, 'sms')).toBeNull()
  })
})
