import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

/** The fonts of the papers, embedded in each PDF: Vollkorn for what people read, Inter for what machines read (design). */
const FILES = [
  ['vollkorn', '400Regular', 'Vollkorn_400Regular.ttf'],
  ['vollkorn', '400Regular_Italic', 'Vollkorn_400Regular_Italic.ttf'],
  ['vollkorn', '600SemiBold', 'Vollkorn_600SemiBold.ttf'],
  ['vollkorn', '600SemiBold_Italic', 'Vollkorn_600SemiBold_Italic.ttf'],
  ['inter', '400Regular', 'Inter_400Regular.ttf'],
] as const

/** TrueType bytes: @expo-google-fonts ships TTF files that have U+202F, which the web builds of these fonts lack. */
export function paperFonts(): Buffer[] {
  const require = createRequire(import.meta.url)
  return FILES.map(([family, style, file]) =>
    readFileSync(join(dirname(require.resolve(`@expo-google-fonts/${family}/package.json`)), style, file)),
  )
}

/** The source of a document: what all papers share, then its own layout. */
export function typstSource(document: 'letter' | 'call-sheet'): string {
  return ['paper', document].map((name) => readFileSync(new URL(`./${name}.typ`, import.meta.url), 'utf8')).join('\n')
}
