import { accept, type Outcome, type Refusal, refuse } from '../../domain/refusal.ts'
import { todayInParis } from '../../platform/clock.ts'
import { type Db, inTenant } from '../../platform/db.ts'
import { readCursor, writeCursor } from '../../platform/http/cursor.ts'
import { type Caller, longRoute, officeRoute, type Route, type Upload } from '../../platform/http/route.ts'
import { commitImport } from './commit.ts'
import {
  type ImportFile,
  ImportFileShape,
  ImportPage,
  ImportQuery,
  MappingInput,
  NoFields,
  OneImport,
} from './contract.ts'
import { type ImportServices, previewImport, remapImport } from './preview.ts'
import { listImports, readImport } from './read-imports.ts'
import { undoImport } from './undo.ts'

export type ImportRouteServices = ImportServices & {
  readonly clock: () => Date
  /** What to tell a person of a refusal (words/say-refusal, which no flow folder imports). */
  readonly sayRefusal: (refusal: Refusal) => { readonly fr: string; readonly en: string }
  /** The cases that an import opened or changed are decided soon, not tonight. */
  readonly planSoon: () => Promise<void>
}

/** A FEC of a million lines is 150 MB. */
const FILE_BYTES = 200_000_000

export function importRoutes(services: ImportRouteServices): readonly Route[] {
  return [...readRoutes(services), ...previewRoutes(services), ...commitRoutes(services)]
}

type Worded = (file: Outcome<ImportFile>) => Outcome<ReturnType<typeof wordsIn>>

function wordsIn(file: ImportFile, say: ImportRouteServices['sayRefusal']) {
  const problems = file.problems.map((problem) => ({ ...problem, ...say(problem) }))
  return { ...file, problems }
}

const wording =
  ({ sayRefusal }: ImportRouteServices): Worded =>
  (file) =>
    file.ok ? accept(wordsIn(file.value, sayRefusal)) : file

function readRoutes(services: ImportRouteServices): readonly Route[] {
  const worded = wording(services)
  return [
    officeRoute({
      method: 'GET',
      path: '/imports',
      summary: 'The imports of the office, the last one first.',
      role: 'reader',
      query: ImportQuery,
      answer: ImportPage,
      handle: async ({ tx, caller, query }) => {
        const key = query.cursor ? readCursor(query.cursor, 1) : accept(null)
        if (!key.ok) return key
        const before = key.value ? String(key.value[0]) : null
        const items = await listImports(tx, caller.tenantId, { limit: query.limit, before })
        const last = items.length === query.limit ? items.at(-1) : undefined
        return accept({ items, nextCursor: last ? writeCursor([last.importId]) : null })
      },
    }),
    officeRoute({
      method: 'GET',
      path: '/imports/:id',
      summary: 'One import: what it does, line by line what is wrong, and what its columns mean.',
      role: 'reader',
      params: OneImport,
      answer: ImportFileShape,
      handle: async ({ tx, caller, params }) => worded(await readImport(tx, caller.tenantId, params.id)),
    }),
  ]
}

function previewRoutes(services: ImportRouteServices): readonly Route[] {
  const worded = wording(services)
  return [
    longRoute({
      method: 'POST',
      path: '/imports',
      summary: 'Read a file and show what it would do (form: file, creditorId); nothing is entered yet.',
      role: 'collector',
      status: 201,
      uploadBytes: FILE_BYTES,
      answer: ImportFileShape,
      handle: async ({ caller, upload }) => worded(await previewUpload(services, caller, upload)),
    }),
    longRoute({
      method: 'PUT',
      path: '/imports/:id/mapping',
      summary:
        'Say what the columns mean: the file is read again, and the answer kept for the next file with these headings.',
      role: 'collector',
      params: OneImport,
      body: MappingInput,
      answer: ImportFileShape,
      handle: async ({ caller, params, body }) => {
        const at = services.clock()
        return worded(
          await remapImport(services, caller.tenantId, caller.userId, params.id, body, todayInParis(at), at),
        )
      },
    }),
  ]
}

async function previewUpload(
  services: ImportRouteServices,
  caller: Caller,
  upload: Upload | null,
): Promise<Outcome<ImportFile>> {
  if (!upload) return refuse('file_missing')
  const now = services.clock()
  const source = { name: upload.fileName, path: upload.path }
  const request = { creditorId: upload.fields.creditorId ?? '', source, today: todayInParis(now), now }
  return previewImport(services, caller.tenantId, caller.userId, request)
}

const readAgain = (db: Db, tenantId: string, importId: string) =>
  inTenant(db, tenantId, (tx) => readImport(tx, tenantId, importId))

function commitRoutes(services: ImportRouteServices): readonly Route[] {
  const worded = wording(services)
  return [
    longRoute({
      method: 'POST',
      path: '/imports/:id/commitments',
      summary: 'Enter in the ledger what the preview showed, all or nothing.',
      role: 'collector',
      params: OneImport,
      body: NoFields,
      answer: ImportFileShape,
      handle: async ({ caller, params }) => {
        const at = services.clock()
        const done = await commitImport(services, caller.tenantId, caller.userId, params.id, todayInParis(at), at)
        if (!done.ok) return done
        await services.planSoon()
        return worded(await readAgain(services.db, caller.tenantId, params.id))
      },
    }),
    longRoute({
      method: 'POST',
      path: '/imports/:id/undos',
      summary: 'Take the whole import back, when nothing was done with it since.',
      role: 'collector',
      params: OneImport,
      body: NoFields,
      answer: ImportFileShape,
      handle: async ({ caller, params }) => {
        const done = await undoImport(services.db, caller.tenantId, caller.userId, params.id, services.clock())
        return done.ok ? worded(await readAgain(services.db, caller.tenantId, params.id)) : done
      },
    }),
  ]
}
