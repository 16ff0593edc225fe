import { type Day, isDay } from '../domain/day.ts'
import { type Refusal, refuse } from '../domain/refusal.ts'
import type { CommandArguments } from './command.ts'

type Values = CommandArguments['values']

/** An option that is missing or unreadable. Thrown while reading the command line, caught by `refusingOptions`. */
class RefusedOption extends Error {
  readonly refusal: Refusal

  constructor(option: string, given: string | null, expected: string) {
    super(`--${option}`)
    this.refusal = refuse(given === null ? 'option_missing' : 'option_unreadable', { option, given, expected }).refusal
  }
}

/** Runs what reads options; an option refused becomes the answer of `onRefusal`. */
export async function refusingOptions(
  run: () => Promise<number>,
  onRefusal: (refusal: Refusal, words: string) => number,
): Promise<number> {
  try {
    return await run()
  } catch (error) {
    if (!(error instanceof RefusedOption)) throw error
    return onRefusal(error.refusal, sayOption(error.refusal))
  }
}

function sayOption({ facts }: Refusal): string {
  const { option, given, expected } = facts
  return given === null
    ? `L’option --${option} est obligatoire\u00a0: ${expected}.`
    : `L’option --${option} n’est pas comprise (« ${given} »)\u00a0: ${expected}.`
}

/** The text of an option, or null. */
export function optionalText(values: Values, option: string): string | null {
  const value = values[option]
  return typeof value === 'string' ? value : null
}

const DAY_FORM = 'une date qui existe, AAAA-MM-JJ'

export function optionalDay(values: Values, option: string): Day | null {
  const text = optionalText(values, option)
  return text === null ? null : readDay(option, text)
}

export function requiredDay(values: Values, option: string): Day {
  return optionalDay(values, option) ?? missing(option, DAY_FORM)
}

/** Reads an option with a function that gives null for what it does not understand. */
export function optional<T>(
  values: Values,
  option: string,
  read: (text: string) => T | null,
  expected: string,
): T | null {
  const text = optionalText(values, option)
  return text === null ? null : (read(text) ?? unreadable(option, text, expected))
}

export function required<T>(values: Values, option: string, read: (text: string) => T | null, expected: string): T {
  return optional(values, option, read, expected) ?? missing(option, expected)
}

/** One of a list of words. */
export function optionalChoice<T extends string>(values: Values, option: string, choices: readonly T[]): T | null {
  const find = (text: string) => choices.find((choice) => choice === text) ?? null
  return optional(values, option, find, `au choix ${choices.join(', ')}`)
}

/** An option given several times. */
export function list<T>(
  values: Values,
  option: string,
  read: (text: string) => T | null,
  expected: string,
): readonly T[] {
  const given = values[option]
  if (!Array.isArray(given)) return []
  return given.map((one) => read(String(one)) ?? unreadable(option, String(one), expected))
}

/** Whole cents of `980`, `980.00` or `1 234,56`; null when it is not an amount. The sign is kept for the rules to judge. */
export function readCents(text: string): number | null {
  const match = /^(-?)(\d{1,12})(?:[.,](\d{1,2}))?$/.exec(text.replace(/[\s€]/g, ''))
  if (!match) return null
  const cents = Number(match[2]) * 100 + Number((match[3] ?? '').padEnd(2, '0'))
  return match[1] === '-' ? -cents : cents
}

function readDay(option: string, text: string): Day {
  return isDay(text) ? text : unreadable(option, text, DAY_FORM)
}

function missing(option: string, expected: string): never {
  throw new RefusedOption(option, null, expected)
}

function unreadable(option: string, given: string, expected: string): never {
  throw new RefusedOption(option, given, expected)
}
