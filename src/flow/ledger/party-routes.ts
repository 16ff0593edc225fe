import { accept } from '../../domain/refusal.ts'
import { officeRoute, type Route } from '../../platform/http/route.ts'
import { Done, Made } from '../../platform/http/shapes.ts'
import { checkContact } from './check-party.ts'
import {
  ContactInput,
  DebtorAccountShape,
  DebtorChangeInput,
  DebtorFile,
  DebtorInput,
  DebtorPage,
  DebtorQuery,
  DebtorShape,
  OneContact,
  OneDebtor,
} from './contract.ts'
import { addDebtor, changeDebtor, listDebtors, readContacts, readDebtor } from './debtors.ts'
import { changeContact, postContacts, removeContact } from './post-contacts.ts'
import { readAccounts } from './read-account.ts'

export type LedgerClock = { readonly clock: () => Date }

const debtorRoutes: readonly Route[] = [
  officeRoute({
    method: 'GET',
    path: '/debtors',
    summary: 'Debtors by name; `search` takes the beginnings of words of the name, the reference or the SIREN.',
    role: 'reader',
    query: DebtorQuery,
    answer: DebtorPage,
    handle: ({ tx, caller, query }) => listDebtors(tx, caller.tenantId, query),
  }),
  officeRoute({
    method: 'POST',
    path: '/debtors',
    summary: 'Add a debtor.',
    role: 'collector',
    status: 201,
    body: DebtorInput,
    answer: DebtorShape,
    handle: ({ tx, caller, body }) => addDebtor(tx, caller.tenantId, caller.userId, body),
  }),
  officeRoute({
    method: 'GET',
    path: '/debtors/:id',
    summary: 'One debtor and its contacts.',
    role: 'reader',
    params: OneDebtor,
    answer: DebtorFile,
    handle: async ({ tx, caller, params }) => {
      const debtor = await readDebtor(tx, caller.tenantId, params.id)
      if (!debtor.ok) return debtor
      return accept({ ...debtor.value, contacts: await readContacts(tx, caller.tenantId, params.id) })
    },
  }),
  officeRoute({
    method: 'PATCH',
    path: '/debtors/:id',
    summary: 'Change what is given of a debtor.',
    role: 'collector',
    params: OneDebtor,
    body: DebtorChangeInput,
    answer: DebtorShape,
    handle: ({ tx, caller, params, body }) => changeDebtor(tx, caller.tenantId, caller.userId, params.id, body),
  }),
  officeRoute({
    method: 'GET',
    path: '/debtors/:id/account',
    summary: 'What a debtor owes: invoices with their open balance, entries and allocations, one account a currency.',
    role: 'reader',
    params: OneDebtor,
    answer: DebtorAccountShape,
    handle: async ({ tx, caller, params }) => {
      const debtor = await readDebtor(tx, caller.tenantId, params.id)
      return debtor.ok ? accept({ accounts: await readAccounts(tx, caller.tenantId, params.id) }) : debtor
    },
  }),
]

function contactRoutes({ clock }: LedgerClock): readonly Route[] {
  return [
    officeRoute({
      method: 'POST',
      path: '/debtors/:id/contacts',
      summary: 'Add a contact to a debtor.',
      role: 'collector',
      status: 201,
      params: OneDebtor,
      body: ContactInput,
      answer: Made('con'),
      handle: async ({ tx, caller, params, body }) => {
        const checked = checkContact(body)
        if (!checked.ok) return checked
        const debtor = await readDebtor(tx, caller.tenantId, params.id)
        if (!debtor.ok) return debtor
        const contact = { ...checked.value, debtorId: params.id }
        const [id = ''] = await postContacts(tx, caller.tenantId, caller.userId, [contact])
        return accept({ id })
      },
    }),
    officeRoute({
      method: 'PATCH',
      path: '/contacts/:id',
      summary: 'Change what is given of a contact.',
      role: 'collector',
      params: OneContact,
      body: ContactInput,
      answer: Made('con'),
      handle: async ({ tx, caller, params, body }) => {
        const checked = checkContact(body)
        if (!checked.ok) return checked
        const changed = await changeContact(tx, caller.tenantId, caller.userId, params.id, checked.value)
        return changed.ok ? accept({ id: changed.value }) : changed
      },
    }),
    officeRoute({
      method: 'DELETE',
      path: '/contacts/:id',
      summary: 'Remove a contact from those that may be written to.',
      role: 'collector',
      params: OneContact,
      answer: Done,
      handle: async ({ tx, caller, params }) => {
        const removed = await removeContact(tx, caller.tenantId, caller.userId, params.id, clock())
        return removed.ok ? accept({ done: true as const }) : removed
      },
    }),
  ]
}

export function partyRoutes(services: LedgerClock): readonly Route[] {
  return [...debtorRoutes, ...contactRoutes(services)]
}
