import { accept, refuse } from '../../domain/refusal.ts'
import { todayInParis } from '../../platform/clock.ts'
import type { Db, Tx } from '../../platform/db.ts'
import type { Documents } from '../../platform/documents.ts'
import { fileRoute, longRoute, officeRoute, type Route } from '../../platform/http/route.ts'
import { Done, Made } from '../../platform/http/shapes.ts'
import { askResend } from './ask-resend.ts'
import {
  ActionParams,
  Completion,
  DeliveryParams,
  DeliveryShape,
  LettersQuery,
  Posted,
  Posting,
  ReceiptChange,
  Resend,
  Settlement,
} from './contract.ts'
import { keepSlip, SLIP_BYTES } from './keep-slip.ts'
import { noteReceipt } from './note-receipt.ts'
import { printLetters } from './print-letters.ts'
import { readDelivery } from './queries.ts'
import { type By, completeAct, postLetters } from './record-done.ts'
import { settleUncertain } from './settle-uncertain.ts'

export type DispatchRouteServices = {
  readonly db: Db
  readonly documents: Documents
  readonly clock: () => Date
  /** Wakes the sender when the transaction commits. */
  readonly sendSoon: (tx: Tx) => Promise<void>
}

export function dispatchRoutes(services: DispatchRouteServices): readonly Route[] {
  return [...letterRoutes(services), ...deliveryRoutes(services), ...actRoutes(services)]
}

function by(actor: string, clock: () => Date): By {
  const now = clock()
  return { actor, now, today: todayInParis(now) }
}

function letterRoutes({ documents, clock }: DispatchRouteServices): readonly Route[] {
  return [
    fileRoute({
      method: 'GET',
      path: '/letters',
      summary: 'The letters of a day to print, in one PDF in the order of the envelopes.',
      role: 'collector',
      query: LettersQuery,
      mediaType: 'application/pdf',
      handle: async ({ tx, caller, query }) => {
        const printed = await printLetters(tx, documents, caller.tenantId, query.on, query.duplex === 'true')
        if (!printed.ok) return printed
        const fileName = `courriers-${query.on}.pdf`
        return accept({ bytes: printed.value, mediaType: 'application/pdf', fileName })
      },
    }),
    officeRoute({
      method: 'POST',
      path: '/postings',
      summary: 'Letters were put in the post on a day.',
      role: 'collector',
      idempotent: true,
      body: Posting,
      answer: Posted,
      handle: ({ tx, caller, body }) => postLetters(tx, caller.tenantId, body, body.on, by(caller.userId, clock)),
    }),
  ]
}

function deliveryRoutes({ clock, db, documents }: DispatchRouteServices): readonly Route[] {
  return [
    longRoute({
      method: 'POST',
      path: '/deliveries/:id/slips',
      summary: 'Keep the scan of a slip of a letter (deposit, receipt, returned envelope), with its `kind`.',
      role: 'collector',
      params: DeliveryParams,
      answer: Made('slp'),
      status: 201,
      uploadBytes: SLIP_BYTES,
      handle: async ({ caller, params, upload }) =>
        upload ? keepSlip({ db, documents }, caller, params.id, upload) : refuse('file_missing'),
    }),
    officeRoute({
      method: 'GET',
      path: '/deliveries/:id',
      summary: 'All that is known of one sending: tries, replies of the server, Message-ID.',
      role: 'reader',
      params: DeliveryParams,
      answer: DeliveryShape,
      handle: ({ tx, caller, params }) => readDelivery(tx, caller.tenantId, params.id),
    }),
    officeRoute({
      method: 'POST',
      path: '/deliveries/:id/settlements',
      summary: 'A person found that a sending in doubt left, or did not.',
      role: 'collector',
      idempotent: true,
      params: DeliveryParams,
      body: Settlement,
      answer: Done,
      handle: ({ tx, caller, params, body }) =>
        settleUncertain(tx, caller.tenantId, caller.userId, params.id, body.outcome, clock()),
    }),
    officeRoute({
      method: 'PATCH',
      path: '/deliveries/:id',
      summary: 'Number, dates and fate of a letter, from its slips.',
      role: 'collector',
      params: DeliveryParams,
      body: ReceiptChange,
      answer: Done,
      handle: ({ tx, caller, params, body }) =>
        noteReceipt(tx, caller.tenantId, caller.userId, params.id, body, todayInParis(clock())),
    }),
  ]
}

function actRoutes({ clock, sendSoon }: DispatchRouteServices): readonly Route[] {
  return [
    officeRoute({
      method: 'POST',
      path: '/actions/:id/completions',
      summary: 'A call, a text message or a letter was done by hand.',
      role: 'collector',
      idempotent: true,
      params: ActionParams,
      body: Completion,
      answer: Made('dlv'),
      handle: ({ tx, caller, params, body }) => {
        const declared = { on: body.on, outcome: body.outcome, note: body.note ?? null }
        return completeAct(tx, caller.tenantId, params.id, declared, by(caller.userId, clock))
      },
    }),
    officeRoute({
      method: 'POST',
      path: '/actions/:id/resends',
      summary: 'Send again an e-mail that failed, to the address as it is now or to this one.',
      role: 'collector',
      idempotent: true,
      params: ActionParams,
      body: Resend,
      answer: Made('dlv'),
      handle: async ({ tx, caller, params, body }) => {
        const asked = await askResend(tx, caller.tenantId, caller.userId, params.id, body.recipient ?? null)
        if (asked.ok) await sendSoon(tx)
        return asked
      },
    }),
  ]
}
