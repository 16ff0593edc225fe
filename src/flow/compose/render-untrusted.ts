import { type ChildProcess, fork } from 'node:child_process'
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

/** A text edited by a user gets one second and 64 MB; its process is then killed (reliability A7 70 to 75). */
const TIME_MS = 1000
const START_MS = 10_000
const MEMORY_MB = 64
/** A rendered text above this is refused: no letter or e-mail is that long. */
const MAX_TEXT = 200_000

/**
 * Renders a text edited by a user, in a process that can be killed: LiquidJS says its own limits are no sandbox, and a thread that runs out of
 * memory takes the whole process with it (seen with `replace` in a loop). The process gets no environment. Jobs go one at a time.
 * Refusals: `template_error`, `part_missing`, and `template_too_heavy` when time, memory or length is exceeded.
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

/** Stops the process; the next text starts a new one. */
export async function closeUntrustedRenderer(): Promise<void> {
  const closing = await renderer
  renderer = null
  closing?.kill('SIGKILL')
}
let renderer: Promise<ChildProcess> | null = null

async function run<F extends Form>(job: RenderJob<F>): Promise<RenderAnswer<F>> {
  const child = await runningRenderer()
  hold(child, true)
  const answer = await firstAnswer<RenderAnswer<F>>(child, () => child.send(job), TIME_MS)
  hold(child, false)
  if (answer !== null) return isTooLong(answer) ? tooHeavy(job) : answer
  renderer = null
  child.kill('SIGKILL')
  return tooHeavy(job)
}

async function runningRenderer(): Promise<ChildProcess> {
  renderer ??= startRenderer()
  const child = await renderer
  if (child.connected && child.exitCode === null) return child
  renderer = startRenderer()
  return renderer
}

async function startRenderer(): Promise<ChildProcess> {
  const child = fork(new URL('./render-process.ts', import.meta.url), {
    env: {},
    execArgv: [`--max-old-space-size=${MEMORY_MB}`, '--stack-size=900'],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  })
  child.on('error', () => undefined)
  const ready = await firstAnswer<'ready'>(child, () => undefined, START_MS)
  if (ready === null) throw new Error('The process that renders texts did not start')
  hold(child, false)
  return child
}

/** An idle renderer never keeps Amiable from stopping. */
function hold(child: ChildProcess, busy: boolean): void {
  if (busy) {
    child.ref()
    child.channel?.ref()
  } else {
    child.unref()
    child.channel?.unref()
  }
}

/** The next message of a process; null when it fails, stops, or takes too long. */
async function firstAnswer<T>(child: ChildProcess, ask: () => void, milliseconds: number): Promise<T | null> {
  const { promise, resolve } = Promise.withResolvers<T | null>()
  const fail = () => resolve(null)
  const timer = setTimeout(fail, milliseconds)
  const hear = (answer: unknown) => resolve(answer as T)
  child.once('message', hear).once('exit', fail)
  ask()
  const answer = await promise
  clearTimeout(timer)
  child.off('message', hear).off('exit', fail)
  return answer
}

function isTooLong(answer: RenderAnswer): boolean {
  return answer.outcome.ok && answer.outcome.value.text.length > MAX_TEXT
}

function tooHeavy<F extends Form>(job: RenderJob<F>): RenderAnswer<F> {
  const outcome = refuse('template_too_heavy', { text: job.template.code, milliseconds: TIME_MS, megabytes: MEMORY_MB })
  return { form: job.form, outcome }
}
