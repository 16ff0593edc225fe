import { start } from '../start.ts'
import type { Command } from './command.ts'

/** `amiable start`: everything in one process, until SIGINT or SIGTERM. */
export const command: Command = {
  summary: 'Démarre Amiable : base, pages et tâches, dans un seul processus',
  usage: 'start',
  examples: ['amiable start', 'PORT=8080 AMIABLE_DATA=/srv/amiable amiable start'],
  options: {},
  ownsSignals: true,
  run: async ({ config, log, answer, say }) => {
    const stopAsked = Promise.withResolvers<void>()
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stopAsked.resolve())
    const running = await start(config, log)
    answer({ url: running.url, pid: process.pid }, running.url)
    await stopAsked.promise
    say('Arrêt en cours…')
    await running.stop()
    return 0
  },
}
