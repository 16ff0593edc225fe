import { DAILY_JOB } from './flow/plan/routes.ts'
import { diskSpace } from './platform/disk.ts'
import type { Job } from './platform/queue.ts'
import type { Services } from './services.ts'
import { runOffices } from './worker.ts'

/** Every job, in one place: its name, when it is woken (Paris time), and the one call that is its body. */
export function schedule(services: Services): readonly Job[] {
  const { config, log } = services
  return [
    // Every minute, since an approved message leaves some minutes after its approval; an idle pass costs a few milliseconds.
    { name: DAILY_JOB, cron: '* * * * *', run: () => runOffices(services) },
    {
      name: 'watch-disk',
      cron: '*/10 * * * *',
      run: async () => {
        const { level, freeBytes } = diskSpace(config.dataFolder)
        if (level !== 'ok') log.warn({ freeBytes }, 'disk space is low')
      },
    },
  ]
}
