/** A text made easy to match, where each character remembers the stretch of the original it stands for. */
export type MappedText = {
  readonly text: string
  /** `starts[i]` and `ends[i]`: the original stretch behind character `i` of `text`. */
  readonly starts: readonly number[]
  readonly ends: readonly number[]
}

const MASK = '\uFFFC'
const REPLACED = new Map<string, string>([
  ...['\u2018', '\u2019', '\u02BC'].map((mark) => [mark, "'"] as const),
  ...['\u00A0', '\u202F', '\u2009', '\u2007', '\t'].map((space) => [space, ' '] as const),
  ['\u00AD', ''],
  ['œ', 'oe'],
  ['Œ', 'oe'],
  ['æ', 'ae'],
  ['Æ', 'ae'],
])

/**
 * Replaces each value that comes from data (names, streets, numbers) by one U+FFFC, so that « rue de l’Huissier » triggers nothing.
 * A value is masked only as whole words, and only from three characters up.
 */
export function maskValues(text: string, values: readonly string[]): MappedText {
  const stretches = valueStretches(text, values)
  const [characters, starts, ends]: [string[], number[], number[]] = [[], [], []]
  let at = 0
  for (const [from, to] of [...stretches, [text.length, text.length] as const]) {
    for (; at < from; at++) {
      characters.push(text.charAt(at))
      starts.push(at)
      ends.push(at + 1)
    }
    if (to > from) {
      characters.push(MASK)
      starts.push(from)
      ends.push(to)
      at = to
    }
  }
  return { text: characters.join(''), starts, ends }
}

/** Lower case, no accents, straight apostrophes, ordinary spaces run together, `œ` as `oe`: what the rules `on: 'normalised'` read. */
export function normalise(masked: MappedText): MappedText {
  const [characters, starts, ends]: [string[], number[], number[]] = [[], [], []]
  for (let i = 0; i < masked.text.length; i++) {
    const character = masked.text.charAt(i)
    const plain = plainForm(character)
    if (plain === ' ' && characters.at(-1) === ' ') {
      ends[ends.length - 1] = masked.ends[i] ?? 0
      continue
    }
    for (const letter of plain) {
      characters.push(letter)
      starts.push(masked.starts[i] ?? 0)
      ends.push(masked.ends[i] ?? 0)
    }
  }
  return { text: characters.join(''), starts, ends }
}

function plainForm(character: string): string {
  const replaced = REPLACED.get(character)
  if (replaced !== undefined) return replaced
  if (character < '\u0080') return character.toLowerCase()
  return character
    .toLowerCase()
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
}

/** Sorted stretches of the values in the text; of two that overlap the first and longest wins. */
function valueStretches(text: string, values: readonly string[]): (readonly [number, number])[] {
  const found: [number, number][] = []
  for (const value of new Set(values.map((raw) => raw.trim()).filter((raw) => raw.length >= 3))) {
    for (let at = text.indexOf(value); at >= 0; at = text.indexOf(value, at + value.length)) {
      if (isWholeWord(text, at, at + value.length)) found.push([at, at + value.length])
    }
  }
  found.sort((a, b) => a[0] - b[0] || b[1] - a[1])
  let end = 0
  return found.filter(([from, to]) => {
    if (from < end) return false
    end = to
    return true
  })
}

const WORD = /[\p{L}\p{N}]/u

function isWholeWord(text: string, from: number, to: number): boolean {
  const before = from > 0 && WORD.test(text.charAt(from - 1)) && WORD.test(text.charAt(from))
  const after = to < text.length && WORD.test(text.charAt(to)) && WORD.test(text.charAt(to - 1))
  return !before && !after
}
