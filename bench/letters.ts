/**
 * Letters: one PDF each in a worker against bare Typst on the same page, and one file for all. Prints JSON; medians of three runs.
 * `node bench/letters.ts [letters, default 300] [letters for the memory run, default 5000]`
 */
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler'
import { fontCoverage } from '../src/flow/compose/font-coverage.ts'
import { sampleLetter } from '../src/flow/compose/golden/sample-letter.ts'
import { letterData } from '../src/flow/compose/letter-data.ts'
import type { LetterModel } from '../src/flow/compose/letter-model.ts'
import { batchLetters, closeLetterPress, renderLetterPdf } from '../src/flow/compose/letter-pdf.ts'
import { paperFonts, typstSource } from '../src/flow/compose/typst-sources.ts'

const [count, memoryCount] = [Number(process.argv[2] ?? 300), Number(process.argv[3] ?? 5000)]

/** Distinct letters, so that nothing is answered from a cache. */
function letters(number: number): LetterModel[] {
  const samples = [
    sampleLetter('first-reminder', 'professional', 'fr', { invoices: 5, charges: true, talkative: true }),
    sampleLetter('first-reminder', 'consumer', 'fr', { invoices: 2 }),
    sampleLetter('formal-notice', 'professional', 'fr', { invoices: 3, charges: true }),
  ]
  return Array.from({ length: number }, (_, index) => {
    const sample = samples[index % samples.length]
    if (!sample) throw new RangeError('no sample')
    return { ...sample, subject: `${sample.subject} (${index})`, qrPayload: `${sample.qrPayload}-${index}` }
  })
}

const fonts = paperFonts()
const covered = new Set(fonts.flatMap((font) => [...fontCoverage(font)]))
const source = typstSource('letter')

/** The floor: the same page compiled in this thread, its data ready, nothing else around. */
function bareTypst(models: readonly LetterModel[]): number {
  const compiler = NodeCompiler.create({ workspace: '/amiable-letters', fontArgs: [{ fontBlobs: fonts }] })
  const inputs = models.map((model) => letterData([model], false, covered).json)
  const start = performance.now()
  for (const data of inputs) {
    const document = compiler.compile({ mainFileContent: source, inputs: { data } }).result
    if (!document) throw new Error('bare Typst failed')
    compiler.pdf(document, { pdfStandard: 'a-2b' })
    compiler.evictCache(0)
  }
  return (performance.now() - start) / models.length
}

async function singles(models: readonly LetterModel[]): Promise<number> {
  const start = performance.now()
  for (const model of models) {
    const printed = await renderLetterPdf(model)
    if (!printed.ok) throw new Error(JSON.stringify(printed.refusal))
  }
  return (performance.now() - start) / models.length
}

async function batch(models: readonly LetterModel[]): Promise<number> {
  const start = performance.now()
  const printed = await batchLetters(models)
  if (!printed.ok) throw new Error(JSON.stringify(printed.refusal))
  return (performance.now() - start) / models.length
}

async function medianOfThree(measure: () => number | Promise<number>): Promise<number> {
  const runs = [await measure(), await measure(), await measure()].sort((a, b) => a - b)
  return runs[1] ?? Number.NaN
}

const models = letters(count)
await singles(models.slice(0, 20))
const bareMs = await medianOfThree(() => bareTypst(models))
const singleMs = await medianOfThree(() => singles(models))
const batchMs = await medianOfThree(() => batch(models))

const megabytes = () => Math.round(process.memoryUsage.rss() / 1e6)
const memoryMb: number[] = []
for (let done = 0; done < memoryCount; done += 1000) {
  await singles(letters(Math.min(1000, memoryCount - done)))
  memoryMb.push(megabytes())
}
await closeLetterPress()

const round = (value: number) => Math.round(value * 100) / 100
console.log(
  JSON.stringify({
    letters: count,
    bareMs: round(bareMs),
    singleMs: round(singleMs),
    batchMs: round(batchMs),
    singleToBare: round(singleMs / bareMs),
    singleToBatch: round(singleMs / batchMs),
    memoryMbEachThousand: memoryMb,
  }),
)
