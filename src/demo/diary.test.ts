import { describe, expect, it } from 'vitest'
import { addDays, day } from '../domain/day.ts'
import { readEmailAddress } from '../domain/email-address.ts'
import { readIban } from '../domain/iban.ts'
import { checkInvoice } from '../domain/invoice.ts'
import { currency } from '../domain/money.ts'
import { readSiren, readVatNumber } from '../domain/siren.ts'
import { fridayOf, lastWorkingDay } from './calendar.ts'
import { DEMO_DEBTORS } from './debtors.ts'
import { DEMO_INVOICES, diaryOf } from './diary.ts'
import { DEMO_USER, FIRM, FIRM_MAIL } from './firm.ts'
import { STORIES } from './stories.ts'

const TODAY = day('2026-11-22')
const invoicesOf = (today = TODAY) => diaryOf(today).filter((fact) => fact.what === 'invoice')

describe('the sample firm and its debtors', () => {
  it('has an identity that passes every check', () => {
    expect(readSiren(FIRM.siren ?? '')).not.toBeNull()
    expect(readVatNumber(FIRM.vatNumber ?? '')).toContain(readSiren(FIRM.siren ?? ''))
    expect(readIban(FIRM.iban ?? '').ok).toBe(true)
  })

  it('has sixty debtors with distinct names, references and SIREN that hold', () => {
    expect(DEMO_DEBTORS).toHaveLength(60)
    const sirens = DEMO_DEBTORS.flatMap(({ fields }) => (fields.siren ? [fields.siren] : []))
    expect(sirens.map(readSiren)).toEqual(sirens)
    for (const values of [sirens, DEMO_DEBTORS.map(({ fields }) => fields.name), DEMO_DEBTORS.map(({ key }) => key)])
      expect(new Set(values).size).toBe(values.length)
  })

  it('is of every kind: companies, craftsmen, consumers, town hall, association, condominium, abroad, Alsace-Moselle', () => {
    const kinds = new Set(DEMO_DEBTORS.map(({ fields }) => fields.kind))
    expect([...kinds].sort()).toEqual([
      'association',
      'civil_professional',
      'company',
      'condominium',
      'consumer',
      'craftsman',
      'foreign',
      'public_body',
      'trader',
    ])
    expect(DEMO_DEBTORS.some(({ fields }) => fields.territory === 'alsace_moselle')).toBe(true)
    expect(DEMO_DEBTORS.some(({ fields }) => fields.language === 'en')).toBe(true)
  })

  it('has no address that mail could reach: every domain ends in .example (RFC 2606)', () => {
    const emails = DEMO_DEBTORS.flatMap(({ contact }) => (contact?.email ? [contact.email] : []))
    const hosts = [...emails, FIRM.email ?? '', FIRM_MAIL.fromEmail, DEMO_USER.email].map((email) => {
      const read = readEmailAddress(email)
      return read.ok ? read.value.split('@')[1] : null
    })
    expect([...hosts, FIRM_MAIL.host].every((host) => host?.endsWith('.example'))).toBe(true)
  })
})

describe('the diary', () => {
  it('has 250 sound invoices with numbers in the order of their dates', () => {
    const facts = invoicesOf()
    expect(facts).toHaveLength(DEMO_INVOICES)
    expect(new Set(facts.map(({ number }) => number)).size).toBe(DEMO_INVOICES)
    const eur = currency('EUR')
    const refused = facts.filter((fact) => {
      const { instalments, ...invoice } = fact
      const parts = {
        creditorId: 'crd_0001',
        debtorId: 'deb_0001',
        currency: eur,
        dueOrigin: 'invoice',
        instalments,
      } as const
      return !checkInvoice({ ...invoice, ...parts }).ok
    })
    expect(refused).toEqual([])
  })

  it('is the same for the same day, in order, and never tells tomorrow, on any day of two years', () => {
    expect(diaryOf(TODAY)).toEqual(diaryOf(TODAY))
    for (let today = TODAY; today < addDays(TODAY, 730); today = addDays(today, 11)) {
      const days = diaryOf(today).map(({ on }) => on)
      expect(days).toEqual(days.toSorted())
      expect((days.at(-1) ?? '') <= today).toBe(true)
      expect(invoicesOf(today)).toHaveLength(DEMO_INVOICES)
    }
  })

  it('tells stories of debtors that exist', () => {
    const keys = new Set(DEMO_DEBTORS.map(({ key }) => key))
    expect(STORIES.filter(({ debtor }) => !keys.has(debtor))).toEqual([])
  })
})

describe('the calendar', () => {
  it('takes Friday for a Sunday, and the day before for a holiday', () => {
    expect(lastWorkingDay(day('2026-11-22'))).toBe('2026-11-20')
    expect(lastWorkingDay(day('2026-11-11'))).toBe('2026-11-10')
    expect(lastWorkingDay(day('2026-11-24'))).toBe('2026-11-24')
    expect(fridayOf(day('2026-11-22'))).toBe('2026-11-20')
  })
})
