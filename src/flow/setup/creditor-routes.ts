import { z } from 'zod'
import { accept } from '../../domain/refusal.ts'
import type { Db } from '../../platform/db.ts'
import { longRoute, officeRoute, type Route } from '../../platform/http/route.ts'
import { Done, Id } from '../../platform/http/shapes.ts'
import {
  CreditorChange,
  CreditorFields,
  CreditorPage,
  CreditorShape,
  MailAccountAnswer,
  MailAccountInput,
  MailAccountShape,
} from './contract.ts'
import { addCreditor, changeCreditor, readCreditors } from './creditors.ts'
import { readMailAccount, setMailAccount, testMailAccount } from './mail-account.ts'

export type CreditorServices = {
  readonly db: Db
  readonly secret: string
  readonly config: { readonly smtpUrl: string | null }
}

const OneCreditor = z.strictObject({ id: Id('crd') })

export function creditorRoutes(services: CreditorServices): readonly Route[] {
  return [
    officeRoute({
      method: 'GET',
      path: '/creditors',
      summary: 'The legal entities that invoice, by name.',
      role: 'reader',
      answer: CreditorPage,
      handle: async ({ tx, caller }) => accept({ items: await readCreditors(tx, caller.tenantId), nextCursor: null }),
    }),
    officeRoute({
      method: 'POST',
      path: '/creditors',
      summary: 'Add a legal entity that invoices.',
      role: 'owner',
      status: 201,
      body: CreditorFields,
      answer: CreditorShape,
      handle: ({ tx, caller, body }) => addCreditor(tx, caller.tenantId, caller.userId, body),
    }),
    officeRoute({
      method: 'PATCH',
      path: '/creditors/:id',
      summary: 'Change what is given of a legal entity.',
      role: 'owner',
      params: OneCreditor,
      body: CreditorChange,
      answer: CreditorShape,
      handle: ({ tx, caller, params, body }) => changeCreditor(tx, caller.tenantId, caller.userId, params.id, body),
    }),
    ...mailRoutes(services),
  ]
}

function mailRoutes({ db, secret, config }: CreditorServices): readonly Route[] {
  return [
    officeRoute({
      method: 'GET',
      path: '/creditors/:id/mail-account',
      summary: 'The mail account of a creditor, without its password.',
      role: 'reader',
      params: OneCreditor,
      answer: MailAccountAnswer,
      handle: ({ tx, caller, params }) => readMailAccount(tx, caller.tenantId, params.id, secret),
    }),
    officeRoute({
      method: 'PUT',
      path: '/creditors/:id/mail-account',
      summary: 'Set the mail account of a creditor; without a password the one kept before stays.',
      role: 'owner',
      params: OneCreditor,
      body: MailAccountInput,
      answer: MailAccountShape,
      handle: ({ tx, caller, params, body }) =>
        setMailAccount(tx, caller.tenantId, caller.userId, params.id, body, secret),
    }),
    longRoute({
      method: 'POST',
      path: '/creditors/:id/mail-account/tests',
      summary: 'Sign in to the mail server for real, without sending anything.',
      role: 'owner',
      params: OneCreditor,
      answer: Done,
      handle: ({ caller, params }) =>
        testMailAccount(db, caller.tenantId, params.id, { secret, smtpUrl: config.smtpUrl }),
    }),
  ]
}
