import { on } from 'node:events'
import { Worker } from 'node:worker_threads'
import { type Outcome, type Refusal, refuse } from '../../domain/refusal.ts'
import type { ReadOptions } from './formats/format.ts'
import type { Inspection } from './formats/table/mapping.ts'
import type { ImportedRecord, LineProblem } from './model.ts'
import type { ImportSource } from './source.ts'

/** What a file may cost: a hostile one is killed with its thread, and the process lives (reliability A7, « rules behind it »). */
export type ReadCaps = { readonly memoryMegabytes: number; readonly silenceMs: number }

/** A FEC of a million lines needs 8 s before its first record and 300 MB (measured on 2 cores). */
const CAPS: ReadCaps = { memoryMegabytes: 384, silenceMs: 20_000 }

export type ReadTask =
  | { readonly kind: 'read'; readonly source: ImportSource; readonly options: ReadOptions }
  | { readonly kind: 'inspect'; readonly source: ImportSource }

export type ReadMessage =
  | { readonly kind: 'records'; readonly records: readonly (ImportedRecord | LineProblem)[] }
  | { readonly kind: 'inspection'; readonly inspection: Outcome<Inspection | null> }
  | { readonly kind: 'done' }

/** The messages of one thread, until it is done. A death of the thread or a silence too long is a refusal, given last. */
async function* messagesOf(task: ReadTask, caps: ReadCaps): AsyncGenerator<ReadMessage | Refusal> {
  const worker = new Worker(new URL('./read-worker.ts', import.meta.url), {
    workerData: task,
    resourceLimits: { maxOldGenerationSizeMb: caps.memoryMegabytes },
  })
  const silence = new AbortController()
  let timer: NodeJS.Timeout | undefined
  const listen = () => {
    clearTimeout(timer)
    timer = setTimeout(() => silence.abort(), caps.silenceMs)
  }
  listen()
  try {
    for await (const [message] of on(worker, 'message', { signal: silence.signal }) as AsyncIterable<[ReadMessage]>) {
      clearTimeout(timer)
      if (message.kind === 'done') return
      yield message
      listen()
      worker.postMessage('taken')
    }
  } catch (error) {
    yield causeOf(error, caps)
  } finally {
    clearTimeout(timer)
    await worker.terminate()
  }
}

/** Why a thread ended; an error of our own is thrown on. */
function causeOf(error: unknown, { silenceMs, memoryMegabytes }: ReadCaps): Refusal {
  const { name, code } = error as { name?: string; code?: string }
  if (name === 'AbortError') return { code: 'reading_too_long', facts: { limitMs: silenceMs } }
  if (code === 'ERR_WORKER_OUT_OF_MEMORY')
    return { code: 'reading_too_large', facts: { limitMegabytes: memoryMegabytes } }
  throw error
}

/** `readFile` in a thread of its own, within caps. Refusals beside those of the formats: `reading_too_long` { limitMs }, `reading_too_large`. */
export async function* readInWorker(
  source: ImportSource,
  options: ReadOptions,
  caps: ReadCaps = CAPS,
): AsyncGenerator<ImportedRecord | LineProblem> {
  for await (const message of messagesOf({ kind: 'read', source, options }, caps)) {
    if ('code' in message) {
      yield { type: 'problem', severity: 'file_refused', file: source.name, line: null, column: null, ...message }
    } else if (message.kind === 'records') yield* message.records
  }
}

/** `inspectFile` in a thread of its own, within the same caps. */
export async function inspectInWorker(
  source: ImportSource,
  caps: ReadCaps = CAPS,
): Promise<Outcome<Inspection | null>> {
  for await (const message of messagesOf({ kind: 'inspect', source }, caps)) {
    if ('code' in message) return { ok: false, refusal: message }
    if (message.kind === 'inspection') return message.inspection
  }
  return refuse('format_unknown', { file: source.name, looksLike: 'unknown' })
}
