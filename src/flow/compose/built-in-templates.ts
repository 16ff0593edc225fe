import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Language, Regime } from '../../domain/party.ts'
import type { SmsCode, TextCode } from '../../domain/text-code.ts'
import { parseTemplate, type Template } from './template.ts'

const FOLDER = fileURLToPath(new URL('./templates/', import.meta.url))

/** The texts shipped with Amiable, read once from `templates/`. @throws Error when a shipped file is unreadable. */
export function builtInTemplates(): readonly Template[] {
  templates ??= [...readFolder('fr'), ...readFolder('en'), ...readFolder('fr/sms'), ...readFolder('en/sms')]
  return templates
}
let templates: readonly Template[] | undefined

/** The shipped text for a code, a regime and a language; null when there is none (no waiver for a public body…). */
export function builtInTemplate(code: TextCode | SmsCode, regime: Regime, language: Language): Template | null {
  byKey ??= new Map(
    builtInTemplates().flatMap((template) =>
      template.regimes.map((held) => [keyOf(template.code, held, template.language), template] as const),
    ),
  )
  return byKey.get(keyOf(code, regime, language)) ?? null
}
let byKey: ReadonlyMap<string, Template> | undefined

/** The fragments a text may include (`{% include 'factures' %}`), by name. */
export function fragmentsOf(language: Language): Readonly<Record<string, string>> {
  const known = fragments.get(language)
  if (known) return known
  const folder = join(FOLDER, language, 'fragments')
  const read = Object.fromEntries(
    readdirSync(folder).map((file) => [file.replace(/\.md$/, ''), readFileSync(join(folder, file), 'utf8').trimEnd()]),
  )
  fragments.set(language, read)
  return read
}
const fragments = new Map<Language, Readonly<Record<string, string>>>()

function keyOf(code: string, regime: Regime, language: Language): string {
  return `${code} ${regime} ${language}`
}

function readFolder(folder: string): Template[] {
  const path = join(FOLDER, folder)
  const files = readdirSync(path).filter((file) => file.endsWith('.md'))
  return files.sort().map((file) => {
    const read = parseTemplate(readFileSync(join(path, file), 'utf8'))
    if (!read.ok) throw new Error(`${folder}/${file}: ${JSON.stringify(read.refusal.facts)}`)
    return read.value
  })
}
