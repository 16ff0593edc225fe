import { z } from 'zod'
import { type Day, isDay } from '../../domain/day.ts'
import { type Currency, isKnownCurrency } from '../../domain/money.ts'

/**
 * The atoms of the contracts. No import from the server: the pages read the types of the contracts.
 * Where a shape can say what is wrong, its message is the code of a refusal. Lists are `{ items, nextCursor }`, amounts integer cents with a currency, days `YYYY-MM-DD`, instants UTC with Z.
 */

/** An identifier with its prefix: `Id('deb')`. */
export const Id = (prefix: string) => z.string().regex(new RegExp(`^${prefix}_[0-9a-z_]{4,60}$`))

/** One line typed by a person: trimmed, never a control character (A7-58), at most 200 characters unless told. */
export const Line = (maxLength = 200) =>
  z
    .string()
    .trim()
    .min(1)
    .max(maxLength)
    .regex(/^[^\p{Cc}\u2028\u2029]*$/u, 'field_one_line')

/** Several lines typed by a person: only line breaks among the control characters. */
export const Paragraph = (maxLength = 2_000) =>
  z
    .string()
    .trim()
    .max(maxLength)
    .regex(/^(?:[^\p{Cc}\u2028\u2029]|[\r\n\t])*$/u)

export const PositiveCents = z.int().min(1).max(1_000_000_000_000)

// The check makes the brand true; zod has no way to say so without changing the JSON Schema.
export const DayShape = z
  .string()
  .refine(isDay, 'field_day')
  .meta({ format: 'date', examples: ['2026-11-22'] }) as unknown as z.ZodType<Day, Day>
export const CurrencyShape = z
  .string()
  .regex(/^[A-Z]{3}$/)
  .meta({ examples: ['EUR'] }) as unknown as z.ZodType<Currency, Currency>
/** The same, typed by a person: one that we keep amounts in. */
export const CurrencyTyped = z
  .string()
  .refine(isKnownCurrency, 'field_currency')
  .meta({ pattern: '^[A-Z]{3}$', examples: ['EUR'] }) as unknown as z.ZodType<Currency, Currency>
/** An instant in UTC, as `toISOString` writes it. */
export const Instant = z.iso.datetime()

const Cursor = z.string().regex(/^[A-Za-z0-9_-]{1,400}$/)

/** The query of a list. */
export const PageQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(100).default(50),
  cursor: Cursor.optional(),
})

/** One page of a list: `nextCursor` is null on the last one. */
export const pageOf = <T extends z.ZodType>(item: T) =>
  z.strictObject({ items: z.array(item), nextCursor: z.string().nullable() })

/** Nothing to say but that it is done. */
export const Done = z.strictObject({ done: z.literal(true) })
/** What was just made. */
export const Made = (prefix: string) => z.strictObject({ id: Id(prefix) })
