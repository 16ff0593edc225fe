import { useHotkeys } from '@mantine/hooks'
import { useState } from 'react'

type Keys = {
  readonly count: number
  readonly onChoose: (at: number) => void
  readonly onLook: (at: number) => void
  readonly onApprove: () => void
}

/** J and K walk the rows, X chooses, Space shows, V approves. Returns the row under the keys, −1 before the first key. */
export function useRowKeys({ count, onChoose, onLook, onApprove }: Keys): number {
  const [current, setCurrent] = useState(-1)
  const at = Math.min(current, count - 1)
  const go = (to: number) => {
    const next = Math.max(0, Math.min(count - 1, to))
    setCurrent(next)
    document.querySelector(`[data-row="${next}"]`)?.scrollIntoView({ block: 'nearest' })
  }
  useHotkeys(
    [
      ['j', () => go(at + 1)],
      ['k', () => go(at - 1)],
      ['x', () => at >= 0 && onChoose(at)],
      ['Space', () => at >= 0 && onLook(at)],
      ['v', onApprove],
    ],
    ['INPUT', 'TEXTAREA', 'SELECT', 'BUTTON', 'A'],
  )
  return at
}
