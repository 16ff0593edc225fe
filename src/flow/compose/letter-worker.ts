import { parentPort } from 'node:worker_threads'
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler'
import { callSheetData } from './call-sheet-data.ts'
import { fontCoverage } from './font-coverage.ts'
import { letterData } from './letter-data.ts'
import type { PressAnswer, PressJob } from './letter-pdf.ts'
import { paperFonts, typstSource } from './typst-sources.ts'

/** An empty root: the document has no file to read but the logos handed to it (reliability A7 76). */
const ROOT = '/amiable-letters'
const fonts = paperFonts()
const covered = new Set(fonts.flatMap((font) => [...fontCoverage(font)]))
const sources = { letters: typstSource('letter'), 'call-sheet': typstSource('call-sheet') }
const compiler = NodeCompiler.create({ workspace: ROOT, fontArgs: [{ fontBlobs: fonts }] })

function print(job: PressJob): PressAnswer {
  try {
    const { json, images } =
      job.kind === 'letters' ? letterData(job.models, job.duplex, covered) : callSheetData(job.sheet, covered)
    for (const [path, bytes] of images) compiler.mapShadow(ROOT + path, Buffer.from(bytes))
    const compiled = compiler.compile({ mainFileContent: sources[job.kind], inputs: { data: json } })
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

parentPort?.on('message', (job: PressJob) => parentPort?.postMessage(print(job)))
