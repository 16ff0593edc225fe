import { Drawer } from '@mantine/core'
import type { ReactNode } from 'react'
import { useWords } from '../words.ts'

export type SheetProps = {
  readonly title: ReactNode
  readonly opened: boolean
  readonly onClose: () => void
  readonly wide?: boolean
  readonly children: ReactNode
}

/** The drawer itself; `Sheet` loads it. */
export function SheetDrawer({ title, opened, onClose, wide = false, children }: SheetProps) {
  const { t } = useWords()
  return (
    <Drawer
      opened={opened}
      onClose={onClose}
      title={title}
      size={wide ? 760 : 480}
      closeButtonProps={{ 'aria-label': t('act.close') }}
      overlayProps={{ backgroundOpacity: 0.25 }}
    >
      <div className="sheet">{children}</div>
    </Drawer>
  )
}
