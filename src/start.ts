import type { FastifyInstance } from 'fastify'
import type { Config } from './platform/config.ts'
import type { Log } from './platform/log.ts'
import { OperatorError } from './platform/operator-error.ts'
import { installQueue, openQueue } from './platform/queue.ts'
import { buildWeb } from './platform/web-build.ts'
import { schedule } from './schedule.ts'
import { buildServer } from './server.ts'
import { type HeldDatabase, holdDatabase, openServices, type Services } from './services.ts'

export type Running = {
  /** Where the pages are, for a person. */
  readonly url: string
  readonly services: Services
  /** Stops in order, within 10 s: no new request, jobs that run, connections, database, lock. */
  readonly stop: () => Promise<void>
}

/**
 * Starts everything in one process: lock, free space, PostgreSQL, migrations, web pages, server, worker.
 * @throws OperatorError, with everything stopped again, when one of them cannot.
 */
export async function start(config: Config, log: Log): Promise<Running> {
  // Built while the database starts; awaited below, where its failure is told.
  const web = buildWeb()
  web.catch(() => {})
  const held = await holdDatabase(config, log)
  const undo: (() => Promise<void>)[] = [held.release]
  const stop = async () => {
    for (const step of undo.splice(0).reverse()) await step().catch((error) => log.error({ err: error }, 'stop'))
  }
  try {
    const { services, url } = await startOn(held, config, log, undo, web)
    return { url, services, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

async function startOn(
  held: HeldDatabase,
  config: Config,
  log: Log,
  undo: (() => Promise<void>)[],
  web: Promise<boolean>,
) {
  await installQueue(held.address)
  const worker = Promise.withResolvers<Services['wake']>()
  const { services, close } = await openServices(config, log, held.address, async (job, tx) =>
    (await worker.promise)(job, tx),
  )
  undo.push(close)
  await web
  const server = await buildServer(services)
  undo.push(() => server.close())
  const url = await listen(server, config)
  const queue = await openQueue(held.address, schedule(services), { log })
  undo.push(queue.stop)
  worker.resolve(queue.wake)
  return { services, url }
}

async function listen(server: FastifyInstance, { host, port, publicUrl }: Config): Promise<string> {
  try {
    await server.listen({ host, port })
  } catch (error) {
    throw cannotListen(error as NodeJS.ErrnoException, host, port)
  }
  const address = server.server.address()
  const actual = typeof address === 'object' && address !== null ? address.port : port
  return publicUrl ?? `http://localhost:${actual}`
}

function cannotListen(error: NodeJS.ErrnoException, host: string, port: number): Error {
  if (error.code === 'EADDRINUSE') {
    return new OperatorError(
      `Le port ${port} est déjà pris par un autre programme. Choisissez-en un autre avec PORT (par exemple PORT=3001).`,
    )
  }
  if (error.code === 'EACCES')
    return new OperatorError(`Le port ${port} est réservé au système. Choisissez un port au-dessus de 1024 avec PORT.`)
  if (error.code === 'EADDRNOTAVAIL' || error.code === 'ENOTFOUND') {
    return new OperatorError(
      `L’adresse d’écoute ${host} n’est pas celle de cette machine. Corrigez HOST (par défaut 127.0.0.1).`,
    )
  }
  return error
}
