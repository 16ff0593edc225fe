import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { ECB_RATES } from '../../domain/law/data/ecb-rates.ts'
import { LEGAL_INTEREST_RATES } from '../../domain/law/data/legal-interest-rates.ts'
import { explainLawRefusal, explainNote } from '../../domain/law/explain-in-french.ts'
import { type RateTables, rateTables } from '../../domain/law/rates.ts'
import type { Note } from '../../domain/law/rule.ts'
import type { Refusal } from '../../domain/refusal.ts'
import { readRates } from '../../flow/setup/read-rates.ts'
import type { CommandArguments, CommandContext } from '../command.ts'

/** One calculator of `amiable law`: reads its options, asks one rule, answers. */
export type LawCommand = (context: CommandContext, values: CommandArguments['values']) => Promise<number>

/** The rates of the installation, or those delivered with the program where nothing is installed yet. */
export async function ratesOf(context: CommandContext): Promise<RateTables> {
  const { databaseUrl, dataFolder } = context.config
  const isInstalled = databaseUrl !== null || existsSync(join(dataFolder, 'postgres'))
  return isInstalled ? readRates((await context.services()).db) : rateTables(LEGAL_INTEREST_RATES, ECB_RATES)
}

export function refuseInFrench(context: CommandContext, refusal: Refusal): number {
  return context.refuse(refusal, explainLawRefusal(refusal) ?? refusal.code)
}

/** A note with its code for programs and its words for people. */
export function toldNotes(notes: readonly Note[]) {
  return notes.map((one) => ({ ...one, text: explainNote(one) }))
}

export function noteLines(notes: readonly Note[]): readonly string[] {
  return notes.map((one) => `- ${explainNote(one)}`)
}
