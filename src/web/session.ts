import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { api } from './api.ts'
import type { Session } from './api-routes.ts'
import { sessionQuery, useChange } from './query.ts'

export function signIn(body: { email: string; password: string }): Promise<Session> {
  return api('POST /session', { body })
}

export function signUp(body: { name: string; officeName: string; email: string; password: string }): Promise<Session> {
  return api('POST /offices', { body })
}

export function signOut() {
  return api('DELETE /session')
}

/** A way in: once it has given a session, the pages are told and the person goes where they wanted. */
export function useEntrance<Input>(enter: (input: Input) => Promise<Session>, back = '/today') {
  const client = useQueryClient()
  const navigate = useNavigate()
  return useChange(enter, (session) => {
    client.setQueryData(sessionQuery.queryKey, session)
    return navigate({ to: back, replace: true })
  })
}
