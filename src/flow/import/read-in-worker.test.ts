import { expect, test } from 'vitest'
import { fecLines } from '../../../bench/generate.ts'
import { buildWorkbook } from '../../../fixtures/build-workbook.ts'
import { day } from '../../domain/day.ts'
import type { Inspection } from './formats/table/mapping.ts'
import { readFile } from './read-file.ts'
import { readInWorker } from './read-in-worker.ts'

const options = { today: day('2026-11-22'), mapping: null }
const fec = { name: 'fec.txt', bytes: Buffer.from([...fecLines(20_000, 3)].join('\n')) }
const csv = { name: 'a.csv', bytes: Buffer.from('Client;E-mail\nAlpha SARL;a@b.fr\n') }

test('a thread reads what is read here, batch after batch, in the same order; and another file after it', async () => {
  expect(await Array.fromAsync(readInWorker(fec, options))).toEqual(await Array.fromAsync(readFile(fec, options)))
  expect(await Array.fromAsync(readInWorker(csv, options))).toEqual(await Array.fromAsync(readFile(csv, options)))
})

test('who asks sees the columns, and says what they are', async () => {
  const seen: (Inspection | null)[] = []
  const swap = async (inspection: Inspection | null) => {
    seen.push(inspection)
    if (!inspection) return null
    const columns = inspection.mapping.columns.map((column) =>
      column.field === 'partyName' ? { ...column, field: 'partyReference' as const } : column,
    )
    return { ...inspection.mapping, columns }
  }
  const records = await Array.fromAsync(readInWorker(csv, { today: options.today, mapping: swap }))
  expect(seen).toMatchObject([{ mapping: { kind: 'contacts' }, firstRows: [{ line: 2 }] }])
  expect(records[0]).toMatchObject({ type: 'party', party: { reference: 'Alpha SARL', name: null } })
  await Array.fromAsync(readInWorker(fec, { today: options.today, mapping: swap }))
  expect(seen[1]).toBeNull()
})

test('A7: a file that takes too long is refused and its thread killed', async () => {
  const caps = { memoryMegabytes: 384, silenceMs: 1 }
  expect(await Array.fromAsync(readInWorker(fec, options, caps))).toMatchObject([
    { severity: 'file_refused', code: 'reading_too_long' },
  ])
})

test('A7: a file that takes too much memory is refused, and the process lives', async () => {
  const strings = Array.from({ length: 400_000 }, (_, at) => `<si><t>${String(at).padStart(70, 'x')}</t></si>`)
  const bytes = buildWorkbook({ sheets: { S: '<worksheet/>' }, strings: `<sst>${strings.join('')}</sst>` })
  const caps = { memoryMegabytes: 24, silenceMs: 60_000 }
  const records = await Array.fromAsync(readInWorker({ name: 'a.xlsx', bytes }, options, caps))
  expect(records).toMatchObject([{ severity: 'file_refused', code: 'reading_too_large' }])
})

test('a reader who stops early ends the thread; the next file is read by another', async () => {
  for await (const record of readInWorker(fec, options)) {
    expect(record.type).toBe('file')
    break
  }
  expect(await Array.fromAsync(readInWorker(csv, options))).toHaveLength(3)
})
