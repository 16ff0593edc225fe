import { Worker } from 'node:worker_threads'
import { type Outcome, refuse } from '../../domain/refusal.ts'
import type { RenderedEmail, RenderedLetter, RenderedSms } from './render.ts'
import type { Template } from './template.ts'
import type { TextVariables } from './text-variables.ts'

type RenderedAs = { readonly email: RenderedEmail; readonly sms: RenderedSms; readonly letter: RenderedLetter }
type Form = keyof RenderedAs

/** What to render; `canal` is needed for a letter. */
export type RenderJob<F extends Form = Form> = {
  readonly form: F
  readonly template: Template
  readonly variables: TextVariables
  readonly canal?: 'courrier' | 'recommande'
}
export type RenderAnswer<F extends Form = Form> = { readonly form: F; readonly outcome: Outcome<RenderedAs[F]> }

/** A text edited by a user gets one second and 64 MB; the thread is then killed (reliability A7 70 to 75). */
const TIME_MS = 1000
const START_MS = 10_000
const MEMORY_MB = 64
/** A rendered text above this is refused: no letter or e-mail is that long. */
const MAX_TEXT = 200_000

/**
 * Renders a text edited by a user, in a thread that can be killed: LiquidJS says its own limits are no sandbox.
 * Jobs go one at a time. Refusals: `template_error`, `part_missing`, and `template_too_heavy` when time, memory or length is exceeded.
 */
export function renderUntrusted<F extends Form>(job: RenderJob<F>): Promise<RenderAnswer<F>> {
  const answer = queue.then(() => run(job))
  queue = answer.then(
    () => undefined,
    () => undefined,
  )
  return answer
}
let queue: Promise<void> = Promise.resolve()

/** Stops the thread; the next text starts a new one. */
export async function closeUntrustedRenderer(): Promise<void> {
  const closing = renderer
  renderer = null
  await (await closing)?.terminate()
}
let renderer: Promise<Worker> | null = null

async function run<F extends Form>(job: RenderJob<F>): Promise<RenderAnswer<F>> {
  renderer ??= startRenderer()
  const worker = await renderer
  const answer = await firstAnswer<RenderAnswer<F>>(worker, () => worker.postMessage(job), TIME_MS)
  if (answer === null) {
    renderer = null
    void worker.terminate()
    return tooHeavy(job)
  }
  worker.unref()
  return isTooLong(answer) ? tooHeavy(job) : answer
}

async function startRenderer(): Promise<Worker> {
  const worker = new Worker(new URL('./render-worker.ts', import.meta.url), {
    resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB, maxYoungGenerationSizeMb: 16, stackSizeMb: 2 },
  })
  worker.on('error', () => undefined)
  const ready = await firstAnswer<'ready'>(worker, () => undefined, START_MS)
  if (ready === null) throw new Error('The thread that renders texts did not start')
  return worker
}

/** The next message of a thread; null when it fails, stops, or takes too long. */
async function firstAnswer<T>(worker: Worker, ask: () => void, milliseconds: number): Promise<T | null> {
  const { promise, resolve } = Promise.withResolvers<T | null>()
  const fail = () => resolve(null)
  const timer = setTimeout(fail, milliseconds)
  worker.once('message', resolve).once('error', fail).once('exit', fail)
  worker.ref()
  ask()
  const answer = await promise
  clearTimeout(timer)
  worker.off('message', resolve).off('error', fail).off('exit', fail)
  return answer
}

function isTooLong(answer: RenderAnswer): boolean {
  return answer.outcome.ok && answer.outcome.value.text.length > MAX_TEXT
}

function tooHeavy<F extends Form>(job: RenderJob<F>): RenderAnswer<F> {
  const outcome = refuse('template_too_heavy', { text: job.template.code, milliseconds: TIME_MS, megabytes: MEMORY_MB })
  return { form: job.form, outcome }
}
