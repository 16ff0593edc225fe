import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { api } from '../../api.ts'

export const importsQuery = infiniteQueryOptions({
  queryKey: ['imports'],
  queryFn: ({ pageParam, signal }) => api('GET /imports', { query: { cursor: pageParam ?? undefined }, signal }),
  initialPageParam: null as string | null,
  getNextPageParam: (page) => page.nextCursor,
})

export function importQuery(importId: string) {
  return queryOptions({
    queryKey: ['imports', importId],
    queryFn: ({ signal }) => api('GET /imports/:id', { params: { id: importId }, signal }),
  })
}
