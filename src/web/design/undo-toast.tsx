import { notifications } from '@mantine/notifications'
import type { ReactNode } from 'react'

/** Ten seconds to take back what was just done, with what it was worth. */
export function showUndo(id: string, said: ReactNode, undoWord: string, onUndo: () => void): void {
  notifications.show({
    id,
    withCloseButton: false,
    message: (
      <span className="toast">
        <span>{said}</span>
        <button
          type="button"
          onClick={() => {
            notifications.hide(id)
            onUndo()
          }}
        >
          {undoWord}
        </button>
      </span>
    ),
  })
}

/** Says that something is done, when there is nothing to take back. */
export function showDone(said: ReactNode): void {
  notifications.show({ message: said, withCloseButton: false, autoClose: 4_000 })
}
