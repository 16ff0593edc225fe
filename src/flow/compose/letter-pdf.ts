import { Worker } from 'node:worker_threads'
import { accept, type Outcome, refuse } from '../../domain/refusal.ts'
import type { CallSheet } from './call-sheet.ts'
import type { LetterModel } from './letter-model.ts'

export type LetterPdf = { readonly pdf: Uint8Array; readonly pages: number }

type Work =
  | { readonly kind: 'letters'; readonly models: readonly LetterModel[]; readonly duplex: boolean }
  | { readonly kind: 'call-sheet'; readonly sheet: CallSheet }
export type PressJob = Work & { readonly id: number }
export type PressAnswer =
  | { readonly id: number; readonly ok: true; readonly pdf: Uint8Array; readonly pages: number }
  | { readonly id: number; readonly ok: false; readonly detail: string }

/** Typst keeps some memory at each page: a fresh thread takes over after this many letters (measured in bench/letters.ts). */
const LETTERS_PER_WORKER = 2000
const TIMEOUT_MS = 20_000
const TIMEOUT_MS_PER_LETTER = 100

type Waiting = {
  readonly letters: number
  readonly settle: (outcome: Outcome<LetterPdf>) => void
  readonly timer: NodeJS.Timeout
}
type Press = { readonly worker: Worker; readonly waiting: Map<number, Waiting>; printed: number }

let press: Press | null = null
let lastId = 0

/**
 * One letter as a PDF/A-2b file with its fonts, made in a worker thread; the same model always gives the same bytes.
 * Refusals: `letter_failed` (facts.detail, for the log), `letter_timeout`.
 */
export function renderLetterPdf(model: LetterModel): Promise<Outcome<LetterPdf>> {
  return printJob({ kind: 'letters', models: [model], duplex: false }, 1)
}

/**
 * Letters as ONE file, in the order given, to print and fold. With `duplex`, each letter starts on a new sheet.
 * Several times faster a letter than `renderLetterPdf`. Refusals: `letters_none`, `letter_failed`, `letter_timeout`.
 */
export function batchLetters(
  models: readonly LetterModel[],
  options: { readonly duplex?: boolean } = {},
): Promise<Outcome<LetterPdf>> {
  if (models.length === 0) return Promise.resolve(refuse('letters_none'))
  return printJob({ kind: 'letters', models, duplex: options.duplex === true }, models.length)
}

/** The sheet of a call on paper, for those who call away from the screen. Refusals: `letter_failed`, `letter_timeout`. */
export function renderCallSheetPdf(sheet: CallSheet): Promise<Outcome<LetterPdf>> {
  return printJob({ kind: 'call-sheet', sheet }, 1)
}

/** Stops the thread; what is being printed is refused. The next letter starts a new one. */
export async function closeLetterPress(): Promise<void> {
  const closing = press
  press = null
  if (!closing) return
  refuseAll(closing, refuse('letter_failed', { detail: 'closed' }))
  await closing.worker.terminate()
}

function printJob(work: Work, letters: number): Promise<Outcome<LetterPdf>> {
  const { promise, resolve } = Promise.withResolvers<Outcome<LetterPdf>>()
  const current = currentPress()
  const id = ++lastId
  const delay = TIMEOUT_MS + TIMEOUT_MS_PER_LETTER * letters
  const timer = setTimeout(() => abandon(current, refuse('letter_timeout', { milliseconds: delay })), delay)
  current.waiting.set(id, { letters, settle: resolve, timer })
  current.worker.ref()
  current.worker.postMessage({ id, ...work } satisfies PressJob)
  return promise
}

function currentPress(): Press {
  if (press && press.printed >= LETTERS_PER_WORKER) retire(press)
  press ??= startPress()
  return press
}

function startPress(): Press {
  const worker = new Worker(new URL('./letter-worker.ts', import.meta.url))
  const started: Press = { worker, waiting: new Map(), printed: 0 }
  worker.unref()
  worker.on('message', (answer: PressAnswer) => settle(started, answer))
  worker.on('error', (error) => abandon(started, refuse('letter_failed', { detail: String(error) })))
  return started
}

function settle(from: Press, answer: PressAnswer): void {
  const job = from.waiting.get(answer.id)
  if (!job) return
  clearTimeout(job.timer)
  from.waiting.delete(answer.id)
  from.printed += job.letters
  if (from.waiting.size === 0) {
    from.worker.unref()
    if (from !== press) void from.worker.terminate()
  }
  job.settle(
    answer.ok
      ? accept({ pdf: answer.pdf, pages: answer.pages })
      : refuse('letter_failed', { detail: answer.detail.slice(0, 500) }),
  )
}

/** A press past its number of letters finishes what it holds, then stops. */
function retire(old: Press): void {
  press = null
  if (old.waiting.size === 0) void old.worker.terminate()
}

function abandon(broken: Press, outcome: Outcome<LetterPdf>): void {
  if (press === broken) press = null
  refuseAll(broken, outcome)
  void broken.worker.terminate()
}

function refuseAll(broken: Press, outcome: Outcome<LetterPdf>): void {
  for (const job of broken.waiting.values()) {
    clearTimeout(job.timer)
    job.settle(outcome)
  }
  broken.waiting.clear()
}
