import { z } from 'zod'
import { CHANNELS } from '../../domain/channel.ts'
import type { Scenario } from '../../domain/scenario.ts'
import { Line, Paragraph } from '../../platform/http/shapes.ts'

const Code = z
  .string()
  .max(60)
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)
const Steps = z.array(Code).min(1).max(20)
const Texts = z.strictObject({ fr: Paragraph(500).min(1), en: Paragraph(500).min(1) })
const Channel = z.enum(CHANNELS)

const ConditionShape = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('has'), what: z.enum(['email', 'mobile', 'phone', 'postal_address']) }),
  z.strictObject({
    kind: z.literal('regime'),
    among: z.array(z.enum(['professional', 'public', 'consumer', 'non_professional'])).min(1),
  }),
  z.strictObject({ kind: z.literal('amount'), atLeastCents: z.int().min(0) }),
  z.strictObject({ kind: z.literal('without_effect'), steps: Steps }),
  z.strictObject({ kind: z.literal('not_taken'), steps: Steps }),
  z.strictObject({ kind: z.literal('large_account') }),
])

const StepShape = z.strictObject({
  code: Code,
  channel: Channel,
  otherwise: Channel.exactOptional(),
  offsetDays: z.int().min(-60).max(720),
  template: Line(60),
  tone: z.literal([1, 2, 3, 4, 5]),
  approval: z.enum(['automatic', 'confirm', 'manual']),
  payWithinDays: z.int().min(1).max(60).exactOptional(),
  together: z.boolean().exactOptional(),
  conditions: z.array(ConditionShape).max(10).exactOptional(),
})

/** A scenario as a person writes it in a file: its form. Whether it is a sound one is for `checkScenario`. */
export const ScenarioFileShape: z.ZodType<Scenario> = z.strictObject({
  code: Code,
  version: z.int().min(1),
  name: Texts,
  description: Texts,
  steps: z.array(StepShape).max(40),
  minGapDays: z.int().min(1).max(60),
  capPerCase: z.int().min(1).max(30),
  maxGapDays: z.int().min(1).max(365),
})
