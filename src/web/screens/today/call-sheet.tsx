import { lazy, Suspense } from 'react'
import type { Day } from '../../../domain/day.ts'
import type { ActionRow } from '../../api-routes.ts'
import { Sheet } from '../../design/sheet.tsx'

const CallForm = lazy(async () => ({ default: (await import('./call-form.tsx')).CallForm }))

type Props = { readonly row: ActionRow | null; readonly today: Day; readonly onClose: () => void }

/** What to say, then what came of it. */
export function CallSheet({ row, today, onClose }: Props) {
  return (
    <Sheet wide opened={row !== null} onClose={onClose} title={row?.debtorName ?? ''}>
      <Suspense fallback={null}>
        {row ? <CallForm key={row.actionId} row={row} today={today} onDone={onClose} /> : null}
      </Suspense>
    </Sheet>
  )
}
