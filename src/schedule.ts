import { diskSpace } from './platform/disk.ts'
import type { Job } from './platform/queue.ts'
import type { Services } from './services.ts'

/** Every job, in one place: its name, when it is woken (Paris time), and the one call that is its body. */
export function schedule({ config, log }: Services): readonly Job[] {
  return [
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
