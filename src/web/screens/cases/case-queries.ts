import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query'
import { api } from '../../api.ts'
import type { CaseListSearch } from '../../case-list-search.ts'

/** The worker acts beside the pages: an open case is read again now and then. */
const REFRESH_MS = 10_000

/** The list, page by page from the server; the rows of the last search stay while the next are read. */
export function casesQuery(search: CaseListSearch) {
  return infiniteQueryOptions({
    queryKey: ['cases', search],
    queryFn: ({ pageParam, signal }) =>
      api('GET /cases', { query: { ...search, cursor: pageParam ?? undefined, limit: 50 }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
  })
}

export function caseQuery(caseId: string) {
  return queryOptions({
    queryKey: ['cases', 'one', caseId],
    queryFn: ({ signal }) => api('GET /cases/:id', { params: { id: caseId }, signal }),
    refetchInterval: REFRESH_MS,
  })
}

export function whyQuery(caseId: string) {
  return queryOptions({
    queryKey: ['cases', 'why', caseId],
    queryFn: ({ signal }) => api('GET /cases/:id/why', { params: { id: caseId }, query: {}, signal }),
    refetchInterval: REFRESH_MS,
  })
}

/** Read anew each time its form opens: what is typed there is compared with it. */
export function deliveryQuery(deliveryId: string) {
  return queryOptions({
    queryKey: ['deliveries', deliveryId],
    queryFn: ({ signal }) => api('GET /deliveries/:id', { params: { id: deliveryId }, signal }),
    gcTime: 0,
  })
}

export function timelineQuery(caseId: string) {
  return infiniteQueryOptions({
    queryKey: ['cases', 'timeline', caseId],
    queryFn: ({ pageParam, signal }) =>
      api('GET /cases/:id/timeline', {
        params: { id: caseId },
        query: { cursor: pageParam ?? undefined, limit: 30 },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  })
}
