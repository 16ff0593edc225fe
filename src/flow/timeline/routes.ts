import { accept, refuse } from '../../domain/refusal.ts'
import type { Documents } from '../../platform/documents.ts'
import { readCursor, writeCursor } from '../../platform/http/cursor.ts'
import { fileRoute, officeRoute, type Route } from '../../platform/http/route.ts'
import { DocumentParams, EventPage, TimelineParams, TimelineQuery } from './contract.ts'
import { findDocument, readTimeline } from './read-case.ts'

const EXTENSION: Readonly<Record<string, string>> = {
  'message/rfc822': 'eml',
  'application/pdf': 'pdf',
  'text/plain': 'txt',
  'image/jpeg': 'jpg',
  'image/png': 'png',
}

export function timelineRoutes({ documents }: { readonly documents: Documents }): readonly Route[] {
  return [
    officeRoute({
      method: 'GET',
      path: '/cases/:id/timeline',
      summary: 'What happened to a debtor, the newest first.',
      role: 'reader',
      params: TimelineParams,
      query: TimelineQuery,
      answer: EventPage,
      handle: async ({ tx, caller, params, query }) => {
        const key = query.cursor ? readCursor(query.cursor, 1) : accept(null)
        if (!key.ok) return key
        const before = key.value ? Number(key.value[0]) : null
        const items = await readTimeline(tx, caller.tenantId, params.id, { limit: query.limit, before })
        if (!items) return refuse('case_unknown', { caseId: params.id })
        const last = items.length === query.limit ? items.at(-1) : undefined
        return accept({ items, nextCursor: last ? writeCursor([Number(last.eventId)]) : null })
      },
    }),
    fileRoute({
      method: 'GET',
      path: '/documents/:sha256',
      summary: 'The exact bytes of what was sent, or of an invoice, by their SHA-256.',
      role: 'reader',
      mediaType: 'application/octet-stream',
      params: DocumentParams,
      handle: async ({ tx, caller, params }) => {
        const found = await findDocument(tx, caller.tenantId, params.sha256)
        if (!found) return refuse('document_unknown', { sha256: params.sha256 })
        const { mediaType, fileName } = found
        return accept({
          bytes: await documents.get(params.sha256),
          mediaType,
          fileName: `${fileName}.${EXTENSION[mediaType] ?? 'bin'}`,
        })
      },
    }),
  ]
}
