import { expect, test } from 'vitest'
import { fecLines } from '../../../bench/generate.ts'
import { day } from '../../domain/day.ts'
import type { ReadOptions } from './formats/format.ts'
import { readFile } from './read-file.ts'
import { inspectInWorker, readInWorker } from './read-in-worker.ts'

const options: ReadOptions = { today: day('2026-11-22'), mapping: null }
const fec = { name: 'fec.txt', bytes: Buffer.from([...fecLines(20_000, 3)].join('\n')) }

const all = async <T>(records: AsyncIterable<T>): Promise<T[]> => Array.fromAsync(records)

test('a thread reads what is read here, batch after batch, in the same order', async () => {
  expect(await all(readInWorker(fec, options))).toEqual(await all(readFile(fec, options)))
})

test('a table is inspected in a thread', async () => {
  const csv = { name: 'a.csv', bytes: Buffer.from('Client;E-mail\nAlpha SARL;a@b.fr\n') }
  expect(await inspectInWorker(csv)).toMatchObject({ ok: true, value: { mapping: { kind: 'contacts' } } })
  expect(await inspectInWorker({ name: 'x', bytes: Buffer.from('bonjour') })).toMatchObject({
    refusal: { code: 'format_unknown' },
  })
})

test('A7: a file that takes too long is refused and its thread killed', async () => {
  const caps = { memoryMegabytes: 384, silenceMs: 1 }
  expect(await all(readInWorker(fec, options, caps))).toMatchObject([
    { severity: 'file_refused', code: 'reading_too_long' },
  ])
})

test('A7: a file that takes too much memory is refused, and the process lives', async () => {
  const large = { name: 'fec.txt', bytes: Buffer.from([...fecLines(150_000, 3)].join('\n')) }
  const caps = { memoryMegabytes: 24, silenceMs: 60_000 }
  expect(await all(readInWorker(large, options, caps))).toMatchObject([
    { severity: 'file_refused', code: 'reading_too_large' },
  ])
})

test('a reader who stops early ends the thread', async () => {
  for await (const record of readInWorker(fec, options)) {
    expect(record.type).toBe('file')
    break
  }
})
