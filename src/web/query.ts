import { QueryClient, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { ApiFailure, api } from './api.ts'

/** Refusals are answers and are not asked again; only an unreachable server is, twice. */
export function makeQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 5_000,
        retry: (tries, error) => error instanceof ApiFailure && error.problem === null && tries < 2,
      },
    },
  })
}

export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: ({ signal }) => api('GET /session', { signal }),
  staleTime: 30_000,
})

const WORKER_MS = 2_000

/**
 * A change by the API. Nothing is shown as done before the server says so (money and sending are never optimistic), then everything that
 * may have changed is read again.
 */
export function useChange<Input, Given>(
  change: (input: Input) => Promise<Given>,
  onDone?: (answer: Given, input: Input) => unknown,
) {
  const client = useQueryClient()
  return useMutation<Given, Error, Input>({
    mutationFn: change,
    onSuccess: async (answer, input) => {
      onDone?.(answer, input)
      // The worker acts on a change within a second or so: what it did is read shortly after, without a click.
      setTimeout(() => client.invalidateQueries(), WORKER_MS)
      await client.invalidateQueries()
    },
  })
}
