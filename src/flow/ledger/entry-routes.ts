import { accept } from '../../domain/refusal.ts'
import { todayInParis } from '../../platform/clock.ts'
import { officeRoute, type Route } from '../../platform/http/route.ts'
import { Done, Made } from '../../platform/http/shapes.ts'
import { changeAllocations } from './change-allocations.ts'
import {
  AllocationInput,
  ChargeDecisionInput,
  CreditNoteInput,
  OneEntry,
  PaymentInput,
  PaymentsKnownInput,
  ReversalInput,
} from './contract.ts'
import { decideCharge } from './decide-charge.ts'
import type { LedgerClock } from './party-routes.ts'
import { notePaymentsKnown } from './payments-known.ts'
import { recordCredit } from './record-credit.ts'
import { reverseEntry } from './reverse-entry.ts'

const creditRoutes: readonly Route[] = [
  officeRoute({
    method: 'POST',
    path: '/payments',
    summary: 'Enter a payment; without allocations it settles what its reference names, then the oldest due.',
    role: 'collector',
    status: 201,
    idempotent: true,
    body: PaymentInput,
    answer: Made('ent'),
    handle: ({ tx, caller, body: { paidOn, ...payment } }) =>
      recordCredit(tx, caller.tenantId, caller.userId, 'payment', { ...payment, onDay: paidOn }),
  }),
  officeRoute({
    method: 'POST',
    path: '/credit-notes',
    summary: 'Enter a credit note; it settles invoices as a payment does.',
    role: 'collector',
    status: 201,
    idempotent: true,
    body: CreditNoteInput,
    answer: Made('ent'),
    handle: ({ tx, caller, body: { issuedOn, number, ...note } }) => {
      // What the note says of the invoice it corrects is kept beside its own number.
      const label = [note.reference, note.label].filter(Boolean).join(' · ') || null
      const credit = { ...note, onDay: issuedOn, reference: number, label }
      return recordCredit(tx, caller.tenantId, caller.userId, 'credit_note', credit)
    },
  }),
  officeRoute({
    method: 'POST',
    path: '/entries/:id/reversals',
    summary: 'Undo a payment or a credit note: what it settled is open again, and nothing else.',
    role: 'collector',
    status: 201,
    idempotent: true,
    params: OneEntry,
    body: ReversalInput,
    answer: Made('ent'),
    handle: async ({ tx, caller, params, body }) => {
      const reversed = await reverseEntry(tx, caller.tenantId, caller.userId, params.id, body.on, body.reason)
      return reversed.ok ? accept({ id: reversed.value }) : reversed
    },
  }),
  officeRoute({
    method: 'POST',
    path: '/entries/:id/allocations',
    summary: 'Say all that an entry settles from now on.',
    role: 'collector',
    idempotent: true,
    params: OneEntry,
    body: AllocationInput,
    answer: Done,
    handle: ({ tx, caller, params, body }) =>
      changeAllocations(tx, caller.tenantId, caller.userId, params.id, body.allocations),
  }),
]

export function entryRoutes({ clock }: LedgerClock): readonly Route[] {
  return [
    ...creditRoutes,
    officeRoute({
      method: 'POST',
      path: '/charge-decisions',
      summary: 'Claim, keep for later or give up the interest or the 40 € of an invoice.',
      role: 'collector',
      status: 201,
      body: ChargeDecisionInput,
      answer: Done,
      handle: ({ tx, caller, body }) => decideCharge(tx, caller.tenantId, caller.userId, body),
    }),
    officeRoute({
      method: 'POST',
      path: '/payments-known',
      summary: 'Say up to what day the payments of a creditor are known.',
      role: 'collector',
      status: 201,
      body: PaymentsKnownInput,
      answer: Done,
      handle: ({ tx, caller, body }) => {
        const known = { ...body, source: 'person' }
        return notePaymentsKnown(tx, caller.tenantId, caller.userId, known, todayInParis(clock()))
      },
    }),
  ]
}
