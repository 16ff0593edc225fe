import type { Outcome } from '../../domain/refusal.ts'
import type { RenderedEmail, RenderedLetter, RenderedSms } from './render.ts'
import { type RenderJob, renderUntrusted } from './render-untrusted.ts'

type Forms = { readonly email: RenderedEmail; readonly letter: RenderedLetter; readonly sms: RenderedSms }

/** A text edited by the office, rendered in the killable thread, with the type of the form that was asked. */
export async function renderOwn<F extends keyof Forms>(
  job: RenderJob & { readonly form: F },
): Promise<Outcome<Forms[F]>> {
  const answer = await renderUntrusted(job)
  if (answer.form !== job.form) throw new Error(`Asked for ${job.form}, got ${answer.form}`)
  return answer.outcome as Outcome<Forms[F]>
}
