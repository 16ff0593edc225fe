import type { FastifyRequest } from 'fastify'
import { refuse } from '../../domain/refusal.ts'
import { RolledBack } from './problem.ts'
import type { Upload } from './route.ts'

/** Fields beside the file: few and short. */
const FIELD_LIMITS = { fields: 10, fieldSize: 100_000, files: 1, parts: 11, headerPairs: 50 }

/**
 * Reads the one file of a form, written to disk as it comes, so that its size never meets the memory; removed once the answer has left.
 * Its name is only a label: never a path.
 */
export async function readUpload(request: FastifyRequest, maxBytes: number): Promise<Upload> {
  if (!request.isMultipart()) throw new RolledBack(refuse('media_type_refused'))
  const { files, values } = await request.saveRequestFiles({ limits: { ...FIELD_LIMITS, fileSize: maxBytes } })
  const [file] = files
  if (!file) throw new RolledBack(refuse('file_missing'))
  return { fileName: file.filename.replace(/^.*[\\/]/, ''), path: file.filepath, fields: textFields(values) }
}

function textFields(fields: Readonly<Record<string, unknown>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(fields).flatMap(([name, part]) => {
      const value = (part as { type?: string; value?: unknown } | undefined)?.value
      return typeof value === 'string' ? [[name, value]] : []
    }),
  )
}
