import { parentPort } from 'node:worker_threads'
import { renderEmail, renderLetter, renderSms } from './render.ts'
import type { RenderAnswer, RenderJob } from './render-untrusted.ts'

function render(job: RenderJob): RenderAnswer {
  const { template, variables } = job
  if (job.form === 'email') return { form: 'email', outcome: renderEmail(template, variables) }
  if (job.form === 'sms') return { form: 'sms', outcome: renderSms(template, variables) }
  return { form: 'letter', outcome: renderLetter(template, variables, job.canal ?? 'courrier') }
}

parentPort?.postMessage('ready')
parentPort?.on('message', (job: RenderJob) => parentPort?.postMessage(render(job)))
