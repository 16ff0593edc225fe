import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { api } from '../../api.ts'
import type { Section } from '../../api-routes.ts'

export const todayQuery = queryOptions({
  queryKey: ['today'],
  queryFn: ({ signal }) => api('GET /today', { signal }),
  refetchInterval: 60_000,
})

/** The acts of one section, page by page, by stake. */
export function actionsQuery(section: Section) {
  return infiniteQueryOptions({
    queryKey: ['actions', section],
    queryFn: ({ pageParam, signal }) =>
      api('GET /actions', { query: { section, cursor: pageParam ?? undefined, limit: 25 }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  })
}

export function previewQuery(actionId: string) {
  return queryOptions({
    queryKey: ['preview', actionId],
    queryFn: ({ signal }) => api('GET /actions/:id/preview', { params: { id: actionId }, signal }),
    staleTime: 0,
  })
}
