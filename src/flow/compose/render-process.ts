import { renderEmail, renderLetter, renderSms } from './render.ts'
import type { RenderAnswer, RenderJob } from './render-untrusted.ts'

function render(job: RenderJob): RenderAnswer {
  const { template, variables } = job
  if (job.form === 'email') return { form: 'email', outcome: renderEmail(template, variables) }
  if (job.form === 'sms') return { form: 'sms', outcome: renderSms(template, variables) }
  return { form: 'letter', outcome: renderLetter(template, variables, job.canal ?? 'courrier') }
}

process.on('message', (job: RenderJob) => process.send?.(render(job)))
process.send?.('ready')
