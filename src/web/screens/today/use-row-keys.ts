import { useHotkeys } from '@mantine/hooks'
import { useState } from 'react'

type Keys = {
  readonly count: number
  /** Off while a sheet is open over the rows. */
  readonly enabled: boolean
  readonly onChoose: (at: number) => void
  readonly onApprove: () => void
}

/**
 * J and K walk the rows, X chooses, V approves. Walking puts the focus on the row's « Aperçu », so that Space and Enter show it and a screen
 * reader says where one is. Returns the row under the keys, −1 before the first key.
 */
export function useRowKeys({ count, enabled, onChoose, onApprove }: Keys): number {
  const [current, setCurrent] = useState(-1)
  const at = Math.min(current, count - 1)
  const go = (to: number) => {
    const next = Math.max(0, Math.min(count - 1, to))
    setCurrent(next)
    document.querySelector<HTMLElement>(`[data-row="${next}"] .look button`)?.focus()
  }
  useHotkeys(
    [
      ['j', () => enabled && go(at + 1)],
      ['k', () => enabled && go(at - 1)],
      ['x', () => enabled && at >= 0 && onChoose(at)],
      ['v', () => enabled && onApprove()],
    ],
    ['TEXTAREA', 'SELECT'],
  )
  return at
}
