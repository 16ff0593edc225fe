/**
 * A FEC of 200,000 lines from the file to the ledger: preview (read in its thread, compared, kept), then commit, on a durable PostgreSQL;
 * then the same file again, which adds nothing; then the undo. Goal: preview and commit under 30 s and 500 MB
 * (whole process, its reading thread included, after the first commit).
 * Usage: node bench/import-fec.ts [lines]
 */
import { createWriteStream } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { day } from '../src/domain/day.ts'
import type { Outcome } from '../src/domain/refusal.ts'
import { commitImport } from '../src/flow/import/commit.ts'
import { previewImport } from '../src/flow/import/preview.ts'
import { undoImport } from '../src/flow/import/undo.ts'
import { inTenant } from '../src/platform/db.ts'
import { openDocuments } from '../src/platform/documents.ts'
import { fecLines } from './generate.ts'
import { atWorkplace, median, seconds, type Workplace } from './workplace.ts'

const LINES = Number(process.argv[2] ?? 200_000)
const [ACTOR, CREDITOR] = ['usr_bench', 'crd_bench']
const TODAY = day('2026-11-22')
const NOW = new Date('2026-11-22T10:00:00Z')

type Run = {
  readonly preview: number
  readonly commit: number
  readonly again: number
  readonly undo: number
  readonly peakRssMb: number
  readonly invoices: number
  readonly credits: number
}

await atWorkplace(async (place) => {
  const path = join(place.folder, '123456782FEC20261231.txt')
  await pipeline(Readable.from(textOf(fecLines(LINES, 1))), createWriteStream(path))
  const runs: Run[] = []
  for (const round of [1, 2, 3]) runs.push(await measure(place, `ten_run${round}`, path))
  const pick = (of: (run: Run) => number) => median(runs.map(of))
  const first = runs[0]
  console.log(
    JSON.stringify(
      {
        lines: LINES,
        invoices: first?.invoices,
        credits: first?.credits,
        previewSeconds: pick((run) => run.preview),
        commitSeconds: pick((run) => run.commit),
        previewAndCommitSeconds: pick((run) => run.preview + run.commit),
        sameFileAgainSeconds: pick((run) => run.again),
        undoSeconds: pick((run) => run.undo),
        peakRssMb: first?.peakRssMb,
      },
      null,
      2,
    ),
  )
})

/** The lines in pieces of 64 kB, so that writing the file does not count in the memory of reading it. */
function* textOf(lines: Iterable<string>): Generator<string> {
  let text = ''
  for (const line of lines) {
    text += `${line}\r\n`
    if (text.length < 65_536) continue
    yield text
    text = ''
  }
  yield text
}

/** @throws Error when the verb refuses: a benchmark of a refusal measures nothing. */
function sure<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(outcome.refusal.code)
  return outcome.value
}

async function measure({ db, folder }: Workplace, tenantId: string, path: string): Promise<Run> {
  await db.insertInto('auth.tenant').values({ tenant_id: tenantId, name: tenantId }).execute()
  await inTenant(db, tenantId, (tx) =>
    tx.insertInto('creditor').values({ tenant_id: tenantId, creditor_id: CREDITOR, name: 'Bench' }).execute(),
  )
  const services = { db, documents: openDocuments(folder) }
  const source = { name: '123456782FEC20261231.txt', path }
  const read = async () =>
    sure(await previewImport(services, tenantId, ACTOR, { creditorId: CREDITOR, source, today: TODAY, now: NOW }))
  let importId = ''
  let counts = { invoices: 0, credits: 0 }
  const preview = await seconds(async () => {
    const shown = await read()
    importId = shown.importId
    counts = { invoices: shown.counts.invoices.new, credits: shown.counts.credits.new }
  })
  const commit = await seconds(async () => sure(await commitImport(services, tenantId, ACTOR, importId, TODAY, NOW)))
  const peakRssMb = Math.round(process.resourceUsage().maxRSS / 1024)
  const again = await seconds(async () => {
    const { invoices, credits } = (await read()).counts
    if (invoices.new + credits.new > 0) throw new Error('The same file twice adds something')
  })
  const undo = await seconds(async () => sure(await undoImport(db, tenantId, ACTOR, importId, NOW)))
  return { preview, commit, again, undo, peakRssMb, ...counts }
}
