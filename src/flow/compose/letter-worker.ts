import { readFileSync } from 'node:fs'
import { parentPort } from 'node:worker_threads'
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler'
import { fontCoverage } from './font-coverage.ts'
import { letterData } from './letter-data.ts'
import { letterFonts } from './letter-fonts.ts'
import type { LetterAnswer, LetterJob } from './letter-pdf.ts'

/** An empty root: the document has no file to read but the logos handed to it (reliability A7 76). */
const ROOT = '/amiable-letters'
const fonts = letterFonts()
const covered = new Set(fonts.flatMap((font) => [...fontCoverage(font)]))
const source = readFileSync(new URL('./letter.typ', import.meta.url), 'utf8')
const compiler = NodeCompiler.create({ workspace: ROOT, fontArgs: [{ fontBlobs: fonts }] })

function print(job: LetterJob): LetterAnswer {
  const { json, images } = letterData(job.models, job.duplex, covered)
  for (const [path, bytes] of images) compiler.mapShadow(ROOT + path, Buffer.from(bytes))
  try {
    const compiled = compiler.compile({ mainFileContent: source, inputs: { data: json } })
    const document = compiled.result
    if (!document) return { id: job.id, ok: false, detail: diagnosticsOf(compiled) }
    const pdf = compiler.pdf(document, { pdfStandard: 'a-2b' })
    return { id: job.id, ok: true, pdf, pages: document.numOfPages }
  } catch (error) {
    return { id: job.id, ok: false, detail: error instanceof Error ? error.message : String(error) }
  } finally {
    compiler.resetShadow()
    compiler.evictCache(0)
  }
}

function diagnosticsOf(compiled: ReturnType<typeof compiler.compile>): string {
  const error = compiled.takeError() ?? compiled.takeDiagnostics()
  return error ? JSON.stringify(error.shortDiagnostics) : 'no diagnostics'
}

parentPort?.on('message', (job: LetterJob) => parentPort?.postMessage(print(job)))
