import { z } from 'zod'
import { Id } from '../../platform/http/shapes.ts'

const FindingShape = z.strictObject({
  ruleId: z.string(),
  severity: z.enum(['block', 'warn']),
  words: z.string(),
  reason: z.string(),
  suggestion: z.string(),
})
export const PreviewShape = z.strictObject({
  channel: z.enum(['email', 'post', 'registered', 'sms', 'phone']),
  recipient: z.string(),
  recipientName: z.string().nullable(),
  subject: z.string(),
  /** The mail as HTML, served as a framed file without any right. */
  htmlUrl: z.string().nullable(),
  text: z.string(),
  pdfUrl: z.string().nullable(),
  smsParts: z.int().nullable(),
  attachments: z.array(z.string()),
  findings: z.array(FindingShape),
  totalCents: z.int(),
})
export type Preview = z.output<typeof PreviewShape>
export const ActionParams = z.strictObject({ id: Id('act') })
