import { api } from './api.ts'

export function signIn(body: { email: string; password: string }) {
  return api('POST /session', { body })
}

export function signUp(body: { name: string; officeName: string; email: string; password: string }) {
  return api('POST /offices', { body })
}

export function signOut() {
  return api('DELETE /session')
}
