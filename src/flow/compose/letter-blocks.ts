import { type Block, type Line, readBlocks } from './blocks.ts'

/** A fragment says `{annexe:name}`, `{reglement}` or `{signature}` at the start of a paragraph to get its place on the letter. */
const MARK = /^\{(annexe|reglement|signature)(?::([a-z-]+))?\} ?/

/** The blocks of a letter, its marks read; `annexed` names the fragments that moved to the annex, each once. */
export function readLetterBlocks(source: string): { blocks: Block[]; annexed: string[] } {
  const annexed = new Set<string>()
  const blocks = readBlocks(source).map((block): Block => {
    const mark = block.kind === 'paragraph' ? MARK.exec(block.lines[0]?.[0]?.text ?? '') : null
    if (!mark || block.kind !== 'paragraph') return block
    if (mark[1] === 'signature') return { kind: 'signature' }
    if (mark[2]) annexed.add(mark[2])
    const lines = withoutMark(block.lines, mark[0].length)
    return mark[1] === 'reglement' ? { kind: 'payment', lines: lines.map(withWholeIban) } : { kind: 'paragraph', lines }
  })
  return { blocks, annexed: [...annexed] }
}

function withoutMark(lines: readonly Line[], length: number): Line[] {
  const [[first, ...rest] = [], ...others] = lines
  if (!first) return [...lines]
  const text = first.text.slice(length)
  return [text === '' ? rest : [{ ...first, text }, ...rest], ...others]
}

const IBAN = /\b(?:IBAN )?[A-Z]{2}\d{2}(?: [A-Z0-9]{1,4}){3,8}\b/g

/** An IBAN is never cut by the end of a line. */
function withWholeIban(line: Line): Line {
  return line.map((run) => ({ ...run, text: run.text.replace(IBAN, (iban) => iban.replaceAll(' ', '\u00A0')) }))
}
