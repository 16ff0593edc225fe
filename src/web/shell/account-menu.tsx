import { lazy, Suspense, useState } from 'react'
import type { Session } from '../api-routes.ts'
import { MeLabel } from './me-label.tsx'

const AccountMenuItems = lazy(async () => ({ default: (await import('./account-menu-items.tsx')).AccountMenuItems }))

/** The person at the right of the bar; the menu itself (27 kB) comes with the first click. */
export function AccountMenu({ session }: { readonly session: Session | undefined }) {
  const [used, setUsed] = useState(false)
  const name = session?.caller?.name ?? ''
  const button = (
    <button type="button" className="me" title={name} aria-haspopup="menu" onClick={() => setUsed(true)}>
      <MeLabel name={name} />
    </button>
  )
  if (!used) return button
  return (
    <Suspense fallback={button}>
      <AccountMenuItems session={session} />
    </Suspense>
  )
}
