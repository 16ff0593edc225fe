import type { Job } from '../../platform/queue.ts'
import { prepareByHand } from './prepare-by-hand.ts'
import { sendDue } from './send-due.ts'
import type { DispatchServices } from './services.ts'

export const SEND_DUE = 'send-due'
export const PREPARE_BY_HAND = 'prepare-by-hand'

/** Every minute: what may leave leaves; what a person does is ready when the day begins. An office that fails never stops the others. */
export function dispatchJobs(services: DispatchServices, signal?: AbortSignal): readonly Job[] {
  const forEachOffice = async (job: string, work: (tenantId: string) => Promise<unknown>) => {
    const offices = await services.db.selectFrom('auth.tenant').select('tenant_id').execute()
    for (const { tenant_id: tenantId } of offices) {
      try {
        const result = await work(tenantId)
        services.log.debug({ job, tenantId, result }, 'dispatch')
      } catch (error) {
        services.log.error({ err: error, job, tenantId }, 'dispatch stopped')
      }
    }
  }
  return [
    {
      name: SEND_DUE,
      cron: '* * * * *',
      run: () => forEachOffice(SEND_DUE, (id) => sendDue(services, id, { signal })),
    },
    {
      name: PREPARE_BY_HAND,
      cron: '*/5 * * * *',
      run: () => forEachOffice(PREPARE_BY_HAND, (id) => prepareByHand(services, id)),
    },
  ]
}
