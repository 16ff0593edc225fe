import { resolve } from 'node:path'
import { todayInParis } from '../platform/clock.ts'
import type { Config } from '../platform/config.ts'
import type { Log } from '../platform/log.ts'
import { openForCommand } from '../services.ts'
import { start } from '../start.ts'
import type { Command } from './command.ts'
import type { DemoAccess } from './demo.ts'

/** `amiable start`: everything in one process, until SIGINT or SIGTERM. */
export const command: Command = {
  summary: 'Démarre Amiable : base, pages et tâches, dans un seul processus',
  usage: 'start [--demo]',
  examples: ['amiable start', 'PORT=8080 AMIABLE_DATA=/srv/amiable amiable start', 'amiable start --demo'],
  options: { demo: { type: 'boolean' } },
  ownsSignals: true,
  run: async ({ config: wanted, log, answer, say }, { values }) => {
    const stopAsked = Promise.withResolvers<void>()
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stopAsked.resolve())
    const config = values.demo === true ? demoConfig(wanted) : wanted
    const access = values.demo === true ? await fillFirst(config, log, say) : null
    const running = await start(config, log)
    const told = { url: running.url, pid: process.pid, ...(access ? { access } : {}) }
    const how = access ? [`E-mail\u00a0: ${access.email}`, `Mot de passe\u00a0: ${access.password}`] : []
    answer(told, [running.url, ...how].join('\n'))
    await stopAsked.promise
    say('Arrêt en cours…')
    await running.stop()
    return 0
  },
}

/** A demonstration lives in a folder of its own, unless one is named. */
function demoConfig(config: Config): Config {
  const isNamed = Boolean(process.env.AMIABLE_DATA || process.env.AMIABLE_DATA_FILE)
  return isNamed ? config : { ...config, dataFolder: resolve('data-demo') }
}

/** The story is played before anybody can look at it; a folder that has data already is served as it is. Gives how to sign in. */
async function fillFirst(config: Config, log: Log, say: (message: string) => void): Promise<DemoAccess | null> {
  // Loaded only here: a start without demonstration has no time for it.
  const { fillDemo, readDemoAccess } = await import('./demo.ts')
  const { services, close } = await openForCommand(config, log)
  try {
    say('Préparation de la démonstration…')
    await fillDemo(services, todayInParis())
    return readDemoAccess(config)
  } finally {
    await close()
  }
}
