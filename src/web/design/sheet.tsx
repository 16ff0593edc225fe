import { lazy, Suspense, useState } from 'react'
import type { SheetProps } from './sheet-drawer.tsx'

const SheetDrawer = lazy(async () => ({ default: (await import('./sheet-drawer.tsx')).SheetDrawer }))

/**
 * A sheet at the right of the page for one act; what is behind stays readable, Escape closes. Its code (27 kB) comes with the first sheet
 * opened, not with the first page.
 */
export function Sheet(props: SheetProps) {
  const [needed, setNeeded] = useState(props.opened)
  if (props.opened && !needed) setNeeded(true)
  if (!needed) return null
  return (
    <Suspense fallback={null}>
      <SheetDrawer {...props} />
    </Suspense>
  )
}
