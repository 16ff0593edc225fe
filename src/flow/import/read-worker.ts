/** The thread that reads a file for `read-in-worker`: it gives batches, and waits for each to be taken. */
import { once } from 'node:events'
import { parentPort, workerData } from 'node:worker_threads'
import { inspectFile, readFile } from './read-file.ts'
import type { ReadMessage, ReadTask } from './read-in-worker.ts'

const BATCH = 2_000

const port = parentPort
if (!port) throw new Error('read-worker runs in a thread')
const say = (message: ReadMessage) => port.postMessage(message)
const task = workerData as ReadTask

async function readAll(
  { source, options }: Extract<ReadTask, { kind: 'read' }>,
  take: () => Promise<unknown>,
): Promise<void> {
  let batch = []
  for await (const record of readFile(source, options)) {
    batch.push(record)
    if (batch.length < BATCH) continue
    say({ kind: 'records', records: batch })
    batch = []
    await take()
  }
  say({ kind: 'records', records: batch })
}

if (task.kind === 'read') await readAll(task, () => once(port, 'message'))
else say({ kind: 'inspection', inspection: await inspectFile(task.source) })
say({ kind: 'done' })
port.close()
