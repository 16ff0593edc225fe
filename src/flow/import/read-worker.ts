/** The thread that reads files for `read-in-worker`, one after the other: it gives batches, and waits for each to be taken. */
import { on } from 'node:events'
import { parentPort } from 'node:worker_threads'
import type { Mapping } from './formats/table/mapping.ts'
import { inspectFile, readFile } from './read-file.ts'
import type { ReadMessage, ReadTask } from './read-in-worker.ts'

const BATCH = 2_000

const port = parentPort
if (!port) throw new Error('read-worker runs in a thread')
const said = on(port, 'message')
const hear = async (): Promise<unknown> => (await said.next()).value?.[0]
const say = (message: ReadMessage) => port.postMessage(message)

/** Shows what the columns seem to mean and waits for the answer of who asked to see it. */
async function mappingOf({
  source,
  today,
  mapping,
}: ReadTask): Promise<{ today: ReadTask['today']; mapping: Mapping | null }> {
  if (mapping !== 'ask') return { today, mapping }
  const inspection = await inspectFile(source)
  say({ kind: 'inspection', inspection: inspection.ok ? inspection.value : null })
  return { today, mapping: (await hear()) as Mapping | null }
}

async function read(task: ReadTask): Promise<void> {
  let batch = []
  for await (const record of readFile(task.source, await mappingOf(task))) {
    batch.push(record)
    if (batch.length < BATCH) continue
    say({ kind: 'records', records: batch })
    batch = []
    await hear()
  }
  say({ kind: 'records', records: batch })
  await hear()
}

for (;;) {
  await read((await hear()) as ReadTask)
  say({ kind: 'done' })
}
