import { z } from 'zod'
import { DayShape, Id, Instant, Line, Paragraph } from '../../platform/http/shapes.ts'

const DeliveryId = Id('dlv')
const ActionId = Id('act')
const List = <T extends z.ZodType>(item: T) => z.array(item).min(1).max(500)

export const DeliveryParams = z.strictObject({ id: DeliveryId })
export const ActionParams = z.strictObject({ id: ActionId })

export const LettersQuery = z.strictObject({
  on: DayShape,
  /** Each letter begins on a new sheet when the printer uses both sides. */
  duplex: z.enum(['true', 'false']).default('false'),
})

/** Letters put in the post, named by their deliveries or by their acts. */
export const Posting = z
  .strictObject({ deliveryIds: List(DeliveryId).optional(), actionIds: List(ActionId).optional(), on: DayShape })
  .refine((posting) => posting.deliveryIds !== undefined || posting.actionIds !== undefined)
export const Posted = z.strictObject({ posted: z.int() })

/** What a person found of a delivery in doubt. */
export const Settlement = z.strictObject({ outcome: z.enum(['sent', 'not_sent']) })

export const ReceiptChange = z.strictObject({
  trackingNumber: Line(40).nullable().optional(),
  depositedOn: DayShape.nullable().optional(),
  presentedOn: DayShape.nullable().optional(),
  receivedOn: DayShape.nullable().optional(),
  outcome: z.enum(['received', 'unclaimed', 'refused', 'returned']).nullable().optional(),
})

/** An act done by hand. The outcomes that a channel knows: `channels/`. */
export const Completion = z.strictObject({
  on: DayShape,
  outcome: z.enum(['posted', 'sent', 'reached', 'voicemail', 'no_answer', 'wrong_number']),
  note: Paragraph(2_000).optional(),
})

/** To the address of the debtor as it is now, or to this one. */
export const Resend = z.strictObject({ recipient: z.string().max(254).optional() })

const DeliveryState = z.enum(['to_do', 'reserved', 'sending', 'retry', 'sent', 'failed', 'uncertain', 'cancelled'])

/** One delivery with all that is known of it: what a person needs to settle a doubt. */
export const DeliveryShape = z.strictObject({
  deliveryId: DeliveryId,
  actionId: ActionId,
  channel: z.enum(['email', 'post', 'registered', 'sms', 'phone']),
  recipient: z.string(),
  state: DeliveryState,
  subject: z.string().nullable(),
  totalCents: z.int().nullable(),
  /** Of the exact bytes: `GET /documents/:sha256`. */
  contentSha256: z.string().nullable(),
  /** What to look for in the sent folder. */
  mailMessageId: z.string().nullable(),
  failureCode: z.string().nullable(),
  serverReply: z.string().nullable(),
  tries: z.int(),
  retryAt: Instant.nullable(),
  claimedAt: Instant.nullable(),
  settledAt: Instant.nullable(),
  settledBy: z.string().nullable(),
  doneOn: DayShape.nullable(),
  trackingNumber: z.string().nullable(),
  depositedOn: DayShape.nullable(),
  presentedOn: DayShape.nullable(),
  receivedOn: DayShape.nullable(),
  outcome: z.string().nullable(),
  /** Scans kept: `GET /documents/:sha256` gives each one. */
  slips: z.array(
    z.strictObject({
      slipId: Id('slp'),
      kind: z.enum(['deposit', 'receipt', 'returned']),
      fileName: z.string(),
      sha256: z.string(),
      at: Instant,
    }),
  ),
  attempts: z.array(
    z.strictObject({
      startedAt: Instant,
      endedAt: Instant.nullable(),
      result: z.enum(['sent', 'retry', 'failed', 'uncertain']).nullable(),
      serverReply: z.string().nullable(),
    }),
  ),
})
export type DeliveryView = z.output<typeof DeliveryShape>
