import { Drawer } from '@mantine/core'
import type { ReactNode } from 'react'
import { useWords } from '../words.ts'

type Props = {
  readonly title: ReactNode
  readonly opened: boolean
  readonly onClose: () => void
  readonly wide?: boolean
  readonly children: ReactNode
}

/** A sheet at the right of the page for one act; what is behind stays readable, Escape closes. */
export function Sheet({ title, opened, onClose, wide = false, children }: Props) {
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
