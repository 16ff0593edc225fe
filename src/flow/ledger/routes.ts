import { accept, refuse } from '../../domain/refusal.ts'
import type { Db } from '../../platform/db.ts'
import type { Documents } from '../../platform/documents.ts'
import { longRoute, officeRoute, type Route } from '../../platform/http/route.ts'
import { Done } from '../../platform/http/shapes.ts'
import { cancelInvoice } from './cancel-invoice.ts'
import {
  DocumentKept,
  InvoiceInput,
  InvoicePage,
  InvoiceQuery,
  InvoiceShape,
  OneInvoice,
  ReasonInput,
  SearchAnswer,
  SearchQuery,
} from './contract.ts'
import { entryRoutes } from './entry-routes.ts'
import { DOCUMENT_BYTES, keepInvoiceDocument } from './keep-invoice-document.ts'
import { type LedgerClock, partyRoutes } from './party-routes.ts'
import { listInvoices } from './read-account.ts'
import { recordInvoice } from './record-invoice.ts'
import { search } from './search.ts'

export type LedgerServices = LedgerClock & { readonly db: Db; readonly documents: Documents }

export function ledgerRoutes(services: LedgerServices): readonly Route[] {
  return [...partyRoutes(services), ...invoiceRoutes(services), ...entryRoutes(services), searchRoute]
}

function invoiceRoutes(services: LedgerServices): readonly Route[] {
  return [
    officeRoute({
      method: 'GET',
      path: '/invoices',
      summary: 'Invoices with their open balance, the last entered first.',
      role: 'reader',
      query: InvoiceQuery,
      answer: InvoicePage,
      handle: ({ tx, caller, query }) => listInvoices(tx, caller.tenantId, query),
    }),
    officeRoute({
      method: 'POST',
      path: '/invoices',
      summary: 'Enter an invoice; without a due date it is computed from the terms, and its origin is shown.',
      role: 'collector',
      status: 201,
      body: InvoiceInput,
      answer: InvoiceShape,
      handle: ({ tx, caller, body }) => recordInvoice(tx, caller.tenantId, caller.userId, body),
    }),
    officeRoute({
      method: 'POST',
      path: '/invoices/:id/cancellations',
      summary: 'Cancel an invoice: it is never chased again, and what had settled it waits in the debtor’s favour.',
      role: 'collector',
      status: 201,
      params: OneInvoice,
      body: ReasonInput,
      answer: Done,
      handle: ({ tx, caller, params, body }) =>
        cancelInvoice(tx, caller.tenantId, caller.userId, params.id, body.reason, services.clock()),
    }),
    longRoute({
      method: 'PUT',
      path: '/invoices/:id/document',
      summary: 'Keep the PDF of an invoice, attached to its reminders.',
      role: 'collector',
      params: OneInvoice,
      answer: DocumentKept,
      uploadBytes: DOCUMENT_BYTES,
      handle: async ({ caller, params, upload }) =>
        upload ? keepInvoiceDocument(services, caller, params.id, upload) : refuse('file_missing'),
    }),
  ]
}

const searchRoute: Route = officeRoute({
  method: 'GET',
  path: '/search',
  summary: 'Debtors, invoices and creditors by name, reference, SIREN or number.',
  role: 'reader',
  query: SearchQuery,
  answer: SearchAnswer,
  handle: async ({ tx, caller, query }) =>
    accept({ items: await search(tx, caller.tenantId, query.q, query.limit), nextCursor: null }),
})
