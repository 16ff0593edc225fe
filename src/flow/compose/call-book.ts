import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { CallCode } from '../../domain/text-catalogue.ts'

/** One moment of a call: what is said (Liquid), and what the caller notes or does. */
export type CallMoment = {
  readonly title: string
  /** Sentence to say; null when the moment has none. */
  readonly say: string | null
  readonly note: string
  /** What the debtor says, how the call then ends, the probable cause: objections only. */
  readonly fields: Readonly<Record<string, string>>
}

export type CallScript = {
  readonly code: CallCode
  readonly title: string
  readonly tone: number
  readonly introduction: string
  /** The ten steps, in order (S1-15). */
  readonly steps: readonly CallMoment[]
}

const FOLDER = fileURLToPath(new URL('./templates/fr/calls/', import.meta.url))
const read = (name: string) => readFileSync(join(FOLDER, `${name}.md`), 'utf8')

/** The script for a moment of the case: before the due date, first call after it, after a promise not kept. */
export function callScript(code: CallCode): CallScript {
  const [, head = '', ...rest] = read(code).split(/^---$/m)
  const [introduction = '', ...sections] = rest.join('---').split(/^## /m)
  return {
    code,
    title: /^title: (.*)$/m.exec(head)?.[1] ?? code,
    tone: Number(/^tone: (\d)$/m.exec(head)?.[1]),
    introduction: introduction.trim(),
    steps: sections.map(momentOf),
  }
}

/** Answers to what debtors say, and voicemail sentences: files of moments. */
export function callMoments(file: 'objections' | 'voicemail'): CallMoment[] {
  return read(file).split(/^## /m).slice(1).map(momentOf)
}

/** Advice cards as Liquid over Markdown: before the call, at its end, at any time. */
export function callCard(file: 'preparation' | 'closings' | 'advice'): string {
  return read(file)
}

function momentOf(section: string): CallMoment {
  const [title = '', ...lines] = section.trim().split('\n')
  const said = lines.filter((line) => line.startsWith('> ')).map((line) => line.slice(2))
  const fields = lines.flatMap((line) => {
    const match = /^([a-z]+): (.*)$/.exec(line)
    return match?.[1] ? [[match[1], match[2] ?? ''] as const] : []
  })
  const note = lines.filter((line) => !line.startsWith('> ') && !/^[a-z]+: /.test(line)).join('\n')
  return {
    title: title.trim(),
    say: said.length > 0 ? said.join('\n') : null,
    note: note.trim(),
    fields: Object.fromEntries(fields),
  }
}
