import { Liquid, type Template as ParsedLiquid } from 'liquidjs'
import type { Language } from '../../domain/party.ts'
import { fragmentsOf } from './built-in-templates.ts'
import { oneLine } from './one-line.ts'
import { euros, gsm, longDay, percent, shortAmount, shortDay } from './value-format.ts'

/** What the result is read as: `markdown` values are escaped so that data can never become markup; `plain` ones are not. */
export type LiquidOutput = 'markdown' | 'plain'

export type LiquidEngine = {
  readonly parse: (source: string) => ParsedLiquid[]
  readonly render: (parsed: ParsedLiquid[], variables: object, annexe: boolean) => string
}

/**
 * The Liquid engine of a language (README of the texts: `strictVariables`, `strictFilters`, `ownPropertyOnly`, `lenientIf`).
 * Fragments are in memory: a text can include nothing from the disk.
 */
export function liquidEngine(language: Language, output: LiquidOutput): LiquidEngine {
  const key = `${language} ${output}`
  const known = engines.get(key)
  if (known) return known
  const engine = createEngine(language, output)
  engines.set(key, engine)
  return engine
}
const engines = new Map<string, LiquidEngine>()

function createEngine(language: Language, output: LiquidOutput): LiquidEngine {
  const liquid = new Liquid({
    strictVariables: true,
    strictFilters: true,
    ownPropertyOnly: true,
    lenientIf: true,
    cache: true,
    templates: { ...fragmentsOf(language) },
    outputEscape: output === 'markdown' ? escapeMarkdown : oneLine,
  })
  liquid.registerFilter('jour', (value: unknown) => longDay(oneLine(value), language))
  liquid.registerFilter('jour_court', (value: unknown) => shortDay(oneLine(value)))
  liquid.registerFilter('euros', (value: unknown) => euros(Number(value ?? Number.NaN), language))
  liquid.registerFilter('montant_court', (value: unknown) => shortAmount(Number(value ?? Number.NaN), language))
  liquid.registerFilter('taux', (value: unknown) => percent(Number(value ?? Number.NaN), language))
  liquid.registerFilter('gsm', (value: unknown, max: unknown) => gsm(oneLine(value), Number(max ?? 160)))
  return {
    parse: (source) => liquid.parse(source),
    render: (parsed, variables, annexe) => String(liquid.renderSync(parsed, { ...variables, annexe })),
  }
}

/** CommonMark lets any ASCII punctuation be escaped: a debtor called `*[A](b)*|` reads as it is written (reliability A7 61). */
function escapeMarkdown(value: unknown): string {
  return oneLine(value).replace(/[!-/:-@[-`{-~]/g, '\\$&')
}
