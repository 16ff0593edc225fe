import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import subsetFont from 'subset-font'

/**
 * Writes the page's fonts as WOFF2 beside this file: `node src/web/design/fonts/build-fonts.ts`.
 * The packaged web subsets of Inter and Vollkorn lack U+202F, the narrow space of French typography and of `Intl` amounts: the browser
 * would borrow it from another font. The full files are subset here instead; the same Vollkorn prints the letters.
 */
const RANGES: readonly (readonly [number, number])[] = [
  [0x20, 0x7e],
  [0xa0, 0x17f],
  [0x2010, 0x203a],
  [0x202f, 0x202f],
  [0x20ac, 0x20ac],
  [0x2190, 0x2193],
  [0x2212, 0x2212],
]

const FONTS = [
  { file: 'inter-400', from: '@expo-google-fonts/inter/400Regular/Inter_400Regular.ttf' },
  { file: 'inter-500', from: '@expo-google-fonts/inter/500Medium/Inter_500Medium.ttf' },
  { file: 'inter-600', from: '@expo-google-fonts/inter/600SemiBold/Inter_600SemiBold.ttf' },
  { file: 'vollkorn-400', from: '@expo-google-fonts/vollkorn/400Regular/Vollkorn_400Regular.ttf' },
  { file: 'vollkorn-600', from: '@expo-google-fonts/vollkorn/600SemiBold/Vollkorn_600SemiBold.ttf' },
  // The wordmark alone is set in bold.
  { file: 'vollkorn-700', from: '@expo-google-fonts/vollkorn/700Bold/Vollkorn_700Bold.ttf', only: 'Amiable.' },
] as const

function characters(): string {
  return RANGES.flatMap(([from, to]) =>
    Array.from({ length: to - from + 1 }, (_, at) => String.fromCodePoint(from + at)),
  ).join('')
}

const require = createRequire(import.meta.url)
const folder = import.meta.dirname
await mkdir(folder, { recursive: true })
for (const font of FONTS) {
  const source = await readFile(
    join(
      dirname(require.resolve(`${font.from.split('/').slice(0, 2).join('/')}/package.json`)),
      ...font.from.split('/').slice(2),
    ),
  )
  const woff2 = await subsetFont(source, 'only' in font ? font.only : characters(), { targetFormat: 'woff2' })
  await writeFile(join(folder, `${font.file}.woff2`), woff2)
  console.log(`${font.file}.woff2 ${woff2.length} bytes`)
}
