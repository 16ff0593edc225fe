import { on } from 'node:events'
import { Worker } from 'node:worker_threads'
import type { Day } from '../../domain/day.ts'
import type { Refusal } from '../../domain/refusal.ts'
import type { Inspection, Mapping } from './formats/table/mapping.ts'
import type { ImportedRecord, LineProblem } from './model.ts'
import { type ImportSource, sourceSize } from './source.ts'

/** What a file may cost: a hostile one is killed with its thread, and the process lives (reliability A7, « rules behind it »). */
export type ReadCaps = { readonly memoryMegabytes: number; readonly silenceMs: number }

/** A FEC of a million lines needs 8 s before its first record and 300 MB (measured on 2 cores). */
const CAPS: ReadCaps = { memoryMegabytes: 384, silenceMs: 20_000 }

export type ReadTask = { readonly source: ImportSource; readonly today: Day; readonly mapping: Mapping | null | 'ask' }

export type ReadMessage =
  | { readonly kind: 'inspection'; readonly inspection: Inspection | null }
  | { readonly kind: 'records'; readonly records: readonly (ImportedRecord | LineProblem)[] }
  | { readonly kind: 'done' }

/** Given what the columns seem to mean (null: the format has none, or no table was found), what they are taken for; null: what they seem. */
export type ChooseMapping = (inspection: Inspection | null) => Promise<Mapping | null>

export type WorkerReading = {
  readonly today: Day
  /** As a person decided it, or asked when the columns are seen. */
  readonly mapping: Mapping | null | ChooseMapping
}

/** Above it, a thread has grown by what it read, and ends with its file. */
const SMALL_FILE = 2_000_000

/** A thread that has read a small file whole is kept for the next one: starting one costs 150 ms. It never holds the process. */
let idle: Worker | null = null

function takeWorker(caps: ReadCaps): Worker {
  const kept = caps === CAPS ? idle : null
  if (kept) {
    idle = null
    kept.removeAllListeners('exit')
    return kept
  }
  const resourceLimits = { maxOldGenerationSizeMb: caps.memoryMegabytes, maxYoungGenerationSizeMb: 32 }
  return new Worker(new URL('./read-worker.ts', import.meta.url), { resourceLimits })
}

async function giveBack(worker: Worker, caps: ReadCaps, isGoodAsNew: boolean): Promise<void> {
  if (!isGoodAsNew || caps !== CAPS || idle) {
    await worker.terminate()
    return
  }
  idle = worker
  worker.unref()
  worker.once('exit', () => {
    if (idle === worker) idle = null
  })
}

/** The messages of one reading, until it is done; `answer` gives what the thread waits for after each. */
async function* messagesOf(
  task: ReadTask,
  caps: ReadCaps,
  answer: (message: ReadMessage) => Promise<unknown>,
): AsyncGenerator<ReadMessage> {
  const worker = takeWorker(caps)
  const silence = new AbortController()
  let timer: NodeJS.Timeout | undefined
  const listen = () => {
    timer = setTimeout(() => silence.abort(), caps.silenceMs)
  }
  let isSound = false
  try {
    const messages = on(worker, 'message', { signal: silence.signal }) as AsyncIterable<[ReadMessage]>
    worker.ref()
    worker.postMessage(task)
    listen()
    for await (const [message] of messages) {
      clearTimeout(timer)
      isSound = message.kind === 'done'
      if (isSound) return
      yield message
      worker.postMessage(await answer(message))
      listen()
    }
  } finally {
    clearTimeout(timer)
    await giveBack(worker, caps, isSound && (await sourceSize(task.source)) < SMALL_FILE)
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
  { today, mapping }: WorkerReading,
  caps: ReadCaps = CAPS,
): AsyncGenerator<ImportedRecord | LineProblem> {
  const choose = typeof mapping === 'function' ? mapping : null
  const task: ReadTask = { source, today, mapping: typeof mapping === 'function' ? 'ask' : mapping }
  const answer = async (message: ReadMessage) =>
    message.kind === 'inspection' && choose ? choose(message.inspection) : null
  try {
    for await (const message of messagesOf(task, caps, answer)) if (message.kind === 'records') yield* message.records
  } catch (error) {
    yield {
      type: 'problem',
      severity: 'file_refused',
      file: source.name,
      line: null,
      column: null,
      ...causeOf(error, caps),
    }
  }
}
