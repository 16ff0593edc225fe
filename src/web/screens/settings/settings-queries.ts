import { queryOptions } from '@tanstack/react-query'
import { api } from '../../api.ts'

export const creditorsQuery = queryOptions({
  queryKey: ['creditors'],
  queryFn: ({ signal }) => api('GET /creditors', { signal }),
})

export const scenariosQuery = queryOptions({
  queryKey: ['scenarios'],
  queryFn: ({ signal }) => api('GET /scenarios', { signal }),
  staleTime: 60_000,
})

export const usersQuery = queryOptions({ queryKey: ['users'], queryFn: ({ signal }) => api('GET /users', { signal }) })

export const policyQuery = queryOptions({
  queryKey: ['contact-policy'],
  queryFn: ({ signal }) => api('GET /contact-policy', { signal }),
})
