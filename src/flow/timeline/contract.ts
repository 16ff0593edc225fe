import { z } from 'zod'
import { Id, Instant, PageQuery, pageOf } from '../../platform/http/shapes.ts'

export const EventShape = z.strictObject({
  eventId: z.string(),
  at: Instant,
  kind: z.string(),
  actor: z.string(),
  /** Null for what Amiable did by itself. */
  actorName: z.string().nullable(),
  facts: z.record(z.string(), z.unknown()),
})
export type TimelineEvent = z.output<typeof EventShape>
export const EventPage = pageOf(EventShape)
export const TimelineParams = z.strictObject({ id: Id('cas') })
export const TimelineQuery = z.strictObject(PageQuery.shape)
export const DocumentParams = z.strictObject({ sha256: z.string().regex(/^[0-9a-f]{64}$/) })
